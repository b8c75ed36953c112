"""A person followed up: measures, helpers and what happened since, under a code and never a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from huifang.register.models.base import FlagOrFalse, ListEntry, Many, Mapped, Record, number
from huifang.register.models.description import Description
from huifang.register.models.measure import Measure
from huifang.register.scalars import (
    BodyOrName,
    Code,
    Day,
    Flag,
    Line,
    OrganizationId,
    Term,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Rank, Category, Management = str, str, str


class Helper(ListEntry):
    """The leader of the person's unit who talks with the person (帮扶人)."""

    description = Description(
        known_by=(("name", "from"),),
        since="from",
        later={"to": ()},
        computed_with=("name", "unit", "from", "to"),
        apart=True,
    )

    name: Line
    post: Line | None = None
    unit: OrganizationId
    since: Day = Field(alias="from")
    to: Term | None = None


class Before(ListEntry):
    """What held before: an entry of the unit history; a value left out is today's."""

    description = Description(
        known_by=(("unit", "from"),),
        later={"received_on": ()},
        computed_with=("unit", "rank", "category", "supervised_by", "from", "to", "received_on"),
    )

    unit: OrganizationId | None = None
    post: Line | None = None
    rank: word("rank") | None = None  # type: ignore[valid-type]
    category: word("category") | None = None  # type: ignore[valid-type]
    supervised_by: OrganizationId | None = None
    since: Day | None = Field(default=None, alias="from")
    to: Term | None = None
    received_on: Day | None = None  # the next supervising body confirmed that it took over


class Held(ListEntry):
    """期满影响使用: a named decision that the matter still affects use."""

    description = Description(
        known_by=(("since",),), since="since", computed_with=("since", "until"), prose=("reason",)
    )

    since: Day
    by: OrganizationId
    reason: Line | None = None
    document: Line | None = None
    review_on: Term | None = None
    until: Term | None = None


class ReturnToScope(ListEntry):
    """The committee was reminded, and confirmed, that the person is back in the normal scope."""

    description = Description(
        known_by=(("reminded_on",), ("confirmed_on",)),
        since="reminded_on",
        later={"confirmed_on": ("reply",)},
        computed_with=("reminded_on", "confirmed_on"),
        prose=("reply",),
        apart=True,
    )

    reminded_on: Day | None = None
    confirmed_on: Day | None = None
    reply: Line | None = None


class Appointment(Mapped):
    """A change of post or rank grade."""

    description = Description(
        known_by=(("on", "kind"),), since="on", computed_with=("on", "kind", "from_rank", "rank"), apart=True
    )

    on: Day
    kind: word("appointment_kind")  # type: ignore[valid-type]
    from_post: Line | None = None
    from_rank: word("rank") | None = None  # type: ignore[valid-type]
    post: Line | None = None
    unit: OrganizationId | None = None
    rank: word("rank") | None = None  # type: ignore[valid-type]


class Deferral(Mapped):
    """暂缓: a duty put off, with reason and approval."""

    description = Description(
        known_by=(("duty", "from"),), since="approved_on", computed_with=("duty", "from", "until"), apart=True
    )

    duty: word("duty")  # type: ignore[valid-type]
    since: Term = Field(alias="from")
    until: Term
    reason: word("deferral_reason")  # type: ignore[valid-type]
    approved_by: OrganizationId | None = None
    approved_on: Day | None = None


class Achievement(Mapped):
    """Work after the sanction, and who affirmed it."""

    description = Description(known_by=(("on", "what"),), since="on", prose=("what",), apart=True)

    on: Day | None = None
    what: Line
    affirmed_by: BodyOrName | None = None


class Appraisal(Mapped):
    """期满考核."""

    description = Description(since="on", apart=True)

    on: Day | None = None
    by: BodyOrName | None = None
    ref: Line | None = None


class Left(Mapped):
    """Out of service from `on`."""

    description = Description(since="on")

    on: Day
    reason: word("left_reason")  # type: ignore[valid-type]


class Person(Record):
    """`people/<district>/<CODE>/person.md`."""

    description = Description(later={"informed_on": ()})

    code: Code
    unit: OrganizationId
    post: Line | None = Field()
    rank: word("rank")  # type: ignore[valid-type]
    category: word("category")  # type: ignore[valid-type]
    party_member: Flag
    management: word("management")  # type: ignore[valid-type]
    supervised_by: OrganizationId
    measures: tuple[Measure, ...] = Field(min_length=1)
    helpers: tuple[Helper, ...]
    unit_history: Many[Before] = ()
    held: Many[Held] = ()
    return_to_scope: Many[ReturnToScope] = ()
    appointments: Many[Appointment] = ()
    deferrals: Many[Deferral] = ()
    achievements: Many[Achievement] = ()
    important_post: FlagOrFalse = False
    informed_on: Day | None = None
    end_appraisal: Appraisal | None = None
    left: Left | None = None

    _body: str = PrivateAttr(default="")
    _body_line: int = PrivateAttr(default=1)

    @property
    def body(self) -> str:
        """The free text below the front matter: the individual plan (一人一策), notes. Markdown."""
        return self._body

    @property
    def body_line(self) -> int:
        """The line of the file on which it begins."""
        return self._body_line

    def plan_text(self, body: str, line: int) -> None:
        """Remember the text below the front matter, once, when it is loaded."""
        self._body, self._body_line = body, line

    @property
    def folder(self) -> str:
        """The folder of the record, which stays for life; a row's district is the unit's that day."""
        return self.path.split("/")[-3] if self.path.count("/") > 1 else ""

    def model_post_init(self, _context: object) -> None:
        """Number the entries that rows name as the file does."""
        number(self.measures, self.helpers, self.unit_history, self.held, self.return_to_scope)

    def before(self, day: date) -> Before | None:
        """The entry of the unit history that held on `day`; None where today's values did."""
        for entry in self.unit_history:
            if (entry.since is None or entry.since <= day) and entry.to is not None and day <= entry.to:
                return entry
        return None

    def unit_on(self, day: date) -> str:
        """The unit of that day."""
        entry = self.before(day)
        return (entry and entry.unit) or self.unit

    def rank_on(self, day: date) -> str:
        """The rank of that day."""
        entry = self.before(day)
        return str((entry and entry.rank) or self.rank)

    def category_on(self, day: date) -> str:
        """The category of that day."""
        entry = self.before(day)
        return str((entry and entry.category) or self.category)

    def post_on(self, day: date) -> str | None:
        """The post of that day."""
        entry = self.before(day)
        return (entry and entry.post) or self.post

    def supervised_by_on(self, day: date) -> str:
        """The discipline body that owed the follow-up that day."""
        entry = self.before(day)
        return (entry and entry.supervised_by) or self.supervised_by

    def unit_changes(self) -> Iterator[date]:
        """The days on which a new unit began, in order.

        Where the history itself begins is a change only after the first decision: before that nobody asks.
        """
        first = min((each.decided_on.first for each in self.measures if each.decided_on is not None), default=date.min)
        begun = {entry.since for entry in self.unit_history if entry.since is not None and entry.since > first}
        ended = {date.fromordinal(entry.to.toordinal() + 1) for entry in self.unit_history if entry.to is not None}
        for day in sorted(begun | ended):
            if self.unit_on(date.fromordinal(day.toordinal() - 1)) != self.unit_on(day):
                yield day
