"""One change in a record's text: where it goes, that nothing else changes, and what is left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.editing.inplace import changed_value, longer_list
from huifang.editing.new import RefusedError
from huifang.editing.writing import Raw
from huifang.register import yamltext

ORDER = ("code", "helpers", "unit_history", "held")
INNER = ("name", "unit", "from", "to")
ENTRY: dict[str, Raw] = {"name": "李某", "unit": "tt-b"}
ITEM = "{name: 李某, unit: tt-b}"

LISTS = (  # the file, the file with the entry
    ("code: A\n", f"code: A\nhelpers:\n  - {ITEM}\n"),
    ("code: A", f"code: A\nhelpers:\n  - {ITEM}\n"),
    ("code: A\nheld: []\n", f"code: A\nhelpers:\n  - {ITEM}\nheld: []\n"),
    ("code: A  # 注\nheld: []\n", f"code: A  # 注\nhelpers:\n  - {ITEM}\nheld: []\n"),
    ("helpers: []  # 暂无\ncode: A\n", f"helpers:  # 暂无\n  - {ITEM}\ncode: A\n"),
    ("helpers:\ncode: A\n", f"helpers:\n  - {ITEM}\ncode: A\n"),
    ("helpers: null\n", f"helpers:\n  - {ITEM}\n"),
    ("helpers:\n  - {name: 王某}  # 注\n\n# 其他\n", f"helpers:\n  - {{name: 王某}}  # 注\n  - {ITEM}\n\n# 其他\n"),
    ("helpers:\n- name: 王某\n  unit: a\ncode: A\n", f"helpers:\n- name: 王某\n  unit: a\n- {ITEM}\ncode: A\n"),
    ("helpers: [{name: 王某}]  # 注\n", f"helpers: [{{name: 王某}}, {ITEM}]  # 注\n"),
    ("helpers:\r\n  - {name: 王某}\r\ncode: A\r\n", f"helpers:\r\n  - {{name: 王某}}\r\n  - {ITEM}\r\ncode: A\r\n"),
)
VALUES = (  # the file, the key, the file with `to: 2026-01-31` there
    ("helpers:\n  - {name: 王某, to: null}  # 注\n", "helpers:\n  - {name: 王某, to: 2026-01-31}  # 注\n"),
    ("helpers:\n  - {name: 王某, to: }\n", "helpers:\n  - {name: 王某, to: 2026-01-31}\n"),
    ("helpers:\n  - {name: 王某}\n", "helpers:\n  - {name: 王某, to: 2026-01-31}\n"),
    ("helpers:\n  - {name: 王某, unit: a,}\n", "helpers:\n  - {name: 王某, unit: a, to: 2026-01-31,}\n"),
    ("helpers: [{name: 王某, to: '2026-03-01'}]\n", "helpers: [{name: 王某, to: 2026-01-31}]\n"),
    ("helpers:\n  - name: 王某\n    to:  # 注\n", "helpers:\n  - name: 王某\n    to: 2026-01-31  # 注\n"),
    (
        "helpers:\n  - name: 王某  # 甲\n    # 乙\nx: 1\n",
        "helpers:\n  - name: 王某  # 甲\n    to: 2026-01-31\n    # 乙\nx: 1\n",
    ),
    ("helpers:\r\n  - name: 王某\r\n", "helpers:\r\n  - name: 王某\r\n    to: 2026-01-31\r\n"),
)


@pytest.mark.parametrize("around", ["{}", "---\n{}---\n正文 helpers: [] \n"], ids=["yml", "md"])
@pytest.mark.parametrize(("before", "after"), LISTS)
def test_an_entry_more(before: str, after: str, around: str) -> None:
    name = "a.md" if around != "{}" else "a.yml"
    typed = around.format(before if before.endswith("\n") or name == "a.yml" else f"{before}\n")
    assert longer_list(name, typed.encode(), "helpers", ENTRY, ORDER).decode() == around.format(after)


@pytest.mark.parametrize(("before", "after"), VALUES)
def test_another_value(before: str, after: str) -> None:
    key = ("helpers", 0, "to")
    assert changed_value("a.yml", before.encode(), key, "2026-01-31", INNER).decode() == after


def test_the_mark_of_a_file_stays() -> None:
    raw = "\ufeffcode: A\n".encode()
    assert changed_value("a.yml", raw, ("code",), "B", ORDER) == "\ufeffcode: B\n".encode()


@pytest.mark.parametrize("raw", [b"code: [\n", b"code: \xff\n", b"helpers: &a []\ncode: *a\n"])
def test_a_file_that_cannot_be_read_is_left_alone(raw: bytes) -> None:
    with pytest.raises(RefusedError):
        longer_list("a.yml", raw, "helpers", ENTRY, ORDER)


@given(
    st.lists(st.sampled_from(["  # 里", "  - {name: 王某, to: null}", "  - name: 乙\n    to:", ""]), max_size=5),
    st.sampled_from(["code: A\n", "# 尾\n", "held: []  # 尾\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_other_line_stays(inside: list[str], behind: str, end: str) -> None:
    before = ("code2: B\nhelpers:\n" + "".join(f"{line}\n" for line in inside) + behind).replace("\n", end)
    after = longer_list("a.yml", before.encode(), "helpers", ENTRY, ORDER).decode()
    had = yamltext.plain_data(before.replace("\r\n", "\n"))
    assert isinstance(had, dict)
    assert [line for line in after.split(end) if ITEM not in line] == before.split(end)
    assert yamltext.plain_data(after.replace("\r\n", "\n")) == had | {"helpers": [*(had["helpers"] or []), ENTRY]}
