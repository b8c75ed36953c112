"""The four records that `huifang new` makes: a person, a visit, a talk, a plan."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from huifang.editing.new import RefusedError, Spec, Workspace, codes_from, names_of_day, unknown
from huifang.editing.templates import filled_record, marked, notes
from huifang.editing.writing import front_matter, mapping
from huifang.register.models import Measure, Person, Plan, Talk, Visit
from huifang.register.organizations import OUTSIDE
from huifang.register.scalars import DAY, WHOLE, read_day
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register.models import District

HELD, NO_WORD = "held", "其他"
DISCIPLINE = "纪检监察机关"
MANAGED = {"市": "市管", "区": "区管"}
EVERY_MEASURE = (
    "type", "decided_on", "decided_by", "form", "document", "accountability", "matter", "cause",
    "delivered_on", "announced_on", "executed_on", "execution_reported_on",
)  # fmt: skip
PROBATION = ("probation_months", "probation_extended_on", "rights_restored_on")
VISITOR = Spec(("name", "body", "post", "in_charge"), N_("NAME:BODY:POST:in_charge"), frozenset({"name"}))
HELPER = Spec(("name", "unit", "post", "from"), N_("NAME:UNIT:POST:FROM"), frozenset({"name", "unit", "post", "from"}))
PLANNED = Spec(("person", "month", "by", "reason"), N_("CODE:MONTH:BY:REASON"), frozenset({"person", "month"}))
IN_CHARGE = {"in_charge": "true", "true": "true", "带队": "true", "false": "false"}
ALIKE = ("unit", "type", "decided_on", "document")  # by which somebody is found who is registered already


class NewRecord(NamedTuple):
    """The file, and what stands in it without having been said."""

    path: Path
    assumed: Mapping[str, str]


def new_person(
    desk: Workspace, given: Mapping[str, Raw], measure: Mapping[str, Raw], text: str = "", *, again: bool = False
) -> NewRecord:
    """A person under the next free code of the unit's district, or of the one that is named.

    RefusedError where somebody with the same unit, kind and day is there already, unless `again` says that it is
    somebody else.
    """
    district = _district(desk, given)
    if not again and measure.get("decided_on"):
        both = {**given, **measure}
        desk.refuse_double({key: str(both[key]) for key in ALIKE if both.get(key)})
    assumed = assumed_person(desk, district, given, measure)
    kept: dict[str, Raw] = {key: value for key, value in assumed.items() if key != "decided_by"}
    decided = {"decided_by": assumed["decided_by"]} if "decided_by" in assumed else {}
    template: dict[str, Raw] = {
        "post": None,
        **kept,
        **{key: value for key, value in given.items() if key != "district"},
    }
    template["measures"] = [measure_of({**decided, **measure}, desk.policy)]
    template["helpers"] = [dict(HELPER.parts(str(each))) for each in _many(given, "helpers")]
    comments = marked(notes(Person, desk.policy, desk.words), kept, [f"measures.{key}" for key in decided])

    def text_of(name: str) -> str:
        return front_matter(filled_record(Person, {**template, "code": name.split("/")[2]}), text, comments)

    codes = codes_from(district, desk.next_number(district))
    names = (f"people/{district.id}/{code}/person.md" for code in codes)
    return NewRecord(desk.write(desk.tree_of(district.id), names, text_of, ()), assumed)


def _district(desk: Workspace, given: Mapping[str, Raw]) -> District:
    own = desk.district_of(str(given["unit"]))
    districts = desk.frame.organizations.districts
    named = str(given.get("district") or own.id)
    if named not in districts:
        raise unknown(say("there is no district {value}", value=named), named, districts)
    district = districts[named]
    if district.level == OUTSIDE or district.prefix is None:
        raise RefusedError(
            say("{district} gives no codes: it is outside the register or has no prefix", district=named)
        )
    return district


def assumed_person(
    desk: Workspace, district: District, given: Mapping[str, Raw], measure: Mapping[str, Raw]
) -> dict[str, str]:
    """What a record cannot do without and nobody said."""
    bodies = desk.frame.organizations
    mine = [each for each in bodies.by_id.values() if bodies.district_of(each.id) == district.id]
    decided_by = str(measure.get("decided_by") or "")
    body = next((each.id for each in mine if each.kind == DISCIPLINE), str(given["unit"]))
    supervising = decided_by if bodies.is_discipline_body(decided_by) else body
    family = desk.policy.types[str(measure["type"])].family if str(measure["type"]) in desk.policy.types else ""
    assumed = {
        "rank": NO_WORD,
        "category": NO_WORD,
        "party_member": "true" if family == "party" else "false",
        "management": MANAGED.get(district.level, NO_WORD),
        "supervised_by": supervising,
    }
    found = {key: value for key, value in assumed.items() if key not in given}
    return found | ({} if decided_by else {"decided_by": str(given.get("supervised_by") or body)})


def assumed_values(desk: Workspace, kind: str, given: Mapping[str, str]) -> Mapping[str, str]:
    """What a new record would get by itself, as far as it follows from what was said."""
    if kind == "plan":
        return {"year": str(desk.day.year)}
    if kind == "person":
        measure = {"type": given.get("type", ""), "decided_by": given.get("decided_by", "")}
        return assumed_person(desk, _district(desk, given), given, measure) if "unit" in given else {}
    found = {"date": str(desk.day)} | ({"outcome": HELD} if kind == "visit" else {})
    if "code" in given:
        with suppress(RefusedError):
            day = _day(desk, given.get("date"))
            own = ("helper", _helper(desk, given["code"], day)) if kind == "talk" else None
            found |= [own or ("body", _supervising(desk, given["code"], day, {}))]
    return found


def measure_of(given: Mapping[str, Raw], policy: Policy) -> dict[str, Raw]:
    """A measure with the keys that apply to its kind."""
    shown = [*EVERY_MEASURE]
    rule = policy.types.get(str(given["type"]))
    if rule is not None:
        shown += PROBATION if rule.effect == "probation" else ()
        shown += ("removal_reason",) if policy.by_reason(rule.type) else ()
        shown += ("lifted_on", "lifted_by") if rule.type in policy.lifted_types else ()
        shown += ("months",) if any(each.bars and each.months is None for each in rule.versions) else ()
    return filled_record(Measure, given, [key for key in Measure.model_fields if key not in shown])


def new_visit(
    desk: Workspace, code: str, day: str | None, given: Mapping[str, Raw], text: str = "", *, again: bool = False
) -> NewRecord:
    """A visit of a person on a day, by default today's, of the body that owes the follow-up."""
    tree, folder = desk.folder_of(code)
    date_of = _day(desk, day)
    assumed: dict[str, str] = {} if day else {"date": str(date_of)}
    body = str(given.get("body") or "") or _supervising(desk, code, date_of, assumed)
    desk.district_of(body)
    made: dict[str, Raw] = {"kind": "回访", "date": date_of, "body": body, "outcome": HELD, **given}
    made["visitors"] = [_visitor(str(each), body) for each in _many(given, "visitors")]
    if made["outcome"] == HELD:
        _facts_of_held(made)
    left_out = () if desk.policy.on(date_of).grade.shown else ("grade",)
    content = front_matter(
        filled_record(Visit, made, left_out), text, marked(notes(Visit, desk.policy, desk.words), assumed)
    )
    return NewRecord(
        desk.write(tree, names_of_day(folder, str(date_of), "visit", again=again), lambda _: content, (code,)), assumed
    )


