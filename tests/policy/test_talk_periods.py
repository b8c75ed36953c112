"""The calendar periods in which talks are owed, also where a later version asks for longer or shorter ones."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from huifang.policy import Policy, load_policy
from huifang.policy.load import FILES
from tests.sound import SAMPLE, MemoryTree, sample_policy

NEXT = """\
    - id: followup-talk-next
      from: {since}
      every: {every}
      min_window_days: 30
      month_window_days: 10
      half_year_window_days: 60
      source: {{text: 示例办法, articles: ["3"], ref: DEFAULT}}
      certainty: UNSURE
  visit:
"""


def policy(first: str, since: str, then: str) -> Policy:
    """The sample's policy with `first` in its own version of the talk, and another version from a day on."""
    files: dict[str, str | bytes] = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml") for name in FILES}
    text = SAMPLE.read("policy/followup.yml").decode()
    text = text.replace("every: quarter", f"every: {first}", 1)
    files["policy/followup.yml"] = text.replace("  visit:\n", NEXT.format(since=since, every=then), 1)
    return load_policy(MemoryTree(files))


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("month", [f"2026-{month:02}" for month in range(1, 13)]),
        ("quarter", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("half_year", ["2026H1", "2026H2"]),
    ],
)
def test_a_year_of_one_kind(every: str, expected: list[str]) -> None:
    assert [str(each) for each in sample_policy(followup__talk__every=every).talk_periods(2026)] == expected


CHANGED = (
    # on the first day of a period: at once; inside one: the short ones go on to its end, a long one is finished
    ("month", "2026-04-01", "quarter", "2026-01 2026-02 2026-03 2026Q2 2026Q3 2026Q4"),
    ("month", "2026-02-01", "quarter", "2026-01 2026-02 2026-03 2026Q2 2026Q3 2026Q4"),
    ("month", "2026-02-15", "quarter", "2026-01 2026-02 2026-03 2026Q2 2026Q3 2026Q4"),
    (
        "quarter",
        "2026-02-15",
        "month",
        "2026Q1 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11 2026-12",
    ),
    ("quarter", "2026-04-01", "half_year", "2026Q1 2026Q2 2026H2"),
    ("half_year", "2026-03-01", "quarter", "2026H1 2026Q3 2026Q4"),
    ("half_year", "2026-12-31", "month", "2026H1 2026H2"),
)


@pytest.mark.parametrize(("first", "since", "then", "expected"), CHANGED)
def test_a_year_in_which_it_changes(first: str, since: str, then: str, expected: str) -> None:
    found = policy(first, since, then).talk_periods(2026)
    assert " ".join(map(str, found)) == expected
    assert (found[0].first, found[-1].last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert all(later.first.toordinal() == earlier.last.toordinal() + 1 for earlier, later in itertools.pairwise(found))


def test_both_kinds_may_be_made_up_for() -> None:
    assert list(policy("month", "2026-04-01", "quarter").talk_kinds) == ["month", "quarter"]
