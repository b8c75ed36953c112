"""Full-width punctuation inside text is text: rows where nothing may be found."""

from __future__ import annotations

import pytest

from huifang.register.fullwidth import Structure
from tests.register.typed import found_with

TEXTS = (  # record, line, what somebody typed there
    ("person", 15, "    cause: “散乱污”整治不力"),
    ("person", 15, "    cause: 分管工作：监督不力，整改迟缓"),
    ("person", 15, "    cause: 整改迟缓[详见附件，第3页]，note：已约谈"),
    ("person", 15, "    cause: 整改迟缓{by：单位，due：六月}"),
    ("person", 15, "    cause: 分管工作\n      监督不力，\n      note：已约谈\n\n      by：单位"),
    ("person", 15, "    cause:\n      分管工作，\n      note：已约谈\n    document: 示纪〔2024〕12号"),
    ("person", 15, "    # cause：甲，乙 [丙，丁] {by：戊，due: 己}"),
    ("person", 4, "post: 科长  # 原文：科长，副科长；[a，b] {by：c，due：d}"),
    ("person", 17, "  - {name: 示例王, post: 局长：主持，兼书记, unit: tt-unit, from: 2024-03-20}"),
    ("person", 17, '  - {name: "示例王，post：x", unit: tt-unit, from: 2024-03-20}  # 甲，unit：乙'),
    ("person", 23, "note：正文里的：和，都是文字\n[a，b]\n{by：c，due：d}\n\t缩进也是文字\n======="),
    ("visit", 11, "actions: [{what: 调整分工，减少事务：先易后难, by: tt-unit}]"),
    ("visit", 11, "actions: [{what: 学习条例，see：第三章, by: tt-unit}]"),
    ("visit", 11, "actions:\n  - what: 调整分工，by：单位\n    by: tt-unit"),
    ("visit", 11, "actions: [\n  {what: 调整分工，\n    减少事务, by: tt-unit},  # 甲，乙\n]"),
    ("visit", 11, "actions: [{what: '调整''分工''，by：单位', by: tt-unit}, {what: \"说\\\"好\\\"，by：他\"}]"),
    ("visit", 12, "opinion: 思想稳定，工作积极：note：好。"),
    ("visit", 12, 'opinion: "思想稳定，工作积极，\n  note：好，\n  by：单位"'),
    ("visit", 12, "opinion: '思想稳定，工作积极，\n  [note：好，坏]'"),
    ("visit", 12, "opinion: |\n  思想稳定，工作积极。\n\n  note：好，\n  \t[a，b]\n  # by：不是注释"),
    ("visit", 12, "opinion: >-  # 甲：乙，丙\n  思想稳定，\n   note：好"),
    ("visit", 12, "opinion: it's 稳定，don't：x"),
    ("visit", 13, "study: [党纪条例：第一章，第二章, 示例讲话]\nplace: >"),
    ("visit", 14, "  - ai：概论，上\n  - |\n    note：好，\n    坏\n  - >\n   by：他"),
    ("visit", 14, "- ai：概论，上\n  note：下\n- '数据，by：他'"),
    ("organizations", 3, "  - {id: ss-unit, name: 示例局（甲，乙：丙）, kind: 单位}"),
    ("identities", 1, "TT-0001: 示例甲一，note：x"),
    ("register", 2, "name: 示例市：登记册，甲\nsettings: {}"),
)


@pytest.mark.parametrize(("record", "line", "typed"), TEXTS)
def test_nothing_is_found_in_text(record: str, line: int, typed: str) -> None:
    assert found_with(record, line, typed) == []


@pytest.mark.parametrize("typed", ["", "  ", "- ", "-", "\t", "：", "，", "[", "]", "}", '"', "'", "#", ": x"])
def test_any_odd_line_can_be_followed(typed: str) -> None:
    structure = Structure()
    for _ in range(3):
        list(structure.line(typed))
