"""A comparison as Markdown, short enough for a comment of a merge request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.output.comparison import Comparison, ComparisonSection, sections, title_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.texts import Words

MOST = 20  # rows of a table; the rest is counted
LONGEST = 400  # characters of a cell: a reason before and after
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!@$&])")


def comparison_markdown(found: Comparison, words: Words) -> str:
    """Titles, tables, and for what is the same one line; nothing that was typed can become markup."""
    lines = [f"### {markdown_cell(title_of(found, words))}", ""]
    same = []
    for section in sections(found, words):
        if section.rows:
            lines += [f"**{markdown_cell(section.title)}** ({section.count})", "", *_table(section, words), ""]
        else:
            same.append(section.empty)
    lines += [markdown_cell(" ".join(dict.fromkeys(same))), ""] if same else []
    lines += [f"_{markdown_cell(words(each))}_" for each in found.heading.notice]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(section: ComparisonSection, words: Words) -> Iterator[str]:
    yield _row(tuple(each.label for each in section.heads))
    yield _row(("---",) * len(section.heads), plain=True)
    for row in section.rows[:MOST]:
        yield _row(row)
    more = len(section.rows) - MOST
    if more > 0:
        yield ""
        yield markdown_cell(words(say("and {n} more", n=more)))


def _row(cells: tuple[str, ...], *, plain: bool = False) -> str:
    return f"| {' | '.join(each if plain else markdown_cell(each) for each in cells)} |"


def markdown_cell(text: str) -> str:
    """A text as itself, on one line, cut where it is long."""
    line = " ".join(text.split())
    return SPECIAL.sub(r"\\\1", line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")
