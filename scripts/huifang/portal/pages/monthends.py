"""Month ends: the lists as known then against as known now, and what has changed since a commit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.past.month_change import month_change
from huifang.past.snapshots import SnapshotComparison
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.month_chart import PLACES, change_chart, change_kinds, then_and_now
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.past.snapshots import HistoryPages, Month
    from huifang.portal.site import Site
    from huifang.portal.view import View

HASH = re.compile(r"[0-9a-f]{40,64}", re.ASCII)
SHORT = 10  # characters of a commit
CAUSES = 5  # commits named for one row
SHOWN = 200  # people and duties of a month's end on its page; the commands give all


def pages(site: Site) -> Iterable[PlannedPage]:
    """The month ends that policy asks for, and the changes since a commit where somebody asked."""
    past = site.history
    if past is None:
        return
    if past.since is not None:
        title = say("What changed since")
        yield planned_page(
            site, "since.html", title, "since.html", _since(past.since, past), section=NavigationSection.HISTORY
        )
    if past.changes:
        yield planned_page(
            site, "month-ends.html", say("Month ends"), "monthends.html",
            lambda _: _months(past), section=NavigationSection.HISTORY,
        )  # fmt: skip
    for month, before in with_before(past):
        title = say("End of {month}", month=month.name)
        yield planned_page(site, uri(month), title, "monthend.html", _month(month, before))


def uri(month: Month) -> str:
    """The page of a month's end."""
    return f"month-ends/{month.name}.html"


def with_before(past: HistoryPages) -> list[tuple[Month, Month | None]]:
    """Each month's end with the one before it, newest first."""
    return list(zip(past.months, (*past.months[1:], None), strict=False))


def _months(past: HistoryPages) -> Mapping[str, object]:
    changes = [(month.name, month_change(month, before)) for month, before in with_before(past)]
    return {"months": past.months, "chart": change_chart(changes), "kinds": change_kinds()}


def _month(month: Month, before: Month | None) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        change = month_change(month, before)
        return {
            **_values(month.found)(view),
            "day": month.day,
            "change": change,
            "before": before,
            "chart": change_chart([(month.name, change)]),
            "kinds": change_kinds(),
            "places": PLACES,
            "most": SHOWN,
        }

    return values


def asked_of(past: HistoryPages) -> str:
    """Since when, as somebody asked: the day, branch or tag; of a whole hash as much as people read."""
    return past.asked[:SHORT] if HASH.fullmatch(past.asked) else past.asked


def _since(found: SnapshotComparison | Text, past: HistoryPages) -> Callable[[View], Mapping[str, object]]:
    return lambda view: {**_values(found)(view), "asked": asked_of(past)}


def _values(found: SnapshotComparison | Text) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        compared = found if isinstance(found, SnapshotComparison) else None
        counts = _counts(compared, view) if compared else []
        return {
            "compared": compared,
            "problem": view.t(found) if isinstance(found, Text) else None,
            "causes": CAUSES,
            "counts": counts,
            "drawn": {words: then_and_now(view, words, lines) for words, lines in counts},
        }

    return values


def _counts(compared: SnapshotComparison, view: View) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """For the states and the statuses, in the order of the vocabulary: the word, how many then, how many now."""
    then, now = compared.then, compared.now
    found = []
    for words, left, right in (("state", then.states, now.states), ("status", then.statuses, now.statuses)):
        names = [name for name in view.site.lists.policy.labels[words] if name in left or name in right]
        found.append((words, [(name, left.get(name, 0), right.get(name, 0)) for name in names]))
    return found
