"""The reasons of a row and the arithmetic of its last barred day, in words; every kind of sentence once."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.explain import calculation, reasons
from huifang.texts import words
from tests.rules.duties.making import programme
from tests.rules.test_edges import EARLY, LATE, STAFF, case
from tests.sound import CODE, measure, person, sample_policy

EN = words("en")
ONE = measure("党内警告", "2025-03-10")
WARNED = (
    "Party warning, decided 2025-03-10, 12 months, last barred day 2026-03-10 (中国共产党纪律处分条例 (2023), Art. 10)"
)
PROBATION = "probation within the Party, decided 2025-03-10"
RULE_10, RULE_12 = "(中国共产党纪律处分条例 (2023), Art. 10)", "(中国共产党纪律处分条例 (2023), Art. 12)"
RULE_21, OLD_RULE = "(中国共产党纪律处分条例 (2023), Art. 21)", "(中国共产党纪律处分条例 (2018), Art. 10)"
MISSING = "to be checked: measures[0].{} is missing, not complete or cannot be read"
Measures = list[dict[str, Any]]
TABLE: tuple[tuple[str, str, Measures, dict[str, Any], list[str]], ...] = (
    ("a period", "2025-06-01", [ONE], {}, [WARNED]),
    ("left", "2025-06-01", [ONE], {"left": {"on": "2025-05-05", "reason": "退休"}},
     ["out of service since 2025-05-05 (retirement)", WARNED]),
    ("held", "2026-04-01", [ONE], {"held": [{"since": "2026-03-11", "by": "tt-zz"}]},
     [WARNED, "held since 2026-03-11 by decision of 示例区委组织部"]),
    ("dismissed", "2025-06-01", [ONE, measure("政务开除", "2025-04-10")], {}, ["dismissed on 2025-04-10", WARNED]),
    ("a probation of unknown length", "2025-06-01", [measure("留党察看", "2025-03-10")], {},
     [f"{PROBATION}: the length of the probation is not known", MISSING.format("probation_months")]),
    ("a probation", "2025-06-01", [measure("留党察看", "2025-03-10", probation_months=12)], {},
     [f"{PROBATION}, probation until 2026-03-10; the period follows the restoration of rights {RULE_12}"]),
    ("rights restored", "2027-06-01",
     [measure("留党察看", "2025-03-10", probation_months=12, rights_restored_on="2026-03-11")], {},
     ["probation within the Party, rights restored 2026-03-11, 24 months, last barred day 2028-03-11 " + RULE_12]),
    ("no length", "2025-06-01", [measure("停职检查", "2025-03-10")], {},
     [("suspension for self-examination, decided 2025-03-10: its end cannot be computed "
      "(中国共产党组织处理规定（试行） (2021))"), MISSING.format("months")]),
    ("no day", "2025-06-01", [measure("党内警告", None)], {},
     ["Party warning: the day of decision is not known", MISSING.format("decided_on")]),
    ("no rule", "2020-06-30", [measure("国企警告", "2020-06-01")], {"category": "国企管理人员"},
     ["state-enterprise warning, decided 2020-06-01: policy has no period for it", MISSING.format("months")]),
    ("no rule, but an end", "2020-06-30", [measure("国企警告", "2020-06-01", stated_end="2020-12-01")],
     {"category": "国企管理人员"},
     ["state-enterprise warning, decided 2020-06-01, set by the decision until 2020-12-01"]),
    ("a month", "2025-06-01", [measure("党内警告", "2025-03")], {},
     [f"Party warning, decided about 2025-03, 12 months, last barred day 2026-03-31 {RULE_10}"]),
    ("a sum", "2025-06-01", [ONE, measure("党内警告", "2025-05-10")], {},
     [WARNED, f"Party warning, decided 2025-05-10, 12 months, last barred day 2027-03-10 {RULE_10}",
      ("Party warning, Party warning: 304 days of the old period rest (to 2026-03-10), and 12 months follow: "
      f"to 2027-03-10 {RULE_21}")]),
    ("behind a probation", "2025-06-01",
     [measure("留党察看", "2025-03-10", probation_months=12), measure("党内警告", "2025-05-10")], {},
     [f"{PROBATION}, probation until 2026-03-10; the period follows the restoration of rights {RULE_12}",
      f"Party warning, decided 2025-05-10: its end cannot be computed {RULE_10}",
      f"probation within the Party, Party warning: the rest of the open period comes first {RULE_21}"]),
    ("side by side", "2024-05-01", [measure("党内警告", "2023-01-10"), measure("党内警告", "2023-03-10")], {},
     [f"Party warning, decided 2023-01-10, 12 months, last barred day 2024-01-10 {OLD_RULE}",
      f"Party warning, decided 2023-03-10, 12 months, last barred day 2024-03-10 {OLD_RULE}",
      ("Party warning, Party warning: they run side by side; a sum would last until 2025-01-10 "
      "(中国共产党纪律处分条例 (2018), Arts. 20, 21 and 22)"),
      "practice may add the periods: until 2025-01-10 nobody can say"]),
    ("of one day", "2025-06-01", [ONE, ONE], {},
     [WARNED, WARNED,
      "Party warning, Party warning: the later end counts (同日作出的处分不相加，制度未明确，系统默认设定)"]),
    ("a probation inside a period", "2025-06-01",
     [measure("党内警告", "2024-12-10"), measure("留党察看", "2025-03-10", probation_months=12)], {},
     [f"Party warning, decided 2024-12-10, 12 months, last barred day 2025-12-10 {RULE_10}",
      f"{PROBATION}, probation until 2026-03-10; the period follows the restoration of rights {RULE_12}",
      f"Party warning, probation within the Party: the rest of the open period comes first {RULE_21}"]),
    ("a period inside a probation", "2025-06-01",
     [measure("留党察看", "2025-03-10", probation_months=12), measure("党内警告", "2025-05-10")], {},
     [f"{PROBATION}, probation until 2026-03-10; the period follows the restoration of rights {RULE_12}",
      f"Party warning, decided 2025-05-10: its end cannot be computed {RULE_10}",
      f"probation within the Party, Party warning: the rest of the open period comes first {RULE_21}"]),
    ("local rules", "2025-06-01", [measure("政务警告", "2025-03-10")], {"category": "基层组织人员"},
     [("government warning, decided 2025-03-10, 6 months to 2025-09-10: 公职人员政务处分法 (2020), Arts. 8 and 22 "
      "bars nothing by itself, local rules say what it bars")]),
    ("changed", "2025-06-01", [measure("党内严重警告", "2025-03-10", id="A"),
                               measure("党内警告", "2025-05-10", replaces="A")], {},
     ["serious Party warning, decided 2025-03-10, ended by the change of 2025-05-10",
      f"Party warning, decided 2025-05-10, 12 months, last barred day 2026-03-10 {RULE_10}",
      "changed on review; rule: 中纪审〔2000〕29号 (2000)"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "measures", "more", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_reasons(as_of: str, measures: Measures, more: dict[str, Any], expected: list[str]) -> None:
    found = [EN(each) for each in reasons(case(as_of, *measures, **more))]
    assert found[: len(expected)] == expected
    assert len(found) == len(expected) or found[len(expected)].startswith(("to be checked", "the local rules"))


def test_a_sum_of_a_lifting_that_came_later_rests_to_the_end_as_it_stood() -> None:
    """Decided on the last barred day before an early lifting: nobody knew of the lifting on that day."""
    (link,) = case(LATE, EARLY, measure("事业单位警告", "2020-09-09"), **STAFF).links
    assert str(link.old_end) == "2021-03-10"


AT_MOST = ("together at most 48 months from the new decision: to 2016-05-10", "and 24 months follow: to 2016-05-09")


@pytest.mark.parametrize(("stated", "said"), [("2014-05-10", AT_MOST[0]), ("2014-05-09", AT_MOST[1])])
def test_a_sum_that_the_cap_ends(stated: str, said: str) -> None:
    """48 months from 2012-05-10 are reached on 2016-05-10."""
    old = measure("行政撤职", "2012-03-10", stated_end=stated)
    found = [EN(each) for each in reasons(case("2014-06-01", old, measure("行政降级", "2012-05-10")))]
    assert any(said in each for each in found)


COUNTED = "convention for the last barred day: {} (比照民法典期间计算，制度未明确，系统默认设定 (local setting))"
NOT_COUNTED, INCLUDED = "start day not counted (as in the Civil Code)", "start day counted"


@pytest.mark.parametrize(
    ("convention", "one", "expected"),
    [
        ("civil_code", ONE, [COUNTED.format(NOT_COUNTED), f"by the other convention ({INCLUDED}): 2026-03-09"]),
        ("start_counts", ONE, [COUNTED.format(INCLUDED), f"by the other convention ({NOT_COUNTED}): 2026-03-10"]),
        ("civil_code", {**ONE, "stated_end": "2026-01-01"}, [COUNTED.format(NOT_COUNTED)]),
        ("civil_code", measure("党内警告", None), []),
    ],
)
def test_calculation(convention: str, one: dict[str, Any], expected: list[str]) -> None:
    policy = sample_policy(stacking__conventions__convention=convention)
    asked = programme("2025-06-01", person(one), policy=policy).cases[CODE]
    assert [EN(each) for each in calculation(asked)] == expected
