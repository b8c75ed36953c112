"""The note of a merge request: who reviews can say who is affected, how and since when; nothing that was typed acts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from huifang.output import merge_note
from huifang.output.markdown import markdown_cell
from tests.history.repositories import Repository, started
from tests.sound import EMPTY, HELPER, SERIOUS, measure, person, plan, talk, text, visit

if TYPE_CHECKING:
    from tests.commands.running import Command

NOTES = Path(__file__).parent / "notes"
DAY = ("--as-of", "2026-07-01")
FORMER = SERIOUS[0], "2024-11-12"  # over on 2026-05-12
BEFORE = {
    **EMPTY,
    **person(measure(*SERIOUS)),
    **person(measure("党内警告", "2026-01-15"), code="TT-0002"),
    **person(measure("党内警告", "2026-02-16"), code="TT-0004"),
    **person(measure("党内警告", "2026-02-17"), code="TT-0005"),
    **talk("2026-04-20", code="TT-0004"),
}
HOSTILE = "@all /merge [x](https://x.example) #1 !2 <img src=x> | `a`"
AFTER = {  # None: deleted
    **person(measure(*FORMER), post=HOSTILE),  # free
    **talk("2026-06-10", code="TT-0002"),  # done
    **person(measure("党内警告", "2026-05-20"), code="TT-0003", helpers=[]),  # new
    "people/tt/TT-0004/2026-04-20-talk.md": text(talk("2026-04-20", code="TT-0004")).replace("04-20", "04-31"),  # wrong
    "people/tt/TT-0005/person.md": None,
    **plan(2026, {"person": "TT-0002", "month": 9, "by": HELPER["name"], "reason": "期满前回访"},
           approved_on="2026-03-01"),
    **visit("2026-06-11", code="TT-0002"),
}  # fmt: skip


@pytest.fixture
def merged(tmp_path: Path) -> Repository:
    made = started(tmp_path / "office", BEFORE)
    made.git("tag", "base")
    made.commit(AFTER)
    return made


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_note(huifang: Command, merged: Repository, lang: str, *, accept: bool) -> None:
    answer = huifang("compare", "base", "HEAD", "--records", merged.records, "--format", "md", "--lang", lang, *DAY)
    told = re.sub(r"\b[0-9a-f]{12}\b", "0" * 12, answer.out.decode())
    path = NOTES / f"{lang}.md"
    if accept:
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
    assert not acting(told)


@pytest.mark.parametrize(("lang", "lines"), [
    ("zh", ("- 没有人员的状态、日期、待办因此变动。", "- 记录有修改的人员：TT-0001",
            "| records/people/tt/TT-0001/person.md | 改变 | 职务 | 科长 | 副科长 |")),
    ("en", ("- Nobody's state, days or duties differ.",
            "- The records of these people are changed all the same: TT-0001",
            "| records/people/tt/TT-0001/person.md | changed | post | 科长 | 副科长 |")),
])  # fmt: skip
def test_a_change_that_moves_no_list_still_names_whose_record_it_is(
    huifang: Command, merged: Repository, lang: str, lines: tuple[str, ...]
) -> None:
    merged.git("reset", "-q", "--hard", "base")
    merged.commit({**person(measure(*SERIOUS), post="副科长")})
    answer = huifang("compare", "base", "HEAD", "--records", merged.records, "--format", "md", "--lang", lang, *DAY)
    told = answer.out.decode().splitlines()
    assert [each for each in lines if each not in told] == []


@pytest.mark.parametrize(("name", "most"), [("PEOPLE", 2), ("CODES", 1), ("REST", 10), ("LIMIT", -2_000)])
def test_each_bound_leaves_out_something(
    huifang: Command, merged: Repository, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    typed = ("compare", "base", "HEAD", "--records", merged.records, "--format", "md", "--lang", "en", *DAY)
    whole = huifang(*typed).out.decode()
    monkeypatch.setattr(merge_note, name, most if most > 0 else len(whole) + most)
    assert len(huifang(*typed).out.decode()) < len(whole)


def test_who_is_left_out_is_said(huifang: Command, merged: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ("compare", "base", "HEAD", "--records", merged.records, "--format", "md", "--lang", "en", *DAY)
    whole = huifang(*typed).out.decode()
    monkeypatch.setattr(merge_note, "PEOPLE", 2)
    cut = huifang(*typed).out.decode()
    assert [each for each in whole.splitlines() if each.startswith("#### TT")][:2] == [
        each for each in cut.splitlines() if each.startswith("#### TT")
    ]
    assert "3 more people are affected and not shown: TT-0002, TT-0003, TT-0005. \\`huifang compare\\` shows" in cut


TEXTS = (  # what somebody typed, what is read in the note
    ("平稳", "平稳"),
    ("2026-03-05", "2026-03-05"),
    ("person.md:11", "person.md:11"),
    ("《中国共产党纪律处分条例》（2023年）第十条", "《中国共产党纪律处分条例》（2023年）第十条"),
    ("30% ~ 40%", "30% ~ 40%"),
    ("@all", "＠all"),
    ("a@b.example", "a＠b.example"),
    ("见 #12、ja/register#12、!34、GH-1", "见 ＃12、ja/register＃12、！34、GH-1"),
    ("~bug %2 &3 $4 ^alert", "~bug %2 &3 $4 ^alert"),
    (":tada: :+1:", "：tada: ：+1:"),
    ("/merge", "/merge"),
    ("甲\n/merge\n/assign @me", "甲 /merge /assign ＠me"),
    ("甲\u2028/approve\x85/close", "甲 /approve /close"),
    ("[点](https://x.example)", "[点](https：//x.example)"),
    ("![x](HTTP://x.example/a.png)", "！[x](HTTP：//x.example/a.png)"),
    ("<https://x.example> ftp://x.example", "<https：//x.example> ftp：//x.example"),
    ("www.x.example WWW.x.example", "www．x.example www．x.example"),
    ("<img src=x onerror=y> <!-- z --> &lt; &#64;all", "<img src=x onerror=y> <！-- z --> &lt; &＃64;all"),
    ("`a` **b** _c_ ~~d~~ [^1] [[e]]", "`a` **b** _c_ ~~d~~ [^1] [[e]]"),
    ("a | b \\| c \\", "a | b \\| c \\"),
    ("# 一 - 二 > 三", "＃ 一 - 二 > 三"),
    ("$`x`$ $$y$$", "$`x`$ $$y$$"),
)


@pytest.mark.parametrize(("typed", "read"), TEXTS)
def test_what_was_typed_is_text(typed: str, read: str) -> None:
    """In a cell, in an item and in a heading; and a forge finds nothing in it to act on."""
    cell = markdown_cell(typed)
    note = f"#### {cell}\n\n- {cell}\n\n| a | b |\n| --- | --- |\n| {cell} | {cell} |\n"
    assert acting(note) == []
    assert set(texts_of(note)) == {"a", "b", read}


KNOWN = re.compile(
    r"(heading|bullet_list|list_item|paragraph|table|thead|tbody|tr|th|td|em)_(open|close)|inline|text(_special)?"
)
ACTS = re.compile(r"@\w|(?<!\w)[#!]\d|\w#\d|://|\bwww\.|:[\w+-]+:", re.IGNORECASE)
QUICK_ACTION = re.compile(r"^\s*/[a-z]", re.MULTILINE)


def acting(note: str) -> list[str]:
    """Markup that is not ours, and what a forge makes mentions, links, emoji or quick actions of."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(note)
    tokens = [each.type for block in parsed for each in (block, *(block.children or ()))]
    return [
        *(each for each in tokens if not KNOWN.fullmatch(each)),
        *(each for each in texts_of(note) if ACTS.search(each)),
        *QUICK_ACTION.findall(note),
    ]


def texts_of(note: str) -> list[str]:
    """What is read, block by block."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(note)
    return ["".join(part.content for part in each.children or ()) for each in parsed if each.type == "inline"]
