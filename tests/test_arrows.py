"""The house: imports run one way, every room is small, and only the rooms that may touch Git or write do."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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


def test_every_room_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= {*ROOMS, *OUTER}


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("git", {"history"}),
        ("cryptography", set()),
        ("huifang_demo", {"commands"}),
        ("mkdocs", {"commands", "portal"}),
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


SCRIPTS = PACKAGE.parent
MODULES = {
    ".".join(path.relative_to(SCRIPTS).with_suffix("").parts).removesuffix(".__init__"): path
    for name in ("huifang", "huifang_demo")
    for path in sorted((SCRIPTS / name).rglob("*.py"))
}
CIRCLES = {  # allowed, with the reason
    # a Case works out its obstacles and its stretches itself, each once; both are functions of a Case
    frozenset(f"huifang.rules.{name}" for name in ("case", "obstacles", "states", "stretches")),
}


def imported_modules(source: str, name: str, modules: Collection[str]) -> set[str]:
    """The modules of our own that a module's text imports, also for types only; not itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{each.name}" for each in node.names}
            found |= inside & set(modules) or {node.module}
    return (found & set(modules)) - {name}


def circles(arrows: Mapping[str, Collection[str]]) -> set[frozenset[str]]:
    """Every set of modules each of which leads to all others of it."""
    reached = {name: _reached(arrows, name) for name in arrows}
    found = {name: frozenset(each for each in reached[name] if name in reached[each]) for name in arrows}
    return {each for each in found.values() if each}


def _reached(arrows: Mapping[str, Collection[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(arrows[start])
    while ahead:
        if (name := ahead.pop()) not in found:
            found.add(name)
            ahead += arrows[name]
    return found


@pytest.mark.parametrize(
    ("texts", "circle"),
    [
        ({"a": "import b", "b": "import c", "c": ""}, set()),
        ({"a": "import b", "b": "import a"}, {"a", "b"}),
        ({"a": "from b import X", "b": "if TYPE_CHECKING:\n    from a import Y"}, {"a", "b"}),
        ({"a": "import b", "b": "def f():\n    import c", "c": "from a import f"}, {"a", "b", "c"}),
        ({"p": "", "p.a": "from p import b", "p.b": "import p.a"}, {"p.a", "p.b"}),
    ],
)
def test_a_circle_is_seen(texts: Mapping[str, str], circle: set[str]) -> None:
    found = circles({name: imported_modules(text, name, texts) for name, text in texts.items()})
    assert found == ({frozenset(circle)} if circle else set())


def test_no_circle_inside_a_room() -> None:
    arrows = {name: imported_modules(path.read_text(encoding="utf-8"), name, MODULES) for name, path in MODULES.items()}
    assert circles(arrows) == CIRCLES


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


@pytest.mark.parametrize("path", FILES, ids=told)
def test_rooms_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST
