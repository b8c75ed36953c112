"""What the browser says of a wrong value is what `huifang validate` says: sentence and fix, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from huifang.checks import findings
from huifang.checks.organizations import with_id
from huifang.checks.visits import NEEDED
from huifang.editing.overlay import ReplacedTree
from huifang.editing.writing import front_matter, mapping
from huifang.forms.data import TITLES
from huifang.policy import words_of
from huifang.register import Register, load
from huifang.register.layout import Kind
from huifang.register.load import SHAPES
from huifang.register.reading import read
from huifang.texts import Language, words
from tests.forms.test_text import kind_page
from tests.portal.conftest import DAY
from tests.sound import PLACES, SAMPLE, sample_policy

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from huifang.editing.writing import Raw

pytestmark = pytest.mark.browser
JUDGED = """([kind, text]) => {
  const known = huifang.data.kinds[kind], record = huifang.recordRead.read(text, known);
  const found = huifang.checks.findings(record, known, {kind: kind}).filter(each => !each.warn);
  return found.map(each => [each.message, each.fix]);
}"""
SOUND: dict[str, dict[str, Raw]] = {
    "talk": {
        "kind": "谈心谈话", "date": "2026-03-05", "helper": "王某", "topics": ["工作情况"], "situation": ["表现良好"],
        "actions": [{"what": "学习", "by": "ja-archive", "due": "2026-04-01", "done": "2026-03-20"}],
        "next_by": "2026-06-01", "place": "办公室", "makes_up_for": "2025Q4",
    },
    "visit": {
        "kind": "回访", "date": "2026-03-20", "body": "ja-jw", "outcome": "held",
        "visitors": [{"name": "李某", "body": "ja-jw", "post": "副书记", "in_charge": "true"}],
        "methods": ["访谈"], "interviews": {"person": "true", "members": "3"}, "situation": ["表现良好"],
        "disputes_sanction": "false", "archived": {"on": "2026-03-27", "ref": "LZ-1"},
    },
    "person": {
        "code": "JA-0001", "unit": "ja-archive", "post": "科长", "rank": "科级正职", "category": "公务员",
        "party_member": "true", "management": "区管", "supervised_by": "ja-jw",
        "measures": [{"type": "党内警告", "decided_on": "2026-02-10", "decided_by": "ja-jw", "form": "2",
                      "matter": "M1",
                      "months": "6", "accountability": "true"}],
        "helpers": [{"name": "王某", "unit": "ja-archive", "from": "2026-03-01"}],
    },
    "plan": {"body": "ja-jw", "year": "2026", "visits": [{"person": "JA-0007", "month": "3", "by": "李某"}]},
    "restricted": {"violations": [{"visit": "2026-03-20-visit", "on": "2026-03-21", "handed_to": "ja-jw"}]},
    "organizations": {
        "district": {"id": "ja", "prefix": "JA", "name": "甲区", "level": "区", "register_from": "2025-01-01"},
        "organizations": [{"id": "ja-dw", "name": "甲区区委", "kind": "党委党组", "closed_on": "2026-01-01"}],
    },
}  # fmt: skip
DAYS = (
    "2026年3月11日", "2026.3.11", "2026/03/11", "2026-3-11", "20260311", "46092", "46092.0", "2026-02-30",
    "2026-13-01", "2026-00-10", "1026-01-01", "9999-01-01", "２０２６-０３-１１", "２０２６年３月１１日",
    "二〇二六年三月十一日", "“2026-03-11”", "2026-03", "2026", "2026年", "3月11日", "26.3.11", "3/11/2026",
    "13/11/2026", "2026-03-11 星期三", "2026-03-11（周三）", "2026-03-11 09:30", "2026-03-11T09:30:00+08:00",
    "去年", "无", "不详", "/", "…", "2026-03-11\u200b", "2026-03-11\xa0", "\u30002026-03-11", "0000-01-01",
    "2026-1", "2026年13月", "至今", "2026-11-31", "2026.2.30", "99.1.1", "26-13-1", "12345", "2026\u200b-03-11",
    "2026—03—11", "is", "a" * 60,
)  # fmt: skip
NUMBERS = (
    "三",
    "十二",
    "3个月",
    "3月",
    "半年",
    "一年",
    "2年",
    "3.0",
    "3.5",
    "-1",
    "３",
    "12345",
    "abc",
    "3人",
    "无",
    "…",
    "1e3",
    "“3”",
    "3\xa0",
)
WORDS = (
    "工作情况、心理疏导", "访谈，查阅资料", "表现良好和再次违纪违法",
    "警告", "党内", "党内严重警", "科级正", "正科级", "副处级", "处级", "县处级副职", "公务员（参公）", "其它",
    "纪检", "单位", "访", "访谈，座谈", "查阅", "held ", "Held", "已回访", "拒绝", "x", "无", "…", "“公务员”",
    "公\u200b务员", "区管\u3000", "2", "４", "第二种", "第二种形态", "二", "9", "表现好", "谈心", "记过", "撤职",
    "诫勉谈话", "心理", "工作", "提醒谈话", "警示谈话", "省委管理", "市委管理干部", "离婚", "乡科级正职", "处",
)  # fmt: skip
FLAGS = (
    "是",
    "否",
    "有",
    "√",
    "×",
    "yes",
    "No",
    "True",
    "1",
    "0",
    "党员",
    "中共党员",
    "非党员",
    "群众",
    "ｔｒｕｅ",
    "“true”",
    "无",
    "true\u200b",
    "…",
)
IDS = (
    "甲区档案局",
    "档案局",
    "JA_JW",
    "ja jw",
    "ja-ｊｗ",
    "Ja-jw",
    "甲区",
    "区委",
    "某局",
    "x",
    "1a",
    "ja-jw\u200b",
    "…",
    "甲区纪委监委",
    "纪委",
)
CODES = (
    "ja-0007",
    "JA0007",
    "JA_0007",
    "ＪＡ-０００７",
    "JA-07",
    "王某",
    "JA-0007\u200b",
    "“JA-0007”",
    "JA-0000007",
    "…",
)
PREFIXES = ("ja", "ＪＡ", "J", "甲", "JA1", "“JA”")
REFERENCES = (
    "2026-03-20", "2026.3.20回访", "2026-03-20-visit.md", "records/x/2026-03-20-talk.md", "2026-03-20-visit-9",
    "3月20日", "回访", "2026-03-20谈话2", "2026-03-20-visit-1", "２０２６-03-20-visit",
)  # fmt: skip
PERIODS = (
    "2026年第1季度",
    "2026-Q1",
    "Q1",
    "第一季度",
    "2026Q5",
    "1026Q1",
    "２０２６Q1",
    "2026H1",
    "2026-03",
    "一季度",
    "2026年一季度",
    "无",
    "…",
    "“2026Q1”",
)
MARKS = ("Ｍ１", "M 1", "M1\u200b", " M1", "M1\u3000", "甲１")
TEXTS = ("王\u200b某", "甲\ufeff", "a\u00ad", "全角：冒号", "“引号”", "👨\u200d👩")
TABLE: tuple[tuple[str, tuple[str | int, ...], tuple[str, ...]], ...] = (
    ("talk", ("date",), DAYS), ("talk", ("next_by",), DAYS), ("talk", ("actions", 0, "done"), DAYS),
    ("talk", ("topics", 0), WORDS), ("talk", ("situation", 0), WORDS), ("talk", ("makes_up_for",), PERIODS),
    ("talk", ("helper",), TEXTS), ("talk", ("place",), TEXTS), ("talk", ("actions", 0, "by"), TEXTS),
    ("visit", ("body",), IDS), ("visit", ("outcome",), WORDS), ("visit", ("methods", 0), WORDS),
    ("visit", ("interviews", "members"), NUMBERS), ("visit", ("interviews", "person"), FLAGS),
    ("visit", ("visitors", 0, "body"), IDS), ("visit", ("disputes_sanction",), FLAGS),
    ("visit", ("archived", "on"), DAYS),
    ("visit", ("kind",), ("“回访”", "家访", "回访\u200b")),
    ("person", ("rank",), WORDS), ("person", ("category",), WORDS), ("person", ("management",), WORDS),
    ("person", ("party_member",), FLAGS), ("person", ("measures", 0, "type"), WORDS),
    ("person", ("measures", 0, "decided_on"), DAYS), ("person", ("measures", 0, "form"), WORDS),
    ("person", ("measures", 0, "months"), NUMBERS), ("person", ("measures", 0, "accountability"), FLAGS),
    ("person", ("measures", 0, "matter"), MARKS), ("person", ("helpers", 0, "from"), DAYS),
    ("plan", ("year",), NUMBERS), ("plan", ("visits", 0, "month"), NUMBERS), ("plan", ("visits", 0, "person"), CODES),
    ("restricted", ("violations", 0, "visit"), REFERENCES), ("restricted", ("violations", 0, "handed_to"), IDS),
    ("organizations", ("district", "prefix"), PREFIXES), ("organizations", ("district", "level"), WORDS),
    ("organizations", ("organizations", 0, "kind"), WORDS), ("organizations", ("organizations", 0, "closed_on"), DAYS),
)  # fmt: skip


def with_value(kind: str, key: tuple[str | int, ...], value: Raw) -> dict[str, Raw]:
    """The sound record with another value at a key."""

    def put(part: Any, rest: tuple[str | int, ...]) -> Any:
        if not rest:
            return value
        if isinstance(part, list):
            return [put(each, rest[1:]) if number == rest[0] else each for number, each in enumerate(part)]
        return {name: put(each, rest[1:]) if name == rest[0] else each for name, each in part.items()}

    made: dict[str, Raw] = put(SOUND[kind], key)
    return made


def text_of(kind: str, made: dict[str, Raw]) -> str:
    """It as a file."""
    return front_matter(made) if SHAPES[Kind(kind)].markdown else mapping(made)


@cache
def sample_register() -> Register:
    """The sample, which knows the names of bodies."""
    return load([SAMPLE], words_of(sample_policy()))


def validated(kind: str, text: str, lang: Language) -> list[list[str]]:
    """What reading the file says."""
    policy, spoken = sample_policy(), words(lang)
    shape = SHAPES[Kind(kind)]
    reading = read(shape.adapter, f"records/{PLACES[kind]}", text.encode(), words_of(policy), markdown=shape.markdown)
    found = [with_id(sample_register(), each) for each in reading.findings]
    return sorted([spoken(each.message), spoken(each.fix)] for each in found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("kind", "key", "values"), TABLE, ids=[f"{row[0]}-{row[1][-1]}" for row in TABLE])
def test_a_wrong_value_is_told_as_validate_tells_it(
    kind: str,
    key: tuple[str | int, ...],
    values: tuple[str, ...],
    lang: Language,
    page: Page,
    sites: dict[Language, Path],
) -> None:
    kind_page(page, sites, kind, lang)
    expected, got = {}, {}
    for value in values:
        text = text_of(kind, with_value(kind, key, value))
        expected[value] = validated(kind, text, lang)
        got[value] = sorted(page.evaluate(JUDGED, [kind, text]))
    assert got == expected
    assert any(expected.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", SOUND)
def test_a_missing_key_is_told_as_validate_tells_it(
    kind: str, lang: Language, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, kind, lang)
    assert page.evaluate(JUDGED, [kind, text_of(kind, SOUND[kind])]) == []
    for key in SOUND[kind].keys() - set(NEEDED):  # of a held visit; see below
        left = {name: value for name, value in SOUND[kind].items() if name != key}
        text = text_of(kind, left)
        assert sorted(page.evaluate(JUDGED, [kind, text])) == validated(kind, text, lang), key


def test_every_kind_has_a_form() -> None:
    assert {kind.value for kind in TITLES} == set(SHAPES) - {Kind.REGISTER, Kind.CHECKED}


CHECKED = ("unknown-organization", "planned-person", "planned-month", "missing-when-held", "paper-before-visit",
           "person-not-interviewed")  # fmt: skip
VISITS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"methods": []}, ["methods"]),
    ({"interviews": None, "situation": []}, ["interviews", "situation"]),
    ({"methods": [], "outcome": "refused"}, []),
    ({"interviews": {"members": "2"}}, ["interviews"]),
    ({"interviews": {"person": "false"}, "body": "ja-dw"}, []),
    ({"archived": {"on": "2026-03-19"}}, ["archived"]),
    ({"archived": {"on": "2025-03-27"}, "feedback_to_unit": {"on": "2025-01-02"}}, ["archived", "feedback_to_unit"]),
    ({"given_to_personnel": {"on": "2024-02-29"}}, ["given_to_personnel"]),
    ({"archived": {"on": "2026-03-20"}}, []),
)
UNKNOWN = (
    ("visit", ("body",), "ja-jx"), ("visit", ("body",), "ja-archiv"), ("visit", ("visitors", 0, "body"), "zz-nobody"),
    ("talk", ("actions", 0, "by"), "ja-archve"), ("plan", ("visits", 0, "person"), "JA-9007"),
    ("plan", ("visits", 0, "person"), "JA-9999"), ("plan", ("visits", 0, "by"), "ja-jx"),
    ("plan", ("visits", 0, "month"), "0"), ("plan", ("visits", 0, "month"), "13"),
)  # fmt: skip
WHOLE = """([kind, text]) => {
  const known = huifang.data.kinds[kind], record = huifang.recordRead.read(text, known);
  return huifang.checks.findings(record, known, {kind: kind}).map(each => [each.message, each.fix]);
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("kind", "key", "value"), UNKNOWN)
def test_who_is_unknown_is_told_as_validate_tells_it(
    kind: str, key: tuple[str | int, ...], value: str, lang: Language, page: Page, sites: dict[Language, Path]
) -> None:
    policy, spoken = sample_policy(), words(lang)
    text = text_of(kind, with_value(kind, key, value))
    register = load([ReplacedTree(SAMPLE, {PLACES[kind]: text.encode()})], words_of(policy))
    found = [each for each in findings(register, policy, DAY) if each.place.path == f"records/{PLACES[kind]}"]
    expected = [[spoken(each.message), spoken(each.fix)] for each in found if each.check in CHECKED]
    kind_page(page, sites, kind, lang)
    assert page.evaluate(WHOLE, [kind, text]) == expected
    assert expected


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("other", "told"), VISITS)
def test_what_a_visit_must_have_is_told_as_validate_tells_it(
    other: dict[str, Raw], told: list[str], lang: Language, page: Page, sites: dict[Language, Path]
) -> None:
    policy, spoken = sample_policy(), words(lang)
    text = text_of("visit", {**SOUND["visit"], **other})
    register = load([ReplacedTree(SAMPLE, {PLACES["visit"]: text.encode()})], words_of(policy))
    found = [each for each in findings(register, policy, DAY) if each.place.path == f"records/{PLACES['visit']}"]
    expected = [[spoken(each.message), spoken(each.fix)] for each in found if each.check in CHECKED]
    kind_page(page, sites, "visit", lang)
    assert sorted(page.evaluate(WHOLE, ["visit", text])) == sorted(expected)
    assert len(expected) == len(told)
