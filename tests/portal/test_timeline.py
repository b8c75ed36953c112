"""The course of events names what the duties of execution and transfer ask for."""

from __future__ import annotations

import pytest

from huifang.lists import Lists
from huifang.policy import words_of
from huifang.portal.pages.timeline import events
from huifang.portal.site import Site
from huifang.portal.view import View
from huifang.register import load
from huifang.texts import words
from tests.rules.duties.making import day
from tests.sound import SAMPLE, sample_policy

TOLD: tuple[tuple[str, str, list[str]], ...] = (
    ("JA-0007", "2025-08-28", []),
    ("JA-0007", "2025-08-29", ["党内严重警告：宣布"]),
    ("JA-0007", "2025-09-10", ["党内严重警告：执行", "党内严重警告：宣布"]),
    ("JA-0007", "2025-12-10", ["党内严重警告：报告执行情况", "党内严重警告：执行", "党内严重警告：宣布"]),
    ("YI-0013", "2026-10-19", []),
    ("YI-0013", "2026-10-20", ["乙区纪委监委已接收回访任务"]),
)


@pytest.mark.parametrize(("code", "as_of", "expected"), TOLD)
def test_events(code: str, as_of: str, expected: list[str]) -> None:
    policy = sample_policy()
    site = Site(Lists(load([SAMPLE], words_of(policy)), policy, day(as_of)))
    texts = [
        words("zh")(each.text) for each in events(View(site, f"people/{code}.html"), site.lists.programme.cases[code])
    ]
    assert [each for each in texts if each.endswith(("宣布", "：执行", "报告执行情况", "接收回访任务"))] == expected
