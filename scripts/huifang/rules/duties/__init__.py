"""The sixteen duties, each one record, in the order in which lists name them.

A new duty is a module here with its generator, a record below, its rule in policy (`policy/followup.py` and the file),
its label, its sentences and its tests: lists, pages, checks and explanations take the rest from the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register.layout import Kind
from huifang.rules.duties.action import action
from huifang.rules.duties.coverage import coverage
from huifang.rules.duties.duty import FACTS, Closes, Duty
from huifang.rules.duties.ending import period_ending, return_to_scope
from huifang.rules.duties.execution import execution
from huifang.rules.duties.helpers import helper_missing
from huifang.rules.duties.issue import issue
from huifang.rules.duties.lifting import lifting
from huifang.rules.duties.papers import archive, feedback, personnel
from huifang.rules.duties.plan import plan
from huifang.rules.duties.rights import rights
from huifang.rules.duties.talk import talk
from huifang.rules.duties.transfer import transfer
from huifang.rules.duties.visit import visit
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

__all__ = ["BY_ID", "DUTIES", "FACTS", "OF_BODIES", "OF_PEOPLE", "Closes", "Duty", "obligations"]

PAPERS = frozenset((FACTS, "deferrals", Kind.VISIT))
DUTIES: tuple[Duty, ...] = (
    Duty(
        id="helper-missing",
        generate=helper_missing,
        rests_on=frozenset((FACTS, "helpers", "deferrals")),
        closes=Closes("person", "helpers:\n  - {name: , post: , unit: , from: , to: null}"),
    ),
    Duty(
        id="talk",
        generate=talk,
        rests_on=frozenset((FACTS, "helpers", "deferrals", Kind.TALK)),
        closes=Closes("talk"),
    ),
    Duty(
        id="visit",
        generate=visit,
        rests_on=frozenset((FACTS, "deferrals", Kind.VISIT, Kind.PLAN)),
        closes=Closes("visit"),
    ),
    Duty(
        id="plan",
        generate=plan,
        of="body",
        rests_on=frozenset((FACTS, Kind.PLAN)),
        closes=Closes("plan"),
        deferrable=False,
    ),
    Duty(
        id="coverage",
        generate=coverage,
        of="body",
        rests_on=frozenset((FACTS, Kind.VISIT)),
        closes=Closes("none", said=N_("visit people of the coverage page")),
        deferrable=False,
    ),
    Duty(
        id="feedback",
        generate=feedback,
        rests_on=PAPERS,
        closes=Closes("record", "feedback_to_unit: {on: }"),
    ),
    Duty(
        id="archive",
        generate=archive,
        rests_on=PAPERS,
        closes=Closes("record", "archived: {on: , ref: }"),
    ),
    Duty(
        id="personnel",
        generate=personnel,
        rests_on=PAPERS,
        closes=Closes("record", "given_to_personnel: {on: }"),
    ),
    Duty(
        id="action",
        generate=action,
        rests_on=frozenset((FACTS, "helpers", "deferrals", Kind.VISIT, Kind.TALK)),
        closes=Closes("record", "done: ", in_item=True),
    ),
    Duty(
        id="issue",
        generate=issue,
        rests_on=frozenset((Kind.RESTRICTED, "deferrals")),
        closes=Closes("record", "settled_on: ", in_item=True),
    ),
    Duty(
        id="rights",
        generate=rights,
        rests_on=frozenset((FACTS,)),
        closes=Closes("person", "rights_restored_on: ", in_item=True),
        deferrable=False,
    ),
    Duty(
        id="lifting",
        generate=lifting,
        rests_on=frozenset((FACTS,)),
        closes=Closes("person", "lifted_on: ", in_item=True),
        deferrable=False,
    ),
    Duty(
        id="period-ending",
        generate=period_ending,
        rests_on=frozenset((FACTS,)),
        closes=Closes("none", said=N_("prepare the return to the normal scope")),
        deferrable=False,
    ),
    Duty(
        id="return-to-scope",
        generate=return_to_scope,
        rests_on=frozenset((FACTS, "return_to_scope", Kind.RESTRICTED)),
        closes=Closes("person", "return_to_scope:\n  - {reminded_on: , confirmed_on: }"),
        deferrable=False,
    ),
    Duty(
        id="transfer",
        generate=transfer,
        rests_on=frozenset((FACTS, "deferrals")),
        closes=Closes("person", "received_on: ", in_item=True),
    ),
    Duty(
        id="execution",
        generate=execution,
        rests_on=frozenset((FACTS, "deferrals")),
        closes=Closes(
            "person",
            by_period={
                "announced": "announced_on: ",
                "executed": "executed_on: ",
                "reported": "execution_reported_on: ",
            },
            in_item=True,
        ),
    ),
)
BY_ID: Mapping[str, Duty] = {each.id: each for each in DUTIES}
OF_BODIES = tuple(each for each in DUTIES if each.of == "body")  # each rests on many people
OF_PEOPLE = tuple(each for each in DUTIES if each.of == "person")  # each rests on the facts of one


def obligations(programme: Programme, duties: Sequence[Duty] = DUTIES) -> tuple[Obligation, ...]:
    """Every obligation that was owed by the day, open or closed: duty by duty, person by person, oldest first.

    What opens later, such as the next quarter, is not there: a forecast asks a programme of a later day. Nor is
    what rests on a unit that stands in no file: nobody can say who owes it, and a finding names the unit.
    """
    units = programme.known.organizations
    made = (each for duty in duties for each in duty.generate(programme))
    known = (each for each in made if each.person is None or each.unit is None or each.unit in units)
    return tuple(each for each in known if each.opens_on <= programme.day)
