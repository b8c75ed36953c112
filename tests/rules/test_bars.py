"""What is really barred, by which article, and how sure that is: bars by family, category and day, in layers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.lists.eligible import eligible_row
from huifang.rules.case import bars_on, make_case
from huifang.texts import words
from tests.rules.test_periods import known
from tests.rules.test_properties import POLICY

EN = words("en")
ACT, PARALLEL = "公职人员政务处分法 (2020), Art. {}", "公务员职务与职级并行规定 (2019), Art. 21"
PARTY, INSTITUTION = "中国共产党纪律处分条例 ({}), Art. {}", "事业单位工作人员处分暂行规定 (2012), Arts. 7 and 8"
ADMONITION = "关于组织人事部门对领导干部进行提醒、函询和诫勉的实施细则 (2015)"
Rows = dict[str, tuple[str, str, str]]


def row(day: str, person: dict[str, Any], *measures: dict[str, Any], **more: Any) -> Any:
    """One person's eligibility row."""
    found = known({"person": person, "measures": list(measures), **more}, date.fromisoformat(day), POLICY)
    return eligible_row(make_case(found, found.people["TT-0001"], POLICY))


def bars(day: str, category: str, **measure: Any) -> Rows:
    """Bar -> end, article and certainty, of one measure; without honours, which appraisal rules give."""
    found = row(day, {"category": category}, measure).bars
    return {
        each["what"]: (str(each["until"]), EN(each["source"]), each["certainty"])
        for each in found
        if each["what"] != "honours"
    }


def all_by(end: str, source: str, certainty: str, *names: str) -> Rows:
    return dict.fromkeys(names, (end, source, certainty))


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2019-05-31", {"promotion", "higher_post"}), ("2019-06-01", {"promotion", "higher_post", "rank_grade"})],
)
def test_the_bars_of_another_day(on: str, expected: set[str]) -> None:
    """What a selection rule adds is there from its first day on, whatever day is asked about."""
    measures = [{"type": "党内警告", "decided_on": "2018-06-01"}]
    found = known({"person": {"category": "公务员"}, "measures": measures}, date(2019, 6, 1), POLICY)
    case = make_case(found, found.people["TT-0001"], POLICY)
    assert set(bars_on(case, case.periods[0], date.fromisoformat(on))) == expected


