"""Every field of a person and a measure, unreadable, misspelt or missing: what of the answer may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from huifang.lists import Lists
from huifang.register import Register
from huifang.register.models import Measure, Person, Restricted
from huifang.register.salvage import UNREAD
from huifang.texts import words
from tests.rules.duties.making import ORGANIZATIONS
from tests.sound import CODE, HELPER, PERSON, person, register, restricted, sample_policy

DAY = date(2026, 7, 5)
EN = words("en")
POLICY = sample_policy()
SERIOUS: dict[str, Any] = {
    "id": "m1", "type": "党内严重警告", "decided_on": "2026-03-05", "decided_by": "tt-jw", "form": 2,
    "document": "示纪〔2026〕1号", "accountability": True, "matter": "M1", "cause": "示例",
    "delivered_on": "2026-03-06", "announced_on": "2026-03-07",
    "executed_on": "2026-03-08", "execution_reported_on": "2026-03-09", "rank": "科级正职", "post": "科长",
    "category": "公务员", "unit": "tt-unit", "lifted_by": "tt-jw",
}  # fmt: skip
LIFTED = {**SERIOUS, "type": "行政记过", "decided_on": "2017-03-05", "lifted_on": "2018-09-06"}
PROBATION = {**SERIOUS, "type": "留党察看", "decided_on": "2024-03-05", "probation_months": 12,
             "rights_restored_on": "2025-03-06"}  # fmt: skip
REMOVED = {**SERIOUS, "type": "免职", "removal_reason": "问责"}
WARNING = {**SERIOUS, "type": "党内警告", "decided_on": "2025-09-05"}
WHOLE: dict[str, Any] = {
    **PERSON, "helpers": [{**HELPER, "from": "2026-03-06"}], "informed_on": "2026-03-06",
    "unit_history": [{"unit": "tt-other", "post": "科员", "rank": "科级副职", "category": "参公人员",
                      "to": "2025-01-31"}],
    "appointments": [{"on": "2026-04-01", "kind": "平级任用", "post": "科长", "unit": "tt-unit"}],
    "deferrals": [], "achievements": [], "held": [], "return_to_scope": [], "end_appraisal": None, "left": None,
}  # fmt: skip
BAD = {"x": "y"}  # no field of one value can be a mapping
STATE, DUTIES = "state", "duties"
OF_MEASURE = {  # what a field decides where its measure is of this kind; what is not named decides nothing
    "党内严重警告": {"type": STATE, "decided_on": STATE, "months": STATE, "stated_end": STATE, "revoked_on": STATE,
               "basis_version": STATE, "category": STATE},
    "行政记过": {"type": STATE, "decided_on": STATE, "months": STATE, "stated_end": STATE, "revoked_on": STATE,
             "lifted_on": STATE, "category": STATE},
    "留党察看": {"type": STATE, "decided_on": STATE, "months": STATE, "stated_end": STATE, "revoked_on": STATE,
             "basis_version": STATE, "category": STATE, "probation_months": STATE, "probation_extended_on": STATE,
             "rights_restored_on": STATE},
    "免职": {"type": STATE, "decided_on": STATE, "months": STATE, "stated_end": STATE, "revoked_on": STATE,
           "removal_reason": STATE, "category": STATE},
}  # fmt: skip
ALWAYS_OPEN = {"announced_on": DUTIES, "executed_on": DUTIES, "execution_reported_on": DUTIES, "delivered_on": DUTIES,
               "decided_by": DUTIES, "form": DUTIES, "accountability": DUTIES}  # fmt: skip
OF_PERSON = {"unit": DUTIES, "supervised_by": DUTIES, "helpers": DUTIES, "deferrals": DUTIES, "return_to_scope": DUTIES,
             "category": STATE, "measures": STATE, "unit_history": STATE, "held": STATE, "left": STATE}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What the lists say of the person."""

    state: str
    until: date | None
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    duties: tuple[tuple[Any, ...], ...]


def load(measures: list[dict[str, Any]], facts: dict[str, Any] | None = None, **secret: Any) -> Register:
    files = person(*measures, **(WHOLE if facts is None else facts)) | (restricted(**secret) if secret else {})
    return register({**ORGANIZATIONS, **files}, POLICY)


def answer(found: Register, day: date = DAY) -> Answer:
    lists = Lists(found, POLICY, day)
    row = lists.eligible_of(CODE)
    assert row is not None
    duties = tuple((each.duty, each.period, each.status, each.due_on, each.owner) for each in lists.duties_of(CODE))
    return Answer(row.state, row.until, tuple(EN(each) for each in row.reasons), row.missing, duties)


def said(one: Answer) -> tuple[object, ...]:
    """All but the duties."""
    return one.state, one.until, one.reasons, one.missing


