"""How much Markdown a text may ask for: what an office writes is let through, what was made to be slow is not."""

from __future__ import annotations

import random

import pytest

from huifang.portal.freetext import to_html
from huifang.register.narrative import LONGEST, MOST_CELLS, MOST_WORK, TooMuch, too_much

PROSE = "谈话人指出，**{n}** 项工作应当在 2026-03-{n} 以前完成（见《办法》第 {n} 条）；`LZ-{n}` 已归档。\n"
TABLE = "| 事项 | 责任人 | 时限 | 结果 |\n|---|---|---|---|\n" + "| 示例事项 | 王某 | 2026-03-05 | 已办 |\n" * 200
WRITTEN = (  # what an office may write, and more
    "",
    "一段平常的文字。" * 50_000,  # a megabyte without a sign
    "\n\n".join(PROSE.format(n=number) * 4 for number in range(60)),
    "".join(f"- {PROSE.format(n=number)}" for number in range(400)),
    "".join(f"{number}. {PROSE.format(n=number)}" for number in range(400)),
    TABLE,
    f"## 一人一策\n\n{TABLE}\n\n> 引用一段。\n> 再一行。\n\n- 一\n    - 二\n        - 三\n            - 四\n",
    "一\n---\n二\n\n***\n\n三\n",
    "    " * 20 + "右对齐的落款",
    "[办法](https://example.org/a?b=c&d=e#f) " * 40,
)
MADE = (  # what was made to be slow, and which bound it passes
    ("- " * 1000 + "x", "lists and quotes nest {n} deep, deeper than {most}", 1),
    ("文\n\n" + "> " * 9 + "x", "lists and quotes nest {n} deep, deeper than {most}", 3),
    ("- a\n" + "    " * 9 + "- b", "lists and quotes nest {n} deep, deeper than {most}", 2),
    (">" * 12, "lists and quotes nest {n} deep, deeper than {most}", 1),
    ("1. " * 12 + "x", "lists and quotes nest {n} deep, deeper than {most}", 1),
    ("|" * 500 + "\n" + "-|" * 500 + "\n" + "|x|\n" * 20, "tables of {n} cells, more than {most}", 1),
    ("a|b\n-|-\n" + "a|b\n" * 2000, "tables of {n} cells, more than {most}", 1),
    (("|" * 60 + "\n" + "-|" * 60 + "\n" + "|\n" * 40 + "\n") * 3, "tables of {n} cells, more than {most}", 44),
    ("[" * 2000, "too many formatting signs in one paragraph", 1),
    ("``a`" * 500, "too many formatting signs in one paragraph", 1),
    ("***a*" * 500, "too many formatting signs in one paragraph", 1),
    ("a\n=\n" * 4000, "too many formatting signs in one paragraph", 1),
    ("* * *\n" * 4000, "too many formatting signs in one paragraph", 1),
    ("***\n\u3000\n( -\n" * 4000, "too many formatting signs in one paragraph", 1),  # no blank to the parser
    ("- \x03\n" * 4000, "too many formatting signs in one paragraph", 1),  # nor is this a sign to it
    ("&amp;" * 1000, "too many formatting signs in one paragraph", 1),
    ("字*" * (LONGEST // 2 + 1), "{n} characters with formatting, more than {most}", 1),
)
PARTS = (  # what a search is made of
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "](",
    "[a](b)",
    "<",
    ">",
    "> ",
    "- ",
    "1. ",
    "* ",
    "# ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "  \n",
    "|",
    "|-",
    "a",
    "字",
    "=",
    "===\n",
    "---\n",
    "***\n",
    "-\n",
    "\\",
    "&",
    "&amp;",
    '"',
    "'",
    "(",
    ")",
    "!",
    "<http://a>",
    "a@b.c",
    "~~~",
    "```\n",
    ":",
    "\n=\n",
    "\na\n",
    "a|b\n-|-\n",
    "|\n",
    "\x02",
    "\x03",
    "\r",
    "\u3000",
    "[a]: b\n",
    "[a][b]",
    "\x02klzzwxh:0\x03",
    "1",
    ".",
    " ",
)
WIDEST = 12  # characters of HTML for one of the text; `<` alone makes four, an entry of a list ten


@pytest.mark.parametrize("text", WRITTEN, ids=range(len(WRITTEN)))
def test_what_an_office_writes_is_laid_out(text: str) -> None:
    assert too_much(text) is None
    assert "hf-typed" not in to_html(text)


@pytest.mark.parametrize(("text", "message", "line"), MADE, ids=[repr(row[0][:12]) for row in MADE])
def test_what_was_made_to_be_slow_stays_as_it_was_typed(text: str, message: str, line: int) -> None:
    found = too_much(text)
    assert isinstance(found, TooMuch)
    assert (found.message, found.line) == (message, line)
    assert found.found > found.most
    assert to_html(text).startswith('<div class="hf-typed">')


def test_as_it_was_typed_means_escaped() -> None:
    assert "<b>" not in to_html("- " * 1000 + "<b>x</b>\n一")
    assert "&lt;b&gt;x&lt;/b&gt;\n一" in to_html("- " * 1000 + "<b>x</b>\n一")


def test_a_parser_that_fails_spoils_no_other_text(monkeypatch: pytest.MonkeyPatch) -> None:
    good = to_html("- 一\n- 二")
    monkeypatch.setattr("huifang.portal.freetext.too_much", lambda _text: None)
    assert to_html("- " * 1000 + "x").startswith('<div class="hf-typed">')
    assert to_html("- 一\n- 二") == good


def test_a_link_explained_elsewhere_is_text() -> None:
    """One long address could otherwise stand on the page a thousand times."""
    text = f"[a]: https://example.org/{'b' * 5000}\n\n" + "[x][a] " * 50
    assert len(to_html(text)) < 2 * len(text)
    assert "<a " not in to_html(text)


def longest(unit: str, lead: str) -> str:
    """As many repetitions of a unit as the bounds let through, up to a megabyte."""
    low, high = 0, (1 << 20) // len(unit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if too_much(lead + unit * middle) is None else (low, middle - 1)
    return lead + unit * low


@pytest.mark.slow
def test_what_is_let_through_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search for the worst: whatever is repeated, the HTML grows as the text, and the parser takes it to its end."""
    monkeypatch.setattr("huifang.portal.freetext._typed", lambda _text: pytest.fail("the parser failed"))
    dice = random.Random(20261127)  # noqa: S311 - a search
    for _ in range(150):
        unit = "".join(dice.choice(PARTS) for _ in range(dice.randint(1, 6)))
        text = longest(unit, "".join(dice.choice(PARTS) for _ in range(dice.randint(0, 4))))
        assert len(to_html(text)) <= WIDEST * len(text) + MOST_CELLS * WIDEST, repr(unit)


def test_the_bounds_are_those_that_were_measured() -> None:
    """At them the slowest of 1,500 texts of a search took 0.6 s of a processor; whoever raises one measures anew."""
    assert (LONGEST, MOST_CELLS, MOST_WORK) == (65_536, 4_000, 200_000_000)
