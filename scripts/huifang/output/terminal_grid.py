"""A table for the terminal: codes, days and numbers stay whole; sentences wrap between Chinese characters.

Where the terminal is too narrow for that, each row becomes a block of `label: value` lines.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.texts import Words

WIDE = 200  # characters where there is no terminal
LEAST = 16  # characters of a column of sentences
WORD = re.compile(
    r"[（《“‘]*(?:[!-~]+|.)[，。；：、）》”’！？]*"
)  # what stays on one line: a code, a day, a sign with its stop
BETWEEN, CROSS = " │ ", "─┼─"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its label, whether its cells are never broken, whether they stand at the right."""

    label: str
    whole: bool = False
    right: bool = False


def terminal_width() -> int:
    """The characters of a line here."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE


def terminal_grid(heads: Sequence[GridColumn], rows: Sequence[Sequence[str]], width: int, words: Words) -> list[str]:
    """The lines of the table; of blocks, one a row, where `width` characters are too few."""
    cells = [[each.label for each in heads], *([*row] for row in rows)]
    widths = _widths(heads, cells, width - len(BETWEEN) * (len(heads) - 1))
    if widths is None:
        return list(_blocks(heads, rows, words))
    first, *others = (list(_row(heads, row, widths)) for row in cells)
    return [*first, CROSS.join("─" * each for each in widths), *(line for lines in others for line in lines)]


def _widths(heads: Sequence[GridColumn], cells: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is; None where `width` is too little."""
    natural = [max(map(_longest, column)) for column in zip(*cells, strict=True)]
    loose = [number for number, head in enumerate(heads) if not head.whole]
    left = width - sum(natural) + sum(natural[number] for number in loose)
    for count, number in zip(range(len(loose), 0, -1), sorted(loose, key=natural.__getitem__), strict=True):
        if natural[number] > left // count:
            words = max(cell_len(word) for row in cells for word in [*WORD.findall(row[number]), ""])
            natural[number] = left // count
            if natural[number] < max(LEAST, words):
                return None
        left -= natural[number]
    return natural if left >= 0 else None


def _longest(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _row(heads: Sequence[GridColumn], row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [
        text.split("\n") if head.whole else wrapped(text, width)
        for head, text, width in zip(heads, row, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        parts = [lines[number] if number < len(lines) else "" for lines in columns]
        filled = zip(heads, parts, widths, strict=True)
        yield BETWEEN.join(_padded(part, width, right=head.right) for head, part, width in filled).rstrip()


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width`; no code and no day is broken."""
    lines: list[str] = []
    for line in text.split("\n"):
        done = ""
        for word in WORD.findall(line):
            if done and cell_len(done + word) > width:
                lines.append(done.rstrip())
                done = ""
            done += word if done else word.lstrip()
        lines.append(done.rstrip())
    return lines


def _blocks(heads: Sequence[GridColumn], rows: Sequence[Sequence[str]], words: Words) -> Iterator[str]:
    colon = "：" if words.lang == "zh" else ": "
    for row in rows:
        yield ""
        for head, text in zip(heads, row, strict=True):
            if head.whole and (text.startswith(" ") or "\n" in text):  # lines of a file: they are copied as they stand
                yield f"{head.label}{colon}\n{text}"
            elif text:
                yield f"{head.label}{colon}{text}".replace("\n", "\n  ")
    yield ""
