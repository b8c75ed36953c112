"""What is written is read again as the same data, and looks as the sample does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.editing.writing import Raw, canonical, front_matter, mapping, on_one_line, scalar
from huifang.register import yamltext
from huifang.register.models import Helper, Person

SPELLINGS = (  # value, as it stands on a line of its own, as it stands inside { } or [ ]
    ("王某", "王某", "王某"),
    ("思想稳定，工作积极。", "思想稳定，工作积极。", '"思想稳定，工作积极。"'),
    ("示纪〔2025〕12号", "示纪〔2025〕12号", "示纪〔2025〕12号"),
    ("a, b", "a, b", '"a, b"'),
    ("[x]", '"[x]"', '"[x]"'),
    ("key: value", '"key: value"', '"key: value"'),
    ("a # b", '"a # b"', '"a # b"'),
    ("null", '"null"', '"null"'),
    ("", '""', '""'),
    (" x", '" x"', '" x"'),
    ("- x", '"- x"', '"- x"'),
    ('say "x"', 'say "x"', 'say "x"'),
    ('"x"', '"\\"x\\""', '"\\"x\\""'),
    ("two\nlines", '"two\\nlines"', '"two\\nlines"'),
    ("名称：值", '"名称：值"', '"名称：值"'),
    ("\u2028", '"\\U00002028"', '"\\U00002028"'),
    (True, "true", "true"),
    (12, "12", "12"),
    (date(2026, 3, 5), "2026-03-05", "2026-03-05"),
    (None, "null", "null"),
)


@pytest.mark.parametrize(("value", "alone", "inside"), SPELLINGS, ids=[repr(row[0]) for row in SPELLINGS])
def test_spelling(value: str | int | date | None, alone: str, inside: str) -> None:
    assert (scalar(value), on_one_line(value)) == (alone, inside)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)  # an empty text means none
KEYS = st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True)
DATA = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, DATA, max_size=4))
def test_what_is_written_is_read_as_the_same(data: dict[str, yamltext.Data]) -> None:
    assert (yamltext.plain_data(mapping(data)) or {}) == data


def test_a_record_looks_as_in_the_sample() -> None:
    data: dict[str, Raw] = {
        "code": "TT-0001",
        "measures": [{"type": "诫勉", "decided_on": date(2026, 1, 5)}, {"type": "提醒谈话", "form": 1}],
        "helpers": [{"name": "王某", "from": date(2026, 1, 6)}],
        "held": [],
        "left": None,
    }
    assert front_matter(data, "说明") == (
        "---\ncode: TT-0001\nmeasures:\n  - type: 诫勉\n    decided_on: 2026-01-05\n  - type: 提醒谈话\n    form: 1\n"
        "helpers:\n  - {name: 王某, from: 2026-01-06}\nheld: []\nleft: null\n---\n说明\n"
    )


def test_comments_stand_behind_keys_and_empty_values_are_left_open() -> None:
    told = {"left": "离开情况", "measures.type": "种类", "code": "代码"}
    text = mapping({"code": "TT-0001", "measures": [{"type": "诫勉", "form": 1}], "left": None}, told)
    assert text == "code: TT-0001  # 代码\nmeasures:\n  - type: 诫勉  # 种类\n    form: 1\nleft:  # 离开情况\n"


ORDERS: tuple[tuple[type, dict[str, Raw], str], ...] = (  # the model, what was typed, the same in its order
    (Helper, {"from": 1, "name": "王某"}, "{'name': '王某', 'from': 1}"),  # the alias is the key
    (
        Person,
        {"helpers": [{"to": None, "name": "王某"}], "code": "TT-0001", "strange": 1},
        "{'code': 'TT-0001', 'strange': 1, 'helpers': [{'name': '王某', 'to': None}]}",
    ),
)


@pytest.mark.parametrize(("model", "typed", "ordered"), ORDERS, ids=["a part", "a record"])
def test_canonical_is_the_order_of_the_models(model: type, typed: dict[str, Raw], ordered: str) -> None:
    assert str(canonical(model, typed)) == ordered