FACTS_OF_HELD = {"methods": "--method", "interviews": "--interview", "situation": "--situation"}


def _facts_of_held(made: Mapping[str, Raw]) -> None:
    """What a held visit found is a fact about a person: it is asked for and never filled in."""
    absent = tuple(option for key, option in FACTS_OF_HELD.items() if not made.get(key))
    if absent:
        message = say("a held visit needs {options}; for an attempt: --outcome unreachable or refused", options=absent)
        raise RefusedError(message)


def new_talk(
    desk: Workspace, code: str, day: str | None, given: Mapping[str, Raw], text: str = "", *, again: bool = False
) -> NewRecord:
    """A talk with a person on a day, by default today's, by the helper of that day."""
    tree, folder = desk.folder_of(code)
    date_of = _day(desk, day)
    assumed: dict[str, str] = {} if day else {"date": str(date_of)}
    helper = str(given.get("helper") or "") or _helper(desk, code, date_of)
    if not given.get("helper"):
        assumed["helper"] = helper
    made: dict[str, Raw] = {"kind": "谈心谈话", "date": date_of, **given, "helper": helper}
    content = front_matter(filled_record(Talk, made), text, marked(notes(Talk, desk.policy, desk.words), assumed))
    return NewRecord(
        desk.write(tree, names_of_day(folder, str(date_of), "talk", again=again), lambda _: content, (code,)), assumed
    )


