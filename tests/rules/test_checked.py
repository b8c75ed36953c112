"""`audit/checked.yml`: a text that the office compared lifts the check by hand; a choice stays a choice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.lists import Lists
from huifang.texts import words
from tests.sound import person, register, sample_policy, yaml

POLICY = sample_policy()
EN = words("en")
CHANGED_POST = {"type": "调整职务", "decided_on": "2025-02-10"}  # RECALL
SUSPENDED = {"type": "停职检查", "decided_on": "2025-02-10", "months": "6"}  # UNSURE
OLD_WARNING = {"type": "党内警告", "decided_on": "2018-03-10"}  # SECONDARY
SUM = [{"type": "党内警告", "decided_on": "2025-01-10"}, {"type": "党内警告", "decided_on": "2025-02-10"}]


def row(day: str, measures: list[dict[str, str]], *checked: tuple[str, str]) -> Any:
    """The row of one person where the office compared some versions, each on a day."""
    whole = [{"decided_by": "tt-jw", "form": "2", **each} for each in measures]
    made = [{"version": version, "on": on, "by": "周某", "against": "单行本"} for version, on in checked]
    files: dict[str, str | bytes] = {
        **person(measures=whole, helpers=[]),
        "audit/checked.yml": yaml({"format": 1, "checked": made}),
    }
    found = register(files, POLICY)
    assert not found.findings
    return Lists(found, POLICY, date.fromisoformat(day)).eligible_of("TT-0001")


TABLE: tuple[tuple[str, str, list[dict[str, str]], list[tuple[str, str]], bool], ...] = (
    ("nothing compared", "2025-06-01", [CHANGED_POST], [], True),
    (
        "another version compared",
        "2025-06-01",
        [CHANGED_POST],
        [("handling-demotion-in-post-2021", "2025-03-01")],
        True,
    ),
    ("the day before", "2025-02-28", [CHANGED_POST], [("handling-change-of-post-2021", "2025-03-01")], True),
    ("the very day", "2025-03-01", [CHANGED_POST], [("handling-change-of-post-2021", "2025-03-01")], False),
    ("a quotation compared", "2018-06-01", [OLD_WARNING], [("party-warning-2015", "2018-05-01")], False),
    ("a choice cannot be looked up", "2025-06-01", [SUSPENDED], [("handling-suspension-2021", "2025-03-01")], True),
    ("the lengths, but not the sum", "2025-06-01", SUM, [("party-warning-2023", "2025-03-01")], True),
    ("the sum", "2025-06-01", SUM, [("stacking-party-2024", "2025-03-01")], False),
)


@pytest.mark.parametrize(("what", "day", "measures", "checked", "hand"), TABLE, ids=[each[0] for each in TABLE])
def test_check_by_hand(
    what: str,
    day: str,
    measures: list[dict[str, str]],
    checked: list[tuple[str, str]],
    hand: bool,
) -> None:
    assert row(day, measures, *checked).check_by_hand is hand, what


def test_who_compared_it_is_told_wherever_the_rule_is_cited() -> None:
    found = row("2025-06-01", [CHANGED_POST], ("handling-change-of-post-2021", "2025-03-01"))
    (measure,) = found.measures
    assert (measure["certainty"], EN(measure["source"]).rpartition(" (")[2]) == (
        "SOURCE",
        "checked by 周某 on 2025-03-01)",
    )
    promotion = next(each for each in found.bars if each["what"] == "promotion")
    assert (promotion["certainty"], "checked by 周某" in EN(promotion["source"])) == ("SOURCE", True)


def test_the_newer_of_two_checks_counts() -> None:
    twice = [("handling-change-of-post-2021", day) for day in ("2025-05-01", "2025-03-01")]
    (measure,) = row("2025-06-01", [CHANGED_POST], *twice).measures
    assert "on 2025-05-01" in EN(measure["source"])


def test_the_policy_itself_stays_as_it_is() -> None:
    row("2025-06-01", [CHANGED_POST], ("handling-change-of-post-2021", "2025-03-01"))
    (version,) = [each for each in POLICY.versions() if each.id == "handling-change-of-post-2021"]
    assert (version.certainty, version.checked) == ("RECALL", None)
