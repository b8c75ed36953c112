"""What is on file about mutations is of today: every explanation and every deciding day names a change and a test."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.mutation.explained import OPEN, deciding_days, explanations
from tests.mutation.operators import EDGES, Mutation, of_files
from tests.mutation.swapping import ROOMS, ROOT, files_of


@cache
def everything() -> tuple[Mutation, ...]:
    return tuple(each for room in ROOMS for each in of_files(ROOT, files_of(room)))


def test_every_explanation_is_of_a_mutation() -> None:
    assert set(explanations()) <= {each.key for each in everything()}
    assert all(why.startswith(OPEN) or len(why) > 40 for why in explanations().values())


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


def mutants(*options: str) -> tuple[int, str]:
    """What `make mutants` calls: its exit and what it says."""
    command = [sys.executable, "-m", "tests.mutation", *options]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


RETENTION = ("--room", "rules", "--file", "rules/retention", "--edges", "--tests")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tests", "code", "said"),
    [
        ("tests/rules/test_retention.py", 0, "4 mutations: 4 noticed"),
        ("tests/rules/test_visits.py", 1, "4 survived (100.0%), 0 of them explained"),
    ],
)
def test_what_nobody_notices_is_printed(tests: str, code: int, said: str) -> None:
    got, text = mutants(*RETENTION, tests)
    assert got == code, text
    assert said in text


@pytest.mark.slow
def test_the_tests_named_notice() -> None:
    code, text = mutants("--check")
    assert code == 0, text[-3000:]
