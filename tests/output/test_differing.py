"""What differs between two rows, column by column, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.lists import Lists
from huifang.lists.rows import CoverageRow
from huifang.output.differing import differing
from huifang.texts import words
from tests.sound import register, sample_policy

if TYPE_CHECKING:
    from huifang.texts import Language

ROW = CoverageRow(
    body="tt-jw", year=2026, base=1, required=1, visited=0, visited_in_base=0, shortfall=1, rate=0.0, unknown_year=0,
    base_people=("TT-0001",), visited_people=(), candidates=("TT-0001", "TT-0002"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "candidates", "told"),
    [
        ("zh", ("TT-0001", "TT-0002"), ""),
        ("zh", ("TT-0002", "TT-0001"), "还可回访 次序不同"),
        ("en", ("TT-0002", "TT-0001"), "can still be visited in another order"),
        ("zh", ("TT-0002", "TT-0003"), "还可回访 +TT-0003 −TT-0001"),
        ("en", ("TT-0003", "TT-0001"), "can still be visited +TT-0003 −TT-0002"),
    ],
)
def test_codes_that_came_went_or_moved(lang: Language, candidates: tuple[str, ...], told: str) -> None:
    policy = sample_policy()
    table = Lists(register({}, policy), policy, date(2026, 7, 1)).table("coverage", CoverageRow, (ROW,))
    assert differing((ROW, replace(ROW, candidates=candidates)), (), table, words(lang)) == told
