"""Every small change that could be made to a module without breaking its syntax, each one a mutation.

Own operators, since the tools that exist do not fit: mutmut 3.8 leaves decorated functions alone (71 of the 615 here,
`Case.window`, `until` and `last_end` among them) and knows no source folder called `scripts`; cosmic-ray 8.7 starts a
new process for each of its mutants, never removes a statement and knows neither `min` nor the two ends of a span.
Sentences, annotations, decorators and `assert` (a word to the type checker) are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OTHER: dict[type[ast.AST], type[ast.AST]] = {  # an order moves by its boundary, a question is turned round
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Break: ast.Pass, ast.Continue: ast.Pass,
}  # fmt: skip
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
OTHER_END = {"first": "last", "last": "first"}  # of a span, and of a day of which the month alone is known
SKIPPED = ("annotation", "returns", "decorator_list", "type_params")
BEFORE, AFTER = "just_before", "just_after"  # built in while mutations are met
EDGES = ("lt", "lte", "gt", "gte", "edge")
Function = ast.FunctionDef | ast.AsyncFunctionDef
Key = tuple[str, str, str]  # file, function and change


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one module: the `number`-th that `_changes` finds there."""

    path: str
    number: int
    line: int
    function: str  # the outermost function around it, "" in the module's own statements
    statement: tuple[int, int]  # line and column of the statement it lies in
    operator: str
    before: str
    after: str
    loaded: bool  # the statement is run while its module is loaded, not when a function is called
    turn: int = 1  # which of those that read alike in its function

    @property
    def name(self) -> str:
        """The change in words that stay when lines move."""
        return f"{self.before} → {self.after}" + (f" ({self.turn})" if self.turn > 1 else "")

    @property
    def key(self) -> Key:
        """What the files beside call it by."""
        return self.path, self.function, self.name

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function or 'module'} [{self.operator}] {self.name}"


@dataclass(slots=True)
class _Place:
    """Where the walk stands."""

    function: str
    statement: ast.stmt | None
    shown: ast.AST  # what is printed: the smallest part that reads as code
    loaded: bool = True  # no function around the statement


@dataclass(frozen=True, slots=True)
class _Change:
    place: _Place
    operator: str
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST

    def make(self) -> ast.AST:
        """Put the new part in; the old one, so that it can be put back."""
        held = getattr(self.parent, self.field)
        old: ast.AST = held if self.index is None else held[self.index]
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            held[self.index] = self.new
        return old

    def undone(self, old: ast.AST) -> _Change:
        """The way back."""
        return _Change(self.place, self.operator, self.parent, self.field, self.index, old)


def mutations(path: str, source: str) -> Iterator[Mutation]:
    """Every mutation of a module, always in the same order."""
    turns: Counter[Key] = Counter()
    for number, change in enumerate(_changes(ast.parse(source))):
        shown = change.place.shown
        before, old = _text(shown), change.make()
        after = _text(change.new if shown is old else shown)
        change.undone(old).make()
        statement = change.place.statement
        at = (statement.lineno, statement.col_offset) if statement is not None else (0, 0)
        line = getattr(old if isinstance(old, ast.stmt) else change.parent, "lineno", at[0])
        place = change.place
        alike = place.function, before, after
        turns[alike] += 1
        yield Mutation(
            path, number, line, place.function, at, change.operator, before, after, place.loaded, turns[alike]
        )


def mutated(source: str, number: int) -> ast.Module:
    """The module with one of its mutations made."""
    tree = ast.parse(source)
    next(islice(_changes(tree), number, None)).make()
    return ast.fix_missing_locations(tree)


