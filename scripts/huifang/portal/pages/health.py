"""Record health (数据体检): what is missing, what that blocks, whom it keeps waiting, and the lines to paste."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.view import Choice
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.lists import HealthRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

MOST = 3000
NOBODY = "-"  # the group of rows without one
WAITING, ALONE = "waiting", "alone"  # what keeps somebody in an unknown state; what does so by itself


@dataclass(frozen=True, slots=True)
class HealthGroup:
    """The gaps of one district, body or editor: how many, how many keep somebody waiting, whom they would unblock."""

    name: str
    there: str  # the anchor that chooses exactly these rows
    gaps: int
    waiting: int
    unblocks: int


@dataclass(frozen=True, slots=True)
class HealthGrouping:
    """One way to part the gaps."""

    label: Text
    groups: Sequence[HealthGroup]


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site, "health.html", say("Record health"), "health.html", _values, section=NavigationSection.FIGURES
    )


def tabs_of(row: HealthRow) -> str:
    """The tabs in which a row stands."""
    return " ".join(
        name for name, stands in ((WAITING, row.remaining is not None), (ALONE, row.unblocks > 0)) if stands
    )


def _values(view: View) -> Mapping[str, object]:
    rows = view.site.health[:MOST]
    parted: tuple[tuple[str, Text, Callable[[HealthRow], tuple[str, str]]], ...] = (
        ("district", say("district"), lambda row: (row.district or NOBODY, view.district_name(row.district) or "—")),
        ("body", say("owed by"), lambda row: (row.body or NOBODY, view.org_name(row.body) or "—")),
        ("editor", say("last written by, else owed by"), lambda row: editor_of(row, view)),
    )
    return {
        "rows": [(row, tabs_of(row), editor_of(row, view)[0]) for row in rows],
        "left_out": len(view.site.health) - len(rows),
        "waiting": sum(row.remaining is not None for row in rows),
        "alone": sum(row.unblocks for row in rows),
        "groupings": [HealthGrouping(label, _groups(rows, by, of)) for by, label, of in parted],
        "choices": [Choice(by, label, sorted({of(row) for row in rows})) for by, label, of in parted],
    }


def editor_of(row: HealthRow, view: View) -> tuple[str, str]:
    """Who is asked: who last wrote the file, else the body that owes it."""
    return (row.editor, row.editor) if row.editor else (row.body or NOBODY, view.org_name(row.body) or "—")


def _groups(rows: Iterable[HealthRow], by: str, of: Callable[[HealthRow], tuple[str, str]]) -> tuple[HealthGroup, ...]:
    """Those with the most to unblock first."""
    found: dict[tuple[str, str], list[HealthRow]] = defaultdict(list)
    for row in rows:
        found[of(row)].append(row)
    made = (
        HealthGroup(name, f"{by}={quote(value, safe='')}", len(mine), sum(row.remaining is not None for row in mine),
                    sum(row.unblocks for row in mine))
        for (value, name), mine in found.items()
    )  # fmt: skip
    return tuple(sorted(made, key=lambda each: (-each.unblocks, -each.gaps, each.name)))
