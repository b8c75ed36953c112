"""Statistics: the year's figures; people and visits never share a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.rules.statistics import AVERAGES, adds
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import StatRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

COUNTED = ("people", "visits", "value")
WORDS: Mapping[str, str] = {"rank": "rank", "measure": "measure_type", "management": "management",
                            "situation": "situation", "method": "method"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partition:
    """One way to divide the figures; `cells` has (figure, key) -> row, `columns` what is counted -> its figures."""

    by: str
    columns: Mapping[str, Sequence[str]]
    keys: Sequence[str]
    cells: Mapping[tuple[str, str], StatRow]
    overlapping: bool


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all figures."""
    yield planned_page(
        site, "statistics.html", say("Statistics"), "statistics.html", _values, section=NavigationSection.FIGURES
    )


def _values(view: View) -> Mapping[str, object]:
    rows = view.site.lists.stats
    total = [row for row in rows if row.by == "all"]
    names = list(dict.fromkeys(row.by for row in rows if row.by != "all"))
    return {
        "total": total,
        "all": {row.figure: row for row in total if row.figure not in AVERAGES},  # an average has no sum
        "partitions": [_partition(name, [row for row in rows if row.by == name]) for name in names],
        "key_text": lambda by, key: _key_text(view, by, key),
    }


def _partition(by: str, rows: Sequence[StatRow]) -> Partition:
    return Partition(
        by=by,
        columns={counted: figures for counted in COUNTED if (figures := _figures(counted, rows))},
        keys=list(dict.fromkeys(row.key for row in rows)),
        cells={(row.figure, row.key): row for row in rows},
        overlapping=not adds(by),
    )


def _figures(counted: str, rows: Sequence[StatRow]) -> list[str]:
    """The figures that count people, visits, or something else: people and visits never share a column."""
    if counted == "people":
        return list(dict.fromkeys(row.figure for row in rows if row.value is None))
    return list(dict.fromkeys(row.figure for row in rows if getattr(row, counted) is not None))


def _key_text(view: View, by: str, key: str) -> str:
    """A value of a partition in words."""
    if not key:
        return view.t(say("to be checked"))
    if by in WORDS:
        return view.label(WORDS[by], key)
    if by in {"supervised_by", "body"}:
        return view.org_name(key)
    if by == "district":
        return view.district_name(key)
    if by == "key":
        return view.t(say("key group") if key in {"true", "yes", "key"} else say("others"))
    return key
