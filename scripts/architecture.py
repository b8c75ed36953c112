"""The architecture page's drawing and tables, made from the imports and the first lines of the modules.

`python scripts/architecture.py` writes them anew; `--check` says whether they are of today (a test asks).
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "huifang"
DEMO = ROOT / "scripts" / "huifang_demo"
PAGE = ROOT / "docs" / "maintainers" / "architecture.md"
DRAWING = PAGE.with_suffix(".svg")
GENERATED = re.compile(r"(<!-- made by scripts/architecture.py -->\n).*?(<!-- end -->)", re.DOTALL)
BOX, GAP, ROW, EDGE = (150, 40), 30, 90, 20  # width and height of a room, between rooms, between floors, around all


def rooms() -> list[str]:
    """The rooms of the package, each a folder."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def modules(room: Path) -> list[Path]:
    """The Python files of a room, those of its inner rooms too."""
    return sorted(room.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's text as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def first_line(path: Path) -> str:
    """What a module says that it is."""
    return (ast.get_docstring(parsed(path)) or "").split("\n", 1)[0]


def uses(room: str) -> set[str]:
    """The other rooms whose modules a room imports, for types too."""
    found = set()
    for path in modules(PACKAGE / room):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huifang."):
                found.add((node.module or "").split(".")[1])
    return found - {room}


def floors(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """The rooms by floor: each stands above every room that it uses; the top floor first."""
    height: dict[str, int] = {}
    while len(height) < len(arrows):
        ready = [room for room in arrows if room not in height and arrows[room] <= height.keys()]
        if not ready:
            raise SystemExit(f"a circle among {sorted(arrows.keys() - height.keys())}")
        height |= {room: 1 + max((height[below] for below in arrows[room]), default=-1) for room in ready}
    return [sorted(room for room in arrows if height[room] == each) for each in range(max(height.values()), -1, -1)]


def shortest(arrows: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The arrows that no longer way says too: with all of them nobody could read the drawing."""
    below: dict[str, set[str]] = {}

    def reached(room: str) -> set[str]:
        if room not in below:
            below[room] = arrows[room].union(*map(reached, arrows[room])) if arrows[room] else set()
        return below[room]

    for room in sorted(arrows):
        for target in sorted(arrows[room]):
            if not any(target in reached(other) for other in arrows[room] - {target}):
                yield room, target


def drawing(arrows: Mapping[str, set[str]]) -> str:
    """The rooms on their floors with the arrows between them."""
    rows = floors(arrows)
    (wide, high), widest = BOX, max(map(len, rows))
    width = 2 * EDGE + widest * wide + (widest - 1) * GAP
    place: dict[str, tuple[float, int]] = {}
    for floor, row in enumerate(rows):
        left = (width - len(row) * wide - (len(row) - 1) * GAP) / 2
        place |= {room: (left + at * (wide + GAP), EDGE + floor * ROW) for at, room in enumerate(row)}
    lines = [
        f'<line x1="{place[one][0] + wide / 2:g}" y1="{place[one][1] + high}" x2="{place[other][0] + wide / 2:g}"'
        f' y2="{place[other][1] - 4}" marker-end="url(#tip)"/>'
        for one, other in shortest(arrows)
    ]
    boxes = [
        f'<rect x="{x:g}" y="{y}" width="{wide}" height="{high}" rx="4"/>'
        f'<text x="{x + wide / 2:g}" y="{y + 25}">{escape(room)}</text>'
        for room, (x, y) in place.items()
    ]
    height = 2 * EDGE + (len(rows) - 1) * ROW + high
    return "\n".join([
        (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-label="The rooms of the package; an arrow leads to what a room uses">'),
        ('<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="3" orient="auto">'
        '<path d="M0,0 L6,3 L0,6 z" fill="#555"/></marker></defs>'),
        '<g stroke="#555" fill="#eef2fb">', *lines, "</g>",
        '<g fill="#eef2fb" stroke="#3f51b5" font-family="sans-serif" font-size="15" text-anchor="middle">',
        *(box.replace("<text ", '<text stroke="none" fill="#222" ') for box in boxes), "</g>", "</svg>", "",
    ])  # fmt: skip


def tables() -> str:
    """Every room with what it is, and its modules with their first lines."""
    found = []
    for room in (*(PACKAGE / each for row in floors({room: uses(room) for room in rooms()}) for each in row), DEMO):
        name = room.name if room != DEMO else "huifang_demo"
        paths = [path for path in modules(room) if path != room / "__init__.py"]
        lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules(room))
        found += [f"\n### {name}", "", f"{first_line(room / '__init__.py')} {lines:,} lines.", "",
                  "| module | what it is |", "| --- | --- |"]  # fmt: skip
        found += [f"| `{path.relative_to(room).as_posix()}` | {first_line(path).replace('|', chr(92) + '|')} |"
                  for path in paths if first_line(path)]  # fmt: skip
    return "\n".join([*found, ""])


def made() -> dict[Path, str]:
    """Both files as they should be."""
    page = PAGE.read_text(encoding="utf-8")
    return {
        DRAWING: drawing({room: uses(room) for room in rooms()}),
        PAGE: GENERATED.sub(lambda found: found[1] + tables() + found[2], page),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` exit with 1 where one is not of today."""
    stale = [path for path, text in made().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if arguments == ["--check"]:
        return 1 if stale else 0
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
