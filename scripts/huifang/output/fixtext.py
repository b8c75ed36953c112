"""Fixes as text: where, what was wrong, and the lines before and after."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from huifang.output.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from huifang.register import Finding
    from huifang.texts import Words


def fixes_text(
    fixes: Iterable[tuple[Finding, tuple[str, ...], tuple[str, ...]]], shows: Callable[[str], bool], words: Words
) -> str:
    """Fixes of the same lines are one part, files in order; lines stand there only of a file that it `shows`."""
    in_order = sorted(fixes, key=lambda each: each[0].place.path)
    parts = groupby(in_order, key=lambda each: (each[0].place.path, each[1], each[2]))
    return "".join(f"{one_line(line)}\n" for same, part in parts for line in _lines(*same, part, shows, words))


def _lines(
    path: str,
    before: Iterable[str],
    after: Iterable[str],
    fixes: Iterable[tuple[Finding, *tuple[object, ...]]],
    shows: Callable[[str], bool],
    words: Words,
) -> Iterator[str]:
    for found, *_ in fixes:
        yield f"{path}:{found.place.line or 1}: {words(found.message)} → {words(found.fix)}"
    if shows(path):
        yield from (f"  - {line}" for line in before)
        yield from (f"  + {line}" for line in after)
