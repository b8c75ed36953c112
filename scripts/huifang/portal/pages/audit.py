"""历史核查: what the audit found, by check and by person; people first, then other files, then the repository."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from huifang.checks.table import CheckInfo
    from huifang.lists import AuditRow
    from huifang.past.snapshots import AuditPage
    from huifang.portal.site import Site
    from huifang.portal.view import View

MOST = 200  # findings shown of one check; `huifang audit` has all
PARTS = (N_("About people"), N_("About other files"), N_("About the repository"))  # in this order


@dataclass(frozen=True, slots=True)
class CountedFindings:
    """Findings of one check or about one person: those without an answer first."""

    name: str  # the check, or the code
    rows: Sequence[AuditRow]
    errors: int
    warnings: int
    answered: int

    @property
    def shown(self) -> Sequence[AuditRow]:
        """The first of them."""
        return self.rows[:MOST]


@dataclass(frozen=True, slots=True)
class AuditPart:
    """One part of the page: its checks with what they found there, each with the name by which it is linked."""

    title: str
    found: Sequence[tuple[str, CheckInfo, CountedFindings]]


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page, where there is a history."""
    told = site.history.audit if site.history else None
    if told is not None:
        title = say("Audit of the history")
        yield planned_page(site, "audit.html", title, "audit.html", _values(told), section=NavigationSection.HISTORY)


def _values(told: AuditPage) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        past, known = view.site.history, {check.id for check in told.checks}
        everything = _counted("", told.rows)
        return {
            "all": everything,
            "checks": told.checks,
            "parts": list(_parts(told)),
            "people": sorted((_counted(code, rows) for code, rows in told.rows_of.items()), key=_gravest),
            "others": [row for row in told.rows if row.check not in known],  # the audit's own files
            "notes": past.notes if past else {},
        }

    return values


def _parts(told: AuditPage) -> Iterator[AuditPart]:
    linked: set[str] = set()
    rows_of: dict[tuple[int, str], list[AuditRow]] = defaultdict(list)
    for row in told.rows:
        rows_of[_part_of(row), row.check].append(row)
    for number, title in enumerate(PARTS):
        found = []
        for check in told.checks:
            if rows := rows_of.get((number, check.id)):
                name = check.id if check.id not in linked else f"{check.id}-{number}"
                linked.add(check.id)
                found.append((name, check, _counted(check.id, rows)))
        if found:
            yield AuditPart(title, found)


def _part_of(row: AuditRow) -> int:
    """People, other files, the repository itself: as the command orders them."""
    return 0 if row.person else 1 if "/" in row.path else 2


def _counted(name: str, rows: Iterable[AuditRow]) -> CountedFindings:
    ordered = sorted(rows, key=lambda row: not row.is_open)
    found = Counter(row.severity if row.is_open else "answered" for row in ordered)
    return CountedFindings(name, ordered, found["error"], found["warning"], found["answered"])


def _gravest(one: CountedFindings) -> tuple[int, int, str]:
    return -one.errors, -len(one.rows), one.name
