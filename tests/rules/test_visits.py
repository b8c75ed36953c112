"""What makes a visit qualified."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.visits import qualified
from tests.rules.duties.making import programme
from tests.sound import CODE, OFFICERS, person, sample_policy, visit

TEAM = {"name": "示例丙", "body": "tt-pz"}
OTHER = {"name": "示例丁", "body": "tt-zz"}
CASES: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("two officers, one in charge", {}, True),
    ("one of them of the embedded team", {"visitors": [OFFICERS[0], TEAM]}, True),
    ("a body of its own kind beside them", {"visitors": [*OFFICERS, OTHER]}, True),
    ("of the embedded team", {"body": "tt-pz"}, True),
    ("the second is of another kind of body", {"visitors": [OFFICERS[0], OTHER]}, False),
    ("only the other is in charge", {"visitors": [OFFICERS[1], TEAM, {**OTHER, "in_charge": True}]}, False),
    ("one officer", {"visitors": OFFICERS[:1]}, False),
    ("nobody in charge", {"visitors": [OFFICERS[1], TEAM]}, False),
    ("not held", {"outcome": "unreachable"}, False),
    ("the person was not interviewed", {"interviews": {"person": False, "members": 3}}, False),
    ("interviews not recorded", {"interviews": None}, False),
    ("of an organisation department, though officers took part", {"body": "tt-zz"}, False),
)


@pytest.mark.parametrize(("more", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_qualified(more: dict[str, Any], expected: bool) -> None:
    """回访 of a discipline body, held, the person interviewed, enough officers with one in charge."""
    made = programme("2026-06-01", person(), visit("2026-03-20", **more))
    (found,) = made.known.visits[CODE]
    assert qualified(made.known, found, sample_policy()) is expected
