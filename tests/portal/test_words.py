"""No key, path or id stands on a page without words before it: on every page, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from huifang.checks.catalogue import all_checks
from huifang.past.rows import field_told
from huifang.portal.fieldtext import PageWords
from huifang.portal.render import render
from huifang.texts import FieldPath, say, words
from tests.portal.conftest import BUILT, LANGUAGES, lists_of
from tests.portal.reading import PageReader, visible_text
from tests.portal.test_failed import DAY as BROKEN_DAY
from tests.portal.test_failed import FILES
from tests.portal.test_past import looked, office
from tests.register.typed import PERSON
from tests.sound import PERSON_PATH, sample_policy

if TYPE_CHECKING:
    from huifang.portal.page import Page
    from huifang.texts import Language
    from tests.history.repositories import Repository

__all__ = ["office"]  # a fixture
KEY_OR_PATH = re.compile(
    r"[a-z]+_[a-z_]+|\w\[\d+\]|[\w-]+\.(?:md|yml)\b|(?<!commit )(?<!提交 )(?<!\d)\b[0-9a-f]{10}\b", re.ASCII
)
BROKEN = {  # one line of a person's record instead of another
    "unit: tt-unit": "unit: City", "rank: 科级正职": "rank: 没有这种", "post: 科长": "pots: 科长",
    "measures:": "measures:\n  - {type: 留党察看, decided_on: 2023-02-10, decided_by: tt-jw, form: 3}",
}  # fmt: skip


def unlabelled(html: str) -> list[str]:
    """What a reader meets without words: keys and paths outside code, and code with nothing before it."""
    read = PageReader(html)
    bare = [text for code, text in read.pieces if not code and KEY_OR_PATH.search(text)]
    return bare + [f"<code>{text}" for text in read.alone]


def told(pages: list[Page]) -> dict[str, list[str]]:
    found = {page.uri: unlabelled(page.html) for page in pages}
    assert len(found) > 10
    return {uri: bare for uri, bare in found.items() if bare}


def test_the_sample(pages: dict[str, Page]) -> None:
    assert told(list(pages.values())) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("right", BROKEN)
def test_a_broken_register(right: str, lang: Language) -> None:
    assert right in PERSON
    files = {**FILES, PERSON_PATH: PERSON.replace(right, BROKEN[right], 1)}
    made = list(render(lists_of(files, BROKEN_DAY), lang, BUILT))
    assert next(page for page in made if page.uri == "people/TT-0001.html").problem is None
    assert told(made) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_the_past(office: Repository, lang: Language) -> None:
    made = looked(office, since="2026-03-01")
    assert told(list(render(made.lists, lang, history=made.history))) == {}


FIELDS: tuple[tuple[str, str, str, str], ...] = (
    # the field, the kind of the entry, in a sentence of each language
    ("decided_on", "", "“决定日期（党纪处分为批准日期）”", "“day of the decision”"),
    ("measures[0].probation_months", "留党察看", "第1项处分（留党察看）的“察看期月数”",
     "“months of probation” of sanction (probation within the Party) no. 1"),
    ("measures[1].months", "诫勉", "第2项处理（诫勉）的“决定载明的月数”",
     "“months set by the decision” of handling (formal admonition) no. 2"),
    ("measures[1]", "", "第2项处分、处理", "measures (sanctions and handling) no. 2"),
    ("helpers[2].from", "", "第3项帮扶人的“起始日（含）”", "“first day” of helpers no. 3"),
    ("interviews.members", "", "谈话对象的“党员群众代表人数”",
     "“number of members and public” of interviews"),
    ("visits[0].actions[1].done", "", "第1项计划回访的第2项帮扶措施的“完成日期”",
     "“day done” of actions no. 2 of planned visits no. 1"),
    ("nothing_known", "", "“nothing_known”", "“nothing_known”"),
)  # fmt: skip


@pytest.mark.parametrize(("field", "kind", "zh", "en"), FIELDS)
def test_a_field_in_words(field: str, kind: str, zh: str, en: str) -> None:
    policy = sample_policy()
    said = "sanction ({what})" if kind and policy.is_sanction(kind) else "handling ({what})"
    entry = say(said, what=policy.label("measure_type", kind)) if kind else None
    for lang, expected in zip(LANGUAGES, (zh, en), strict=True):
        page_words = PageWords(lang, words(lang).translations, policy)
        assert field_told(FieldPath(field, entry), page_words.key, page_words) == expected
        assert visible_text(page_words.text(say("add {field}", field=FieldPath(field, entry)))).endswith(
            f"{expected} {field}"
        )


TYPED: tuple[tuple[str, str], ...] = (
    # what stands between ticks, on a page
    ("add `removal_reason`", "add “reason of the removal” removal_reason"),
    ("write `sample: true`", "write “sample data” sample: true"),
    ("the reason (`removal_reason`)", "the reason (removal_reason)"),
    ("run `huifang validate`", "run huifang validate"),
    ("write `<b>`", "write <b>"),
)


def test_no_gap_stands_before_words_in_chinese() -> None:
    page_words = PageWords("zh", {"add `removal_reason`": "请补上 `removal_reason`"}, sample_policy())
    assert visible_text(page_words.text(say("add `removal_reason`"))) == "请补上“免职事由” removal_reason"


@pytest.mark.parametrize(("sentence", "shown"), TYPED)
def test_what_stands_between_ticks(sentence: str, shown: str) -> None:
    page_words = PageWords("en", {}, sample_policy())
    made = page_words.text(say(sentence))
    assert visible_text(made) == shown
    assert "<code>" in made


def test_every_check_is_said_in_words_before_its_id(pages: dict[str, Page]) -> None:
    html = pages["findings.html"].html
    shown = [each for each in all_checks() if f"checks.html#{each.id}" in html]
    assert shown
    for each in shown:
        cell = html.partition(f'checks.html#{each.id}">')[2].partition("</td>")[0]
        assert visible_text(cell).endswith(each.id)
        assert len(visible_text(cell)) > len(each.id) + 3
