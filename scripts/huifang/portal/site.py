"""What all pages share: the lists as pages may show them, indexed by person, unit and district."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from huifang.past.rows import CODES
from huifang.policy.citing import full_names
from huifang.portal.assignees import by_assignee
from huifang.portal.fieldtext import PageWords
from huifang.portal.forge_links import ForgeLinks
from huifang.portal.shown_lists import ShownLists
from huifang.rules.figures import in_scope, year_of
from huifang.rules.talk_grid import talk_grid
from huifang.texts import N_, say, words
from huifang.texts.markup import environment, filtered_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from jinja2 import Environment
    from markupsafe import Markup

    from huifang.lists import DueRow, EligibleRow, FindingRow, HealthRow, Lists
    from huifang.past.rows import HistoryRow
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.assignees import Assignee
    from huifang.portal.page import NavigationSection
    from huifang.portal.selection import Facets
    from huifang.portal.writers import FileWriters
    from huifang.register.models import Talk, Visit
    from huifang.rules.obligation import Obligation
    from huifang.rules.talk_grid import GridRow
    from huifang.texts import Language

Row = TypeVar("Row")
SelectionKey = tuple[str, str, tuple[str, ...]]  # page, tab, filters
HANDBOOK = N_("Handbook")
TEMPLATES = Path(__file__).parent / "templates"


class NoPageError(Exception):
    """A page links to one that nobody makes."""


class Site(ShownLists):
    """What all pages share: the lists, their indexes, and what the plan knows of the pages."""

    def __init__(
        self,
        lists: Lists,
        lang: Language = "zh",
        built: datetime | None = None,
        history: HistoryPages | None = None,
        writers: FileWriters | None = None,
        forge: ForgeLinks | None = None,
    ) -> None:
        super().__init__(lists, history)
        self.writers, self.forge = writers, forge or ForgeLinks()
        self.words, self.built = words(lang), built
        self.uris: set[str] = set()  # filled by the plan, before the first page is made
        self.titles: dict[str, str] = {"handbook/index.html": self.words.plain(HANDBOOK)}  # of pages, as above
        self.navigated: dict[str, NavigationSection] = {}  # pages of the navigation, as above
        self.beside: dict[str, Callable[[], bytes]] = {}  # files beside the pages, filled by the plan too
        self.parted: dict[SelectionKey, Mapping[tuple[str, ...], list[Any]]] = {}  # the rows by the filters' values
        self.facets_by_row: dict[str, dict[int, Facets]] = {}  # page, id of a row that the site keeps
        self.facets: dict[str, tuple[Facets, ...]] = {}  # where the rows of a list page stand, once somebody asks
        self.cells: dict[tuple[str, str, int], Markup] = {}  # a row's cells, which several pages show
        self.rows: dict[str, tuple[Any, ...]] = {}  # rows of list pages that are worked out once somebody asks

    @property
    def name(self) -> str:
        """The register's name."""
        settings = self.lists.register.settings
        name = settings.name_en if self.words.lang == "en" and settings.name_en else settings.name
        return self.redaction.text(name or self.words(say("Follow-up visits")))

    @cached_property
    def page_words(self) -> PageWords:
        """The words in which pages say sentences: keys and fields by their labels."""
        return PageWords(self.words.lang, self.words.translations, self.lists.policy)

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every text of the law with an edition: its bare and its full name, in the language of the portal."""
        cited = ((each.source.text, each.source.edition) for each in self.lists.policy.versions())
        return full_names(cited, self.words.lang)

    @cached_property
    def templates(self) -> Environment:
        """The portal's templates, which name nobody who may not be named."""
        return filtered_values(environment(TEMPLATES, self.words.lang), self.redaction.text)

    @cached_property
    def calendar_of(self) -> Mapping[Assignee, list[DueRow]]:
        """The same by who owes it, and by who does it."""
        return by_assignee(self.calendar)

    @cached_property
    def health_of(self) -> Mapping[str, list[HealthRow]]:
        """Code -> the gaps of the person's records."""
        return _by(self.health, lambda row: row.person)

    @cached_property
    def eligible_of(self) -> Mapping[str, EligibleRow]:
        """Code -> row."""
        return {row.person: row for row in self.eligible}

    @cached_property
    def due_of(self) -> Mapping[str, list[DueRow]]:
        """Code -> open duties."""
        return _by(self.due, lambda row: row.person)

    @cached_property
    def due_in(self) -> Mapping[str, list[DueRow]]:
        """District -> open duties."""
        return _by(self.due, lambda row: row.district)

    @cached_property
    def obligations_of(self) -> Mapping[str, list[Obligation]]:
        """Code -> every duty, open or closed."""
        return _by(self.lists.obligations, lambda each: each.person)

    @cached_property
    def findings_of(self) -> Mapping[str, list[FindingRow]]:
        """Code -> findings on the person's files."""
        return _by(self.findings, lambda row: next(iter(CODES.findall(row.path)), None))

    @cached_property
    def people_of(self) -> Mapping[str, list[str]]:
        """Unit -> codes of its people today."""
        return _by(self.people, self.unit_of)

    @cached_property
    def people_in(self) -> Mapping[str, list[str]]:
        """District -> codes of its people today."""
        return _by(self.people, self.district_of)

    @cached_property
    def grid_of(self) -> Mapping[str, GridRow]:
        """Code -> talks by quarter with their counts."""
        return {row.person: row for row in talk_grid(self.lists.programme, self.lists.obligations)}

    @cached_property
    def changes_by(self) -> Mapping[str, list[HistoryRow]]:
        """Commit -> the field changes that may be shown."""
        return _by(self.history.changes if self.history else (), lambda row: row.commit)

    @cached_property
    def changes_of(self) -> Mapping[str, list[HistoryRow]]:
        """Code -> the field changes of the person's files, newest first."""
        return _by(self.history.changes if self.history else (), lambda row: row.person)

    def eligible_among(self, codes: Iterable[str]) -> list[EligibleRow]:
        """The rows of some people."""
        return [self.eligible_of[code] for code in codes if code in self.eligible_of]

    @cached_property
    def counted_people(self) -> frozenset[str]:
        """Who is in scope of the year's statistics, those past retention too."""
        return frozenset(event.one.code for event in in_scope(year_of(self.lists.programme, self.lists.obligations)))

    @cached_property
    def last_contact(self) -> Mapping[str, Visit | Talk]:
        """Code -> the last visit that was held, or talk."""
        found = {}
        for code in self.people:
            held = [each for each in self.contacts(code) if getattr(each, "outcome", "held") == "held"]
            if held:
                found[code] = held[-1]
        return found

    @cached_property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all versions of rules: the anchors of the policy page."""
        return frozenset(version.id for version in self.lists.policy.versions())


def _by(rows: Iterable[Row], key: Callable[[Row], str | None]) -> Mapping[str, list[Row]]:
    """Rows by a key; those without one are left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        value = key(row)
        if value is not None:
            found[value].append(row)
    return found
