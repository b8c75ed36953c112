"""Which fields of a record decide a person's state, and which an entry cannot stand without: all that reading asks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register.days import DecisionDay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

FIELD = re.compile(r"(?P<list>[a-z_]+)(?:\[\d+\])?(?:\.(?P<key>.+))?")
STATE: Mapping[str, tuple[str, ...]] = {  # fields that decide the state; () where the value itself does
    "category": (),
    "left": ("on",),
    "measures": (
        "id",
        "type",
        "decided_on",
        "matter",
        "replaces",
        "basis_version",
        "months",
        "stated_end",
        "probation_months",
        "probation_extended_on",
        "rights_restored_on",
        "lifted_on",
        "revoked_on",
        "removal_reason",
        "category",
    ),
    "unit_history": ("category", "from", "to"),
    "held": ("since", "until"),
    "investigations": ("opened_on", "closed_on"),
    "violations": ("on", "settled_on"),
}
STANDS_BY: Mapping[str, tuple[str, ...]] = {  # without one of these an entry would say something else than was written
    "helpers": ("name", "unit", "from", "to"),
    "unit_history": ("from", "to"),
    "held": ("since", "until"),
    "appointments": ("on", "kind"),
    "deferrals": ("duty", "from", "until", "approved_on"),
    "achievements": ("on", "what"),
    "actions": ("what", "by", "due", "done"),
    "visitors": ("name", "body", "in_charge"),
    "visits": ("person", "month"),
    "investigations": ("opened_on", "closed_on"),
    "violations": ("on", "settled_on"),
    "issues_raised": ("handed_to", "on", "settled_on"),
    "left": ("on",),
}
LAST_INSIDE = ("to",)  # of the fields known on their day, those that name the last day of what was


def decides_state(field: str) -> bool:
    """Whether a state needs a field, written as `measures[0].months`; an entry or list that is lost whole counts."""
    found = FIELD.fullmatch(field)
    keys = STATE.get(found["list"]) if found else None
    return found is not None and keys is not None and (not keys or found["key"] is None or found["key"] in keys)


def deciding_days(*records: BaseModel | None) -> Iterator[date]:
    """The days on which what decides the state of somebody may have changed, as the records have it."""
    for record in records:
        for name in STATE if record is not None else ():
            values = getattr(record, name, None)
            for entry in values if isinstance(values, tuple) else (values,):
                yield from _days(entry, STATE[name])


def _days(entry: object, keys: tuple[str, ...]) -> Iterator[date]:
    for key in keys:
        value = getattr(entry, "since" if key == "from" else key, None)
        if isinstance(value, DecisionDay):
            yield value.last
        elif isinstance(value, date):
            yield value + timedelta(days=1) if key in LAST_INSIDE else value
