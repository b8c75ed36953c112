"""What a document says beside its rows: what its numbers do not know, and why a list is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.settings import not_understood
from huifang.lists.eligible import CLOSING
from huifang.register import Severity
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.lists.scope import Scope
    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Person

UNREAD = N_("{n} files could not be read whole; what rests on them is not counted here: see `huifang validate`")
SAMPLE = say("fictional sample data: every person, unit and document is invented")
EMPTY_CHOICE = N_("As of {day} nothing is left for what was chosen with --district, --unit or --person.")


def notices(register: Register, policy: Policy, scope: Scope, verb: str) -> Iterator[Text]:
    """The notices of a verb's document."""
    if register.sample:
        yield SAMPLE
    if verb == "validate":
        return
    if register.unread:
        yield say(UNREAD, n=len(register.unread))
    yield from unread_people(register, scope)
    for path in not_understood(register, policy):
        yield say("the setting {path} is not understood and changes nothing: see `huifang validate`", path=path)
    if verb in ("eligible", "show"):
        yield CLOSING


def unread_people(register: Register, scope: Scope) -> Iterator[Text]:
    """Of the people asked for, those whose record cannot be read: that they have no rows says nothing."""
    for code in sorted(scope.people):
        person = register.people.get(code)
        if person is not None and (person.path in person.unread or {"unit", "supervised_by"} & {*person.unread}):
            yield _unread(register, code, person)


def _unread(register: Register, code: str, person: Person) -> Text:
    """Where it cannot be read, by the first error of reading."""
    found = (each for each in register.findings if each.severity is Severity.ERROR)
    mine = sorted((each for each in found if person.path.startswith(each.place.path)), key=lambda each: each.order)
    if not mine:
        return say("{path} cannot be read, so nothing is known of {code}", path=person.path, code=code)
    place, message = register.located(mine[0]).place, mine[0].message
    return say(
        "{path}, line {line}, cannot be read ({message}), so nothing is known of {code}",
        path=person.path,
        line=place.line or 1,
        message=message,
        code=code,
    )


def empty(register: Register, scope: Scope, day: date, sentence: Text) -> Text:
    """Why a list has no rows: what was asked for cannot be read, a filter left nothing, or there is nothing."""
    if any(unread_people(register, scope)):
        return say("Nothing can be told of a record that cannot be read; it is named below.")
    return say(EMPTY_CHOICE if scope else sentence.template, day=day)
