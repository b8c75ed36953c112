"""Who may not be named: codes however they are typed, names with spaces or dots, and what stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huifang.lists import DueRow
from huifang.lists.redaction import BLACKENED, Redaction
from huifang.texts import Label, say

REDACTION = Redaction(frozenset(("JA-0018", "SJ-000123")), frozenset(("林默涵", "阿不都·热合曼")))


@pytest.mark.parametrize(
    ("text", "blackened"),
    [
        ("JA-0018", BLACKENED),
        ("见ja-0018、Ja 0018和JA0018。", f"见{BLACKENED}、{BLACKENED}和{BLACKENED}。"),
        ("ＪＡ－００１８", BLACKENED),
        ("JA–0018 JA_0018 JA—0018", f"{BLACKENED} {BLACKENED} {BLACKENED}"),
        ("Merge branch 'ja-0018-855' into 'main'", f"Merge branch '{BLACKENED}-855' into 'main'"),
        ("talkja-0018", f"talk{BLACKENED}"),
        ("JA.0018 JA·0018 JA：0018 ＪＡ．００１８", " ".join([BLACKENED] * 4)),
        ("SJ-000123", BLACKENED),
        ("ja0018 abc", f"{BLACKENED} abc"),  # nothing stands before it
    ],
)
def test_a_code_is_found_however_it_is_typed(text: str, blackened: str) -> None:
    assert REDACTION.finds(text)
    assert REDACTION.text(text) == blackened


@pytest.mark.parametrize(
    "text", ["JA-00180", "JA-0019", "LZ-0018-3", "XS-2026-018", "JA-018", "2026-0018", "JB-0018", "SJ-0001234"]
)
def test_what_is_no_code_of_theirs_stays(text: str) -> None:
    assert not REDACTION.finds(text)
    assert REDACTION.text(text) == text


@pytest.mark.parametrize(
    ("before", "found"), [("", True), ("a", False), ("z", False), ("xa", False), ("`", True), ("{", True), ("1", True)]
)
def test_letters_glued_to_the_longest_code(before: str, found: bool) -> None:
    """Eight letters are all that a code has: what is looked for begins after the letters before them."""
    redaction = Redaction(frozenset(("ABCDEFGH-0018",)))
    assert redaction.finds(f"{before}abcdefgh0018") is found


@pytest.mark.parametrize("text", ["林默涵", "林 默涵", "林　默　涵说", "阿不都热合曼", "阿不都•热合曼"])
def test_a_name_is_found_with_spaces_and_dots(text: str) -> None:
    assert REDACTION.finds(text)
    assert REDACTION.text(text) == text  # it may be an everyday word


def test_nobody_is_nobody() -> None:
    assert not Redaction().finds("JA-0018 林默涵")
    assert Redaction().text("JA-0018") == "JA-0018"


def test_more_people_and_fewer() -> None:
    """Those added are blackened as well as those there were; who is taken out is named again."""
    two = Redaction(frozenset(("JA-0018",))).also(frozenset(("JA-0019",)))
    assert two.codes == {"JA-0018", "JA-0019"}
    assert two.but("JA-0019", "JA-0020").codes == {"JA-0018"}


def test_in_place_nothing_is_left_out() -> None:
    redaction = Redaction(frozenset(("JA-0018",)), in_place=True)
    assert redaction.rows(["JA-0018"]) == (BLACKENED,)
    assert redaction.text("JA-0018") == BLACKENED


SEPARATORS = (
    "-", "", " ", "   ", "\t", "\n", "\r\n", "\u3000", "\xa0", "\u2009", "_", "--", " - ", "\u2010", "\u2011", "–", "—",
    "―", "−", "﹣", "－",
    "＿", "ー", "\u200b", "-\u200b", "\u2060-", "\ufeff", "\xad", "**-**", "`",
)  # fmt: skip
FORMS = ("JA{}0018", "ja{}0018", "Ja{}0018", "ＪＡ{}００１８", "J\u200bA{}00\u200b18", "ＪA{}０0１8")


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("form", FORMS, ids=ascii)
def test_every_way_to_write_a_code(form: str, separator: str) -> None:
    """What stands around it stays as it was, character by character."""
    written = form.format(separator)
    assert REDACTION.finds(f"示例：{written}，ＡＢ")
    assert REDACTION.text(f"示例：{written}，ＡＢ") == f"示例：{BLACKENED}，ＡＢ"


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize(
    "text",
    ["JA{}00180", "JA{}0001", "JA{}018", "JB{}0018", "2026{}0018", "Ninja 0018", "ninja0018",
     "JA第0018号", "示纪〔2026〕0018号", "JA/0018"],
)  # fmt: skip
def test_what_is_another_code_a_day_or_a_number_stays(text: str, separator: str) -> None:
    written = text.format(separator)
    assert not REDACTION.finds(written)
    assert REDACTION.text(written) == written


@pytest.mark.parametrize(
    "name", ["林\n默涵", "林\u200b默涵", "林\u3000 默\xa0涵", "阿不都 · 热合曼", "阿不都\u200b·热合曼"], ids=ascii
)
def test_a_name_is_found_across_lines_and_invisible_signs(name: str) -> None:
    assert REDACTION.finds(f"与{name}谈")


PLACED = Redaction(frozenset(("JA-0018",)), in_place=True)
ROW = DueRow(
    person="JA-0001", district="ja", unit="ja-archive", duty="action", period=None, item=None, status="due",
    due_on=date(2026, 1, 2),
    days_overdue=0, owner="ja-jw", assignee=None, record="records/people/ja/JA-0001/person.md",
    reason=say("{what}", what=("协助ja 0018", Label("甲", "of ＪＡ－００１８"))), rule="action-2019",
    source=say("{rule}", rule="办法第1条"), certainty="SOURCE",
)  # fmt: skip


def test_values_inside_rows_sentences_and_data() -> None:
    """Nested values lose the code; whatever names nobody is the very same object."""
    (told,) = PLACED.rows((ROW,))
    assert told.reason == say("{what}", what=(f"协助{BLACKENED}", Label("甲", f"of {BLACKENED}")))
    assert replace(told, reason=ROW.reason) == ROW
    assert Redaction(frozenset(("JA-0019",)), in_place=True).rows((ROW,))[0] is ROW
    assert PLACED.value({"ja-0018": 1, "x": 2}) == {BLACKENED: 1, "x": 2}
    assert PLACED.value({"ja-0018": [1, None, ("JA0018",)]}) == {BLACKENED: [1, None, (BLACKENED,)]}


def test_rows_that_name_somebody_are_left_out() -> None:
    redaction = Redaction(frozenset(("JA-0018",)))
    assert redaction.rows((ROW, replace(ROW, reason=say("nothing")))) == (replace(ROW, reason=say("nothing")),)


@pytest.mark.parametrize(
    ("path", "person", "values", "told"),
    [
        ("records/people/ja/JA-0001/person.md", "JA-0001", ("科长",), True),
        ("records/plans/2026-ja-jw.yml", None, ("科长",), True),
        ("records/identities/ja.yml", None, (), False),
        ("records/restricted/ja/JA-0001.yml", "JA-0001", (), False),
        ("records/people/ja/JA-0002/person.md", "JA-0002", (), False),
        ("records/people/ja/JA-0001/person.md", "JA-0001", ({"what": ["ja 0018"]},), False),
        ("records/people/ja/ja-0018/person.md", None, (), False),
    ],
)
def test_of_whom_a_history_tells(path: str, person: str | None, values: tuple[object, ...], told: bool) -> None:
    redaction = Redaction(frozenset(("JA-0018",)), shown=frozenset(("JA-0001",)))
    assert redaction.allows(path, person, None, *values) is told


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    """Runs of letters, spaces or digits without a code among them are passed once."""
    for run in ("a" * 200_000, "ja" + " " * 200_000, "ja-" * 60_000, "1" * 200_000, "ｊ" * 50_000):
        assert not REDACTION.finds(run)
