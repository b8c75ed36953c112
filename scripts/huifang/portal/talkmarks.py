"""The grid of talks as a list: a row a person, a mark for each of the last periods; what a number of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.selection import NONE, Selection
from huifang.rules.talk_grid import TalkMark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.portal.site import Site

TALKS = "talks.html"
PERIODS = 8  # columns: of quarters two years; a person's page has them all
TABS: tuple[TalkMark, ...] = (TalkMark.MISSED, TalkMark.LATE, TalkMark.RUNNING)


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One person with the mark of each period shown; None in a period that says nothing of the person."""

    person: str
    marks: Mapping[str, TalkMark | None]


def shown_periods(site: Site) -> Sequence[str]:
    """The last periods that any mark is of, oldest first."""
    found = {period for code in site.people if code in site.grid_of for period in site.grid_of[code].marks}
    return sorted(found)[-PERIODS:]


def talk_lines(site: Site) -> tuple[TalkLine, ...]:
    """Everybody who may stand on a page and is owed a talk in them, or was, by code; worked out once a site."""
    if TALKS not in site.rows:
        periods = shown_periods(site)
        grid = {code: site.grid_of[code].marks for code in site.people if code in site.grid_of}
        lines = (TalkLine(code, {period: marks.get(period) for period in periods}) for code, marks in grid.items())
        site.rows[TALKS] = tuple(line for line in lines if set(line.marks.values()) - {None, TalkMark.NOT_OWED})
    return site.rows[TALKS]


def talk_values(site: Site, line: TalkLine) -> Mapping[str, str]:
    """The value of each period's filter: in words, for a list says what it was asked for."""
    return {period: mark_value(site, period, mark) for period, mark in line.marks.items()}


def mark_value(site: Site, period: str, mark: TalkMark | None) -> str:
    """A period with its mark in words."""
    if mark is None:
        return NONE
    policy = site.lists.policy
    return f"{site.words(policy.label('duty_period', period))} {site.words(policy.label('grid', mark.value))}"


def people_marked(site: Site, period: str, mark: TalkMark) -> Selection:
    """The people who have a mark in a period."""
    return Selection(TALKS).of(period, mark_value(site, period, mark))