def new_plan(desk: Workspace, body: str, year: str | None, given: Mapping[str, Raw]) -> NewRecord:
    """The plan of a body for a year, by default this one."""
    tree = desk.tree_of(desk.district_of(body).id)
    when = year or str(desk.day.year)
    if not WHOLE.fullmatch(when) or len(when) != len("2026"):
        raise RefusedError(say("{value} is not a year", value=when))
    visits = [dict(PLANNED.parts(str(each))) for each in _many(given, "visits")]
    for visit in visits:
        desk.folder_of(visit["person"])
    made: dict[str, Raw] = {**given, "body": body, "year": when, "visits": [*visits]}
    content = mapping(filled_record(Plan, made), notes(Plan, desk.policy, desk.words))
    name = f"plans/{when}-{body}.yml"
    if (tree.root / name).exists():
        raise RefusedError(say("{path} exists already; nothing was written", path=f"{tree.name}/{name}"))
    people = [visit["person"] for visit in visits]
    return NewRecord(desk.write(tree, (name,), lambda _: content, people), {} if year else {"year": when})


def _many(given: Mapping[str, Raw], key: str) -> Sequence[Raw]:
    value = given.get(key)
    return value if isinstance(value, (list, tuple)) else ()


def _visitor(spec: str, body: str) -> Raw:
    parts = VISITOR.parts(spec)
    charge = parts.get("in_charge")
    if charge is not None and charge not in IN_CHARGE:
        raise RefusedError(say("{value} is not written as {form}", value=spec, form=say(VISITOR.form)))
    known = {} if charge is None else {"in_charge": IN_CHARGE[charge]}
    return {"name": parts["name"], "body": body, **parts, **known}


def _day(desk: Workspace, typed: str | None) -> date:
    if typed is None:
        return desk.day
    if not DAY.fullmatch(typed):
        raise RefusedError(say("{value} is not a day; write YYYY-MM-DD", value=typed))
    try:
        return read_day(typed)
    except ValueError as problem:
        raise RefusedError(say("{value} is not in the calendar", value=typed)) from problem


def _supervising(desk: Workspace, code: str, day: date, assumed: dict[str, str]) -> str:
    register = desk.with_person(code)
    desk.refuse_unreadable(register, code, "supervised_by")
    body = register.people[code].supervised_by_on(day)
    if body not in register.organizations:
        raise RefusedError(say("who visits {code}? name the body with --body", code=code))
    assumed["body"] = body
    return body


def _helper(desk: Workspace, code: str, day: date) -> str:
    register = desk.with_person(code)
    desk.refuse_unreadable(register, code, "helpers")
    helpers = register.people[code].helpers
    active = [each for each in helpers if each.since <= day and (each.to is None or day <= each.to)]
    if not active:
        raise RefusedError(say("{code} has no helper on {day}; name who talked with --helper", code=code, day=day))
    return max(active, key=lambda each: each.since).name
