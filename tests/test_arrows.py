"""The house: imports run one way, every room is small, and only the rooms that may touch Git or write do.

Each rule asks a folder what is wrong in it, so that a small wrong package shows that the rule sees it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.sound import put

SCRIPTS = Path(__file__).parent.parent / "scripts"
ROOMS = (
    "texts",
    "register",
    "git_access",
    "policy",
    "rules",
    "checks",
    "lists",
    "past",
    "outer",
    "services",
    "command_line",
    "commands",
)  # each may use those before it
OUTER = ("history", "output", "portal", "editing", "forms")  # side by side: none imports another
PLACES = {  # package -> the rooms that may use it
    "git": {"git_access"},
    "huifang.git_access": {"git_access", "history", "services", "command_line", "commands"},
    "cryptography": {"git_access"},
    "huifang_demo": {"services"},
    "mkdocs": {"portal", "services"},
    "click": {"command_line"},
    "rich": {"command_line", "output"},
    "yaml": {"register"},
    "ssl": {"services"},  # of these, one alone uses the network
    "http": {"services"},
    "socket": set(),
    "tempfile": {"editing", "git_access", "services"},
}
CLOCK = ("today", "now")
EDGE = ("commands", "services")  # where the clock may be asked
STAMP = "huifang/portal/stamp.py"  # a page's time of build is no as-of date
LARGEST = 300


@cache
def sources(scripts: Path, *packages: str) -> dict[str, ast.Module]:
    """Path below scripts -> what stands there."""
    paths = sorted(path for package in packages or ("huifang",) for path in (scripts / package).rglob("*.py"))
    return {path.relative_to(scripts).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def room(path: str) -> str:
    """The room a file stands in; `""` for the package's own files."""
    return path.split("/")[1] if path.count("/") > 1 else ""


def level(name: str) -> int:
    """How far to the left a room stands."""
    return ROOMS.index("outer" if name in OUTER else name)


