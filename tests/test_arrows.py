"""The house: imports run one way, every room is small, and only the rooms that may touch Git or write do."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parent.parent / "scripts" / "huifang"
ROOMS = (
    "texts",
    "register",
    "policy",
    "rules",
    "checks",
    "lists",
    "past",
    "outer",
    "services",
    "commands",
)  # each may use those before it
OUTER = ("history", "output", "portal", "editing")  # side by side: none imports another
FILES = sorted(PACKAGE.rglob("*.py"))
LARGEST = 300


def room(path: Path) -> str:
    """The room a file stands in; `""` for the package's own files."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def told(path: Path) -> str:
    """The file as a test's name."""
    return str(path.relative_to(PACKAGE))


def imported(path: Path) -> set[str]:
    """Everything a file imports, also inside functions and for types only."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def rooms_of(path: Path) -> set[str]:
    """The rooms of this package that a file uses, other than its own."""
    inside = {name.split(".")[1] for name in imported(path) if name.startswith("huifang.")}
    return inside - {room(path)}


def level(name: str) -> int:
    """How far to the left a room stands."""
    return ROOMS.index("outer" if name in OUTER else name)


@pytest.mark.parametrize("path", [file for file in FILES if room(file)], ids=told)
def test_imports_run_one_way(path: Path) -> None:
    mine = level(room(path))
    wrong = {other for other in rooms_of(path) if level(other) >= mine}
    assert not wrong, f"{room(path)} may not import {wrong}"


def modules() -> dict[str, set[str]]:
    """Every module of the package and of the demonstration -> those that it imports, for types too."""
    paths = [*FILES, *sorted((PACKAGE.parent / "huifang_demo").rglob("*.py"))]
    named = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in paths}
    named = {name.removesuffix(".__init__"): path for name, path in named.items()}
    return {name: _modules_of(path, named) - {name} for name, path in named.items()}


def _modules_of(path: Path, named: Mapping[str, Path]) -> set[str]:
    found = imported(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in named:
            inner = {f"{node.module}.{each.name}" for each in node.names}
            found |= inner & named.keys()
            if inner <= named.keys():
                found.discard(node.module)
    return found & named.keys()


def test_no_module_imports_in_a_circle() -> None:
    """Not inside a room either: what is left when all that import nothing more are taken away, again and again."""
    left = modules()
    while free := {name for name, uses in left.items() if not uses & left.keys()}:
        left = {name: uses for name, uses in left.items() if name not in free}
    assert not {name: uses & left.keys() for name, uses in left.items()}


def test_every_room_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= {*ROOMS, *OUTER}


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("git", {"history"}),
        ("cryptography", set()),
        ("huifang_demo", {"services"}),
        ("mkdocs", {"portal", "services"}),
        ("click", {"commands"}),
        ("rich", {"commands", "output"}),
        ("yaml", {"register"}),
        ("tempfile", {"commands", "editing", "history", "services"}),
    ],
)
def test_packages_stay_in_their_rooms(package: str, rooms: set[str]) -> None:
    users = {room(path) for path in FILES if any(name.split(".")[0] == package for name in imported(path))}
    assert users <= rooms


def test_no_clock_but_at_the_edge() -> None:
    """`today()` and `now()` stand in the outermost room; a page's time of build is no as-of date."""
    edge = {path for path in FILES if room(path) in ("commands", "services")} | {PACKAGE / "portal" / "stamp.py"}
    asking = [path for path in FILES if path not in edge for name in _calls(path) if name in ("today", "now")]
    assert not asking


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


@pytest.mark.parametrize("path", FILES, ids=told)
def test_rooms_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST
