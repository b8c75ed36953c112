"""From when on a person stands on no page: one row a case."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.rules.retention import hidden_from, is_hidden
from tests.portal.conftest import lists_of, person

PATH = "people/tt/TT-0001/person.md"
# 党内严重警告 of 2026-02-10 runs for 18 months, to 2027-08-10; free from 2027-08-11
CASES = (
    ("nothing happened yet", "", date(2028, 1, 1), None),
    ("reminded only", "return_to_scope: [{reminded_on: 2027-09-01}]", date(2029, 1, 1), None),
    ("confirmed", "return_to_scope: [{confirmed_on: 2027-09-30}]", date(2028, 1, 1), date(2028, 9, 30)),
    ("confirmed too early counts for nothing", "return_to_scope: [{confirmed_on: 2027-08-10}]", date(2029, 1, 1), None),
    ("left inside the period", "left: {on: 2026-06-15, reason: 退休}", date(2028, 1, 1), date(2027, 6, 15)),
    (
        "left after confirmation: the later counts",
        "return_to_scope: [{confirmed_on: 2027-09-30}]\nleft: {on: 2027-12-31, reason: 退休}",
        date(2028, 1, 1),
        date(2028, 12, 31),
    ),
    ("a confirmation ahead is not seen", "return_to_scope: [{confirmed_on: 2028-02-01}]", date(2028, 1, 1), None),
)


@pytest.mark.parametrize(("more", "day", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_hidden_from(more: str, day: date, expected: date | None) -> None:
    text = person("TT-0001", "示纪〔2026〕1号").replace("helpers: []", f"helpers: []\n{more}")
    case = lists_of({PATH: text}, day).programme.cases["TT-0001"]
    assert hidden_from(case) == expected


@pytest.mark.parametrize(("day", "hidden"), [(date(2027, 6, 14), False), (date(2027, 6, 15), True)])
def test_hidden_from_the_day_itself(day: date, hidden: bool) -> None:
    text = person("TT-0001", "示纪〔2026〕1号").replace(
        "helpers: []", "helpers: []\nleft: {on: 2026-06-15, reason: 退休}"
    )
    assert is_hidden(lists_of({PATH: text}, day).programme.cases["TT-0001"]) is hidden
