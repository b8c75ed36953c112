"""The ledger that an export writes: who is in it, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing.ledger.export import Ledger, TooLongError, ledger_csv
from huifang.editing.ledger.workbook import ledger_book
from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists import Lists
    from huifang.register.models import Person
    from huifang.texts import Text, Words


def exported_ledger(lists: Lists, words: Words, *, named: bool, template: bool) -> tuple[Ledger, tuple[Text, ...]]:
    """The ledger, without people where it is a template; and a note on each record that is left out."""
    people = () if template else tuple(_people(lists))
    left_out = tuple(
        say("{path} cannot be read whole and is left out", path=each.path) for each in people if each.unread
    )
    return Ledger(
        lists.register, lists.policy, words, tuple(each for each in people if not each.unread),
        lists.register.names if named else None, template, tuple(_about(lists, template=template)),
    ), left_out  # fmt: skip


def ledger_written(ledger: Ledger, form: str) -> str | bytes:
    """The ledger as CSV or as a workbook; Stop(UNREADABLE) where a text is too long for a cell."""
    try:
        return ledger_csv(ledger) if form == "csv" else ledger_book(ledger)
    except TooLongError as problem:
        raise Stop(ExitCode.UNREADABLE, problem.message) from problem


def _people(lists: Lists) -> Iterator[Person]:
    """Those in scope that the day knows: decided by then, and not all revoked; one of them may not be readable."""
    for person in lists.register.people.values():
        decided = [each.decided_on for each in person.measures]
        begun = any(each is None or each.first <= lists.day for each in decided)
        cleared = all(each.revoked_on is not None and each.revoked_on <= lists.day for each in person.measures)
        if lists.in_scope(person) and (person.unread or (begun and not cleared)):
            yield person


def _about(lists: Lists, *, template: bool) -> Iterator[Text]:
    """What a workbook says of itself."""
    yield say("Ledger of the register of follow-up visits; made for {day}, policy {version}", day=lists.day,
              version=lists.policy.version)  # fmt: skip
    if lists.register.sample:
        yield say("Fictional sample: every person, unit and document number is invented.")
    yield say("One row a measure: a person with several has several rows, with the same code or name and unit in each.")
    yield say("Days are written 2025-08-12; where only the month of the decision is known, 2025-08.")
    yield say("Units are chosen from the list, or written with their id; several words in one cell are parted by “、”.")
    yield say("A value that has to be confirmed is followed by （待核实）.")
    yield say("Restricted facts, plans and names of people are not in this ledger unless names were asked for.")
    if template:
        yield say("Leave the code empty for a new person: the next free one of the district is given.")
