"""What a duty is: one record, from which lists, pages, checks and explanations take what they need to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from huifang.rules.obligation import Obligation
from huifang.rules.programme import Programme

FACTS = "facts"  # of a person: measures, unit, departure and whatever else is no part of its own
Generate = Callable[[Programme], Iterator[Obligation]]
File = Literal["record", "person", "talk", "visit", "plan", "none"]


@dataclass(frozen=True, slots=True)
class Closes:
    """What is written where to close a duty: lines in the record that owes it or in the person's file, or a new file.

    `lines` are typed as they stand, without values; those of `by_period` instead where the period has some. `said` is
    the template of a sentence for what no line closes. With `in_item` the lines belong to the entry that owes it.
    """

    file: File
    lines: str = ""
    by_period: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    in_item: bool = False

    def lines_of(self, period: str | None) -> str:
        """The lines for a row of that period."""
        return self.by_period.get(period or "", self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty: its id in every list, its generator, whose it is, what it rests on, what closes it, if it may wait.

    `generate` yields every obligation, open or closed. `rests_on` names kinds of files, and parts of a person's own.
    """

    id: str
    generate: Generate
    of: Literal["person", "body"] = "person"
    rests_on: frozenset[str]
    closes: Closes
    deferrable: bool = True
