"""The table of checks, the page that lists them, and the sample register."""

from __future__ import annotations

import ast
import re
import typing
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import huifang
from huifang.checks import CHECKS, findings
from huifang.checks.catalogue import READING, all_checks, check_sentences
from huifang.checks.fields import steps_to
from huifang.checks.table import CheckInfo
from huifang.policy import words_of
from huifang.register import DecisionDay, Register, Severity, load
from huifang.register.models import Mapped, OrganizationFile, Person, Plan, Record, Restricted, Talk, Visit
from huifang.register.scalars import read_body_or_name, read_day, read_decided, read_organization, read_term
from tests.sound import SAMPLE, sample_policy

PACKAGE = Path(huifang.__file__).parent
READERS = (*(PACKAGE / "register").rglob("*.py"), PACKAGE / "policy" / "load.py")
ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")
NO_IDS = {"x-words", "x-periods", "no-such-word"}  # keys of the JSON Schema; a sentence of unknown-word
MONTHS = [date(year, month, 1) for year in range(2020, 2041) for month in range(1, 13)]


@cache
def sample() -> Register:
    """The sample register, loaded once."""
    return load([SAMPLE], words_of(sample_policy()))


def errors(day: date) -> list[tuple[str, str]]:
    """The errors of the sample as of a day."""
    found = findings(sample(), sample_policy(), day)
    return [(each.check, each.place.path) for each in found if each.severity is Severity.ERROR]


def test_ids_are_unique() -> None:
    """A check is found by its id."""
    ids = [check.id for check in all_checks()]
    assert len(ids) == len(set(ids))


def test_no_error_asks_for_the_day() -> None:
    """An error never turns up because a day went by: such a check is not given one."""
    assert [check.id for check in CHECKS if check.severity is Severity.ERROR and check.of_day is not None] == []


def test_sample_has_no_errors() -> None:
    """Nor does the day matter for anything that is found by records alone."""
    assert [
        (each.check, each.place) for each in findings(sample(), sample_policy(), MONTHS[0]) if each.severity == "error"
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("year", range(2020, 2041))
def test_sample_has_no_errors_in(year: int) -> None:
    """The sample validates on the first day of each month."""
    for day in MONTHS:
        if day.year == year:
            assert errors(day) == []


def test_page_has_all_checks_of_reading() -> None:
    """The ids that stand in the readers are those of the page, and no others."""
    texts = (path.read_text(encoding="utf-8") for path in READERS)
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {word for word in words if ID.fullmatch(word)} - NO_IDS == {row[0] for row in READING}


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_check_says_what_why_and_what_to_do(check: CheckInfo) -> None:
    """Three whole sentences, for people."""
    assert all(text.endswith((".", "`.")) and "  " not in text for text in (check.what, check.why, check.fix))


def test_every_sentence_of_the_page_is_in_the_catalogue() -> None:
    assert [*check_sentences()] == [text for each in all_checks() for text in (each.what, each.why, each.fix)]
    assert len([*check_sentences()]) == 3 * len(all_checks()) > 3 * len(CHECKS)


BODIES = {
    OrganizationFile: {"district.id", "organizations.*.id", "organizations.*.parent", "organizations.*.successor"},
    Person: {
        "unit",
        "supervised_by",
        "measures.*.decided_by",
        "measures.*.lifted_by",
        "measures.*.unit",
        "helpers.*.unit",
        "unit_history.*.unit",
        "unit_history.*.supervised_by",
        "held.*.by",
        "appointments.*.unit",
        "deferrals.*.approved_by",
        "achievements.*.affirmed_by",
        "end_appraisal.by",
    },
    Plan: {"body", "visits.*.by"},
    Restricted: {"violations.*.handed_to", "issues_raised.*.handed_to"},
    Talk: {"actions.*.by"},
    Visit: {"body", "visitors.*.body", "recommendation.to", "actions.*.by"},
}
TERMS = {  # days that may lie ahead: terms, ends, and the days between which a duty is put off
    OrganizationFile: {"organizations.*.closed_on"},
    Person: {
        "measures.*.stated_end",
        "helpers.*.to",
        "unit_history.*.to",
        "held.*.review_on",
        "held.*.until",
        "deferrals.*.from",
        "deferrals.*.until",
    },
    Plan: set(),
    Restricted: set(),
    Talk: {"actions.*.due", "next_by"},
    Visit: {"actions.*.due", "next_by"},
}


def ways(kind: type[Record], *readers: Callable[[object], object]) -> set[str]:
    """The keys that these readers read, as the tables above write them."""
    return {".".join(key for key, _ in steps) for steps in steps_to(kind, *readers)}


@pytest.mark.parametrize("kind", BODIES)
def test_every_body_is_looked_up(kind: type[Record]) -> None:
    assert ways(kind, read_organization, read_body_or_name) == BODIES[kind]


@pytest.mark.parametrize("kind", TERMS)
def test_only_terms_may_lie_ahead(kind: type[Record]) -> None:
    """Every other day is looked at by `day-ahead`: a new one is a fact until it is named here."""
    assert ways(kind, read_term) == TERMS[kind]


@pytest.mark.parametrize("kind", TERMS)
def test_no_day_is_forgotten(kind: type[Record]) -> None:
    """What the types call a day is read by one of the two readers."""
    assert ways(kind, read_day, read_decided, read_term) == set(_days(kind))


def _days(model: type[Mapped], above: str = "") -> typing.Iterator[str]:
    for name, field in model.model_fields.items():
        hint = typing.get_type_hints(model, include_extras=True)[name]
        star = ".*" if any(typing.get_origin(each) is tuple for each in _parts(hint)) else ""
        way = f"{above}{field.alias or name}{star}"
        parts = list(_parts(hint))
        if date in parts or DecisionDay in parts:
            yield way
        for part in parts:
            if isinstance(part, type) and issubclass(part, Mapped):
                yield from _days(part, f"{way}.")


def _parts(hint: Any) -> typing.Iterator[Any]:
    """A type and all types it is made of."""
    yield hint
    for each in typing.get_args(hint):
        yield from _parts(each)
