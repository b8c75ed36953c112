"""The register as it could be known on one day: what came later is not there, nor what was revoked by then."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from huifang.register.days import ONE_DAY
from huifang.register.deciding import deciding_days
from huifang.register.described import parts_of
from huifang.register.models import Before, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from huifang.register.cleared import Cleared
    from huifang.register.described import Part
    from huifang.register.models import Checked, Mapped, Measure, Plan, Restricted, Talk, Visit
    from huifang.register.organizations import Organizations
    from huifang.register.register import Register

Some = TypeVar("Some", bound="Mapped")


class Known:
    """The register as of `day`. Rules take this type and no other, so that none can look ahead.

    A person without a measure in force (none decided yet, or all revoked) is not in `people`.
    """

    def __init__(self, register: Register, day: date, seen: date | None = None) -> None:
        self.day = day
        self._seen = seen or day  # a projection asks of a later day, and still sees the facts of today alone
        self.organizations: Organizations = register.organizations
        self.settings = register.settings
        self.unread = register.unread
        self.has_restricted = register.has_restricted
        self._register = register

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Code -> person with the facts of that day."""
        return self._narrowed(self._register.people)

    def _narrowed(self, codes: Iterable[str]) -> Mapping[str, Person]:
        cleared, people = self._register.cleared, self._register.people
        known = (code for code in codes if code in people and cleared.knows(code))
        narrowed = ((code, _person(code, people[code], self._seen, cleared)) for code in known)
        return {
            code: person for code, person in narrowed if person.measures or _measures_unread(people[code], self._seen)
        }

    def on(self, day: date) -> Known:
        """What is known now, asked of another day."""
        other = copy(self)
        other.day = day
        return other

    def earlier(self, code: str, day: date) -> Known:
        """One person as known on an earlier day."""
        other = Known(self._register, day, min(day, self._seen))
        other.people = other._narrowed((code,))
        return other

    def deciding_days(self, code: str) -> tuple[date, ...]:
        """The days, in order, on which a fact that decides the state of a person is recorded, as far as it is known."""
        register = self._register
        days = deciding_days(register.people.get(code), register.restricted.get(code))
        return tuple(sorted({day for day in days if day <= self._seen}))

    def only(self, codes: frozenset[str]) -> Known:
        """The same day with these people alone."""
        other = Known(self._register, self.day, self._seen)
        other.people = {code: person for code, person in self.people.items() if code in codes}
        return other

    @cached_property
    def visits(self) -> Mapping[str, tuple[Visit, ...]]:
        """Code -> visits up to the day, oldest first."""
        found = self._register.visits
        return {
            code: tuple(known_record(each, self._seen) for each in found.get(code, ()) if each.date <= self._seen)
            for code in self.people
        }

    @cached_property
    def talks(self) -> Mapping[str, tuple[Talk, ...]]:
        """Code -> talks up to the day, oldest first."""
        found = self._register.talks
        return {
            code: tuple(known_record(each, self._seen) for each in found.get(code, ()) if each.date <= self._seen)
            for code in self.people
        }

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The yearly plans approved by the day; a plan without a day of approval is one."""
        return tuple(
            plan for plan in self._register.plans if plan.approved_on is None or plan.approved_on <= self._seen
        )

    @property
    def checks(self) -> tuple[Checked, ...]:
        """The rules that the office had looked up by the day."""
        return tuple(each for each in self._register.checks if each.on <= self._seen)

    def restricted(self, code: str) -> Restricted | None:
        """Open cases and hand-overs of a person, where the folder is present."""
        found = self._register.restricted.get(code)
        return None if found is None else known_record(found, self._seen)

    def is_discipline_body(self, organization: str) -> bool:
        """纪检监察机关 or 派驻机构."""
        return self.organizations.is_discipline_body(organization)


def known_on(register: Register, day: date) -> Known:
    """What was a fact on `day`: later facts are not there, so that no rule can look ahead."""
    return Known(register, day)


def projected(register: Register, seen: date, day: date) -> Known:
    """How things would stand on a later day if nothing more were done: the facts of `seen`, asked on `day`."""
    return Known(register, day, seen)


def _by(day: date, value: date | None) -> date | None:
    """A day that has come, else None."""
    return value if value is not None and value <= day else None


def _hide(part: Some, day: date, *names: str) -> Some:
    """The part without those of its days that lie ahead."""
    ahead = {name: None for name in names if (value := getattr(part, name)) is not None and value > day}
    return part.model_copy(update=ahead) if ahead else part


def _begun(parts: Iterable[Some], day: date, name: str) -> tuple[Some, ...]:
    return tuple(part for part in parts if (value := getattr(part, name)) is None or value <= day)


MEASURE_DAYS = next(part.later for part in parts_of(Person) if part.attribute == "measures")


def _measures(code: str, person: Person, day: date, cleared: Cleared) -> Iterator[Measure]:
    """Measures decided by the day (a month-only one on the month's last day) and not revoked by then."""
    for measure in person.measures:
        if is_kind_unread(person, measure) or not cleared.keeps(code, measure):
            continue
        decided = measure.decided_on is None or measure.decided_on.last <= day
        if decided and _by(day, measure.revoked_on) is None:
            yield _hide(measure, day, *MEASURE_DAYS)


def is_kind_unread(person: Person, measure: Measure) -> bool:
    """A measure whose very type could not be read is known by its number alone."""
    unread = {person.path, "measures", f"measures[{measure.index}]", f"measures[{measure.index}].type"}
    return bool(unread.intersection(person.unread))


def _measures_unread(person: Person, day: date) -> bool:
    """Whether it cannot be said that no measure is in force."""
    return any(is_kind_unread(person, each) and _by(day, each.revoked_on) is None for each in person.measures)


STAY = ("unit", "post", "rank", "category", "supervised_by")


def _stay(person: Person, day: date) -> dict[str, object]:
    """Unit, post, rank, category and supervising body stay those of `day` as long as nothing else is known.

    What stands in the record as of today held before the history began, so it becomes the oldest entry.
    """
    entry = person.before(day)
    if entry is None:
        return {}
    begun = [_hide(each, day, "received_on") for each in _begun(person.unit_history, day, "since")]
    if entry.since is not None:
        today = {name: getattr(person, name) for name in STAY}
        begun.append(Before.model_construct(**today, since=None, to=entry.since - ONE_DAY))
    values = {name: value for name in STAY if (value := getattr(entry, name)) is not None}
    return {**values, "unit_history": tuple(begun)}


def _person(code: str, person: Person, day: date, cleared: Cleared) -> Person:
    """A person under the folder's code, which is the identity whatever the file says; a check compares them."""
    facts = {
        **_known_parts(person, day, but="measures"),
        "measures": tuple(_measures(code, person, day, cleared)),
        "informed_on": _by(day, person.informed_on),
    }
    return person.model_copy(update={**facts, **_stay(person, day), "code": code})


def known_record(record: Some, day: date) -> Some:
    """A record as of the day: without entries, papers and days that lie ahead."""
    parts = _known_parts(record, day)
    return record.model_copy(update=parts) if parts else record


def _known_parts(record: Mapped, day: date, but: str = "") -> dict[str, object]:
    """The lists and mappings of a record as of the day, where they may differ from what the file has."""
    found: dict[str, object] = {}
    for part in parts_of(type(record)):
        value = getattr(record, part.attribute)
        if not value or part.attribute == but:
            continue
        known: object = _entries(part, value, day) if part.is_list else _mapping(part, value, day)
        if known is not value:
            found[part.attribute] = known
    return found


def _mapping(part: Part, value: Mapped, day: date) -> Mapped | None:
    on = getattr(value, part.since) if part.since else None
    return None if on is not None and on > day else value


def _entries(part: Part, value: tuple[Mapped, ...], day: date) -> tuple[Mapped, ...]:
    """The entries that are known by then; one of which nothing that names it is known yet is not there."""
    begun = _begun(value, day, part.since) if part.since else value
    found = (_hide(each, day, *part.later) for each in begun)
    return tuple(each for each in found if not part.days or any(getattr(each, name) for name in part.days))
