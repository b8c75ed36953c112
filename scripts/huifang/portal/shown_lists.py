"""The lists as pages may show them: without whom retention hides, and without names of those who are cleared."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from huifang.lists.health import with_editors
from huifang.lists.redaction import Redaction
from huifang.past.earlier import a_week_before, became_overdue
from huifang.rules.key_groups import key_grounds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.lists import DueRow, EligibleRow, EndingRow, FindingRow, ForecastRow, HealthRow, Lists
    from huifang.past.commits import Commit
    from huifang.past.earlier import EarlierState
    from huifang.past.snapshots import HistoryPages
    from huifang.register.models import Person, Talk, Visit
    from huifang.texts import Value

MONTHS_AHEAD = 12  # of the forecast


class ShownLists:
    """The lists of one day as pages may show them, each worked out once."""

    def __init__(self, lists: Lists, history: HistoryPages | None = None) -> None:
        self.lists, self.history = lists, history

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.lists.day

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
    def key_people(self) -> frozenset[str]:
        """Who belongs to the key groups on the day."""
        return frozenset(self.key_grounds)

    @cached_property
    def key_grounds(self) -> Mapping[str, tuple[Value, ...]]:
        """Code -> what makes the person key on the day, of those who are."""
        cases = self.lists.programme.cases
        return {code: grounds for code in self.people if (grounds := key_grounds(cases[code], self.day))}

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
