"""The conditions, case by case: met, article, dates and remedy as worked out by hand from rules and law."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huifang.rules.case import make_case
from huifang.rules.conditions import Condition, conditions
from huifang.texts import words
from tests.rules.test_periods import cases, known, typed
from tests.sound import sample_policy

ZH = words("zh")
POLICY = sample_policy()
FILES = sorted((Path(__file__).parent / "conditions").glob("*.yml"))
ROWS = [(case, day, row) for file in FILES for case in cases(file) for day, row in case["expect"].items()]
IDS = [f"{case['name']} on {day}" for case, day, _ in ROWS]


def differences(found: Condition, expected: dict[str, Any]) -> list[object]:
    """What a condition says otherwise than its case: each key by its own comparison."""
    article = found.article.zh if found.article else None
    remedy = ZH(found.remedy) if found.remedy else None
    dates = typed(dict(found.dates))
    wrong: list[object] = []
    for key, want in expected.items():
        match key:
            case "met":
                right = typed(found.met) == want
            case "article" | "remedy":
                right = agrees(article if key == "article" else remedy, want)
            case "not_article" | "not_remedy":
                right = not any(piece in ((article if key == "not_article" else remedy) or "") for piece in want)
            case "dates":
                right = all(dates.get(name) == day for name, day in want.items())
            case _:
                right = False
        if not right:
            wrong.append((found.condition, key, want, typed(found.met), article, remedy, dates))
    return wrong


def agrees(text: str | None, want: str | list[str] | None) -> bool:
    """The whole text, none, or every one of some pieces."""
    if isinstance(want, list):
        return text is not None and all(piece in text for piece in want)
    return text == want


@pytest.mark.parametrize(("case", "day", "expected"), ROWS, ids=IDS)
def test_conditions_of_a_worked_case(case: dict[str, Any], day: str, expected: dict[str, Any]) -> None:
    """Every condition that the case names."""
    found = known(case, date.fromisoformat(day), POLICY)
    made = {each.condition: each for each in conditions(make_case(found, found.people["TT-0001"], POLICY))}
    wrong = [each for name, want in expected.items() for each in differences(made[name], want)]
    assert not wrong, f"by {case['source']}: {case['why']}"
