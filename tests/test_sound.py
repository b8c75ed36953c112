"""The set-up itself: what it calls sound is sound, and what it writes is read as the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from huifang.checks import findings
from huifang.register.yamltext import plain_data
from tests.checks import changed
from tests.history.repositories import COMMON, VISIT, VISIT_PATH
from tests.register import typed
from tests.rules.duties.making import ORGANIZATIONS, plan
from tests.sound import CODE, EMPTY, ONE, OTHER, Block, Facts, person, register, sample_policy, talk, visit, yaml

DAY = date(2026, 7, 1)
REGISTERS: Mapping[str, Mapping[str, str]] = {
    "of nobody": EMPTY,
    "of one person": ONE,
    "of a second district": OTHER,
    "in a repository": {**COMMON, VISIT_PATH: VISIT},
    "of the checks": changed.FILES,
    "of typed lines": dict(typed.RECORDS.values()),
    "of the duties": {
        **ORGANIZATIONS,
        **person(),
        **visit("2026-03-05"),
        **talk("2026-03-06"),
        **plan(2026, (CODE, 3)),
    },
}
WRITTEN: tuple[tuple[str, Facts, str], ...] = (  # what, the facts, the text
    ("nothing", {}, ""),
    ("no, yes, none", {"a": True, "b": None, "c": 3}, "a: true\nb: null\nc: 3\n"),
    ("texts", {"a": "科长", "b": "null", "c": "", "d": "=1"}, 'a: 科长\nb: "null"\nc: ""\nd: "=1"\n'),
    ("days and documents", {"a": "2026-03", "b": "示纪〔2026〕1号"}, "a: 2026-03\nb: 示纪〔2026〕1号\n"),
    ("what YAML would cut", {"a": "甲: 乙", "b": ["一,二", "三"]}, 'a: "甲: 乙"\nb: ["一,二", 三]\n'),
    ("no entry", {"a": []}, "a: []\n"),
    ("a line each", {"a": [{"b": 1, "c": ["甲"]}, {"b": None}]}, "a:\n  - {b: 1, c: [甲]}\n  - {b: null}\n"),
    ("a key a line", {"a": [Block(b=1, c="甲")]}, "a:\n  - b: 1\n    c: 甲\n"),
)


@pytest.mark.parametrize("files", REGISTERS.values(), ids=REGISTERS)
def test_every_set_up_is_sound(files: Mapping[str, str]) -> None:
    found = findings(register(files, sample_policy()), sample_policy(), DAY)
    assert [(each.check, str(each.place)) for each in found if each.severity == "error"] == []


@pytest.mark.parametrize(("facts", "text"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_facts_are_written_as_people_write_them(facts: Mapping[str, object], text: str) -> None:
    assert yaml(facts) == text
    read: Any = plain_data(text) or {}
    assert plain_data(yaml(read)) == plain_data(text)
