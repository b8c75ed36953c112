"""Days, months and quarters: pure calendar, no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3
EVERY = {"month": 1, "quarter": MONTHS_A_QUARTER, "half_year": 6}  # how often policy may ask for a talk, in months
PERIOD_NAMES = {1: "{}-{:02}", MONTHS_A_QUARTER: "{}Q{}", 6: "{}H{}"}  # by months: year and number
ONE_DAY = timedelta(days=1)
UTC8 = timezone(timedelta(hours=8))  # the programme's time zone, a fixed offset


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months in one step, clamped to the month's end.

    >>> add_months(date(2020, 8, 31), 6)
    datetime.date(2021, 2, 28)
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def end_of(day: date) -> int:
    """The moment of 24:00 of a day at UTC+8, in seconds since 1970: it still belongs to the day."""
    return int(datetime.combine(day + ONE_DAY, time(), UTC8).timestamp())


class DecisionDay(NamedTuple):
    """A decision day, or a month of which only the month is known (`first` and `last` differ)."""

    first: date
    last: date

    @property
    def month_only(self) -> bool:
        """Whether only the month is known."""
        return self.first != self.last

    def __str__(self) -> str:
        """As the record writes it."""
        return self.first.isoformat()[:7] if self.month_only else self.first.isoformat()


class CalendarPeriod(NamedTuple):
    """A calendar month, quarter or half-year: the `number`th of its year that has `months`."""

    year: int
    number: int
    months: int = MONTHS_A_QUARTER

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(self.year, self.number * self.months)

    @property
    def next(self) -> CalendarPeriod:
        """The one after it, as long as it."""
        return calendar_period(self.last + ONE_DAY, self.months)

    def __str__(self) -> str:
        """`2026-03`, `2026Q1` or `2026H1`."""
        return PERIOD_NAMES[self.months].format(self.year, self.number)


def calendar_period(day: date, months: int) -> CalendarPeriod:
    """The calendar period of so many months that a day lies in."""
    return CalendarPeriod(day.year, (day.month - 1) // months + 1, months)


def quarter_of(day: date) -> CalendarPeriod:
    """The quarter a day lies in."""
    return calendar_period(day, MONTHS_A_QUARTER)


class Span(NamedTuple):
    """Days from `first` to `last`, both inside; `last` None is open."""

    first: date
    last: date | None

    def __contains__(self, day: object) -> bool:
        """Whether a day lies inside."""
        return isinstance(day, date) and self.first <= day and (self.last is None or day <= self.last)


def union(spans: list[Span]) -> tuple[Span, ...]:
    """The same days as spans that neither touch nor overlap, in order."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.first):
        before = merged[-1] if merged else None
        if before is None or (before.last is not None and span.first > before.last + ONE_DAY):
            merged.append(span)
        elif before.last is not None and (span.last is None or span.last > before.last):
            merged[-1] = Span(before.first, span.last)
    return tuple(merged)


def days_within(spans: tuple[Span, ...], first: date, last: date) -> int:
    """How many days from `first` to `last`, both counted, lie in the spans (which do not overlap)."""
    total = 0
    for span in spans:
        start, end = max(span.first, first), last if span.last is None else min(span.last, last)
        total += max(0, (end - start).days + 1)
    return total
