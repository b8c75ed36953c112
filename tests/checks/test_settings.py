"""Which paths a setting may name: what a rule says, never which rule it is, where it comes from or since when."""

from __future__ import annotations

import pytest

from huifang.checks.settings import not_understood
from tests.sound import EMPTY, person, register, sample_policy

POLICY = sample_policy()


@pytest.mark.parametrize(
    ("path", "value", "understood"),
    [
        ("followup.coverage.percent", "40", True),
        ("followup.coverage.percent", "many", False),
        ("followup.coverage.id", "x", False),
        ("followup.coverage.from", "2026-01-01", False),
        ("followup.coverage.certainty", "SOURCE", False),
        ("followup.visit.also.before_end_days", "30", True),
        ("followup.key.situations", "[压力大情绪低]", True),
        ("followup.key.situations.0", "压力大情绪低", False),
        ("followup.nothing.days", "1", False),
        ("measures.党内警告.months", "13", True),
        ("measures.党内警告.edition", '"2023"', False),
        ("measures.党内警告.months_by_bar", "1", False),
        ("measures.党内警告.bars", "[promotion]", False),  # of a measure no list
        ("measures.无此处分.months", "13", False),
        ("stacking.conventions.convention", "start_counts", True),
        ("stacking.conventions.id", "x", False),
    ],
)
def test_paths(path: str, value: str, understood: bool) -> None:
    settings = f"format: 1\nsettings:\n  {path}: {value}\n"
    made = register({**EMPTY, **person(), "register.yml": settings}, POLICY)
    assert made.settings.settings
    assert not_understood(made, POLICY) == (() if understood else (path,))
