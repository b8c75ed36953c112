"""The grid of talks: a mark for each person and period, and the counts 应 实 缺 缓 (rules part 4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

TALK = "talk"


class TalkMark(StrEnum):
    """What a period shows, as the vocabulary labels it; `owed` is the count of all that was owed."""

    OWED = "owed"
    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    DEFERRED = "deferred"
    RUNNING = "running"
    NOT_OWED = "not_owed"


@dataclass(frozen=True, slots=True)
class Counts:
    """应 = 实 + 缺; `late` are among those kept, `deferred` and `running` among none."""

    owed: int
    kept: int
    late: int
    missed: int
    deferred: int
    running: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person: period (2026Q3) -> mark, oldest first, from the window's first day to its last."""

    person: str
    marks: Mapping[str, TalkMark]
    counts: Counts


def mark(talk: Obligation, day: date) -> TalkMark | None:
    """The mark of one period on a day; None where it has not begun.

    A period is missing as soon as its due day is past, also while a late talk or a make-up can still close it.
    """
    if talk.opens_on > day:
        return None
    if talk.not_owed:
        return TalkMark.DEFERRED
    if talk.closed_on is not None and talk.closed_on <= day:
        return TalkMark.LATE if talk.late else TalkMark.KEPT
    return TalkMark.MISSED if talk.due_on < day else TalkMark.RUNNING


def talk_grid(programme: Programme, obligations: Iterable[Obligation]) -> tuple[GridRow, ...]:
    """A row for everybody whose window has begun, by code; every mark comes from the talk obligations alone."""
    found: dict[str, dict[str, TalkMark]] = defaultdict(dict)
    for each in obligations:
        shown = mark(each, programme.day) if each.duty == TALK else None
        if shown is not None and each.person is not None and each.period is not None:
            found[each.person][each.period] = shown
    return tuple(
        GridRow(code, marks, counts(marks.values()))
        for code, one in sorted(programme.followed.items())
        if (marks := {each: found[code].get(each, TalkMark.NOT_OWED) for each in map(str, one.talk_periods)})
    )


def counts(marks: Iterable[TalkMark]) -> Counts:
    """The counts over marks, of one person or of many."""
    found = list(marks)
    kept, late, missed = (found.count(each) for each in (TalkMark.KEPT, TalkMark.LATE, TalkMark.MISSED))
    return Counts(
        owed=kept + late + missed,
        kept=kept + late,
        late=late,
        missed=missed,
        deferred=found.count(TalkMark.DEFERRED),
        running=found.count(TalkMark.RUNNING),
    )
