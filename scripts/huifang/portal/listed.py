"""Lists on pages: tabs with counts, filters, groups, the first rows; the others on numbered pages and in a file."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from huifang.checks.catalogue import checks_by_id
from huifang.portal.facets import facets_of_rows
from huifang.portal.gate import NO_SCRIPTS, checked
from huifang.portal.languages import with_chinese_marked
from huifang.portal.pages.kind import planned_page
from huifang.portal.partition_words import PART_FILTERS, partition_words
from huifang.portal.search.data import as_script
from huifang.portal.selection import NONE
from huifang.portal.view import View, unbroken
from huifang.texts import N_, Text, say
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from huifang.portal.listkinds import ListHead, ListKind
    from huifang.portal.page import PlannedPage
    from huifang.portal.selection import Facets
    from huifang.portal.site import Site
    from huifang.texts import Value

log = logging.getLogger(__name__)
FIRST, FIRST_OF_TWO = 200, 80  # rows in a page that has one list, or two


@dataclass(frozen=True, slots=True)
class ListTab:
    """A tab with what it counts: rows, and people where they differ."""

    name: str
    label: object
    rows: int
    people: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of a list: the rows' `data-` attribute, its name, and (value, text) of what occurs."""

    by: str
    label: Text
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one head, and how many the whole list has under it; no title where a list has no groups."""

    name: str
    title: str
    all: int
    rows: Sequence[tuple[Facets, Markup]]


@dataclass(frozen=True)
class Listed:
    """The rows of a kind of list as one page shows them; `number`: which of its numbered pages that is."""

    view: View
    kind: ListKind
    rows: Sequence[Any]
    first: int = FIRST
    prefix: str = ""  # what stands before its part of the address, where it is not the only list of a page
    number: int = 1
    home: str = ""  # the page that the numbered ones continue

    @cached_property
    def facets(self) -> Sequence[Facets]:
        """Where each row stands."""
        return facets_of_rows(self.view.site, self.kind.page, self.rows)

    @cached_property
    def tabs(self) -> Sequence[ListTab]:
        """Every tab that has rows, in the order of the kind."""
        found: dict[str, list[Facets]] = {name: [] for name in self.kind.tabs}
        for facets in self.facets:
            for name in facets.tabs:
                if name in found:
                    found[name].append(facets)
        return [
            ListTab(name, self._tab(name), len(mine), len({each.person for each in mine if each.person}))
            for name, mine in found.items()
            if mine
        ]

    @property
    def choices(self) -> Sequence[Choice]:
        """The filters that leave a choice."""
        return [each for each in self.parts if self.kind.filters[each.by] and len(each.choices) > 1]

    @cached_property
    def parts(self) -> Sequence[Choice]:
        """Every filter with its values: only those that occur, so that new ones join by themselves."""
        found = []
        for by, label in self.kind.filters.items():
            values = {facets.values[by] for facets in self.facets}
            texts = sorted(((value, str(self._value(by, value))) for value in values), key=lambda one: one[1])
            found.append(Choice(by, say(label), texts))
        return found

    @property
    def groups(self) -> Iterator[RowGroup]:
        """The rows of this page under their heads."""
        first = (self.number - 1) * self.first
        mine = zip(self.facets[first : first + self.first], self.rows[first : first + self.first], strict=True)
        for name, each in groupby(mine, key=lambda one: one[0].group):
            shown = [(facets, self.view.cells(self.kind.macro, row)) for facets, row in each]
            title, every = self.heads.get(name, ("", 0))
            yield RowGroup(name, title, every, shown)

    @cached_property
    def heads(self) -> Mapping[str, tuple[str, int]]:
        """The groups that occur: name -> title, and how many rows stand under it in the whole list."""
        counts = Counter(facets.group for facets in self.facets if facets.group)
        return {name: (self.view.t(say(title)), counts[name]) for name, title in self.kind.groups.items()
                if name in counts}  # fmt: skip

    @property
    def heads_json(self) -> str:
        """The same for the browser."""
        return json.dumps(self.heads, ensure_ascii=False, separators=(",", ":"))

    def values(self, facets: Facets) -> list[str]:
        """A row's values, in the order of the filters."""
        return [facets.values[by] for by in self.kind.filters]

    def parts_json(self, head: ListHead) -> str:
        """What of a column stands in columns of its own in a download, for the browser."""
        told = [(self.view.site.words.plain(label), where) for label, where in head.parts]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @property
    def pages(self) -> Sequence[str]:
        """The addresses of its numbered pages, from this folder; one alone where all rows stand on it."""
        count = max(1, -(-len(self.rows) // self.first))
        home = self.home or self.view.uri
        return [numbered_uri(home, self.kind, each).rsplit("/", 1)[-1] for each in range(1, count + 1)]

    @property
    def rest(self) -> str:
        """The file with the rows behind the first, from this folder; empty where there is none."""
        return rest_uri(self.view.uri, self.kind).rsplit("/", 1)[-1] if len(self.rows) > self.first else ""

    def rest_script(self) -> bytes:
        """Those rows: tabs, person, group, a value for each filter, cells; UnsafePageError as for a page."""
        rows, shipped = [], []
        for facets, row in zip(self.facets[self.first :], self.rows[self.first :], strict=True):
            bare = visible(unbroken(str(self.view.cells(self.kind.macro, row))))
            cells = with_chinese_marked(bare, self.view.site.words.lang)
            values = self.values(facets)
            shipped.append(cells)
            rows.append([" ".join(facets.tabs), facets.person, facets.group, values, cells])
        checked("".join(shipped), NO_SCRIPTS)
        data = {"by": list(self.kind.filters), "rows": rows}
        return as_script(self.rest, data)

    def _tab(self, name: str) -> object:
        words = self.kind.tabs[name]
        return say(words) if words else self.view.site.lists.policy.label("state", name)

    def _value(self, by: str, value: str) -> str:
        """A filter's value in words."""
        if value == NONE:
            return self.view.t(say("none"))
        match by:
            case "district":
                return self.view.district_name(value)
            case "unit" | "owner" | "body":
                return self.view.org_name(value)
            case "duty":
                return self.view.label("duty", value)
            case "check":
                known = checks_by_id().get(value)
                return f"{self.view.site.words.plain(known.what).replace('`', '')} ({value})" if known else value
            case _ if by in PART_FILTERS:
                return partition_words(self.view, by, value)
            case "block":
                return self.view.t(say(BLOCK[value]))
            case _:
                return (
                    self.view.org_name(value) if value in self.view.site.lists.register.organizations.by_id else value
                )


BLOCK = {
    "new": N_("newly overdue"),
    "earlier": N_("overdue before, up to 90 days"),
    "long": N_("overdue before, for more than 90 days"),
    "today": N_("due today"),
    "week": N_("later this week"),
}


def planned_list(
    site: Site, uri: str, title: Value, kind: ListKind, rows: Sequence[Any], first: int = FIRST
) -> Iterator[PlannedPage]:
    """The numbered pages that continue a list of a page; and the file with the same rows beside it."""
    if len(rows) <= first:
        return
    site.beside[rest_uri(uri, kind)] = lambda: _rest(Listed(View(site, uri), kind, rows, first))
    for number in range(2, -(-len(rows) // first) + 1):
        name = say("{title}, page {n}", title=title, n=number)
        values = _numbered(kind, rows, first, number, uri)
        yield planned_page(site, numbered_uri(uri, kind, number), name, "numbered.html", values)


def _numbered(
    kind: ListKind, rows: Sequence[Any], first: int, number: int, home: str
) -> Callable[[View], Mapping[str, object]]:
    return lambda view: {"list": Listed(view, kind, rows, first, number=number, home=home)}


def _rest(listed: Listed) -> bytes:
    """The file; nothing where a row cannot be made or shipped: the page with the same row says so."""
    try:
        return listed.rest_script()
    except Exception:
        log.debug("%s", listed.view.uri, exc_info=True)
        return b""


def numbered_uri(uri: str, kind: ListKind, number: int) -> str:
    """The address of a numbered page of a list; the first is the page itself."""
    return uri if number == 1 else f"{_stem(uri, kind)}-{number}.html"


def rest_uri(uri: str, kind: ListKind) -> str:
    """The file of the rows that are not in the page."""
    return f"{_stem(uri, kind)}.js"


def _stem(uri: str, kind: ListKind) -> str:
    """A page with one list gives its name to what belongs to it; else the list's name follows."""
    stem = uri.removesuffix(".html")
    return stem if uri == kind.page else f"{stem}.{kind.name}"
