"""How sure the law of each measure is: the policy says what was read, as the sheet of certainty has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huifang.policy.version import Version
from tests.rules.test_periods import cases
from tests.sound import sample_policy

POLICY = sample_policy()
FILES = sorted((Path(__file__).parent / "certainty").glob("*.yml"))
ROWS = [row for file in FILES for row in cases(file)]
FAMILIES = {
    "党纪": "party",
    "政务": "government",
    "行政": "administrative",
    "事业单位": "institution",
    "国企": "enterprise",
    "组织处理": "handling",
    "诫勉": "admonition",
}
CHANGES = {"expulsion": "expulsion_to_probation"}
LATER = date(2025, 1, 1)  # of a rule that the sheet gives no day


def rule_of(row: dict[str, Any]) -> Version | None:
    """The version that a row of the sheet is about."""
    on = next((date.fromisoformat(row[key]) for key in ("decided_on", "last_barred", "on") if key in row), LATER)
    category, family = row.get("category"), FAMILIES.get(row.get("family", ""), "")
    match row["rule"], row.get("kind"):
        case "length", _:
            reason = row.get("removal_reason")
            return POLICY.measure(row["type"], on, category=category or "公务员", reason=reason)
        case "layer", _:
            return next((layer for layer in POLICY.layers("公务员", on) if layer.bar == row["what"]), None)
        case "stacking", _:
            return POLICY.adding(family, on, category)
        case "change", kind:
            return POLICY.change(CHANGES.get(str(kind), str(kind)), on)
        case "lifting", "early":
            return POLICY.early(family, date(2020, 1, 1), category)
    return POLICY.ending(family, on, category)


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(map(str, row.values()))[:80] for row in ROWS])
def test_certainty_of_a_rule(row: dict[str, Any]) -> None:
    """The grade, and where the sheet says how measures add or end, that too."""
    version = rule_of(row)
    assert version is not None
    assert version.certainty == row["certainty"], f"{version.id}: {row['why']}"
    if row["rule"] in {"stacking", "lifting"} and row["kind"] != "early":
        assert getattr(version, "rule", None) == row["kind"], version.id
