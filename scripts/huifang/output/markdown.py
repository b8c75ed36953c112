"""Markdown that forges show in a merge request: cells, tables and headings in which nothing that was typed acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.texts import Words

MOST = 12  # rows of a table; the rest is counted
LONGEST = 400  # characters of a cell: a reason before and after
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$&%^])")
# What forges look for after Markdown was read, where no backslash helps: mentions, references, addresses, emoji. It is
# written as Chinese text writes it, which looks the same and does nothing.
WIDE = (
    (re.compile("@"), "＠"),
    (re.compile("#"), "＃"),
    (re.compile("!"), "！"),
    (re.compile("://"), "：//"),
    (re.compile(r":(?=[\w+-]+:)"), "："),
    (re.compile(r"\bwww\.", re.IGNORECASE), "www．"),
)


def markdown_cell(text: str) -> str:
    """A text as itself, on one line, cut where it is long."""
    line = " ".join(text.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    for found, wide in WIDE:
        line = found.sub(wide, line)
    return SPECIAL.sub(r"\\\1", line)


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]], words: Words) -> Iterator[str]:
    """The lines of a table; empty ones around it, and below it how many rows were left out."""
    yield ""
    yield _row([markdown_cell(each) for each in heads])
    yield _row(["---"] * len(heads))
    for row in rows[:MOST]:
        yield _row([markdown_cell(each) for each in row])
    yield ""
    more = len(rows) - MOST
    if more > 0:
        yield markdown_cell(words(say("and {n} more", n=more)))
        yield ""


def markdown_items(texts: Sequence[str], words: Words) -> Iterator[str]:
    """The lines of a list; below it how many were left out."""
    yield from (f"- {markdown_cell(each)}" for each in texts[:MOST])
    more = len(texts) - MOST
    if more > 0:
        yield f"- {markdown_cell(words(say('and {n} more', n=more)))}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
