"""What is on file about mutations is of today: every explanation and every deciding day names a change and a test."""

from __future__ import annotations

import ast
from functools import cache

from tests.mutation.explained import OPEN, deciding_days, explanations
from tests.mutation.operators import EDGES, Mutation, of_files
from tests.mutation.swapping import ROOMS, ROOT, files_of


@cache
def everything() -> tuple[Mutation, ...]:
    return tuple(each for room in ROOMS for each in of_files(ROOT, files_of(room)))


def test_every_explanation_is_of_a_mutation() -> None:
    assert set(explanations()) <= {each.key for each in everything()}
    assert [key for key, why in explanations().items() if why.startswith(OPEN) or len(why) < 40] == []


def test_every_comparison_has_its_two_rows_or_an_explanation() -> None:
    edges = {each.key for each in everything() if each.operator in EDGES}
    assert edges - set(explanations()) == set(deciding_days())


def test_every_test_named_is_there() -> None:
    """Of its module and function; `make mutants CHECK=1` looks at the row."""
    named = {name.partition("[")[0] for name in deciding_days().values() if "::" in name}
    modules = {name.partition("::")[0] for name in named}
    found = {f"{each}::{name}" for each in modules for name in functions(each)}
    assert named <= found


def functions(module: str) -> list[str]:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
