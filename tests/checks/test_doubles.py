"""A decision that stands twice: only what has a day and could be read is compared."""

from __future__ import annotations

import pytest

from huifang.checks.doubles import measure_twice
from huifang.texts import words
from tests.sound import Facts, measure, person, register, sample_policy

POLICY = sample_policy()
ONE, OTHER_DAY = measure("党内警告", "2025-03-10"), measure("党内警告", "2025-03-11")
UNDATED = measure("党内警告", None)
SAID = "Party warning of 2025-03-10 stands here already, as measures[{}]"


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([ONE], []),
        ([ONE, ONE], [SAID.format(0)]),
        ([OTHER_DAY, ONE, UNDATED, ONE], [SAID.format(1)]),
        ([ONE, OTHER_DAY], []),
        ([ONE, {**ONE, "decided_by": "tt-dw"}], []),
        ([ONE, {**ONE, "type": "政务警告"}], []),
        ([UNDATED, UNDATED], []),  # nobody knows whether they are one
        ([ONE, ONE, {**ONE, "form": "x"}], []),  # of measures of which something could not be read
    ],
)
def test_measure_twice(measures: list[Facts], expected: list[str]) -> None:
    made = register(person(*measures), POLICY)
    assert [words("en")(each.message) for each in measure_twice(made, POLICY)] == expected