MEASURES = [SERIOUS, LIFTED, PROBATION, REMOVED]
FIELDS = [(base, field) for base in MEASURES for field in Measure.model_fields]


@pytest.mark.parametrize(("base", "field"), FIELDS, ids=[f"{base['type']}-{field}" for base, field in FIELDS])
def test_an_unreadable_field_of_a_measure(base: dict[str, Any], field: str) -> None:
    """Where the state needs it the row stands as unknown and names it alone; else nothing changes."""
    whole, found = answer(load([base])), answer(load([{**base, field: BAD}]))
    if OF_MEASURE[base["type"]].get(field) == STATE:
        assert (found.state, found.until) == ("unknown", None)
        assert found.missing == (f"measures[0].{field}",)
    else:
        assert said(found) == said(whole)
        assert field in ALWAYS_OPEN or found.duties == whole.duties


@pytest.mark.parametrize(("base", "field"), FIELDS, ids=[f"{base['type']}-{field}" for base, field in FIELDS])
def test_a_misspelt_key_of_a_measure(base: dict[str, Any], field: str) -> None:
    """Beside the right one it changes nothing at all; in its place it is as if the field were not there."""
    assert answer(load([{**base, f"{field}_": "2026-03-05"}])) == answer(load([base]))
    without = {key: value for key, value in base.items() if key != field}
    assert answer(load([{**without, f"{field}_": "2026-03-05"}])) == answer(load([without]))


@pytest.mark.parametrize("field", ["type", "decided_on", "decided_by", "form"])
def test_a_missing_key_is_an_unreadable_one(field: str) -> None:
    without = {key: value for key, value in SERIOUS.items() if key != field}
    assert answer(load([without])) == answer(load([{**SERIOUS, field: BAD}]))


@pytest.mark.parametrize("typed", ["是", "yes", "1", BAD])
def test_what_the_field_of_one_word_spoilt(typed: object) -> None:
    """Accountability decides no day: the talks are owed, and the row has its end."""
    found = answer(load([{**SERIOUS, "accountability": typed}]))
    assert (found.state, found.until, found.missing) == ("in_period", date(2027, 9, 5), ())
    assert found == answer(load([SERIOUS]))
    talks = [each[1:3] for each in found.duties if each[0] == "talk"]
    assert talks == [("2026Q2", "overdue"), ("2026Q3", "upcoming")]


IMPOSSIBLE = (
    (SERIOUS, {"months": 0}, ("measures[0].months",)),
    (SERIOUS, {"months": 6}, ()),
    (SERIOUS, {"probation_months": 13}, ()),  # it decides nothing here
    (PROBATION, {"probation_months": 13}, ("measures[0].probation_months",)),
    (PROBATION, {"probation_months": 24}, ()),
    (REMOVED, {"months": 0}, ("measures[0].months",)),
    ({**SERIOUS, "type": "政务记过"}, {"months": 49}, ("measures[0].months",)),
    ({**SERIOUS, "type": "政务记过"}, {"months": 48}, ()),
    ({**SERIOUS, "type": "批评教育"}, {"months": 0}, None),
)


@pytest.mark.parametrize(("base", "typed", "missing"), IMPOSSIBLE)
def test_an_impossible_number(base: dict[str, Any], typed: dict[str, Any], missing: tuple[str, ...] | None) -> None:
    """A number that no law can give makes the row unknown, under its own name."""
    row = Lists(load([{**base, **typed}]), POLICY, DAY).eligible_of(CODE)
    assert (row and row.missing) == missing
    assert row is None or (row.state == "unknown") is bool(missing)


@pytest.mark.parametrize("field", ["id", "matter", "replaces"])
def test_what_says_something_beside_another_measure_only(field: str) -> None:
    other = {**WARNING, "id": "m0", "matter": "M0"}
    found = answer(load([other, {**SERIOUS, field: BAD}]))
    assert (found.state, found.until, found.missing) == ("in_period", None, (f"measures[1].{field}",))


def spoilt(field: str) -> dict[str, str | bytes]:
    """The person's file with one field that cannot be read."""
    ((path, text),) = person(SERIOUS, **{**WHOLE, field: BAD} if field not in ("code", "measures") else WHOLE).items()
    text = str(text).replace(f"code: {CODE}", "code: {x: y}") if field == "code" else str(text)
    return {path: text.replace("measures:", "measures: 是\nmeasures_:") if field == "measures" else text}


