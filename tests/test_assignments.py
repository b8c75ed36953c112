"""An object is changed by itself alone: nobody assigns an attribute of another one after it was made."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = Path(__file__).parent.parent / "scripts"
ALLOWED: dict[str, tuple[str, frozenset[str]]] = {}  # file -> the reason, and the objects whose attributes are assigned


def allow(path: str, reason: str, *objects: str) -> None:
    """Enter an exception."""
    ALLOWED[path] = reason, frozenset(objects)


LIBRARY = "the library's object is set up in this way alone"
MAKING = "it is being made: parts of one making fill it, and nobody reads it before they are done"
allow("huifang/command_line/usage.py", LIBRARY, "problem")
allow("huifang/editing/ledger/contacts.py", MAKING, "self.outcome")
allow("huifang/editing/ledger/drafts.py", MAKING, "self.own")
allow("huifang/editing/ledger/importer.py", MAKING, "self.outcome", "draft")
allow("huifang/editing/ledger/rejects.py", LIBRARY, "put_cell(sheet, 1, at, title)", "put_cell(sheet, line, at, text)")
allow("huifang/editing/ledger/rows.py", MAKING, "entry")
allow("huifang/texts/sheets.py", LIBRARY, "cell", "sheet.column_dimensions[get_column_letter(number)]")
allow("huifang/output/workbook.py", LIBRARY, "put_cell(sheet, line, at, value, shown)", "sheet", "sheet.auto_filter")
allow(
    "huifang/editing/ledger/workbook.py",
    LIBRARY,
    "book[WORDS_SHEET]",
    "sheet.column_dimensions[letter]",
    "sheet.column_dimensions['A']",
    "sheet",
    "sheet.auto_filter",
    "put_cell(sheet, line, 1, ledger.words(text))",
)
allow("huifang/output/streams.py", "a closed stream is replaced in the one place that Python has for it", "sys")
allow("huifang/portal/freetext.py", LIBRARY, "element")
allow("huifang/portal/mkdocs.py", LIBRARY, "config", "page")
allow("huifang/portal/theme.py", LIBRARY, "self._config")
allow("huifang/register/load.py", MAKING, "self.records")
allow("huifang/register/reading.py", MAKING, "reading")
allow("huifang_demo/people.py", MAKING, "draft")
allow("huifang_demo/timeline/commits.py", MAKING, "line")
allow("huifang_demo/timeline/mistakes.py", MAKING, "room.deed")


def foreign_assignments(source: str) -> Iterator[tuple[str, int]]:
    """Every assignment to an attribute of what is neither `self`, `cls` nor made in the same function."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        own = {"self", "cls", *_made_here(function)}
        for node in _inside(function):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _base(node) not in own:
                yield ast.unparse(node), node.lineno


def _made_here(function: ast.AST) -> Iterator[str]:
    """Names that are bound to what a call has just given."""
    for node in _inside(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))


def _inside(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    for node in ast.iter_child_nodes(function):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _inside(node)


def _base(node: ast.Attribute) -> str:
    """The name whose attribute is assigned; "" where it is no plain name."""
    return node.value.id if isinstance(node.value, ast.Name) else ""


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("self.a = 1", []),
        ("made = A()\n    made.a = 1", []),
        ("one.a = 1", ["one.a"]),
        ("one.a += 1", ["one.a"]),
        ("one.a, b = 1, 2", ["one.a"]),
        ("one().a = 1", ["one().a"]),
        ("self.one.a = 1", ["self.one.a"]),
        ("for one.a in (): ...", ["one.a"]),
    ],
)
def test_an_assignment_from_outside_is_seen(body: str, wrong: list[str]) -> None:
    assert [text for text, _ in foreign_assignments(f"def f(self, one):\n    {body}\n")] == wrong


def test_no_attribute_is_assigned_from_outside() -> None:
    found: dict[str, set[str]] = {}
    for name in ("huifang", "huifang_demo"):
        for path in sorted((SCRIPTS / name).rglob("*.py")):
            texts = {text.rpartition(".")[0] for text, _ in foreign_assignments(path.read_text(encoding="utf-8"))}
            found |= {path.relative_to(SCRIPTS).as_posix(): texts} if texts else {}
    assert found == {path: set(objects) for path, (_, objects) in ALLOWED.items()}
