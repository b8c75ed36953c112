"""No cell of a CSV can become a formula, in whatever form its sign is typed; and nothing in it is unseen."""

from __future__ import annotations

import csv
import io

import pytest

from huifang.lists import EligibleRow
from huifang.output.csvtext import _guarded, csv_text
from huifang.texts import words
from tests.portal.conftest import lists_of, person

TEXTS = ("", "示例", "1=1", "a+b", "2026-03-05", "—", "'=1", "（＝）", "示例-甲", "甲@乙", "·甲")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "﹦1",
    "﹢1",
    "﹣1",
    "﹫a",
    "−1",
    "⁺1",
    "₌1",
    "⁼1",
    " =1",
    "\u3000＝1",
    "\xa0=1",
    "\u200b=1",
    "\ufeff\u2060＝1",
    "\t=1",
    "\ta",
    "\ra",
    "\n=1",
    "\v=1",
    "\u202e=1",
    "\u3164=1",
    " \t\u200b －1",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays(text: str) -> None:
    assert _guarded(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert _guarded(text) == f"'{text}"


def test_names_and_lists_are_guarded_too() -> None:
    """Through the whole writer: a name from identities/."""
    files: dict[str, str | bytes] = {
        "people/tt/TT-0001/person.md": person("TT-0001", "一号"),
        "identities/tt.yml": 'TT-0001: "＝HYPERLINK(1)\\u200b"\n',
    }
    lists = lists_of(files)
    (row,) = csv.DictReader(
        io.StringIO(csv_text(lists.table("eligible", EligibleRow, lists.eligible, names=True), words("zh")))
    )
    assert row["name"] == "'＝HYPERLINK(1)\\u200b"
