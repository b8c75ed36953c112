"""Fixes as text: where, what was wrong, and the lines before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.output.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from huifang.register import Finding
    from huifang.texts import Words


def fixes_text(
    fixes: Iterable[tuple[Finding, tuple[str, ...], tuple[str, ...]]], shows: Callable[[str], bool], words: Words
) -> str:
    """One fix a part; the lines of a file only where it `shows` them."""
    return "".join(f"{one_line(line)}\n" for fix in fixes for line in _lines(*fix, shows, words))


def _lines(
    found: Finding, before: Iterable[str], after: Iterable[str], shows: Callable[[str], bool], words: Words
) -> Iterator[str]:
    place = found.place
    yield f"{place.path}:{place.line or 1}: {words(found.message)} → {words(found.fix)}"
    if shows(place.path):
        yield from (f"  - {line}" for line in before)
        yield from (f"  + {line}" for line in after)
