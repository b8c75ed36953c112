"""Lists: all that is computed for a register, a policy and a day, each once, when somebody asks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.checks import findings as run_checks
from huifang.lists.contacts import ContactRow, contact_rows
from huifang.lists.counted import CountedRow, counted_parts, counted_rows
from huifang.lists.due import A_YEAR, SETTLED, due_row, due_rows, in_order, in_show
from huifang.lists.eligible import eligible_row, eligible_rows
from huifang.lists.ending import EndingRow, ending_rows
from huifang.lists.finding_rows import finding_row, is_under
from huifang.lists.gaps import GapSources
from huifang.lists.health import health_rows
from huifang.lists.notice import empty, notices
from huifang.lists.record import record_data
from huifang.lists.redaction import Redaction
from huifang.lists.rows import CoverageRow, DueRow, EligibleRow, FindingRow, ForecastRow, HealthRow, StatRow
from huifang.lists.scope import InScope, OwedBy, Scope
from huifang.lists.table import Heading, Table, no_commit
from huifang.register import known_on
from huifang.rules.coverage import coverage_of_bodies
from huifang.rules.duties import obligations
from huifang.rules.explain import calculation
from huifang.rules.forecast import duties_ahead, months_ahead
from huifang.rules.obligation import status
from huifang.rules.programme import Programme
from huifang.rules.retention import is_hidden
from huifang.rules.statistics import statistics
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Finding, Known, Register
    from huifang.register.models import Person
    from huifang.rules.obligation import Obligation


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit the records were read from, and whether the work tree differs; None without Git.

    Before the first commit there is none, and everything differs.
    """

    commit: str | None = None
    dirty: bool | None = None

    @property
    def missing(self) -> Text:
        """What stands for the commit where there is none."""
        return no_commit(self.dirty)


