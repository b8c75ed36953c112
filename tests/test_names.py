"""One name, one thing: no class and no public function of the program shares its name with another."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from tests.sound import put

SCRIPTS = Path(__file__).parent.parent / "scripts"
PACKAGES = ("huifang", "huifang_demo")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SAME_ROLE = {  # name -> the one thing that every function of that name does
    "pages": "plans the pages of a kind; one in each module of huifang.portal.pages",
}


def defined(scripts: Path) -> dict[str, list[str]]:
    """Name -> modules that define a class or a public function of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(path for package in PACKAGES for path in (scripts / package).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) or (isinstance(node, FUNCTIONS) and node.name[0] != "_"):
                found[node.name].append(path.relative_to(scripts).as_posix())
    return found


def doubled(scripts: Path) -> dict[str, list[str]]:
    """Names that stand for several things."""
    return {name: places for name, places in defined(scripts).items() if len(places) > 1 and name not in SAME_ROLE}


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("def first(): ...", "def second(): ...", None),
        ("def _helper(): ...", "def _helper(): ...", None),  # private to its module
        ("def pages(): ...", "def pages(): ...", None),  # of one role
        ("class A:\n    def read(self): ...", "class B:\n    def read(self): ...", None),  # of another thing
        ("def read(): ...", "def read(): ...", "read"),
        ("def read(): ...", "async def read(): ...", "read"),
        ("class Row: ...", "class Row: ...", "Row"),
        ("class _Reader: ...", "class _Reader: ...", "_Reader"),  # a traceback names it
        ("def Row(): ...", "class Row: ...", "Row"),
    ],
)
def test_a_doubled_name_is_seen(one: str, other: str, name: str | None, tmp_path: Path) -> None:
    put(tmp_path, {"huifang/a/one.py": one, "huifang_demo/two.py": other})
    assert doubled(tmp_path) == ({name: ["huifang/a/one.py", "huifang_demo/two.py"]} if name else {})


def test_a_name_stands_for_one_thing() -> None:
    assert doubled(SCRIPTS) == {}


def test_names_of_one_role_stay_in_their_room() -> None:
    places = {name: {place.rpartition("/")[0] for place in defined(SCRIPTS)[name]} for name in SAME_ROLE}
    assert places == {"pages": {"huifang/portal/pages"}}
