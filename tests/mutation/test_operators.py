"""The mutations: which changes are made to what, and that each is the one that is printed."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.operators import mutated, mutations
from tests.mutation.swapping import HIT, ROOT, plain, watched

MODULE = "scripts/huifang/rules/states.py"


def changes(source: str) -> list[str]:
    return [f"{each.operator}: {each.name}" for each in mutations("", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'a sentence'", []),
        ("assert a < 1", []),
        ("def f(a: int = None) -> b | c: ...", []),
        ("def f(a=1): ...", ["number: a=1 → a=2"]),
        ("if TYPE_CHECKING:\n    x = 1", []),
        ("@cache(1)\ndef f(): ...", []),
        ("x = 1", ["number: x = 1 → x = 2"]),
        ("f(days=0)", ["statement: f(days=0) → pass", "number: days=0 → days=1"]),
        ("x = a < b", ["lt: a < b → a <= b", "edge: a < b → a < just_before(b)"]),
        ("x = a <= b", ["lte: a <= b → a < b", "edge: a <= b → a <= just_after(b)"]),
        ("x = a > b", ["gt: a > b → a >= b", "edge: a > b → a > just_after(b)"]),
        ("x = a >= b", ["gte: a >= b → a > b", "edge: a >= b → a >= just_before(b)"]),
        ("x = a <= b < c", ["edge: a <= b < c → just_before(a) <= b < c", "lte: a <= b < c → a < b < c",
                            "lt: a <= b < c → a <= b <= c", "edge: a <= b < c → a <= b < just_before(c)"]),
        ("x = 'a' <= b", ["lte: 'a' <= b → 'a' < b", "edge: 'a' <= b → 'a' <= just_after(b)"]),
        ("x = a <= 'z'", ["lte: a <= 'z' → a < 'z'"]),
        ("x = a <= (b, c)", ["lte: a <= (b, c) → a < (b, c)"]),
        ("x = a == b", ["eq: a == b → a != b"]),
        ("x = a is None", ["is: a is None → a is not None"]),
        ("x = a - b", ["sub: a - b → a + b"]),
        ("x = a or b", ["or: a or b → a and b"]),
        ("x = not a", ["not: not a → a"]),
        ("x = min(a)", ["name: min(a) → max(a)"]),
        ("x = a.first", ["end: x = a.first → x = a.last"]),
        ("x = True", ["boolean: x = True → x = False"]),
        ("x[a] = b", ["statement: x[a] = b → pass"]),
        ("def f():\n    return a", ["return: return a → return None"]),
        ("def f():\n    return None", []),
        ("def f():\n    yield a", ["statement: yield a → pass"]),
        ("while a:\n    break", ["condition: a → not a", "break: break → pass"]),
        ("x = [a for a in b if c]", ["condition: c → not c"]),
    ],
)  # fmt: skip
def test_changes(source: str, expected: list[str]) -> None:
    assert [each.strip() for each in changes(source)] == expected


def test_each_number_makes_the_change_that_is_printed() -> None:
    source = (ROOT / MODULE).read_text(encoding="utf-8")
    found = list(mutations(MODULE, source))
    made = {ast.unparse(mutated(source, each.number)) for each in found}
    assert len(made) == len(found) > 10
    assert ast.unparse(ast.parse(source)) not in made


def test_a_mutation_knows_its_function_and_statement() -> None:
    source = "class A:\n    def f(self):\n        def g():\n            return a < b\n        return g\n"
    found = [(each.function, each.line, each.statement) for each in mutations("", source)]
    assert set(found) == {("A.f", 4, (4, 12)), ("A.f", 5, (5, 8))}


@pytest.mark.parametrize(
    ("source", "loaded"),
    [
        ("x = a < b", True),
        ("class A:\n    x = a < b", True),
        ("def f(x=a < b): ...", True),
        ("def f():\n    x = a < b", False),
        ("def f():\n    def g(x=a < b): ...", False),
        ("class A:\n    def f(self):\n        x = a < b", False),
    ],
)
def test_a_mutation_knows_whether_loading_runs_it(source: str, loaded: bool) -> None:
    assert {each.loaded for each in mutations("", source) if each.operator == "lt"} == {loaded}


def test_changes_that_read_alike_are_told_apart() -> None:
    found = [each.name for each in mutations("", "def f():\n    a < b\n    a < b\ndef g():\n    a < b\n")]
    assert [each for each in found if "<=" in each] == ["a < b → a <= b", "a < b → a <= b (2)", "a < b → a <= b"]


def test_what_is_watched_says_what_it_runs_and_keeps_its_docstrings() -> None:
    path = ROOT / MODULE
    functions = {
        node.name: ast.get_docstring(node) for node in ast.walk(plain(path)) if isinstance(node, ast.FunctionDef)
    }
    seen = {node.name: ast.get_docstring(node) for node in ast.walk(watched(path)) if isinstance(node, ast.FunctionDef)}
    assert functions == seen
    assert ast.unparse(watched(path)).count(f"{HIT}(('{MODULE}', ") > 10
