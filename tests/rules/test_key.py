"""Key groups on a day."""

from __future__ import annotations

import pytest

from huifang.rules.key_groups import is_key
from tests.rules.duties.making import programme
from tests.sound import CODE, measure, person

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
