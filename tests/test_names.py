"""One name, one thing: a class or a public function is defined once, but for families whose members play one role."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
FAMILIES = {  # name -> the folder whose modules each define one
    "pages": "huifang/portal/pages/",  # the pages that a module of pages makes
}


def public_names(source: str) -> set[str]:
    """Every class of a module, and every function that others may use."""
    body = ast.parse(source).body
    classes = {each.name for each in body if isinstance(each, ast.ClassDef)}
    functions = {each.name for each in body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")}
    return classes | functions


def defined_twice(sources: dict[str, str]) -> dict[str, list[str]]:
    """Name -> the files that define it, of names with several that are no family."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, source in sorted(sources.items()):
        for name in public_names(source):
            if not (name in FAMILIES and path.startswith(FAMILIES[name])):
                found[name].append(path)
    return {name: paths for name, paths in found.items() if len(paths) > 1}


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("def f(): ...", "def g(): ...", set()),
        ("def _f(): ...", "def _f(): ...", set()),
        ("def f(): ...", "def f(): ...", {"f"}),
        ("class A: ...", "class A: ...", {"A"}),
        ("class _A: ...", "class _A: ...", {"_A"}),
        ("class A: ...", "def A(): ...", {"A"}),
        ("def pages(): ...", "def pages(): ...", {"pages"}),
    ],
)
def test_a_second_meaning_is_seen(one: str, other: str, names: set[str]) -> None:
    assert set(defined_twice({"one.py": one, "other.py": other})) == names


def test_every_name_is_defined_once() -> None:
    files = [path for name in ("huifang", "huifang_demo") for path in (SCRIPTS / name).rglob("*.py")]
    assert not defined_twice({path.relative_to(SCRIPTS).as_posix(): path.read_text(encoding="utf-8") for path in files})
