"""A helper or officer: the people, this period's talks, the open duties, the load of the coming months; no ranking."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.ahead import AHEAD
from huifang.portal.assignees import Assignee
from huifang.portal.facets import selected
from huifang.portal.morning import Mornings, of_assignee
from huifang.portal.pages.kind import planned_page
from huifang.portal.shown_lists import MONTHS_AHEAD
from huifang.register import add_months
from huifang.rules.forecast import month_of
from huifang.rules.talk_grid import TalkMark
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang.portal.page import PlannedPage
    from huifang.portal.selection import Selection
    from huifang.portal.site import Site
    from huifang.portal.view import View

KEPT = frozenset({TalkMark.KEPT, TalkMark.LATE})
STILL = frozenset({TalkMark.RUNNING, TalkMark.MISSED})


@dataclass(frozen=True, slots=True)
class OwnTalk:
    """Somebody of a helper or officer: whether this one is the helper, and the mark of the period's talk."""

    person: str
    helped: bool
    mark: TalkMark | None


def assignees(site: Site) -> list[Assignee]:
    """Every helper and officer, by body and name."""
    return sorted({who for who in site.calendar_of if who.name} | set(_helped(site)))


def pages_of_assignees(site: Site, mornings: Mornings) -> Iterator[PlannedPage]:
    """A page for each."""
    every, helped = assignees(site), _helped(site)
    bodies: dict[str, list[Assignee]] = defaultdict(list)
    for who in every:
        bodies[who.name].append(who)
    for who in every:
        others = [each for each in bodies[who.name] if each != who]
        values = _values(who, others, helped.get(who, ()), mornings)
        yield planned_page(
            site, of_assignee(who).uri, say("{name}: morning page", name=who.name), "assignee.html", values
        )


def _helped(site: Site) -> Mapping[Assignee, list[str]]:
    """Whom each helper helps on the day."""
    found: dict[Assignee, list[str]] = defaultdict(list)
    for code in site.people:
        followed = site.lists.programme.followed.get(code)
        name = followed.helper_on(site.day) if followed else None
        if followed and name:
            found[Assignee(followed.committee_on(site.day), name)].append(code)
    return found


def _load(site: Site, who: Assignee) -> list[tuple[str, Selection]]:
    """The coming months, each with the duties that fall due in it as far as is known today."""
    first = site.day.replace(day=1)
    months = [month_of(add_months(first, ahead)) for ahead in range(MONTHS_AHEAD)]
    mine = who.within(AHEAD)
    return [(month, mine.of("month", month)) for month in months]


def _values(
    who: Assignee, others: Sequence[Assignee], helped: Sequence[str], mornings: Mornings
) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        site, scope = mornings.site, of_assignee(who)
        concerned = {row.person for row in selected(site, who.selection)} - {None, *helped}
        lines = [_line(site, code, helped=True) for code in helped]
        lines += [_line(site, str(code), helped=False) for code in sorted(map(str, concerned))]
        return {
            "who": who,
            **mornings.values(scope),
            "others": [(each, of_assignee(each).uri) for each in others],
            "people": lines,
            "period": str(site.lists.policy.talk_period_of(view.day)),
            "talks": _talks(lines),
            "load": _load(site, who),
        }

    return values


def _line(site: Site, code: str, *, helped: bool) -> OwnTalk:
    grid = site.grid_of.get(code)
    return OwnTalk(code, helped, grid.marks.get(str(site.lists.policy.talk_period_of(site.day))) if grid else None)


def _talks(lines: Sequence[OwnTalk]) -> tuple[int, int]:
    """How many talks of this period are done, and how many are open."""
    marks = [line.mark for line in lines if line.helped]
    return sum(mark in KEPT for mark in marks), sum(mark in STILL for mark in marks)
