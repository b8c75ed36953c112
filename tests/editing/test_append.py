"""Entries behind those of a list: where they go, and that nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from huifang.editing.append import appended

if TYPE_CHECKING:
    from huifang.editing.writing import Raw

ENTRY: dict[str, Raw] = {
    "finding": {"check": "a-check", "path": "records/a, b.yml"},
    "by": "王某",
    "reason": "如实: 补录",
}
WRITTEN = '- finding: {check: a-check, path: "records/a, b.yml"}\n  by: 王某\n  reason: "如实: 补录"\n'
INDENTED = "".join(f"  {line}\n" for line in WRITTEN.splitlines())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"answers:\n{INDENTED}"),
        ("format: 1\n", f"format: 1\nanswers:\n{INDENTED}"),
        ("format: 1", f"format: 1\nanswers:\n{INDENTED}"),
        ("answers: []\n", f"answers:\n{INDENTED}"),
        ("answers: []  # 暂无\nformat: 1\n", f"answers:  # 暂无\n{INDENTED}format: 1\n"),
        ("answers:   \n", f"answers:   \n{INDENTED}"),
        ("answers:\n  - {by: 甲}", f"answers:\n  - {{by: 甲}}\n{INDENTED}"),
        ("answers:\n- by: 甲\n  # 说明\n  on: x\n", f"answers:\n- by: 甲\n  # 说明\n  on: x\n{WRITTEN}"),
        ("answers:\n  - {by: 甲}\n\n# 其他\nformat: 1\n", f"answers:\n  - {{by: 甲}}\n{INDENTED}\n# 其他\nformat: 1\n"),
        ("answers:\r\n  - {by: 甲}\r\n", f"answers:\n  - {{by: 甲}}\n{INDENTED}".replace("\n", "\r\n")),
    ],
)
def test_where_it_goes(before: str, after: str) -> None:
    assert appended(before, "answers", [ENTRY]) == after


@pytest.mark.parametrize("text", ["answers: [{by: 甲}]\n", "answers: *known\n", "answers: 甲\n"])
def test_a_list_of_another_spelling_is_left_alone(text: str) -> None:
    with pytest.raises(ValueError, match="answers"):
        appended(text, "answers", [ENTRY])


@given(
    st.lists(st.sampled_from(["# 注", "", "  # 里", "- {by: 甲}", "- by: 乙\n  on: 丙"]), max_size=6),
    st.sampled_from(["", "format: 1\n", "# 尾\n"]),
    st.integers(0, 3),
)
def test_what_was_there_stays(inside: list[str], behind: str, count: int) -> None:
    before = "answers:\n" + "".join(f"{line}\n" for line in inside) + behind
    after = appended(before, "answers", [ENTRY] * count)
    known = (yaml.safe_load(before) or {}).get("answers") or []
    assert yaml.safe_load(after)["answers"] == (known + [ENTRY] * count or None)
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())