class Lists:
    """Every list of one register on one day. Equal input gives equal rows, whatever the order of files."""

    def __init__(
        self,
        register: Register,
        policy: Policy,
        day: date,
        *,
        revisions: tuple[Revision, ...] = (),
        scope: Scope | None = None,
    ) -> None:
        self.register, self.policy, self.day = register, policy, day
        self.revisions = revisions or (Revision(),)
        self.revision = self.revisions[0]
        self.scope = scope or Scope()
        self._ahead: dict[int, tuple[Obligation, ...]] = {}
        self._due: dict[int, tuple[DueRow, ...]] = {}  # days ahead -> the list

    def in_scope(self, person: Person) -> bool:
        """Whether somebody was asked for, by the unit of the day."""
        unit, bodies = person.unit_on(self.day), self.register.organizations
        return not self.scope or self.scope.holds(InScope(person.code, unit, bodies.district_of(unit)), bodies)

    @cached_property
    def known(self) -> Known:
        """The register as of the day."""
        return known_on(self.register, self.day)

    @cached_property
    def programme(self) -> Programme:
        """What the rules are asked about."""
        return Programme(self.known, self.policy)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Who may stand on a page: nobody past retention (rules part 7)."""
        return frozenset(code for code, case in self.programme.cases.items() if not is_hidden(case))

    @cached_property
    def redaction(self) -> Redaction:
        """No list names who is not known on the day: whose measures were all revoked above all (rules part 2)."""
        return Redaction(frozenset(self.register.people) - frozenset(self.known.people), in_place=True)

    def redaction_for(self, code: str) -> Redaction:
        """The same, for a document about one person, who is always named in it."""
        return self.redaction.but(code)

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """Every duty, open or closed, of everybody."""
        return obligations(self.programme)

    @cached_property
    def _obligations_of(self) -> Mapping[str | None, list[Obligation]]:
        found: dict[str | None, list[Obligation]] = defaultdict(list)
        for each in self.obligations:
            found[each.person].append(each)
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, sorted."""
        return run_checks(self.register, self.policy, self.day)

    @cached_property
    def eligible(self) -> tuple[EligibleRow, ...]:
        """The eligibility list in scope."""
        rows = self.scope.keep(eligible_rows(self.programme), self.register.organizations)
        return self.redaction.rows(rows)

    @cached_property
    def health(self) -> tuple[HealthRow, ...]:
        """The gaps of the records in scope, with what each blocks; who wrote the files last is for Git to say."""
        sources = GapSources(self.register, self.programme, self.findings, self.obligations)
        return self.redaction.rows(self.scope.keep(health_rows(sources), self.register.organizations))

    @cached_property
    def ending(self) -> tuple[EndingRow, ...]:
        """Periods that end before long, and what is still to be done after an end, in scope."""
        return ending_rows(self.programme, self.eligible)

    def due(self, within: int | None = None) -> tuple[DueRow, ...]:
        """The open duties in scope; `within` days ahead, by default as policy says."""
        days = self.policy.on(self.day).upcoming.days if within is None else within
        if days not in self._due:
            organizations = self.register.organizations
            rows = self.scope.keep(due_rows(self.obligations, organizations, self.day, days), organizations)
            self._due[days] = self.redaction.rows(rows)
        return self._due[days]

    def calendar(self, within: int | None = None) -> tuple[DueRow, ...]:
        """The due list, and what is settled of the year around the day: a calendar takes that back."""
        organizations = self.register.organizations
        near = (each for each in self.obligations if abs((each.due_on - self.day).days) <= A_YEAR)
        settled = (due_row(each, organizations, self.day) for each in near if status(each, self.day) in SETTLED)
        return (*self.due(within), *self.redaction.rows(self.scope.keep(in_order(settled), organizations)))

    def duties_of(self, code: str) -> tuple[DueRow, ...]:
        """Every duty about one person, closed ones too, by due day."""
        organizations = self.register.organizations
        rows = (due_row(each, organizations, self.day) for each in self._obligations_of.get(code, ()))
        return self.redaction_for(code).rows(sorted(rows, key=in_show))

    def eligible_of(self, code: str) -> EligibleRow | None:
        """One person's row, whatever the scope; None where the person has none that day."""
        case = self.programme.cases.get(code)
        row = eligible_row(case) if case and case.is_listed else None
        return self.redaction_for(code).value(row)  # type: ignore[no-any-return] # as it was given

    def calculation_of(self, code: str) -> tuple[Text, ...]:
        """How a person's last barred day was counted, and the alternative where the conventions differ."""
        case = self.programme.cases.get(code)
        return tuple(calculation(case)) if case else ()

    @cached_property
    def coverage(self) -> tuple[CoverageRow, ...]:
        """Coverage of the as-of date's year, a row a body, in scope."""
        rows = (CoverageRow(**asdict(row)) for row in coverage_of_bodies(self.programme))
        return self.scope.keep(rows, self.register.organizations)

    @cached_property
    def stats(self) -> tuple[StatRow, ...]:
        """The year's figures, of the people in scope."""
        return tuple(StatRow(**asdict(row)) for row in statistics(*self._counted))

    def counted(self, figure: str, months: int) -> tuple[CountedRow, ...]:
        """What a figure of the year counts, of the people in scope; the last `months` months of it for a trend."""
        return counted_rows(*self._counted, figure, months)

    def counted_in(self, figure: str, by: str) -> tuple[CountedRow, ...]:
        """The same, a row for each part of a partition that people do not add up over."""
        return counted_parts(*self._counted, figure, by)

    @cached_property
    def _counted(self) -> tuple[Programme, tuple[Obligation, ...]]:
        """What the figures are computed from."""
        programme, duties = self.programme, self.obligations
        if self.scope:
            organizations = self.register.organizations
            chosen = {row.person for row in self.scope.keep(map(self._person, self.known.people), organizations)}
            programme = Programme(self.known.only(frozenset(chosen)), self.policy)
            duties = obligations(programme)
        return programme, duties

    def _person(self, code: str) -> InScope:
        unit = self.known.people[code].unit_on(self.day)
        return InScope(code, unit, self.register.organizations.district_of(unit))

    def forecast(self, months: int) -> tuple[ForecastRow, ...]:
        """The coming months, if nothing more is done, in scope."""
        found = months_ahead(self.register, self.policy, self.day, months, self._duties_ahead(months))
        rows = (ForecastRow(**{each.name: getattr(row, each.name) for each in fields(row)}) for row in found)
        return self.scope.keep(rows, self.register.organizations)

    def ahead(self, months: int) -> tuple[DueRow, ...]:
        """The duties that fall due in the coming months: what the forecast counts."""
        organizations = self.register.organizations
        duties = self._duties_ahead(months)
        owing = {body for body in {each.owner for each in duties} if self.scope.holds(OwedBy(body), organizations)}
        rows = (due_row(each, organizations, self.day) for each in duties if each.owner in owing)
        return self.redaction.rows(in_order(rows))

    def _duties_ahead(self, months: int) -> tuple[Obligation, ...]:
        if months not in self._ahead:
            self._ahead[months] = duties_ahead(self.register, self.policy, self.day, months)
        return self._ahead[months]

    def finding_rows(self, paths: frozenset[str] = frozenset()) -> tuple[FindingRow, ...]:
        """The findings as rows; `paths` keeps those in these files and folders."""
        return tuple(finding_row(each) for each in self.findings if not paths or is_under(each.place.path, paths))

    def contacts_of(self, code: str) -> tuple[ContactRow, ...]:
        """The visits and talks of one person up to the day."""
        return self.redaction_for(code).rows(contact_rows(self.known, self.policy, code))

    def findings_of(self, code: str) -> tuple[FindingRow, ...]:
        """The findings on one person's files."""
        return self.redaction_for(code).rows(self._findings_of.get(code, ()))

    @cached_property
    def _findings_of(self) -> Mapping[str, list[FindingRow]]:
        """By every part of the path: the person's code is one of them."""
        found: dict[str, list[FindingRow]] = defaultdict(list)
        for row in self.finding_rows():
            for part in dict.fromkeys(row.path.replace(".yml", "").split("/")):
                found[part].append(row)
        return found

    def record_of(self, code: str) -> Mapping[str, object]:
        """The record of one person as it stands, whatever the day, with every key of the format."""
        return self.redaction_for(code).value(record_data(self.register.people[code]))  # type: ignore[no-any-return]

    def table(self, verb: str, row_type: type, rows: tuple[object, ...], *, names: bool = False) -> Table:
        """Rows with everything a writer needs."""
        shown: Mapping[str, str] | None = self.register.names if names else None
        beyond = (row.reason for row in rows if isinstance(row, ForecastRow) and row.reason is not None)
        heading = self.heading(verb, tuple(dict.fromkeys(beyond)))
        return Table(heading, row_type, rows, self.policy, self.register.organizations, shown)

    def heading(self, verb: str, more: tuple[Text, ...] = ()) -> Heading:
        """What a document of this verb says of itself."""
        title, sentence = TITLES[verb]
        return Heading(
            verb=verb,
            as_of=self.day,
            revision=self.revision.commit,
            dirty=None if self.revision.dirty is None else any(each.dirty for each in self.revisions),
            revisions=tuple(each.commit for each in self.revisions),
            policy_version=self.policy.version,
            notice=(*notices(self.register, self.policy, self.scope, verb), *more),
            title=title,
            empty=empty(self.register, self.scope, self.day, sentence),
            chosen=self.scope.sentences(),
        )


TITLES: Mapping[str, tuple[Text, Text]] = {
    "due": (say("Due list"), say("As of {day} nothing is due.")),
    "eligible": (say("Impact periods"), say("As of {day} nobody has an impact period.")),
    "coverage": (say("Coverage"), say("As of {day} no body has anybody to visit.")),
    "stats": (say("Statistics"), say("As of {day} there is nothing to count.")),
    "validate": (say("Findings"), say("No findings.")),
    "show": (say("Visits and talks"), say("As of {day} no impact period is known of this person.")),
    "export": (say("Export"), say("As of {day} there is nothing to export.")),
    "forecast": (say("Forecast"), say("As of {day} nothing is ahead.")),
    "health": (say("Record health"), say("As of {day} nothing is missing in the records.")),
    "units": (say("Bodies and units"), say("Nothing here has such an id or name.")),
}
