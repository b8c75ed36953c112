"""One person's periods, visits and talks as a drawing, made when the page is: bars, dots and the as-of date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.portal.view import View
    from huifang.register.models import Talk, Visit
    from huifang.rules.case import Case
    from huifang.rules.period import Period

WIDTH, LEFT, ROW, TOP = 1000, 190, 22, 26  # units of the drawing
FEET = 30  # below the bars: the line of visits and talks
THIN = 2.0  # a bar of one day can still be seen
MANY_YEARS = 12  # above it only every second year has its mark


@dataclass(frozen=True, slots=True)
class Bar:
    """A period; `open` where its end is not known."""

    label: str
    x: float
    width: float
    y: int
    open: bool
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A visit or a talk."""

    x: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing; `base` is the line of visits and talks, `today` the as-of date."""

    bars: Sequence[Bar]
    dots: Sequence[Dot]
    years: Sequence[tuple[float, int]]
    today: float
    base: int
    said: str
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Room for the bars and the line below them."""
        return self.base + FEET


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places; both days stand inside."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day."""
        return round(LEFT + (day - self.first).days * (WIDTH - LEFT) / (self.last - self.first).days, 1)

    def years(self) -> list[tuple[float, int]]:
        """The beginning of each year that has a mark."""
        step = 2 if self.last.year - self.first.year > MANY_YEARS else 1
        return [(self.x(date(year, 1, 1)), year) for year in range(self.first.year, self.last.year + 1, step)]


def chart(view: View, case: Case) -> Chart | None:
    """The drawing; None where no period has a beginning."""
    periods = [period for period in case.periods if period.start is not None]
    if not periods:
        return None
    contacts = view.site.contacts(case.person.code)
    starts = [*(period.start for period in periods if period.start), *(each.date for each in contacts)]
    ends = [_end(period, view.day) for period in periods]
    scale = Scale(date(min(starts).year, 1, 1), date(max(*ends, view.day).year + 1, 1, 1) - ONE_DAY)
    return Chart(
        bars=[_bar(view, scale, number, period) for number, period in enumerate(periods)],
        dots=[_dot(view, scale, each) for each in contacts],
        years=scale.years(),
        today=scale.x(view.day),
        base=TOP + len(periods) * ROW,
        said=view.t(say("periods, visits and talks over the years")),
    )


def _end(period: Period, day: date) -> date:
    return period.until or period.probation_end or day


def _bar(view: View, scale: Scale, number: int, period: Period) -> Bar:
    start = period.start or view.day
    name, until = view.t(period.rule.label.label), period.until or say("not known")
    title = view.t(say("{measure}: {start} to {until}", measure=name, start=start, until=until))
    width = max(THIN, round(scale.x(_end(period, view.day)) - scale.x(start), 1))
    return Bar(name, scale.x(start), width, TOP + number * ROW, period.until is None, title)


def _dot(view: View, scale: Scale, contact: Visit | Talk) -> Dot:
    kind = "talk" if contact.kind == "谈心谈话" else "visit"
    return Dot(scale.x(contact.date), kind, f"{contact.date} {view.label('visit_kind', contact.kind)}")
