"""Spans: nothing ends before it begins, in any record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.checks.support import contacts, right_year
from huifang.register import Finding, error, warning
from huifang.register.models import Person, Record, Restricted
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.policy import Policy
    from huifang.register import Register


class Pair(NamedTuple):
    """A list of a record whose entries begin and end on two days, named by the keys of the format."""

    entries: str
    first: str
    last: str


SPANS: Mapping[type[Record], tuple[Pair, ...]] = {
    Person: (
        Pair("helpers", "from", "to"),
        Pair("unit_history", "from", "to"),
        Pair("held", "since", "until"),
        Pair("deferrals", "from", "until"),
    ),
    Restricted: (
        Pair("investigations", "opened_on", "closed_on"),
        Pair("violations", "on", "settled_on"),
        Pair("issues_raised", "on", "settled_on"),
    ),
}
NAMES = {"from": "since"}  # `from` is a word of Python; the models call it `since`


def end_before_start(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Nothing ends before it begins.

    Why: such a span has no day; first and last day are both inside.
    Fix: check both days; the year is the usual slip.
    """
    for records in (register.people.values(), register.restricted.values()):
        for record in records:
            for pair in SPANS[type(record)]:
                yield from _reversed(record, pair)


def _reversed(record: Record, pair: Pair) -> Iterator[Finding]:
    for number, entry in enumerate(getattr(record, pair.entries)):
        first = getattr(entry, NAMES.get(pair.first, pair.first))
        last = getattr(entry, NAMES.get(pair.last, pair.last))
        if first is not None and last is not None and last < first:
            message = say(
                "`{last}` {day} is before `{first}` {start}", last=pair.last, day=last, first=pair.first, start=first
            )
            yield error(record.at(pair.entries, number, pair.last), message, fix=right_year(last, first))


def due_before_contact(register: Register, _policy: Policy) -> Iterator[Finding]:
    """What was agreed at a visit or talk is due after it.

    Why: a term that was over when it was set is overdue from the first day.
    Fix: check the day; for what is done already write `done` alone.
    """
    for contact in contacts(register):
        terms = [(("actions", number, "due"), action.due) for number, action in enumerate(contact.actions)]
        for key, day in [*terms, (("next_by",), contact.next_by)]:
            if day is not None and day < contact.date:
                message = say("{day} is before the day on which it was agreed, {date}", day=day, date=contact.date)
                yield warning(contact.at(*key), message, fix=right_year(day, contact.date))
