"""A running program whose functions get other code: every importer of a function sees it, nothing is loaded again."""

from __future__ import annotations

import ast
import builtins
import gc
from datetime import date, timedelta
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from tests.mutation.operators import AFTER, BEFORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Place = tuple[str, str, int]  # file, qualified name and first line of a function
ROOT = Path(__file__).parents[2]
HIT = "__statement_is_run__"


ROOMS = {  # what changes are made to; `days` is what the rules ask about days elsewhere
    "rules": ("rules",),
    "checks": ("checks",),
    "lists": ("lists",),
    "days": ("register/days.py", "register/known.py", "policy/policy.py", "policy/version.py"),
}


def files_of(room: str) -> list[Path]:
    """The modules of a room."""
    places = [ROOT / "scripts/huifang" / name for name in ROOMS[room]]
    return [path for place in places for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place])]


def module_name(path: Path) -> str:
    """What a file is imported as."""
    return ".".join(path.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__")


def live_functions(files: Iterable[Path]) -> dict[Place, list[FunctionType]]:
    """The functions that some files have made, nested ones left out: those come with the code around them."""
    wanted = {str(path) for path in files}
    found: dict[Place, list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in wanted:
            found.setdefault(_place(each.__code__), []).append(each)
    return found


def swap(tree: ast.Module, path: Path, live: dict[Place, list[FunctionType]]) -> None:
    """Give the live functions of a file the code of this tree."""
    for code in _functions(compile(tree, str(path), "exec", dont_inherit=True)):
        for function in live.get(_place(code), ()):
            if function.__code__.co_freevars == code.co_freevars:
                function.__code__ = code


def know_neighbours() -> None:
    """The functions that mutations of an edge call: a day, or a number, beside another."""
    setattr(builtins, BEFORE, lambda value: _moved(value, -1))
    setattr(builtins, AFTER, lambda value: _moved(value, 1))


def _moved(value: object, by: int) -> object:
    match value:
        case date():
            return value + timedelta(days=by)
        case int() | float():
            return value + by
    return value


def load_as(tree_of: Callable[[str], ast.Module | None]) -> None:
    """From now on a module is loaded from the tree that stands for its file, where there is one."""
    usual = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        tree = tree_of(self.path)
        return usual(self, fullname) if tree is None else compile(tree, self.path, "exec", dont_inherit=True)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


def watch(files: Iterable[Path]) -> set[tuple[str, int, int]]:
    """Have these files loaded so that every statement of their functions says that it is run: where it says so."""
    hits: set[tuple[str, int, int]] = set()
    setattr(builtins, HIT, hits.add)
    wanted = {str(path): path for path in files}
    load_as(lambda file: watched(wanted[file]) if file in wanted else None)
    return hits


def watched(path: Path) -> ast.Module:
    """A file whose statements say that they are run."""
    tree: ast.Module = _Watched(path.relative_to(ROOT).as_posix()).visit(plain(path))
    return tree


def plain(path: Path) -> ast.Module:
    """A file as it stands."""
    return ast.parse(path.read_text(encoding="utf-8"))


class _Watched(ast.NodeTransformer):
    """A call before each statement inside a function."""

    def __init__(self, name: str) -> None:
        self.name, self.depth = name, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Each list of statements inside a function with a call before each."""
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            held = getattr(node, field, None)
            if isinstance(held, list) and (self.depth and not isinstance(node, ast.ClassDef)):
                setattr(node, field, [each for statement in held for each in self._with_call(statement)])
        return node

    def _with_call(self, node: ast.stmt) -> tuple[ast.stmt, ...]:
        """A text stays as it is: the first one of a function is its docstring."""
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        return (node,) if is_text else (self._call(node), node)

    def _call(self, node: ast.stmt) -> ast.stmt:
        where = ast.Tuple([ast.Constant(each) for each in (self.name, node.lineno, node.col_offset)], ast.Load())
        call = ast.Expr(ast.Call(ast.Name(HIT, ast.Load()), [where], []))
        return ast.fix_missing_locations(ast.copy_location(call, node))


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The code of a module's functions and of those of its classes."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            if "<locals>" not in each.co_qualname:
                yield from _functions(each)


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno
