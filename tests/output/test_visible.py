"""What anybody may type cannot take over a terminal, nor the order in which a line is read."""

from __future__ import annotations

import json

import pytest

from huifang.output.printable import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x1b[1A\x1b[2K", "甲\\u001b[1A\\u001b[2K"),
        ("a\rb\r\nc\n\td", "a\\u000db\r\nc\n\td"),
        ("\u202e倒\x9b\x07\udcff", "\\u202e倒\\u009b\\u0007\\udcff"),
        ("平常的文字，2026-03-05。", "平常的文字，2026-03-05。"),
    ],
)
def test_odd_characters_are_told(text: str, shown: str) -> None:
    assert visible(text) == shown
    shown.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("平常的文字", "平常的文字"),
        ("a\n错误 0 项", "a\\u000a错误 0 项"),
        ("a\r\nb\u2028c", "a\\u000d\\u000ab\\u2028c"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_json_means_the_same() -> None:
    data = {"author": "甲\x1b[2K\u202e\x9b"}
    assert json.loads(visible(json.dumps(data, ensure_ascii=False))) == data