OFFICIAL, MANAGER, OTHER = "公务员", "事业单位管理人员", "事业单位其他人员"
BARS: tuple[tuple[str, str, str, dict[str, str], Rows], ...] = (
    # nothing is added where no period runs any more, to whom no selection rule speaks, or before the rule
    ("ended the day before the layer", "2019-06-01", OFFICIAL, {"type": "党内警告", "decided_on": "2018-05-31"},
     all_by("2019-05-31", PARTY.format(2015, 9), "SECONDARY", "promotion", "higher_post")),
    ("the day before the layer", "2019-05-31", OFFICIAL, {"type": "党内警告", "decided_on": "2018-06-01"},
     all_by("2019-06-01", PARTY.format(2015, 9), "SECONDARY", "promotion", "higher_post")),
    ("no civil servant", "2025-06-01", MANAGER, {"type": "党内警告", "decided_on": "2025-02-10"},
     all_by("2026-02-10", PARTY.format(2023, 10), "SOURCE", "promotion", "higher_post", "further_use")),
    ("a period that bars nobody from selection", "2020-01-01", OFFICIAL,
     {"type": "开除党籍", "decided_on": "2018-09-30"},
     all_by("2023-09-30", PARTY.format(2015, 12), "SECONDARY", "rejoin_party")),
    # the layer
    ("still running on the first day of the layer", "2019-06-01", OFFICIAL,
     {"type": "党内警告", "decided_on": "2018-06-01"},
     all_by("2019-06-01", PARTY.format(2015, 9), "SECONDARY", "promotion", "higher_post")
     | all_by("2019-06-01", PARALLEL, "SECONDARY", "rank_grade")),
    ("a Party sanction of a civil servant", "2025-06-01", OFFICIAL, {"type": "党内警告", "decided_on": "2025-02-10"},
     all_by("2026-02-10", PARTY.format(2023, 10), "SOURCE", "promotion", "higher_post", "further_use")
     | all_by("2026-02-10", PARALLEL, "SECONDARY", "rank_grade")),
    ("of staff under the same law", "2025-06-01", "参公人员", {"type": "诫勉", "decided_on": "2025-02-10"},
     all_by("2025-08-10", ADMONITION, "RECALL", "promotion", "further_use")
     | all_by("2025-08-10", PARALLEL, "SECONDARY", "rank_grade")),
    ("its own text gives the same bar", "2025-06-01", OFFICIAL, {"type": "政务警告", "decided_on": "2025-02-10"},
     all_by("2025-08-10", ACT.format(19), "SOURCE", "promotion", "rank_grade")),
    ("an old sanction by the employer", "2019-06-01", OFFICIAL, {"type": "行政记大过", "decided_on": "2018-03-01"},
     all_by("2019-09-01", "行政机关公务员处分条例 (2007), Art. 8", "SOURCE", "promotion", "salary_step")
     | all_by("2019-09-01", PARALLEL, "SECONDARY", "rank_grade")),
    # the Act, by category
    ("civil servants: Art. 19", "2025-06-01", OFFICIAL, {"type": "政务记过", "decided_on": "2025-02-10"},
     all_by("2026-02-10", ACT.format(19), "SOURCE", "promotion", "rank_grade", "salary_step")),
    ("institutions: Art. 20, titles too", "2025-06-01", MANAGER, {"type": "政务记过", "decided_on": "2025-02-10"},
     all_by("2026-02-10", ACT.format(20), "SOURCE", "promotion", "rank_grade", "title", "salary_step")),
    ("enterprises: Art. 21, titles too", "2025-06-01", "国企管理人员", {"type": "政务警告", "decided_on": "2025-02-10"},
     all_by("2025-08-10", ACT.format(21), "SOURCE", "promotion", "rank_grade", "title")),
    ("grass roots: Art. 22 bars nothing", "2025-03-01", "基层组织人员",
     {"type": "政务记大过", "decided_on": "2025-02-10"},
     all_by("2026-08-10", ACT.replace("Art. {}", "Arts. 8 and 22"), "SOURCE", "local_rule")),
    ("others: Art. 23 names no bar, a choice", "2025-06-01", "其他", {"type": "政务警告", "decided_on": "2025-02-10"},
     all_by("2025-08-10", ACT.format(23), "UNSURE", "promotion", "rank_grade")),
    ("the last day of the interim rules", "2020-06-30", MANAGER, {"type": "政务警告", "decided_on": "2020-06-30"},
     all_by("2020-12-30", "监察法 (2018), Art. 45", "RECALL", "promotion", "rank_grade")),
    ("the first day of the Act", "2020-07-01", MANAGER, {"type": "政务警告", "decided_on": "2020-07-01"},
     all_by("2021-01-01", ACT.format(20), "SOURCE", "promotion", "rank_grade", "title")),
    ("no rank grade before June 2019", "2019-05-31", MANAGER, {"type": "政务警告", "decided_on": "2019-05-31"},
     all_by("2019-11-30", "监察法 (2018), Art. 45", "RECALL", "promotion")),
    ("rank grade since June 2019", "2019-06-01", MANAGER, {"type": "政务警告", "decided_on": "2019-06-01"},
     all_by("2019-12-01", "监察法 (2018), Art. 45", "RECALL", "promotion", "rank_grade")),
    # institutions
    ("managers, last day of the old rules", "2020-06-30", MANAGER, {"type": "事业单位记过", "decided_on": "2020-06-30"},
     all_by("2021-06-30", INSTITUTION, "SECONDARY", "promotion", "rank_grade", "title")),
    ("managers, first day of the Act", "2020-07-01", MANAGER, {"type": "事业单位记过", "decided_on": "2020-07-01"},
     all_by("2021-07-01", ACT.format(20), "SOURCE", "promotion", "rank_grade", "title", "salary_step")),
    ("managers, a kind of the Act", "2022-06-10", MANAGER, {"type": "事业单位记大过", "decided_on": "2022-06-10"},
     all_by("2023-12-10", ACT.format(20), "SOURCE", "promotion", "rank_grade", "title", "salary_step")),
    ("others stay under the old rules", "2022-06-10", OTHER, {"type": "事业单位警告", "decided_on": "2022-06-10"},
     all_by("2022-12-10", INSTITUTION, "SECONDARY", "promotion", "rank_grade")),
    ("others by the rules of 2023", "2024-06-10", OTHER, {"type": "事业单位记过", "decided_on": "2024-06-10"},
     all_by("2025-06-10", "事业单位工作人员处分规定 (2023)", "SECONDARY", "promotion", "rank_grade", "title")),
    # enterprises
    ("the last day of the Act alone", "2024-08-31", "国企管理人员", {"type": "国企警告", "decided_on": "2024-08-31"},
     all_by("2025-02-28", ACT.format(21), "SOURCE", "promotion", "rank_grade", "title")),
    ("the first day of the regulation", "2024-09-01", "国企管理人员", {"type": "国企警告", "decided_on": "2024-09-01"},
     all_by("2025-03-01", "国有企业管理人员处分条例 (2024), Art. 14", "SOURCE", "promotion", "rank_grade", "title")),
    # handling
    ("removal on accountability, last day", "2021-03-18", MANAGER,
     {"type": "免职", "removal_reason": "问责", "decided_on": "2021-03-18"},
     {"leading_post": ("2022-03-18", "党政领导干部选拔任用工作条例 (2019)", "SECONDARY"),
      "higher_post": ("2023-03-18", "党政领导干部选拔任用工作条例 (2019)", "SECONDARY")}),
    ("is 组织处理 from the next day on", "2021-03-19", MANAGER,
     {"type": "免职", "removal_reason": "问责", "decided_on": "2021-03-19"},
     {"leading_post": ("2022-03-19", "中国共产党组织处理规定（试行） (2021), Art. 13", "RECALL"),
      "higher_post": ("2023-03-19", "中国共产党组织处理规定（试行） (2021), Art. 13", "RECALL"),
      "rank_grade": ("2023-03-19", "中国共产党组织处理规定（试行） (2021), Art. 13", "RECALL")}),
    ("unfit, last day of the regulation of 2019", "2022-09-07", MANAGER,
     {"type": "不适宜调离", "decided_on": "2022-09-07"},
     all_by("2023-09-07", "党政领导干部选拔任用工作条例 (2019)", "SECONDARY", "promotion")),
    ("unfit, by the rules of 2022", "2022-09-08", MANAGER, {"type": "不适宜调离", "decided_on": "2022-09-08"},
     all_by("2023-09-08", "推进领导干部能上能下规定 (2022)", "RECALL", "promotion")),
    ("removal as unfit, by the rules of 2022", "2022-09-08", MANAGER,
     {"type": "免职", "removal_reason": "不适宜担任现职", "decided_on": "2022-09-08"},
     all_by("2023-09-08", "推进领导干部能上能下规定 (2022)", "RECALL", "promotion")),
)  # fmt: skip


