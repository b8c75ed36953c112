"""One name, one thing: no class and no public function of the program shares its name with another."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SCRIPTS = Path(__file__).parent.parent / "scripts"
FILES = sorted(path for package in ("huifang", "huifang_demo") for path in (SCRIPTS / package).rglob("*.py"))
SAME_ROLE = {  # name -> the one thing that every function of that name does
    "pages": "plans the pages of a kind; one in each module of huifang.portal.pages",
}


def defined() -> dict[str, list[str]]:
    """Name -> modules that define a class or a public function of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.name[0] != "_":
                found[node.name].append(path.relative_to(SCRIPTS).as_posix())
    return found


def test_a_name_stands_for_one_thing() -> None:
    twice = {name: places for name, places in defined().items() if len(places) > 1 and name not in SAME_ROLE}
    assert not twice


def test_names_of_one_role_stay_in_their_room() -> None:
    places = {name: {place.rpartition("/")[0] for place in defined()[name]} for name in SAME_ROLE}
    assert places == {"pages": {"huifang/portal/pages"}}