def imported(tree: ast.Module) -> set[str]:
    """Everything a file imports, also inside functions and for types only; a relative import begins with a dot."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def wrong_arrows(scripts: Path) -> set[str]:
    """Files that use a room to their right or beside them."""
    return {
        f"{path}: {name}" for path, tree in sources(scripts).items() if room(path) for name in imported(tree)
        if name.startswith(".") or (name.startswith("huifang.") and not _may_use(room(path), name.split(".")[1]))
    }  # fmt: skip


def _may_use(mine: str, other: str) -> bool:
    return other == mine or level(other) < level(mine)


def circles(scripts: Path) -> set[str]:
    """Modules that import in a circle: what is left when all that import nothing more are taken away, again and again.

    Imports for types count, and the demonstration is looked at too.
    """
    left = modules(scripts)
    while free := {name for name, uses in left.items() if not uses & left.keys()}:
        left = {name: uses for name, uses in left.items() if name not in free}
    return set(left)


def modules(scripts: Path) -> dict[str, set[str]]:
    """Every module of the package and of the demonstration -> those that it imports."""
    trees = sources(scripts, "huifang", "huifang_demo")
    named = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): each for path, each in trees.items()}
    return {name: _modules_of(tree, named) - {name} for name, tree in named.items()}


def _modules_of(tree: ast.Module, named: Mapping[str, ast.Module]) -> set[str]:
    found = imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{each.name}" for each in node.names}
            found |= inner & named.keys()
            if inner <= named.keys():
                found.discard(node.module or "")
    return found & named.keys()


def strange_rooms(scripts: Path) -> set[str]:
    """Folders that have no place in the order of rooms."""
    folders = {path.name for path in (scripts / "huifang").iterdir() if path.is_dir() and path.name != "__pycache__"}
    return folders - {*ROOMS, *OUTER}


def out_of_place(scripts: Path) -> set[str]:
    """Files that use a package of another room."""
    return {
        f"{path}: {package}" for path, tree in sources(scripts).items() for package, rooms in PLACES.items()
        if room(path) not in rooms and any(f"{name}.".startswith(f"{package}.") for name in imported(tree))
    }  # fmt: skip


def clocks(scripts: Path) -> set[str]:
    """Files that ask the clock and may not."""
    return {
        path for path, tree in sources(scripts).items() if room(path) not in EDGE and path != STAMP
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    }  # fmt: skip


def large(scripts: Path) -> set[str]:
    """Files of too many lines."""
    paths = (scripts / "huifang").rglob("*.py")
    return {
        path.relative_to(scripts).as_posix() for path in paths if path.read_text(encoding="utf-8").count("\n") > LARGEST
    }


RULES: tuple[Callable[[Path], set[str]], ...] = (wrong_arrows, circles, strange_rooms, out_of_place, clocks, large)
LINE = "x = 1\n"
WRONG: tuple[tuple[str, Callable[[Path], set[str]] | None, dict[str, str], set[str]], ...] = (
    ("to the left", None, {"lists/a.py": "import huifang.rules.b"}, set()),
    ("inside a room", None, {"lists/a.py": "from huifang.lists.b import C", "lists/b.py": LINE}, set()),
    ("a package at home", None, {"git_access/a.py": "import git\nimport tempfile"}, set()),
    ("a clock at the edge", None, {"services/a.py": "date.today()", "portal/stamp.py": "datetime.now(UTC)"}, set()),
    ("a word of the clock", None, {"lists/a.py": "row.now\ntoday = 1"}, set()),
    ("as large as may be", None, {"lists/a.py": LINE * LARGEST}, set()),
    ("files of the package itself", None, {"__init__.py": "import huifang.commands.main"}, set()),
    ("to the right", wrong_arrows, {"rules/a.py": "import huifang.lists.b"}, {"huifang/rules/a.py: huifang.lists.b"}),
    ("for types alone", wrong_arrows, {"rules/a.py": "if TYPE_CHECKING:\n    from huifang.past.b import C"},
     {"huifang/rules/a.py: huifang.past.b"}),
    ("in a function", wrong_arrows, {"rules/a.py": "def f():\n    from huifang.checks import c"},
     {"huifang/rules/a.py: huifang.checks"}),
    ("side by side", wrong_arrows, {"portal/a.py": "import huifang.output.b"},
     {"huifang/portal/a.py: huifang.output.b"}),
    ("relative", wrong_arrows, {"lists/a.py": "from . import b"}, {"huifang/lists/a.py: ."}),
    ("two in a circle", circles, {"lists/a.py": "from huifang.lists import b", "lists/b.py": "import huifang.lists.a"},
     {"huifang.lists.a", "huifang.lists.b"}),
    ("three, one for types", circles,
     {"lists/a.py": "if TYPE_CHECKING:\n    from huifang.lists.b import B", "lists/b.py": "import huifang.lists.c",
      "lists/c.py": "def f():\n    from huifang.lists.a import A"},
     {"huifang.lists.a", "huifang.lists.b", "huifang.lists.c"}),
    ("a new room", strange_rooms, {"helpers/a.py": LINE}, {"helpers"}),
    ("a package abroad", out_of_place, {"lists/a.py": "import yaml", "portal/b.py": "from git.objects import Blob"},
     {"huifang/lists/a.py: yaml", "huifang/portal/b.py: git"}),
    ("a room for some alone", out_of_place, {"rules/a.py": "from huifang.git_access.place import find"},
     {"huifang/rules/a.py: huifang.git_access"}),
    ("a package for nobody", out_of_place, {"commands/a.py": "import cryptography.x"},
     {"huifang/commands/a.py: cryptography"}),
    ("the clock", clocks, {"rules/a.py": "date.today()", "portal/b.py": "datetime.datetime.now()"},
     {"huifang/rules/a.py", "huifang/portal/b.py"}),
    ("a line too many", large, {"lists/a.py": LINE * (LARGEST + 1)}, {"huifang/lists/a.py"}),
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_in_order(rule: Callable[[Path], set[str]]) -> None:
    assert rule(SCRIPTS) == set()


@pytest.mark.parametrize(("rule", "files", "found"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_package_is_seen_by_its_rule_alone(
    rule: Callable[[Path], set[str]] | None, files: dict[str, str], found: set[str], tmp_path: Path
) -> None:
    put(tmp_path, {f"huifang/{path}": text for path, text in files.items()})
    seen = {each: wrong for each in RULES if (wrong := each(tmp_path))}
    assert seen == ({rule: found} if rule else {})


def test_every_rule_has_a_wrong_package() -> None:
    assert {row[1] for row in WRONG} - {None} == set(RULES)