@pytest.mark.parametrize("field", [each.alias or name for name, each in Person.model_fields.items()])
def test_an_unreadable_field_of_the_person(field: str) -> None:
    """The same for the record itself."""
    whole, found = answer(load([SERIOUS])), answer(register({**ORGANIZATIONS, **spoilt(field)}, POLICY))
    if OF_PERSON.get(field) == STATE:
        assert found.state == "unknown" or field in ("category", "held", "left", "unit_history")
        assert [each.partition("[")[0].partition(".")[0] for each in found.missing] == [field]
    else:
        assert said(found) == said(whole)
        assert field in OF_PERSON or found.duties == whole.duties


HOLD = {"since": "2027-09-06", "by": "tt-zz", "reason": "示例", "document": "D1", "review_on": "2028-03-01"}
ENTRIES = (  # list, entry, field, what it decides, day
    *(("held", HOLD, field, STATE if field in ("since", "until") else DUTIES if field in ("by", "review_on") else None)
      for field in (*HOLD, "until")),
    *(("unit_history", {"unit": "tt-other", "post": "科员", "rank": "科级副职", "category": "参公人员",
                        "from": "2020-01-01", "to": "2025-01-31"}, field,
       STATE if field in ("category", "from", "to") else DUTIES if field in ("unit", "supervised_by") else None)
      for field in ("unit", "post", "rank", "category", "supervised_by", "from", "to")),
    ("left", {"on": "2027-10-01", "reason": "退休"}, "on", STATE),
    ("left", {"on": "2027-10-01", "reason": "死亡"}, "reason", "reason"),
    *(("return_to_scope", {"reminded_on": "2027-09-07", "confirmed_on": "2027-09-08", "reply": "同意"}, field,
       None if field == "reply" else DUTIES) for field in ("reminded_on", "confirmed_on", "reply")),
    *(("helpers", HELPER, field, None if field == "post" else DUTIES) for field in HELPER),
)  # fmt: skip


@pytest.mark.parametrize(("name", "entry", "field", "decides"), ENTRIES, ids=[f"{row[0]}.{row[2]}" for row in ENTRIES])
def test_an_unreadable_field_of_an_entry(name: str, entry: dict[str, Any], field: str, decides: str | None) -> None:
    """An entry stands without a field that decides nothing; where the state needs it, it is named."""
    day, one = date(2027, 10, 5), name == "left"
    facts = {**WHOLE, name: entry if one else [entry]}
    spoilt = {**WHOLE, name: {**entry, field: BAD} if one else [{**entry, field: BAD}]}
    whole, found = answer(load([SERIOUS], facts), day), answer(load([SERIOUS], spoilt), day)
    if decides == STATE:
        assert found.missing == (f"{name}.{field}" if one else f"{name}[0].{field}",)
    elif decides is None:
        assert found == whole
    else:
        assert (found.state, found.until, found.missing) == (whole.state, whole.until, ())


def test_nobody_is_said_to_lack_a_helper_who_cannot_be_read() -> None:
    spoilt = {**WHOLE, "helpers": [{**HELPER, "from": BAD}]}
    assert not [each for each in answer(load([SERIOUS], spoilt)).duties if each[0] == "helper-missing"]


def test_no_sentence_names_what_stands_for_an_unreadable_body() -> None:
    held = {**WHOLE, "held": [{**HOLD, "by": BAD}]}
    missing = {**LIFTED, "decided_on": "2016-03-05", "decided_by": BAD}
    del missing["lifted_on"]
    for found in (answer(load([SERIOUS], held), date(2028, 4, 1)), answer(load([missing]))):
        assert not any(f" {UNREAD}" in each for each in found.reasons)
        assert UNREAD not in [each[4] for each in found.duties]


SECRETS: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("investigations", {"opened_on": "2027-09-10", "closed_on": "2027-09-20"}, {"opened_on", "closed_on"}),
    ("violations", {"on": "2027-09-10", "settled_on": "2027-09-20", "visit": "2026-05-01-visit", "handover": "X1",
                    "handed_to": "tt-jw", "result": "不成立"}, {"on", "settled_on"}),
    ("issues_raised", {"on": "2027-09-10", "settled_on": "2027-09-20", "kind": "问题", "handed_to": "tt-jw"}, set()),
)  # fmt: skip
SECRET_FIELDS = [(name, entry, field, field in needed) for name, entry, needed in SECRETS for field in entry]


@pytest.mark.parametrize(("name", "entry", "field", "needed"), SECRET_FIELDS)
def test_an_unreadable_field_of_a_restricted_fact(name: str, entry: dict[str, Any], field: str, needed: bool) -> None:
    assert name in Restricted.model_fields
    one: dict[str, Any] = {name: [entry]}
    other: dict[str, Any] = {name: [{**entry, field: BAD}]}
    whole, found = (answer(load([SERIOUS], **each), date(2027, 10, 5)) for each in (one, other))
    assert (found.state == "unknown", bool(found.missing)) == (needed, needed)
    assert needed or said(found) == said(whole)
