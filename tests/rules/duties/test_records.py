"""A duty is one record: no surface can forget one, because each takes what it knows from the record."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest

from huifang.checks.words import NEEDED
from huifang.past.causes import RESTS_ON
from huifang.policy import Version, words_of
from huifang.policy.followup import Followup
from huifang.portal.pages.parameters import PARAMETERS, SAID
from huifang.register import Known, known_on, load
from huifang.register.described import APART
from huifang.register.layout import Kind
from huifang.register.models import Action, Before, Deferral, IssueRaised, Measure, Person, Visit
from huifang.rules import duties
from huifang.rules.duties import BY_ID, DUTIES, FACTS, OF_BODIES, OF_PEOPLE, Duty, obligations
from huifang.rules.duties.execution import STEPS
from huifang.rules.duties.further_visits import ALSO
from huifang.rules.obligation import status
from huifang.rules.programme import Programme
from tests.sound import SAMPLE, sample_policy

if TYPE_CHECKING:
    from huifang.rules.obligation import Obligation

each_duty = pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
SHARED = {"duty", "further_visits"}  # modules of the package that hold no duty of their own
PARTS = {FACTS, *APART, Kind.VISIT, Kind.TALK, Kind.PLAN, Kind.RESTRICTED}
DAY = date(2026, 11, 20)


@cache
def sample() -> Known:
    return known_on(load([SAMPLE], words_of(sample_policy())), DAY)


@cache
def found() -> tuple[Obligation, ...]:
    return obligations(Programme(sample(), sample_policy()))


def test_every_module_gives_a_duty() -> None:
    """A generator that nobody put into the table would raise nothing and be missed by nobody."""
    modules = {each.name for each in pkgutil.iter_modules(duties.__path__)} - SHARED
    used = {each.generate.__module__.rpartition(".")[2] for each in DUTIES}
    assert used == modules
    for name in modules:
        module = importlib.import_module(f"huifang.rules.duties.{name}")
        public = {each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__}
        raising = {each for each in public if getattr(each, "__annotations__", {}).get("programme") == "Programme"}
        assert {each for each in raising if not each.__name__.startswith("_")} <= {each.generate for each in DUTIES}


@each_duty
def test_it_is_known_everywhere(duty: Duty) -> None:
    """By the vocabulary, the words that a policy must have, the explanations, and as a rule of the programme."""
    policy = sample_policy()
    assert duty.id in policy.labels["duty"]
    assert duty.id in NEEDED["duty"]
    assert RESTS_ON[duty.id] == duty.rests_on
    assert duty.id.replace("-", "_") in Followup.model_fields


def test_which_may_wait_and_which_belong_to_an_entry() -> None:
    """What is due by itself, whoever is ill, and what the law gives no time off for, is never put off."""
    assert {each.id for each in DUTIES if not each.deferrable} == {
        "plan", "coverage", "rights", "lifting", "period-ending", "return-to-scope"
    }  # fmt: skip
    assert {each.id for each in DUTIES if each.closes.in_item} == {
        "action", "issue", "rights", "lifting", "transfer", "execution"
    }  # fmt: skip
    assert {each.id for each in OF_BODIES} == {"plan", "coverage"}
    assert len(OF_BODIES) + len(OF_PEOPLE) == len(DUTIES)
    assert {each.id for each in OF_PEOPLE}.isdisjoint({each.id for each in OF_BODIES})


@pytest.mark.parametrize(
    ("duty", "period", "lines"),
    [
        ("execution", "executed", "executed_on: "),
        ("execution", "reported", "execution_reported_on: "),
        ("execution", None, ""),
        ("archive", "2026", "archived: {on: , ref: }"),
        ("archive", None, "archived: {on: , ref: }"),
    ],
)
def test_which_lines_close_it(duty: str, period: str | None, lines: str) -> None:
    assert BY_ID[duty].closes.lines_of(period) == lines


@each_duty
def test_what_it_rests_on_is_a_part_of_some_record(duty: Duty) -> None:
    assert duty.rests_on
    assert duty.rests_on <= PARTS
    assert ("deferrals" in duty.rests_on) is duty.deferrable


@each_duty
def test_what_closes_it_can_be_typed(duty: Duty) -> None:
    """Lines whose first word is a key of a record, a new file, or a sentence: one of the three."""
    closes = duty.closes
    lines = [*filter(None, (closes.lines,)), *closes.by_period.values()]
    assert bool(lines) + bool(closes.said) + (closes.file in ("talk", "visit", "plan")) == 1
    keys = {key for model in (Person, Measure, Before, Visit, Action, IssueRaised) for key in model.model_fields}
    assert {line.split(":")[0] for line in lines} <= keys


def put_off(owed: Obligation) -> Known:
    """The sample in which that duty of that person is deferred over its due day, as it was approved that day."""
    known, person = sample(), sample().people[str(owed.person)]
    first = max(owed.opens_on, owed.due_on - timedelta(days=100))
    deferral = Deferral.model_construct(
        duty=owed.duty, since=first, until=owed.due_on + timedelta(days=10), reason="病休", approved_on=owed.due_on
    )
    other = known.only(frozenset({person.code}))
    other.people = {person.code: person.model_copy(update={"deferrals": (deferral,)})}
    return other


@pytest.mark.parametrize("duty", [each for each in DUTIES if each.of == "person"], ids=lambda duty: duty.id)
def test_it_can_be_deferred_or_not(duty: Duty) -> None:
    """As the record says, whatever the generator: the day moves to the day after, or a period is not owed."""
    mine = [each for each in found() if each.duty == duty.id and each.deferred_until is None and not each.not_owed]
    assert mine
    for owed in mine[:5]:
        after = {
            (each.period, each.item, each.record, each.key): each
            for each in duty.generate(Programme(put_off(owed), sample_policy()))
        }
        now = after[owed.period, owed.item, owed.record, owed.key]
        moved = now.due_on == owed.due_on + timedelta(days=11) or now.not_owed
        assert moved is duty.deferrable
        assert moved or now.due_on == owed.due_on


def test_a_bodys_duty_has_no_person() -> None:
    assert {each.duty for each in found() if each.person is None} == {each.id for each in DUTIES if each.of == "body"}
    assert not any(each.deferrable for each in DUTIES if each.of == "body")


def test_a_row_names_the_entry_that_owes_it() -> None:
    """Its id, or its place in the record of the row; what a whole record owes has none."""
    places = {
        "action": ("actions[", "next_by"), "issue": ("issues_raised[",), "execution": ("measures[", "A"),
        "transfer": ("unit_history[",), "rights": ("measures[",), "lifting": ("measures[",),
    }  # fmt: skip
    for duty, begins in places.items():
        assert all(str(each.item).startswith(begins) for each in found() if each.duty == duty)
    whole = ("talk", "plan", "coverage", "feedback", "archive", "personnel")
    assert {each.item for each in found() if each.duty in whole} == {None}


def test_words_of_steps_have_labels() -> None:
    assert list(sample_policy().labels["duty_period"]) == [*STEPS, *ALSO]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("execution", {"overdue", "due", "upcoming", "deferred", "closed", "later"}),
        ("transfer", {"overdue", "due", "upcoming", "deferred", "closed"}),
    ],
)
def test_the_sample_shows_every_status(duty: str, expected: set[str]) -> None:
    assert {status(each, DAY).value for each in found() if each.duty == duty} == expected


def test_the_sample_has_every_duty() -> None:
    assert {each.duty for each in found()} == set(BY_ID)


def test_every_parameter_has_a_name() -> None:
    """What a rule of the programme may say is told on the policy page in words."""
    for rule, field in Followup.model_fields.items():
        kinds = [each for each in (get_args(field.annotation) or (field.annotation,)) if each is not type(None)]
        for kind in kinds:
            assert isinstance(kind, type)
            assert issubclass(kind, Version)
            assert set(kind.model_fields) - {*SAID, "local"} <= set(PARAMETERS), rule
