"""What all pages share: the lists of one day without whom retention hides, indexed by person, unit and district."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from huifang.checks.catalogue import all_checks
from huifang.lists.health import with_editors
from huifang.lists.redaction import Redaction
from huifang.past.earlier import a_week_before, became_overdue
from huifang.past.rows import CODES
from huifang.policy.citing import full_name
from huifang.portal.assignees import by_assignee
from huifang.portal.fieldtext import PageWords
from huifang.portal.forge_links import ForgeLinks
from huifang.rules.figures import in_scope, year_of
from huifang.rules.key_groups import key_grounds
from huifang.rules.talk_grid import talk_grid
from huifang.texts import N_, say, words
from huifang.texts.markup import environment, filtered_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from jinja2 import Environment
    from markupsafe import Markup

    from huifang.checks.table import CheckInfo
    from huifang.lists import DueRow, EligibleRow, EndingRow, FindingRow, ForecastRow, HealthRow, Lists
    from huifang.past.commits import Commit
    from huifang.past.earlier import EarlierState
    from huifang.past.rows import HistoryRow
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.assignees import Assignee
    from huifang.portal.page import NavigationSection
    from huifang.portal.selection import Facets
    from huifang.portal.writers import FileWriters
    from huifang.register.models import Person, Talk, Visit
    from huifang.rules.obligation import Obligation
    from huifang.rules.talk_grid import GridRow
    from huifang.texts import Language, Value

Row = TypeVar("Row")
SelectionKey = tuple[str, str, tuple[str, ...]]  # page, tab, filters
HANDBOOK = N_("Handbook")
TEMPLATES = Path(__file__).parent / "templates"
MONTHS_AHEAD = 12  # of the forecast


class NoPageError(Exception):
    """A page links to one that nobody makes."""


class Site:
    """The lists as pages may show them."""

    def __init__(
        self,
        lists: Lists,
        lang: Language = "zh",
        built: datetime | None = None,
        history: HistoryPages | None = None,
        writers: FileWriters | None = None,
        forge: ForgeLinks | None = None,
    ) -> None:
        self.writers, self.forge = writers, forge or ForgeLinks()
        self.lists, self.words, self.built, self.history = lists, words(lang), built, history
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

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.lists.day

    @cached_property
    def page_words(self) -> PageWords:
        """The words in which pages say sentences: keys and fields by their labels."""
        return PageWords(self.words.lang, self.words.translations, self.lists.policy)

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every text of the law with an edition: its bare and its full name, in the language of the portal."""
        sources = dict.fromkeys((each.source.text, each.source.edition) for each in self.lists.policy.versions())
        which = ("zh", "en").index(self.words.lang)
        return tuple(
            (full_name(text, None)[which], full_name(text, edition)[which]) for text, edition in sources if edition
        )

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Code -> person, for everybody who may stand on a page: revoked and past retention are not there."""
        shown = self.lists.shown
        if self.history is not None and self.history.standing is not None:
            shown &= self.history.standing
        return {code: case.person for code, case in self.lists.programme.cases.items() if code in shown}

    @cached_property
    def redaction(self) -> Redaction:
        """Who may be named on no page: of the register, of its names, and whose record is gone."""
        register, past = self.lists.register, self.history
        codes = frozenset((*register.people, *register.names)) - frozenset(self.people)
        names = frozenset(register.names[code] for code in codes if code in register.names)
        earlier = past.redaction if past else Redaction()
        return Redaction(codes | earlier.codes, names | earlier.known_names)

    @cached_property
    def templates(self) -> Environment:
        """The portal's templates, which name nobody who may not be named."""
        return filtered_values(environment(TEMPLATES, self.words.lang), self.redaction.text)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code -> name of those shown, as far as identities/ is present."""
        names = self.lists.register.names
        return {code: names[code] for code in self.people if code in names}

    @cached_property
    def due(self) -> tuple[DueRow, ...]:
        """The due list."""
        return tuple(row for row in self.lists.due() if row.person is None or row.person in self.people)

    @cached_property
    def ahead(self) -> tuple[DueRow, ...]:
        """The duties that fall due in the months of the forecast."""
        return tuple(row for row in self.lists.ahead(MONTHS_AHEAD) if row.person is None or row.person in self.people)

    @cached_property
    def forecast(self) -> tuple[ForecastRow, ...]:
        """The coming months."""
        return self.lists.forecast(MONTHS_AHEAD)

    @cached_property
    def calendar(self) -> tuple[DueRow, ...]:
        """The due list, with what is settled of the year around the day."""
        return tuple(row for row in self.lists.calendar() if row.person is None or row.person in self.people)

    @cached_property
    def calendar_of(self) -> Mapping[Assignee, list[DueRow]]:
        """The same by who owes it, and by who does it."""
        return by_assignee(self.calendar)

    @cached_property
    def earlier(self) -> EarlierState:
        """The state of the register against which it is told what became overdue."""
        return (self.history and self.history.earlier) or a_week_before(self.lists)

    @cached_property
    def newly_overdue(self) -> frozenset[DueRow]:
        """What is overdue and was not then."""
        return became_overdue(self.earlier, self.due)

    @cached_property
    def eligible(self) -> tuple[EligibleRow, ...]:
        """The eligibility list."""
        return tuple(row for row in self.lists.eligible if row.person in self.people)

    @cached_property
    def ending(self) -> tuple[EndingRow, ...]:
        """Periods that end before long, and what is still to be done after an end."""
        return tuple(row for row in self.lists.ending if row.person in self.people)

    @cached_property
    def findings(self) -> tuple[FindingRow, ...]:
        """The findings that name nobody who may stand on no page."""
        return self.redaction.rows(self.lists.finding_rows())

    @cached_property
    def checks(self) -> Mapping[str, CheckInfo]:
        """Id -> the check in words."""
        return {each.id: each for each in all_checks()}

    @cached_property
    def last_change_of(self) -> Mapping[str, Commit]:
        """Path -> the commit that changed it last, as far as it may be shown; empty where there is no history."""
        found: dict[str, Commit] = {}
        for each in self.history.changes if self.history else ():
            if each.path not in found and self.history:
                found[each.path] = self.history.notes[each.commit]
        return found

    @cached_property
    def health(self) -> tuple[HealthRow, ...]:
        """The gaps of the records, with who last wrote each file as far as the changes on pages tell."""
        editors = {path: commit.name for path, commit in self.last_change_of.items()}
        rows = with_editors(self.lists.health, editors)
        return self.redaction.rows(row for row in rows if row.person is None or row.person in self.people)

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
    def key_people(self) -> frozenset[str]:
        """Who belongs to the key groups on the day."""
        return frozenset(self.key_grounds)

    @cached_property
    def key_grounds(self) -> Mapping[str, tuple[Value, ...]]:
        """Code -> what makes the person key on the day, of those who are."""
        cases = self.lists.programme.cases
        return {code: grounds for code in self.people if (grounds := key_grounds(cases[code], self.day))}

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

    def unit_of(self, code: str) -> str:
        """The unit of a person on the day."""
        return self.people[code].unit_on(self.day)

    def district_of(self, code: str) -> str | None:
        """The district of a person: the unit's, else the record's folder."""
        person = self.people[code]
        return self.lists.register.organizations.district_of(self.unit_of(code)) or person.folder or None

    def contacts(self, code: str) -> list[Visit | Talk]:
        """Visits and talks, oldest first."""
        known = self.lists.known
        found: list[Visit | Talk] = [*known.visits.get(code, ()), *known.talks.get(code, ())]
        return sorted(found, key=lambda each: (each.date, each.path))

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
