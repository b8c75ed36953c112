"""New records from a ledger: what nobody said is filled in as `new` does, and marked to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.editing.ledger.drafts import merged_values
from huifang.editing.ledger.plain import record_text
from huifang.editing.records import HELD, assumed_person
from huifang.editing.templates import TO_CONFIRM
from huifang.register.models import Person, Talk, Visit
from huifang.register.organizations import OUTSIDE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.ledger.drafts import PersonDraft
    from huifang.editing.ledger.rows import Entry, LedgerRow
    from huifang.editing.new import Workspace
    from huifang.editing.writing import Raw
    from huifang.register.models import District

BY = "decided_by"


class Made(NamedTuple):
    """The text of a record, and what in it nobody said."""

    content: bytes
    assumed: Mapping[str, str]


def district_for(desk: Workspace, draft: PersonDraft) -> District | None:
    """The district that gives a new person the code: of the code, else of the unit; None, with a problem, for none."""
    districts = desk.frame.organizations.districts
    if draft.given and draft.given != "new":
        prefix = draft.given.partition("-")[0]
        return next((each for each in districts.values() if each.prefix == prefix), None)
    if not draft.unit:
        draft.refuse(say("the unit is not given"), say("fill in the unit of the person"), "unit")
        return None
    district = districts[desk.frame.organizations.district_of(draft.unit) or ""]
    if district.level == OUTSIDE or district.prefix is None:
        draft.refuse(say("{district} gives no codes: it is outside the register or has no prefix",
                         district=district.id), say("write the code that the person has"), "unit")  # fmt: skip
        return None
    return district


def refuse_incomplete(draft: PersonDraft) -> None:
    """Problems of what a record cannot do without and nobody may guess."""
    if not draft.unit:
        draft.refuse(say("the unit is not given"), say("fill in the unit of the person"), "unit")
    measures = draft.entries.get("measures", [])
    if not measures:
        draft.refuse(say("no measure is given"), say("fill in kind and day of the measure"), "measures.type")
    for each in measures:
        if "type" not in each.values:
            _refuse_entry(draft, each, say("the kind of the measure is not given"), say("fill in the kind"))
    for each in draft.entries.get("helpers", ()):
        if "from" not in each.values or "name" not in each.values:
            _refuse_entry(draft, each, say("a helper needs a name and the first day"),
                          say("fill in both, or leave the helper out: it is entered later"))  # fmt: skip


def _refuse_entry(draft: PersonDraft, entry: Entry, reason: object, fix: object) -> None:
    place = next(iter(entry.places.values()), "")
    row = next((each for each in draft.rows if any(entry is one for many in each.entries.values() for one in many)),
               draft.first)  # fmt: skip
    row.own.places["·"] = place or row.place_of("code")
    draft.problems.append(row.refuse("·", reason, fix))  # type: ignore[arg-type] # texts


def made_person(desk: Workspace, draft: PersonDraft, district: District, code: str) -> Made:
    """The record of somebody new."""
    values = merged_values(draft)
    measures = [dict(each.values) for each in draft.entries.get("measures", ())]
    helpers = [dict(each.values) for each in draft.entries.get("helpers", ())]
    marks = _marks(draft)
    assumed = {key: value for key, value in assumed_person(desk, district, _given(values), measures[0]).items()
               if key != BY}  # fmt: skip
    for number, measure in enumerate(measures):
        if not measure.get(BY):
            measure[BY] = assumed_person(desk, district, _given(values), measure)[BY]
            assumed[f"measures[{number}].{BY}"] = str(measure[BY])
    for number, helper in enumerate(helpers):
        if not helper.get("unit"):
            helper["unit"] = draft.unit
            assumed[f"helpers[{number}]"] = draft.unit
    if "post" not in values:
        assumed["post"] = ""
    data: dict[str, Raw] = {
        "code": code, "post": None,
        **{key: value for key, value in assumed.items() if "[" not in key and value}, **values,
        **{key: [dict(each.values) for each in entries] for key, entries in draft.entries.items()},
        "measures": [{"decided_on": None, "form": None, **each} for each in measures], "helpers": [*helpers],
    }  # fmt: skip
    notes = dict.fromkeys((*assumed, *marks), TO_CONFIRM)
    text = str(draft.own.values.get("text") or "")
    return Made(record_text(Person, data, text, notes), assumed)


def _given(values: Mapping[str, Raw]) -> dict[str, Raw]:
    return {key: value for key, value in values.items() if value is not None}


def _marks(draft: PersonDraft) -> set[str]:
    """The keys that the ledger itself says are to be confirmed."""
    found = {path.partition(".")[0] for path in draft.own.marked} - {"text"}
    for key, entries in draft.entries.items():
        for number, each in enumerate(entries):
            for inner in each.marked:
                found.add(f"{key}[{number}].{inner}" if key == "measures" else f"{key}[{number}]")
    return found


def made_contact(row: LedgerRow, supervised_by: str) -> Made:
    """The record of a talk or a visit; body and outcome are assumed where nobody says."""
    talk = row.kind.group == "talk"
    values = _nested(row)
    assumed: dict[str, str] = {}
    if not talk:
        if "body" not in values:
            assumed["body"] = supervised_by
        if "outcome" not in values:
            assumed["outcome"] = HELD
    data: dict[str, Raw] = {"kind": "谈心谈话" if talk else "回访", **assumed, **values}
    for key, entries in row.entries.items():
        data[key] = [dict(each.values) for each in entries]
    if not talk:
        data["visitors"] = _visitors(row, str(data["body"]))
    notes = dict.fromkeys((*assumed, *(path.partition(".")[0] for path in row.own.marked)), TO_CONFIRM)
    model = Talk if talk else Visit
    return Made(record_text(model, data, str(row.own.values.get("text") or ""), notes), assumed)


def _nested(row: LedgerRow) -> dict[str, Raw]:
    made: dict[str, Raw] = {}
    for path, value in row.own.values.items():
        key, _, inner = path.partition(".")
        below = made.setdefault(key, {}) if inner else None
        if isinstance(below, dict):
            below[inner] = value
        elif key not in ("code", "name", "text"):
            made[key] = value
    return made


def _visitors(row: LedgerRow, body: str) -> list[Raw]:
    """Each visitor with a body; a cell with several names is several visitors."""
    made: list[Raw] = []
    for entry in row.entries.get("visitors", ()):
        names = [each for each in str(entry.values.get("name") or "").replace("，", "、").split("、") if each.strip()]
        named: list[dict[str, Raw]] = [{"name": name.strip()} for name in names]
        made += [{"body": body, **entry.values, **name} for name in named or [{}]]
    return made
