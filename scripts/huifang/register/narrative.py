"""How much a narrative may ask of the Markdown parser: its work grows faster than the text, so it is bounded before.

A text beyond is shown as it was typed. Every bound is many times what a narrative of an office needs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1 << 16  # characters
DEEPEST = 8  # lists and quotes inside each other
MOST_CELLS = 4000  # columns times lines of the tables: every line is filled up to the columns of the first
MOST_WORK = 200_000_000  # signs times signs times characters that stand together: what the worst pattern takes

MARKED = re.compile(r"[*_`#\[\]<>|~\\!&=^]|^\s*(?:[-+]|\d+[.)])|^(?: {4}|\t)|^-+\s*$|\s{2}$", re.MULTILINE)
SIGNS = re.compile(r"[*_`\[\]()<>&\\!#\"']")  # by which the parser looks ahead, or back
PREFIX = re.compile(r"[ \t]*(?:(?:>|[-+*][ \t]|\d+[.)][ \t]|[-+*]$|\d+[.)]$)[ \t]*)+")  # of a quote or an entry
RULER = re.compile(r"[ \t>]*[-=*_ \t]+")  # a line that rules a block off, or makes a heading of what is above it
MARKER = re.compile(r">|[-+*]|\d+[.)]")
ENTRY = re.compile(r"\s*(?:([-+*])|(\d+\.))\s")
DROPPED = dict.fromkeys((0x02, 0x03))  # the parser takes them out before it reads
TAB, LEVEL = 4, 4  # columns


class TooMuch(NamedTuple):
    """What asks for more: a template of the catalogue, its value, and the line of the text, from 1."""

    message: str
    found: int
    most: int
    line: int


def is_plain(text: str) -> bool:
    """Whether nothing in the text means anything to Markdown: then it is not parsed at all."""
    return MARKED.search(text) is None


def too_much(text: str) -> TooMuch | None:
    """The first bound that a text passes; None where it may be parsed, or need not be."""
    if len(text) > LONGEST:
        return (
            None
            if is_plain(text)
            else TooMuch(N_("{n} characters with formatting, more than {most}"), len(text), LONGEST, 1)
        )
    cells = work = 0
    for first, block in _blocks(text.translate(DROPPED)):
        for number, line in enumerate(block, start=first):
            if (depth := _depth(line)) > DEEPEST:
                return TooMuch(N_("lists and quotes nest {n} deep, deeper than {most}"), depth, DEEPEST, number)
        if columns := max(line.count("|") for line in block):
            cells += (columns + 1) * len(block)
        rulers = sum(RULER.fullmatch(line) is not None for line in block)
        work += _work("\n".join(block), rulers) + sum(_work(part, _signs(part)) for part in _together(block))
        if cells > MOST_CELLS:
            return TooMuch(N_("tables of {n} cells, more than {most}"), cells, MOST_CELLS, first)
        if work > MOST_WORK:
            return TooMuch(N_("too many formatting signs in one paragraph"), work, MOST_WORK, first)
    return None


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between blank ones, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip(" \t"):  # nothing else is a blank to the parser
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield text.count("\n") + 2 - len(block), block


def _depth(line: str) -> int:
    """How deep a line may nest: its marks of quotes and entries, and the columns that stand between them."""
    prefix = PREFIX.match(line)
    if prefix is None:
        return 0
    marks = len(MARKER.findall(prefix[0]))
    return marks + max(0, prefix[0].expandtabs(TAB).count(" ") - marks) // LEVEL


def _together(block: list[str]) -> Iterator[str]:
    """What is looked through at once: the entries of a list one by one, as long as their marks are of one kind."""
    kind = _kind(block[0])
    part = [block[0]]
    for line in block[1:]:
        if kind is not None and _kind(line) == kind:
            yield "\n".join(part)
            part = []
        part.append(line)
    yield "\n".join(part)


def _kind(line: str) -> bool | None:
    entry = ENTRY.match(line)
    return None if entry is None else entry[1] is not None


def _signs(text: str) -> int:
    return len(SIGNS.findall(text))


def _work(text: str, signs: int) -> int:
    return signs**2 * len(text)
