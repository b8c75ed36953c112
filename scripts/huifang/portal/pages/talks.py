"""Talks by period: a row a person, a mark a period, and how each period went in all; no ranking."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from huifang.portal.charts.bars import BarLine, DrawnNumber, in_a_row
from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import CODE, FOLLOWED_BY, NAME, UNIT, WHERE, ListHead, ListKind
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.talkmarks import TABS, TALKS, people_marked, shown_periods, talk_lines
from huifang.rules.talk_grid import TalkMark
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View

DRAWN = (TalkMark.KEPT, TalkMark.LATE, TalkMark.MISSED, TalkMark.RUNNING)  # in the order in which they are drawn
TAB_WORDS: Mapping[TalkMark, str] = {
    TalkMark.MISSED: N_("without a talk in some period"),
    TalkMark.LATE: N_("late in some period"),
    TalkMark.RUNNING: N_("owed in this period"),
}


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for everybody, where anybody is owed a talk."""
    lines = talk_lines(site)
    if not lines:
        return
    title, kind = say("Talks by period"), talk_list(site)
    yield planned_page(
        site, TALKS, title, "talks.html", lambda view: _values(view, kind), section=NavigationSection.FIGURES
    )
    yield from planned_list(site, TALKS, title, kind, lines)


def talk_list(site: Site) -> ListKind:
    """The list, with a column and a filter for each period that is shown."""
    periods = shown_periods(site)
    words = {period: site.words(site.lists.policy.label("duty_period", period)) for period in periods}
    return ListKind(
        name="talks",
        title=N_("Talks by period"),
        page=TALKS,
        macro="talks",
        heads=(
            ListHead(N_("code and name"), "code", "person", (CODE, NAME, UNIT)),
            *(ListHead(words[period], "text", period) for period in periods),
        ),
        tabs={mark.value: TAB_WORDS[mark] for mark in TABS},
        filters={**WHERE, **FOLLOWED_BY, **dict.fromkeys(periods, "")},
    )


def _values(view: View, kind: ListKind) -> Mapping[str, object]:
    policy = view.site.lists.policy
    return {
        "list": Listed(view, kind, talk_lines(view.site)),
        "chart": period_chart(view),
        "kinds": [(mark.value, policy.label("grid", mark.value)) for mark in DRAWN],
    }


def period_chart(view: View) -> list[BarLine]:
    """A line for each period: how many people have which mark, one behind the other."""
    site, policy = view.site, view.site.lists.policy
    counts = {period: Counter(line.marks[period] for line in talk_lines(site)) for period in shown_periods(site)}
    most = max((sum(found[mark] for mark in DRAWN) for found in counts.values()), default=0)
    return [
        BarLine(
            view.label("duty_period", period),
            [in_a_row([(mark.value, found[mark]) for mark in DRAWN], most)],
            [
                DrawnNumber(
                    policy.label("grid", mark.value), found[mark], say("person(s)"), people_marked(site, period, mark)
                )
                for mark in DRAWN
                if found[mark]
            ],
        )
        for period, found in counts.items()
    ]