def of_files(root: Path, files: Iterable[Path]) -> Iterator[Mutation]:
    """Every mutation of some files."""
    for path in files:
        yield from mutations(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def _neighbour(part: ast.AST, parent: ast.Compare) -> str | None:
    """Which neighbour of a compared value asks for the other row of an edge: the first day outside, the last inside.

    `day < end` meets `day <= end` on one day, and `day < just_before(end)` on the other. Letters and tuples have none.
    """
    if isinstance(part, ast.Tuple) or (isinstance(part, ast.Constant) and isinstance(part.value, str)):
        return None
    number = parent.comparators.index(part) if part in parent.comparators else None
    alone = len(parent.ops) == 1
    if number is None and (alone or part is not parent.left):
        return None
    operator = parent.ops[number or 0]
    if number is None:  # the left end of `first <= day <= last`
        return {ast.LtE: BEFORE, ast.Lt: AFTER}.get(type(operator))
    if number == 0 and not alone:
        return None
    return {ast.LtE: AFTER, ast.Gt: AFTER, ast.Lt: BEFORE, ast.GtE: BEFORE}.get(type(operator))


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _changes(tree: ast.Module) -> Iterator[_Change]:
    yield from _inside(tree, _Place("", None, tree), "")


def _inside(node: ast.AST, place: _Place, within: str) -> Iterator[_Change]:
    """The changes of all parts of a node, each part before its own parts."""
    for field, held in ast.iter_fields(node):
        if field in SKIPPED or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            continue
        for index, part in enumerate(held) if isinstance(held, list) else ((None, held),):
            if isinstance(part, ast.AST) and not isinstance(part, ast.Assert | ast.JoinedStr):
                here = _entered(part, place, within)
                yield from _of_part(part, here, node, field, index)
                inner = f"{within}{part.name}." if isinstance(part, ast.ClassDef) else within
                yield from _inside(part, here, inner)


def _entered(part: ast.AST, place: _Place, within: str) -> _Place:
    """The place of a part: a function, a statement, or something smaller."""
    function = f"{within}{part.name}" if isinstance(part, Function) and not place.function else place.function
    statement = part if isinstance(part, ast.stmt) else place.statement
    reads = (
        ast.Compare
        | ast.BinOp
        | ast.BoolOp
        | ast.UnaryOp
        | ast.Call
        | ast.keyword
        | ast.IfExp
        | ast.Subscript
        | ast.arguments
    )
    simple = ast.Return | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr
    loaded = not place.function if isinstance(part, ast.stmt) else place.loaded
    return _Place(function, statement, part if isinstance(part, reads | simple) else place.shown, loaded)


def _of_part(part: ast.AST, place: _Place, parent: ast.AST, field: str, index: int | None) -> Iterator[_Change]:
    for operator, new, shown in _replacements(part, parent, field):
        at = place if shown is None else replace(place, shown=shown)
        yield _Change(at, operator, parent, field, index, ast.copy_location(new, part))


def _replacements(part: ast.AST, parent: ast.AST, field: str) -> Iterator[tuple[str, ast.AST, ast.AST | None]]:
    """What may stand in place of a part: the operator, the new part, and what is printed where the place says less."""
    if (
        isinstance(part, ast.expr)
        and isinstance(parent, ast.Compare)
        and (name := _neighbour(part, parent)) is not None
    ):
        yield "edge", ast.Call(ast.Name(name, ast.Load()), [copy.deepcopy(part)], []), parent
    if (other := OTHER.get(type(part))) is not None:
        yield type(part).__name__.lower(), other(), (part if isinstance(part, ast.stmt) else None)
    if isinstance(part, ast.stmt):
        yield from _less(part)
    if isinstance(part, ast.Call | ast.Name | ast.Attribute) and field in {"test", "ifs"}:
        turned = ast.UnaryOp(ast.Not(), copy.deepcopy(part))
        yield "condition", turned, part
    match part:
        case ast.Constant(value=bool() as value):
            yield "boolean", ast.Constant(not value), None
        case ast.Constant(value=int() as value):
            yield "number", ast.Constant(value + 1), None
        case ast.Attribute(attr=name) if name in OTHER_END:
            yield "end", ast.Attribute(part.value, OTHER_END[name], part.ctx), None
        case ast.Name(id=name) if name in OTHER_NAME:
            yield "name", ast.Name(OTHER_NAME[name], part.ctx), None
        case ast.UnaryOp(op=ast.Not()):
            yield "not", part.operand, None


def _less(part: ast.stmt) -> Iterator[tuple[str, ast.AST, ast.AST | None]]:
    """A statement that does nothing, an answer that is none."""
    match part:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return", ast.Return(ast.Constant(None)), None
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise():
            yield "statement", ast.Pass(), part
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "statement", ast.Pass(), part
