"""A table for the terminal: what is never broken, what wraps, and blocks where there is no room."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from huifang.output.terminal_grid import GridColumn, terminal_grid, wrapped
from huifang.texts import words

HEADS = (
    GridColumn("code", whole=True),
    GridColumn("day", whole=True),
    GridColumn("days", whole=True, right=True),
    GridColumn("reason"),
)
ROWS = (
    ("TT-0001", "2026-03-05", "7", "自2026-03-05起，帮扶人应与TT-0001谈话（《示例办法》第三条）"),
    ("TT-12345", "", "", "满"),
)
WHOLE = [
    "code     │ day        │ days │ reason",
    "─────────┼────────────┼──────┼────────────────────",
    "TT-0001  │ 2026-03-05 │    7 │ 自2026-03-05起，帮",
    "         │            │      │ 扶人应与TT-0001谈话",
    "         │            │      │ （《示例办法》第三",
    "         │            │      │ 条）",
    "TT-12345 │            │      │ 满",
]
BLOCKS = [
    "",
    "code: TT-0001",
    "day: 2026-03-05",
    "days: 7",
    "reason: 自2026-03-05起，帮扶人应与TT-0001谈话（《示例办法》第三条）",
    "",
    "code: TT-12345",
    "reason: 满",
    "",
]


@pytest.mark.parametrize(("width", "lines"), [(50, WHOLE), (46, BLOCKS), (1, BLOCKS)])
def test_a_table(width: int, lines: list[str]) -> None:
    assert terminal_grid(HEADS, ROWS, width, words("en")) == lines


def test_where_there_is_room_nothing_wraps() -> None:
    assert len(terminal_grid(HEADS, ROWS, 200, words("zh"))) == len(ROWS) + 2


@given(st.text(alphabet="满期（《》），。A-0 2\n", max_size=80), st.integers(16, 40))
def test_wrapping_keeps_every_sign_and_every_word(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    tokens = [token for token in re.findall(r"[!-~]+", text) if len(token) <= width]
    assert all(any(token in line for line in lines) for token in tokens)


@given(
    st.lists(st.tuples(*[st.text(alphabet="满期A-02", max_size=30)] * 4), min_size=1, max_size=4), st.integers(1, 120)
)
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    lines = terminal_grid(HEADS, rows, width, words("en"))
    assert not lines[0] or max(map(cell_len, lines)) <= width


LINES = "    cause: 甲\n    months: …"
COPIED = (  # a width, and what stands there so that it can be copied
    (50, "code    │ lines\n────────┼──────────────\nTT-0001 │     cause: 甲\n        │     months: …"),
    (10, f"\ncode: TT-0001\nlines: \n{LINES}\n"),
)


@pytest.mark.parametrize(("width", "lines"), COPIED, ids=["table", "blocks"])
def test_lines_of_a_file_keep_their_indentation(width: int, lines: str) -> None:
    heads = (GridColumn("code", whole=True), GridColumn("lines", whole=True))
    assert "\n".join(terminal_grid(heads, [("TT-0001", LINES)], width, words("en"))) == lines