@pytest.mark.parametrize(("what", "day", "category", "measure", "expected"), BARS, ids=[each[0] for each in BARS])
def test_bars(what: str, day: str, category: str, measure: dict[str, str], expected: Rows) -> None:
    assert bars(day, category, **measure) == expected, what


MOVED = [{"unit": "tt-other", "post": "主任", "rank": "科级正职", "category": MANAGER, "supervised_by": "tt-jw",
          "from": "2018-01-08", "to": "2025-06-30"}]  # fmt: skip
WARNING = {"type": "党内警告", "decided_on": "2025-02-10"}


@pytest.mark.parametrize(("day", "barred"), [("2025-06-30", False), ("2025-07-01", True)])
def test_the_layer_goes_by_the_category_of_the_day_asked(day: str, barred: bool) -> None:
    found = row(day, {"category": OFFICIAL}, WARNING, unit_history=MOVED)
    assert ("rank_grade" in {each["what"] for each in found.bars}) is barred


def test_a_kind_that_does_not_fit_keeps_the_length_of_one_that_does() -> None:
    found = row("2025-06-01", {"category": "其他"}, {"type": "政务降级", "decided_on": "2025-02-10"})
    assert (str(found.until), found.measures[0]["rule"]) == ("2027-02-10", "government-level-demotion-2020")


LOCAL = ({"type": "政务警告", "decided_on": "2025-02-10"}, {"type": "政务记过", "decided_on": "2025-08-10"})
GRASS_ROOTS = (  # the later end 2026-08-10; a possible sum 2025-08-10 + 12 = 2026-08-10
    ("2025-02-10", "unknown", True, "2025-08-10"),
    ("2025-08-10", "unknown", True, "2026-08-10"),
    ("2026-08-10", "unknown", True, "2026-08-10"),
    ("2026-08-11", "period_over", True, "2026-08-10"),
)


@pytest.mark.parametrize(("day", "state", "hand", "until"), GRASS_ROOTS)
def test_local_rules_alone(day: str, state: str, hand: bool, until: str) -> None:
    found = row(day, {"category": "基层组织人员"}, *(each for each in LOCAL if each["decided_on"] <= day))
    assert (found.state, found.check_by_hand, str(found.until), found.missing) == (state, hand, until, ())


def test_local_rules_are_named_with_art_22() -> None:
    reasons = " ".join(map(EN, row("2025-03-01", {"category": "基层组织人员"}, LOCAL[0]).reasons))
    assert "Arts. 8 and 22" in reasons
    assert "local rules say what it bars" in reasons


def test_a_certain_bar_beats_local_rules() -> None:
    both = row("2026-02-10", {"category": "基层组织人员"}, {"type": "政务记大过", "decided_on": "2025-02-10"}, WARNING)
    after = row("2026-02-11", {"category": "基层组织人员"}, {"type": "政务记大过", "decided_on": "2025-02-10"}, WARNING)
    assert (both.state, after.state, str(after.until)) == ("in_period", "unknown", "2026-08-10")
