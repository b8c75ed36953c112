"""The text that the browser writes is what `huifang fmt` writes, letter for letter."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from huifang.editing.formatting.record import formatted
from huifang.editing.spelling import scalar
from huifang.register import yamltext
from huifang.register.layout import Kind, spot
from huifang.register.load import SHAPES
from huifang.texts import Language
from tests.editing.typing_people import Typist
from tests.sound import PLACES, SAMPLE, sample_policy

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FORMS = {Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.PLAN, Kind.ORGANIZATIONS, Kind.IDENTITIES, Kind.RESTRICTED}
READ_AND_WRITE = """([kind, text]) => {
  try {
    const known = huifang.data.kinds[kind], record = huifang.recordRead.read(text, known);
    return {text: huifang.recordText.write(record, known)};
  } catch (problem) { return {refused: problem.sentence || problem.stack}; }
}"""


def kind_page(page: Page, sites: dict[Language, Path], kind: str, lang: Language = "zh") -> Page:
    """The form of a kind."""
    page.goto((sites[lang] / f"{kind}.html").as_uri())
    return page


@cache
def sample_files() -> list[tuple[str, str]]:
    """Every record of the sample that has a form."""
    return [(entry.path, SAMPLE.read(entry.path).decode()) for entry in SAMPLE.entries()
            if entry.kind == "file" and spot(entry.path).kind in FORMS]  # fmt: skip


def fmt(path: str, text: str) -> str | None:
    """What `huifang fmt` makes of it; None where it refuses."""
    made = formatted(f"records/{path}", text.encode(), SHAPES[spot(path).kind], sample_policy().labels)
    return None if made.after is None else made.after.decode()


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_record_of_the_sample_is_written_as_fmt_writes_it(
    page: Page, sites: dict[Language, Path], kind: Kind
) -> None:
    kind_page(page, sites, "visit")
    files = [(path, text) for path, text in sample_files() if spot(path).kind is kind]
    assert files
    for path, text in files:
        assert page.evaluate(READ_AND_WRITE, [kind.value, text]) == {"text": fmt(path, text)}, path


TABLE = Path(__file__).parents[1] / "editing/formatting.yml"
ROWS = [row for row in yaml.safe_load(TABLE.read_text(encoding="utf-8"))
        if row["record"] != "register"]  # fmt: skip
REPAIRED = {  # what `fmt` mends before it reads: refused here with these words, or "" where a check tells the value
    "Full-width marks where YAML needs its own": "line 3: a `:` stands where no key can be",
    "Tabs and wide spaces in front of a key": "line 3: a tab stands at the beginning of the line",
    "Days and quarters in other ways of writing": "",
    "A month stays a month, and what is no day for certain stays as it is": "",
}
BODY = "# 正文\n\n　　全角空格开头，“引号”：`代码`  \n---\n* 不动\n"


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_people_type_becomes_what_fmt_makes_of_it(
    row: dict[str, str], end: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "visit", "en")
    markdown = PLACES[row["record"]].endswith(".md")
    text = (f"---\n{row['typed']}---\n{BODY}" if markdown else row["typed"]).replace("\n", end)
    got = page.evaluate(READ_AND_WRITE, [row["record"], text])
    if row["name"] in REPAIRED:
        assert REPAIRED[row["name"]] == got.get("refused", "")
    else:
        assert got == {"text": fmt(PLACES[row["record"]], text)}


@cache
def typed_by_people() -> list[tuple[str, str]]:
    """Records of the sample as somebody else would type them, with comments anywhere; always the same."""
    found = []
    for seed, (path, text) in enumerate(sample_files()):
        front, fence, body = text[4:].partition("\n---\n") if path.endswith(".md") else (text, "", "")
        data = yamltext.plain_data(f"{front}\n")
        if isinstance(data, dict):
            typed = Typist(seed, seed % 7 * 8).document(data)
            found.append((path, f"---\n{typed}---\n{body}" if fence else typed))
    return found


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_records_typed_by_other_people_are_written_as_fmt_writes_them(
    page: Page, sites: dict[Language, Path], kind: Kind
) -> None:
    kind_page(page, sites, "visit")
    files = [(path, text) for path, text in typed_by_people() if spot(path).kind is kind]
    assert files
    for path, text in files:
        assert page.evaluate(READ_AND_WRITE, [kind.value, text]) == {"text": fmt(path, text)}, text


ODD_TEXTS = (
    "", " ", "a", " a", "a ", "　全角", "全角　", "\xa0", "甲：乙", "甲: 乙", "甲:", "a:b", "10:30", "#", "a #b",
    "a#b", "# 甲", "“引号”", '"', "'", "a'b", 'a"b', "-", "- a", "-a", "?", "? a", ":", ",", "甲,乙", "甲，乙", "[",
    "]", "a[b", "{a}", "&a", "*a", "!a", "|", ">", "%", "@", "`", "=", "~", "~a", "null", "Null", "NULL", "nUll",
    "yes", "no", "true", "是", "1", "1.5", "0x1F", "1_000", "2026-03-05", "多行\n第二行", "行尾\n", "\t制表",
    "a\tb", "\r", "\\", "a\\b", "😀", "𠮷野", "\u200b", "\ufeff", "\x00", "\x1b", "\x7f", "\x85", "\u2028",
    "\ue000", "\uffff", "\U0010ffff", "\x1ca", "a\x1f", "\u3000", "<script>", "</script><!--", "&amp;", "__proto__",
    "constructor", "a" * 300, "示纪〔2025〕12号", "…", "·", "①", "%Y", "--- a", "...", "...a", "..", "a ...", "<<",
    "=", "=1+1", "{{x}}", "a}", "，", "：", "a: ",
)  # fmt: skip


def test_odd_texts_are_spelled_as_fmt_spells_them(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "visit")
    got = page.evaluate("texts => texts.map(t => [huifang.recordText.scalar(t), huifang.recordText.scalar(t, true)])",
                        list(ODD_TEXTS))  # fmt: skip
    assert dict(zip(ODD_TEXTS, map(tuple, got), strict=True)) == {
        text: (scalar(text), scalar(text, in_flow=True)) for text in ODD_TEXTS
    }


REFUSED = (
    ("an anchor", "kind: &a 回访\n", "anchors"),
    ("an alias", "kind: *a\n", "anchors"),
    ("a tag", "kind: !a 回访\n", "tags"),
    ("a merge key", "kind: 回访\n<<: *a\n", "anchors"),
    ("a key twice", "kind: 回访\nkind: 回访\n", "second time"),
    ("a key twice in brackets", "interviews: {person: true, person: false}\n", "second time"),
    ("two documents", "kind: 回访\n---\nkind: 回访\n", "second YAML document"),
    ("an open quotation mark", 'kind: "回访\ndate: 2026-01-01\n', "quotation mark"),
    ("an open bracket", "methods: [访谈\ndate: 2026-01-01\n", "`:` stands"),
    ("a tab", "interviews:\n\tperson: true\n", "tab"),
    ("a list in a mapping", "kind: 回访\n- a\n", "line 2"),
    ("a colon in a value", "place: 甲: 乙\n", "`:` stands"),
    ("a list alone", "- a\n- b\n", "keys with values"),
    ("a text alone", "回访\n", "keys with values"),
    ("a conflict", "kind: 回访\n<<<<<<< HEAD\ndate: 2026-01-01\n", "line"),
    ("deeper than the list", "methods:\n  - a\n    - b\n", ""),
    ("a key too far right", "kind: 回访\n  date: 2026-01-01\n", "line"),
    ("a complex key", "? a\n: b\n", "line 1"),
    ("a name in a flow that is a mapping", "a: [b: c]\n", "line 1"),
)


@pytest.mark.parametrize(("typed", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_means_more_than_a_record_may_say_is_refused(
    typed: str, says: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "visit", "en")
    got = page.evaluate(READ_AND_WRITE, ["plan", typed])
    if "text" in got:  # read as fmt reads it, never otherwise
        assert got["text"] == fmt(PLACES["plan"], typed)
    else:
        assert says in got["refused"]
        assert "\n    at " not in got["refused"]
