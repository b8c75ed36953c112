"""Key groups on a day."""

from __future__ import annotations

import pytest

from huifang.rules.key_groups import is_key, key_grounds
from huifang.texts import words
from tests.rules.duties.making import day as day_of
from tests.rules.duties.making import programme
from tests.sound import CODE, Facts, Files, measure, person, sample_policy, visit

SERIOUS = measure("党内严重警告", "2025-08-12")  # until 2027-02-12
CASES: tuple[tuple[str, list[dict[str, object]], str, str, bool], ...] = (
    ("form 1", [{**SERIOUS, "form": 1}], "2026-01-01", "2026-01-01", False),
    ("form 4", [{**SERIOUS, "form": 4}], "2026-01-01", "2026-01-01", False),
    ("form 2", [SERIOUS], "2026-01-01", "2026-01-01", True),
    ("form 3", [{**SERIOUS, "form": 3}], "2026-01-01", "2026-01-01", True),
    ("form 1 on accountability", [{**SERIOUS, "form": 1, "accountability": True}], "2026-01-01", "2026-01-01", True),
    ("no form: treated as key", [{**SERIOUS, "form": None}], "2026-01-01", "2026-01-01", True),
    ("on the day of the decision", [SERIOUS], "2025-08-12", "2025-08-12", True),
    ("asked about the day before", [SERIOUS], "2025-08-12", "2025-08-11", False),
    ("last barred day", [SERIOUS], "2027-02-12", "2027-02-12", True),
    ("after the period, second year after the decision", [SERIOUS], "2027-12-31", "2027-12-31", True),
    ("third year after the decision", [SERIOUS], "2028-01-01", "2028-01-01", False),
    (
        "third year after the first decision, in the second window of two",
        [measure("党内警告", "2020-03-02"), measure("党内警告", "2023-12-01")],
        "2024-11-01",
        "2024-11-01",
        True,
    ),
    (
        "between two windows",
        [measure("党内警告", "2019-03-02"), measure("党内警告", "2023-12-01", form=1)],
        "2023-11-01",
        "2023-11-01",
        False,
    ),
    (
        "third year, but in the window of another measure",
        [SERIOUS, measure("党内警告", "2027-12-01", form=1)],
        "2028-01-01",
        "2028-01-01",
        True,
    ),
    ("an undated measure shows nothing", [{**SERIOUS, "decided_on": None}], "2026-01-01", "2026-01-01", False),
    ("a measure without a period, this year", [measure("通报批评", "2025-03-02")], "2025-12-31", "2025-12-31", True),
    (
        "month only, before the month's last day",
        [{**SERIOUS, "decided_on": "2025-08"}],
        "2025-08-31",
        "2025-08-30",
        False,
    ),
    ("month only, on it", [{**SERIOUS, "decided_on": "2025-08"}], "2025-08-31", "2025-08-31", True),
)


@pytest.mark.parametrize(
    ("measures", "as_of", "day", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_key(measures: list[dict[str, object]], as_of: str, day: str, expected: bool) -> None:
    """Form 2 or 3 or accountability, decided by the day, in the window or in this year or the two before."""
    case = programme(as_of, person(*measures)).cases[CODE]
    assert is_key(case, type(case.day).fromisoformat(day)) is expected


ALSO = sample_policy(
    followup__key__important_post="true", followup__key__disputes_sanction="true",
    followup__key__situations=("存在错误认识",),
)  # fmt: skip
FIRST = {**SERIOUS, "form": 1}
ERRED = visit("2025-10-01", situation=["存在错误认识", "表现良好"])
DISPUTED = visit("2025-10-01", disputes_sanction=True, situation=["存在错误认识"])
NO_FILES: Files = {}


@pytest.mark.parametrize(
    ("measures", "day", "more", "files", "expected"),
    [
        ([SERIOUS], "2026-01-01", {}, NO_FILES, ["form 2"]),
        ([{**SERIOUS, "form": None}], "2026-01-01", {}, NO_FILES, ["form not on record"]),
        ([{**SERIOUS, "form": None, "accountability": True}], "2026-01-01", {}, NO_FILES,
         ["accountability for dereliction"]),
        ([{**SERIOUS, "accountability": True}], "2026-01-01", {}, NO_FILES,
         ["accountability for dereliction", "form 2"]),
        ([FIRST], "2026-01-01", {}, NO_FILES, []),
        ([SERIOUS, {**SERIOUS, "form": 3}, SERIOUS], "2026-01-01", {}, NO_FILES, ["form 2", "form 3"]),
        ([FIRST], "2026-01-01", {"important_post": True}, NO_FILES, ["important post"]),
        ([FIRST], "2026-01-01", {}, DISPUTED, ["disputes the sanction", "wrong understanding"]),
        ([FIRST, FIRST], "2026-01-01", {}, ERRED, ["wrong understanding"]),  # each ground once
        ([FIRST], "2025-09-30", {}, ERRED, []),  # the visit was not yet held
        ([FIRST], "2025-08-11", {"important_post": True}, NO_FILES, []),  # nothing was decided yet
    ],
)  # fmt: skip
def test_what_makes_somebody_key(
    measures: list[dict[str, object]], day: str, more: Facts, files: Files, expected: list[str]
) -> None:
    case = programme("2026-06-01", {**person(*measures, **more), **files}, policy=ALSO).cases[CODE]
    assert [
        words("en")(each) if not isinstance(each, str) else each for each in key_grounds(case, day_of(day))
    ] == expected
    assert is_key(case, day_of(day)) is bool(expected)
