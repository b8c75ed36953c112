"""Defects that a second reader found by brute force, each pinned where it would come back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from huifang.checks import findings
from huifang.lists import Lists, Scope
from huifang.register import Register, known_on
from huifang.rules.case import make_case
from huifang.rules.forecast import months_ahead
from huifang.rules.manual_check import by_hand
from huifang.rules.states import State, state
from huifang.rules.stretches import free_from
from tests.rules.test_properties import POLICY
from tests.sound import OFFICERS, PERSON_PATH, person, register, text, visit

SERIOUS = {"type": "党内严重警告", "decided_on": "2025-08-12"}
REVOKED = {**SERIOUS, "revoked_on": "2026-02-01"}
VISIT = "people/tt/TT-0001/2026-01-10-visit.md"
ONE_OFFICER = text(visit("2026-01-10", visitors=OFFICERS[:1]))


def made(*measures: Mapping[str, object], files: Mapping[str, str] | None = None, **more: Any) -> Register:
    """One person, with keys that may be wrong."""
    whole = [{"decided_by": "tt-jw", "form": "2", **each} for each in measures]
    mine = text(person(measures=whole, **{"helpers": [], **more}))
    return register({PERSON_PATH: mine, **(files or {})}, POLICY)


def person_text() -> str:
    """The file of the one person."""
    return text(person({"decided_by": "tt-jw", "form": "2", **SERIOUS}, helpers=[]))


def lists(found: Register, day: str) -> Lists:
    return Lists(found, POLICY, date.fromisoformat(day))


@pytest.mark.parametrize("wrong", [{"informed_on": "2026-13-40"}, {"left": {"on": "2026-13-40", "reason": "退休"}}])
def test_an_unreadable_key_brings_no_cleared_person_back(wrong: dict[str, Any]) -> None:
    found = lists(made(REVOKED, files={VISIT: ONE_OFFICER}, **wrong), "2026-06-01")
    assert (found.due(), found.eligible, found.coverage) == ((), (), ())


def test_nobody_has_a_row_before_the_first_decision_even_where_a_key_cannot_be_read() -> None:
    assert lists(made(SERIOUS, informed_on="2026-13-40"), "2025-08-11").eligible == ()


def test_no_warning_tells_of_a_cleared_person() -> None:
    found = made(REVOKED, files={VISIT: ONE_OFFICER})
    assert findings(found, POLICY, date(2026, 6, 1)) == ()
    assert [each.check for each in findings(found, POLICY, date(2026, 1, 31))] == ["enough-officers", "day-ahead"]


@pytest.mark.parametrize("key", ["unit", "supervised_by"])
def test_an_unreadable_body_owes_nothing_and_is_named_nowhere(key: str) -> None:
    wrong: dict[str, Any] = {key: "TT UNIT"}
    found = lists(made(SERIOUS, **wrong), "2026-06-01")
    assert (found.due(), found.coverage) == ((), ())
    assert [row.person for row in found.eligible] == ["TT-0001"]


def test_a_hold_after_free_days_moves_free_from() -> None:
    hold = {"since": "2026-01-05", "by": "tt-zz", "until": "2026-08-02"}
    known = known_on(made({"type": "政务警告", "decided_on": "2025-01-10"}, held=[hold]), date(2026, 3, 1))
    case = make_case(known, known.people["TT-0001"], POLICY)
    assert (state(case), free_from(case)) == (State.HELD, date(2026, 8, 3))


def test_a_stay_in_the_middle_is_a_change_of_unit() -> None:
    stay = [{"unit": "tt-dw", "from": "2026-01-01", "to": "2026-06-30"}]
    helper = [{"name": "示例帮扶人", "unit": "tt-unit", "from": "2025-09-01"}]
    found = lists(made(SERIOUS, unit_history=stay, helpers=helper), "2026-05-01")
    assert [row.due_on for row in found.due() if row.duty == "helper-missing"] == [date(2026, 2, 1)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_latest_decision_answers_for_a_chain(order: int) -> None:
    first = {"type": "行政记过", "decided_on": "2016-01-10", "decided_by": "tt-zz"}
    second = {"type": "行政记过", "decided_on": "2016-06-10", "decided_by": "tt-dw"}
    found = lists(made(*(first, second)[::order]), "2026-06-01")
    assert [row.owner for row in found.due() if row.duty == "lifting"] == ["tt-dw"]


def test_statistics_keep_to_the_scope() -> None:
    found = made(SERIOUS)
    outside = Lists(found, POLICY, date(2026, 6, 1), scope=Scope(people=frozenset({"TT-0009"})))
    inside = Lists(found, POLICY, date(2026, 6, 1), scope=Scope(units=frozenset({"tt-unit"})))
    people = {(row.figure, row.by): row.people for row in outside.stats}
    assert people["in_scope", "all"] == 0
    assert {(row.figure, row.by): row.people for row in inside.stats}["in_scope", "all"] == 1


def test_the_forecast_sees_no_later_move() -> None:
    moving = [{"supervised_by": "tt-zz", "from": "2025-01-01", "to": "2026-03-31"}]
    found = made({"type": "政务警告", "decided_on": "2025-10-01"}, unit_history=moving)
    owing = {
        row.body for row in months_ahead(found, POLICY, date(2026, 3, 15), 12) if row.duty in ("plan", "period-ending")
    }
    assert owing == {"tt-zz"}


def test_a_bad_document_number_takes_no_date_away() -> None:
    (row,) = lists(made({**SERIOUS, "document": ["1"]}), "2026-06-01").eligible
    assert (row.state, row.until, row.missing) == ("in_period", date(2027, 2, 12), ())


def test_a_stated_end_that_is_the_sum_needs_no_hand() -> None:
    first = {"type": "党内警告", "decided_on": "2024-02-01"}
    second = {"type": "党内严重警告", "decided_on": "2024-08-01", "stated_end": "2026-08-01"}
    known = known_on(made(first, second), date(2026, 1, 1))
    assert list(by_hand(make_case(known, known.people["TT-0001"], POLICY))) == []


def test_an_unreadable_restricted_file_makes_no_row() -> None:
    lighter = {"type": "提醒谈话", "decided_on": "2025-08-12", "form": "1"}
    assert lists(made(lighter, files={"restricted/tt/TT-0001.yml": "broken: ["}), "2026-06-01").eligible == ()


def test_the_folder_is_the_identity_whatever_the_file_says() -> None:
    found = lists(made(SERIOUS, code="TT-0070"), "2026-06-01")
    assert {row.person for row in found.due()} - {None} == {"TT-0001"}
    assert [row.person for row in found.eligible] == ["TT-0001"]
    assert found.stats
    assert [each.check for each in found.findings if each.severity == "error"] == ["code-of-folder"]


def test_an_unreadable_rank_is_none_in_particular() -> None:
    found = lists(made(SERIOUS, rank="副处级"), "2026-06-01")
    people = {row.key: row.people for row in found.stats if (row.figure, row.by) == ("in_scope", "rank")}
    assert {key for key, number in people.items() if number} == {"其他"}


def test_an_unknown_unit_makes_nobody_owe() -> None:
    found = lists(made(SERIOUS, unit="tt-unitt"), "2026-06-01")
    assert {row.duty for row in found.due()} <= {"plan", "coverage"}
    assert [row.base for row in found.coverage] == [1]


def test_an_unreadable_organisations_file_takes_no_visit_away() -> None:
    """Nothing that points at an unreadable file is blamed: the visit of a body in it still counts."""
    second = "  - {name: 示例干部乙, body: tt-jw}\nmethods"
    visited = ONE_OFFICER.replace("methods", second, 1)
    found = register({PERSON_PATH: person_text(), VISIT: visited, "organizations/tt.yml": "district：{"}, POLICY)
    assert [row.visited for row in lists(found, "2026-06-01").coverage] == [1]
    assert lists(found, "2026-06-01").due() == () or {row.duty for row in lists(found, "2026-06-01").due()} <= {
        "plan",
        "coverage",
        "feedback",
        "archive",
        "personnel",
    }


def test_a_list_says_that_files_could_not_be_read() -> None:
    found = lists(made(SERIOUS, informed_on="2026-13-40"), "2026-06-01")
    assert any("could not be read" in each.template for each in found.heading("due").notice)
    assert not any(
        "could not be read" in each.template for each in lists(made(SERIOUS), "2026-06-01").heading("due").notice
    )
