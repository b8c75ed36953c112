"""The fourteen duties: each a generator of every obligation, open or closed, in the order of rules part 4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from huifang.rules.duties.action import action
from huifang.rules.duties.coverage import coverage
from huifang.rules.duties.ending import period_ending, return_to_scope
from huifang.rules.duties.helpers import helper_missing
from huifang.rules.duties.issue import issue
from huifang.rules.duties.lifting import lifting
from huifang.rules.duties.papers import archive, feedback, personnel
from huifang.rules.duties.plan import plan
from huifang.rules.duties.rights import rights
from huifang.rules.duties.talk import talk
from huifang.rules.duties.visit import visit
from huifang.rules.obligation import Obligation
from huifang.rules.programme import Programme

__all__ = ["DUTIES", "OF_BODIES", "OF_PEOPLE", "Duty", "obligations"]

Duty = Callable[[Programme], Iterator[Obligation]]

DUTIES: tuple[tuple[str, Duty], ...] = (
    ("helper-missing", helper_missing),
    ("talk", talk),
    ("visit", visit),
    ("plan", plan),
    ("coverage", coverage),
    ("feedback", feedback),
    ("archive", archive),
    ("personnel", personnel),
    ("action", action),
    ("issue", issue),
    ("rights", rights),
    ("lifting", lifting),
    ("period-ending", period_ending),
    ("return-to-scope", return_to_scope),
)


OF_BODIES = tuple(each for each in DUTIES if each[0] in ("plan", "coverage"))  # each rests on many people
OF_PEOPLE = tuple(each for each in DUTIES if each not in OF_BODIES)  # each rests on the facts of one


def obligations(programme: Programme, duties: Sequence[tuple[str, Duty]] = DUTIES) -> tuple[Obligation, ...]:
    """Every obligation that was owed by the day, open or closed: duty by duty, person by person, oldest first.

    What opens later, such as the next quarter, is not there: a forecast asks a programme of a later day. Nor is
    what rests on a unit that stands in no file: nobody can say who owes it, and a finding names the unit.
    """
    units = programme.known.organizations
    made = (each for _, duty in duties for each in duty(programme))
    known = (each for each in made if each.person is None or each.unit is None or each.unit in units)
    return tuple(each for each in known if each.opens_on <= programme.day)
