"""What the shipped policy never says, with policies of the tests' own: rules that change within a month, or twice."""

from __future__ import annotations

from functools import cache

import pytest

from huifang.policy import Policy, load_policy
from huifang.rules.ambiguous_order import open_orders
from huifang.rules.conditions import lifted
from huifang.texts import words
from tests.rules.duties.making import programme
from tests.sound import CODE, POLICY, Facts, MemoryTree, measure, person

EN = words("en")
STACKING, LIFTING = POLICY["policy/stacking.yml"], POLICY["policy/lifting.yml"]
SUM = "id: stacking-party-2024\n        from: 2024-01-01"
SIDE = "from: 2018-10-01\n        rule: side_by_side"
AUTOMATIC = "from: 2019-06-01\n        rule: automatic"
IN_2021 = """
      - id: lifting-administrative-2021
        from: 2021-06-01
        rule: decision
        source: {text: 示例规定, articles: [], ref: DEFAULT}
        certainty: SOURCE
"""
GOVERNMENT = LIFTING[LIFTING.index("  - family: government") : LIFTING.index("  - family: administrative")]
ADMINISTRATIVE = LIFTING[LIFTING.index("  - family: administrative") : LIFTING.index("  - family: institution")]


@cache
def policy(name: str, text: str) -> Policy:
    """The shipped policy with another text in one of its files."""
    return load_policy(MemoryTree({**POLICY, f"policy/{name}.yml": text}))


def replaced(text: str, *pairs: str) -> str:
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


MIDDLE = replaced(STACKING, SUM, SUM.replace("01-01", "01-15"), SIDE, SIDE.replace("side_by_side", "later_end"))


@pytest.mark.parametrize(
    ("month", "vague"),  # periods are added from the middle of January on; before that the later end counts
    [("2023-12", set()), ("2024-01", {0, 1}), ("2024-02", {0, 1})],
)
def test_by_the_last_day_of_a_month_its_rule_is_known(month: str, vague: set[int]) -> None:
    rules = policy("stacking", MIDDLE)
    made = programme("2024-06-01", person(measure("党内警告", month), measure("党内警告", month)), policy=rules)
    assert open_orders(made.cases[CODE].periods, rules, rules.convention) == vague


TWICE = replaced(LIFTING, ADMINISTRATIVE, ADMINISTRATIVE.rstrip("\n") + IN_2021)


@pytest.mark.parametrize(
    ("decided_on", "by_hand"),  # a period of a year: before, across and after the days on which the rule changed
    [("2018-05-31", False), ("2018-06-01", True), ("2019-05-31", True), ("2019-06-01", False), ("2020-05-31", False),
     ("2020-06-01", True), ("2021-05-31", True), ("2021-06-01", False)],
)  # fmt: skip
def test_across_any_change_of_the_rule_a_lifting_is_looked_up(decided_on: str, by_hand: bool) -> None:
    made = programme("2023-01-01", person(measure("行政记过", decided_on)), policy=policy("lifting", TWICE))
    (ending,) = made.cases[CODE].endings
    assert ending.by_hand is by_hand


EARLY = LIFTING[LIFTING.index("early:\n") :]
SURE = LIFTING.replace(EARLY, EARLY.replace("certainty: SECONDARY", "certainty: SOURCE", 1))


@pytest.mark.parametrize(("text", "by_hand"), [(LIFTING, True), (SURE, False)])
def test_an_early_lifting_by_a_rule_that_was_read_needs_no_hand(text: str, by_hand: bool) -> None:
    one = measure("事业单位记过", "2016-03-10", lifted_on="2016-09-10")
    files = person(one, category="事业单位其他人员")
    (ending,) = programme("2016-12-01", files, policy=policy("lifting", text)).cases[CODE].endings
    assert (ending.by_hand, str(ending.last), str(ending.lifted)) == (by_hand, "2016-09-09", "2016-09-10")


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_early_liftings_the_later_ends_the_chain(order: int) -> None:
    two = [measure("事业单位记过", "2016-03-10", lifted_on="2016-09-10"),
           measure("事业单位警告", "2016-06-10", lifted_on="2016-10-10")][::order]  # fmt: skip
    (ending,) = programme("2016-12-01", person(*two, category="事业单位其他人员")).cases[CODE].endings
    assert ending.indexes == frozenset((0, 1))
    assert (str(ending.last), str(ending.lifted)) == ("2016-10-09", "2016-10-10")


@pytest.mark.parametrize(
    ("one", "text", "article"),
    [
        (measure("政务记过", "2025-03-10"), LIFTING, "公职人员政务处分法 (2020), Art. 26"),
        (measure("政务记过", "2025-03-10"), LIFTING.replace(GOVERNMENT, ""), None),
        (measure("行政记过", "2025-03-10"), LIFTING.replace(ADMINISTRATIVE, ""), None),
    ],
)
def test_without_a_rule_of_lifting_there_is_no_condition(one: Facts, text: str, article: str | None) -> None:
    case = programme("2025-06-01", person(one), policy=policy("lifting", text)).cases[CODE]
    found = lifted(case)
    assert (found.article and EN(found.article), found.met) == (article, True)
    assert (found.remedy and EN(found.remedy)) == (None if article else "does not concern this person")
    assert not case.endings
