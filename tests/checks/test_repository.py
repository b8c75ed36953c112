"""What the common repository tracks beside the records; what it does track is asked of Git in tests/commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.checks.files import tracked_names, tracked_stranger, untracked_stranger
from huifang.register.register import Records, Register
from huifang.register.strangers import WHAT, Stranger
from huifang.texts import words
from tests.sound import sample_policy

if TYPE_CHECKING:
    from huifang.register import Finding

EN, POLICY = words("en"), sample_policy()
NAMES, MORE = "records/identities/tt.yml", "records/identities/uu.yml"
CASES = "records/restricted/tt/TT-0001.yml"


def told(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.place.path, each.severity.value, EN(each.message)) for each in found]


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [
        ([], []),
        ([NAMES], [("records/identities", 1)]),
        ([CASES, NAMES, MORE], [("records/identities", 2), ("records/restricted/tt", 1)]),
    ],
)
def test_names_and_cases_that_are_tracked(tracked: list[str], expected: list[tuple[str, int]]) -> None:
    found = told([*tracked_names(Register([], Records(tracked=tracked)), POLICY)])
    assert found == [(folder, "error", f"the common repository tracks {n} files of {folder}") for folder, n in expected]


@pytest.mark.parametrize("what", WHAT)
def test_strangers(what: str) -> None:
    """What is tracked comes to everybody: an error; what merely lies there is easily committed: a warning."""
    made = Register([], Records(strangers=[Stranger("records/a", what, True), Stranger("records/b", what, False)]))
    said = EN(WHAT[what])
    assert told([*tracked_stranger(made, POLICY)]) == [("records/a", "error", said)]
    assert told([*untracked_stranger(made, POLICY)]) == [("records/b", "warning", said)]
