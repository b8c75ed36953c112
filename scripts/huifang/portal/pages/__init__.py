"""The page kinds: each module plans its pages; this table is the order of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.pages import (
    answer,
    audit,
    calendar,
    changes,
    checks,
    counted,
    coverage,
    district,
    due,
    eligible,
    ending,
    findings,
    forecast,
    formats,
    health,
    home,
    leader,
    monthends,
    morning,
    person,
    policy,
    register,
    sources,
    statistics,
    talks,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site

PAGES: tuple[Callable[[Site], Iterable[PlannedPage]], ...] = (
    home.pages,
    morning.pages,
    leader.pages,
    due.pages,
    calendar.pages,
    eligible.pages,
    ending.pages,
    register.pages,
    coverage.pages,
    forecast.pages,
    counted.pages,
    statistics.pages,
    talks.pages,
    health.pages,
    findings.pages,
    district.pages,
    unit.pages,
    person.pages,
    answer.pages,
    changes.pages,
    monthends.pages,
    audit.pages,
    policy.pages,
    sources.pages,
    checks.pages,
    formats.pages,
)
