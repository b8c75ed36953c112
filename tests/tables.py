"""How many test functions are tables: `python -m tests.tables` counts them by folder.

A table is a function with a `parametrize` decorator, also by a name that stands for one, or a property with `@given`.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
TABLES = ("pytest.mark.parametrize(", "given(")


def shared_names(trees: list[ast.Module]) -> frozenset[str]:
    """The names that stand for a `parametrize`: `each_case = pytest.mark.parametrize(…)`."""
    assigned = [node for tree in trees for node in tree.body if isinstance(node, ast.Assign)]
    found = [node for node in assigned if ast.unparse(node.value).startswith(TABLES[0])]
    return frozenset(name.id for node in found for name in node.targets if isinstance(name, ast.Name))


def counted(root: Path) -> dict[str, tuple[int, int]]:
    """Folder -> how many functions are tests, and how many of these are tables."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.py"))}
    names, tests, tables = shared_names(list(trees.values())), Counter[str](), Counter[str]()
    for path, tree in trees.items():
        folder = path.relative_to(root).parent.as_posix()
        for node in ast.walk(tree):
            if path.name.startswith("test_") and isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = [ast.unparse(each) for each in node.decorator_list]
                tests[folder] += 1
                tables[folder] += any(each.startswith(TABLES) or each in names for each in said)
    return {folder: (tests[folder], tables[folder]) for folder in sorted(tests)}


def main() -> None:
    """A line a folder, and one for all."""
    found = counted(HERE)
    whole = tuple(map(sum, zip(*found.values(), strict=True)))
    for folder, (tests, tables) in (*found.items(), ("all", whole)):
        sys.stdout.write(f"{folder:20} {tables:5} of {tests:5} tables {tables / tests:6.1%}\n")


if __name__ == "__main__":
    main()
