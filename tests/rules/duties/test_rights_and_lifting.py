"""Decisions that the person waits for: rights restored after probation, and lifting."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.texts import words
from tests.rules.duties.making import owed, programme, rows
from tests.sound import measure, person


def probation(decided_on: str = "2025-03-04", months: int = 12, **more: object) -> dict[str, object]:
    return measure("留党察看", decided_on, probation_months=months, form=3, **more)


RIGHTS: tuple[tuple[str, dict[str, object], dict[str, Any], str, list[tuple[str, str]]], ...] = (
    # probation 2025-03-04 to 2026-03-04
    ("31 days before", probation(), {}, "2026-02-01", []),
    ("30 days before", probation(), {}, "2026-02-02", [("2026-03-04", "upcoming")]),
    ("last day of probation", probation(), {}, "2026-03-04", [("2026-03-04", "due")]),
    ("day after", probation(), {}, "2026-03-05", [("2026-03-04", "overdue")]),
    ("never missed", probation(), {}, "2030-01-01", [("2026-03-04", "overdue")]),
    ("restored", probation(rights_restored_on="2026-03-20"), {}, "2026-03-20", [("2026-03-04", "closed")]),
    ("restored tomorrow", probation(rights_restored_on="2026-03-20"), {}, "2026-03-19", [("2026-03-04", "overdue")]),
    ("extended", probation(probation_extended_on="2026-03-01"), {}, "2026-03-10", [("2026-03-04", "closed")]),
    (
        "extended, and over again",
        probation(probation_extended_on="2026-03-01"),
        {},
        "2027-03-05",
        [("2026-03-04", "closed"), ("2027-03-04", "overdue")],
    ),
    (
        "24 months cannot be extended",
        probation(months=24, probation_extended_on="2027-03-01"),
        {},
        "2027-03-05",
        [("2027-03-04", "overdue")],
    ),
    (
        "left before: no new duty",
        probation(),
        {"left": {"on": "2026-03-04", "reason": "退休"}},
        "2026-03-05",
        [("2026-03-04", "lapsed")],
    ),
    (
        "left after: stays owed",
        probation(),
        {"left": {"on": "2026-03-05", "reason": "退休"}},
        "2026-04-01",
        [("2026-03-04", "overdue")],
    ),
    (
        "died after",
        probation(),
        {"left": {"on": "2026-03-05", "reason": "死亡"}},
        "2026-04-01",
        [("2026-03-04", "lapsed")],
    ),
    ("no length, no day", measure("留党察看", "2025-03-04"), {}, "2030-01-01", []),
    (
        "over before the register: from its first day",
        probation("2024-03-04"),
        {"unit": "uu-unit"},
        "2025-07-02",
        [("2025-07-01", "overdue")],
    ),
    (
        "restored before the register",
        probation("2024-03-04", rights_restored_on="2025-06-30"),
        {"unit": "uu-unit"},
        "2025-07-02",
        [],
    ),
    (
        "restored on its first day",
        probation("2024-03-04", rights_restored_on="2025-07-01"),
        {"unit": "uu-unit"},
        "2025-07-02",
        [("2025-07-01", "closed")],
    ),
    (
        "not deferrable",
        probation(),
        {
            "deferrals": [
                {
                    "duty": "rights",
                    "from": "2026-03-01",
                    "until": "2026-04-30",
                    "reason": "病休",
                    "approved_on": "2026-03-01",
                }
            ]
        },
        "2026-03-05",
        [("2026-03-04", "overdue")],
    ),
)


@pytest.mark.parametrize(
    ("mine", "more", "as_of", "expected"), [row[1:] for row in RIGHTS], ids=[row[0] for row in RIGHTS]
)
def test_rights(mine: dict[str, object], more: dict[str, Any], as_of: str, expected: list[tuple[str, str]]) -> None:
    """Each end of a probation."""
    assert rows(programme(as_of, person(mine, **more)), "rights") == expected


INSTITUTION = "事业单位管理人员"
LIFTING: tuple[tuple[str, dict[str, object], dict[str, Any], str, list[tuple[str, str]]], ...] = (
    # 事业单位记过 2018-05-06, last barred day 2019-05-06: needs a decision; the register began on 2020-01-01
    (
        "from the register's first day",
        measure("事业单位记过", "2018-05-06"),
        {},
        "2020-01-01",
        [("2020-01-31", "upcoming")],
    ),
    ("30 days later", measure("事业单位记过", "2018-05-06"), {}, "2020-01-31", [("2020-01-31", "due")]),
    ("day after", measure("事业单位记过", "2018-05-06"), {}, "2020-02-01", [("2020-01-31", "overdue")]),
    ("lifted before the register", measure("事业单位记过", "2018-05-06", lifted_on="2019-12-31"), {}, "2020-02-01", []),
    (
        "lifted on its first day",
        measure("事业单位记过", "2018-05-06", lifted_on="2020-01-01"),
        {},
        "2020-02-01",
        [("2020-01-31", "closed")],
    ),
    (
        "lifted later",
        measure("事业单位记过", "2018-05-06", lifted_on="2020-03-02"),
        {},
        "2020-03-02",
        [("2020-01-31", "closed")],
    ),
    ("ends by itself", measure("政务记过", "2021-05-06"), {}, "2025-01-01", []),
    ("not before the end", measure("事业单位记过", "2019-05-06"), {}, "2020-05-06", []),
    (
        "from the day after the end",
        measure("事业单位记过", "2019-05-06"),
        {},
        "2020-05-07",
        [("2020-06-05", "upcoming")],
    ),
    (
        "left before the end",
        measure("事业单位记过", "2019-05-06"),
        {"left": {"on": "2020-05-06", "reason": "退休"}},
        "2020-07-01",
        [],
    ),
    (
        "left after it",
        measure("事业单位记过", "2019-05-06"),
        {"left": {"on": "2020-05-07", "reason": "退休"}},
        "2020-07-01",
        [("2020-06-05", "overdue")],
    ),
    (
        "the law is open: unknown, no duty",
        measure("事业单位记过", "2020-05-06"),
        {"category": INSTITUTION},
        "2022-01-01",
        [],
    ),
)


@pytest.mark.parametrize(
    ("mine", "more", "as_of", "expected"), [row[1:] for row in LIFTING], ids=[row[0] for row in LIFTING]
)
def test_lifting(mine: dict[str, object], more: dict[str, Any], as_of: str, expected: list[tuple[str, str]]) -> None:
    """Where the rule of the last barred day needs a decision."""
    facts = {"category": "事业单位其他人员", **more}
    assert rows(programme(as_of, person(mine, **facts)), "lifting") == expected


RESTORE_EXTEND = "应作出恢复党员权利、延长一年察看期或者开除党籍的决定"
RESTORE_EXPEL = "已达最长期限，应作出恢复党员权利或者开除党籍的决定"
LAW = "《中国共产党纪律处分条例》（{}年）第{}条"
CHOICES: tuple[tuple[str, dict[str, object], list[tuple[str, str]], str], ...] = (
    ("a first year", probation(), [("2026-03-04", RESTORE_EXTEND)], LAW.format(2023, "十二")),
    ("two years", probation(months=24), [("2027-03-04", RESTORE_EXPEL)], LAW.format(2023, "十二")),
    (
        "extended",
        probation(probation_extended_on="2026-03-01"),
        [("2026-03-04", RESTORE_EXTEND), ("2027-03-04", RESTORE_EXPEL)],
        LAW.format(2023, "十二"),
    ),
    ("of 2018", probation("2023-12-31"), [("2024-12-31", RESTORE_EXTEND)], LAW.format(2018, "十二")),
    ("of 2015", probation("2018-09-30"), [("2020-01-01", RESTORE_EXTEND)], LAW.format(2015, "十一")),
    ("of 2003", probation("2015-12-31"), [("2020-01-01", RESTORE_EXTEND)], LAW.format(2003, "十四")),
)


@pytest.mark.parametrize(("mine", "expected", "source"), [row[1:] for row in CHOICES], ids=[row[0] for row in CHOICES])
def test_what_the_law_leaves_to_decide(mine: dict[str, object], expected: list[tuple[str, str]], source: str) -> None:
    """After a first year an extension is open, after two nothing but restoring or expelling; the article says so."""
    found = owed(programme("2027-04-01", person(mine)), "rights")
    zh = words("zh")
    assert [(str(each.due_on), zh(each.reason).partition("，")[2]) for each in found] == expected
    assert {zh(each.rule.cited) for each in found} == {source}


@pytest.mark.parametrize(
    ("reason", "lapsed_on"),
    [("死亡", "2026-04-10"), ("退休", "2026-04-10")],  # who retired after the probation owes the decision all the same
)
def test_the_first_of_what_ends_a_duty(reason: str, lapsed_on: str) -> None:
    """The probation ended on 2026-03-04, was changed on review, and the person left after that."""
    measures = [probation(id="A"), measure("党内警告", "2026-04-10", replaces="A")]
    made = programme("2026-06-01", person(*measures, left={"on": "2026-05-05", "reason": reason}))
    assert [str(each.lapsed_on) for each in owed(made, "rights")] == [lapsed_on]
