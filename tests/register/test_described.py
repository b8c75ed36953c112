"""What the models say of their parts: nobody who follows, hides, audits or shows a list can forget one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pytest

from huifang.history.audit.entries import WATCHED
from huifang.history.fields import IDENTITIES, known_by
from huifang.past.rows import BY_PROSE, PROSE
from huifang.register.described import ALL, LISTS, RECORDS, parts_of
from huifang.register.known import known_record
from huifang.register.load import SHAPES
from huifang.register.models.base import Many, Mapped
from huifang.register.models.description import Description
from huifang.register.scalars import Day, Line
from huifang.register.shapes import fields_of, part_of
from huifang_demo.timeline.known import ENTERED, FILLED

if TYPE_CHECKING:
    pass

UNDATED = {"unit_history", "visitors", "actions", "visits", "organizations"}  # no day of an entry says when it came
NOT_WATCHED = {  # lists whose entries have other checks of the audit, or none on purpose
    "measures": "measure_changed and its like",
    "achievements": "nothing is computed from them",
    "visitors": "a filed visit is watched whole",
    "actions": "a filed visit is watched whole",
    "investigations": "stands in a clone of its own",
    "violations": "stands in a clone of its own",
    "issues_raised": "stands in a clone of its own",
    "organizations": "no list of a record of a person",
    "checked": "checked_changed",
}


def described() -> list[tuple[str, type[Mapped], bool]]:
    """Every mapping below a record, once a model."""
    return list({model: (key, model, is_list) for key, model, is_list in ALL}.values())


def test_every_shape_is_looked_through() -> None:
    shapes = {part_of(shape.adapter._type) for shape in SHAPES.values()} - {None}  # noqa: SLF001 - as shapes.py does
    assert shapes == set(RECORDS)


@pytest.mark.parametrize(
    ("key", "model", "is_list"), described(), ids=lambda value: str(getattr(value, "__name__", value))
)
def test_a_description_names_keys_of_its_model(key: str, model: type[Mapped], is_list: bool) -> None:
    said = model.description
    named = {name for group in said.known_by for name in group} | {*said.later, *said.computed_with, *said.prose}
    named |= {other for others in said.later.values() for other in others} | ({said.since} if said.since else set())
    assert named <= fields_of(model).keys()
    assert bool(said.known_by) == is_list or key == "checked"


def test_every_list_is_followed_dated_and_watched_or_says_why_not() -> None:
    assert LISTS.keys() == IDENTITIES.keys()
    assert LISTS.keys() - ENTERED.keys() == UNDATED | {"checked"}
    assert {day for said in LISTS.values() for day in said.later} == FILLED.keys()
    assert LISTS.keys() - WATCHED.keys() == NOT_WATCHED.keys()
    assert {*BY_PROSE} - {"study"} == {
        key for key, said in LISTS.items() if PROSE & {name for group in said.known_by for name in group}
    }


class Trip(Mapped):
    """An entry of a list that the format does not have."""

    description: ClassVar = Description(known_by=(("place",),), since="begun", later={"ended": ()})
    place: Line
    begun: Day
    ended: Day | None = None


class Diary(Mapped):
    """A record that the format does not have."""

    trips: Many[Trip] = ()


TRIPS = Diary.model_validate({
    "trips": [
        {"place": "甲", "begun": "2026-01-05", "ended": "2026-02-10"},
        {"place": "乙", "begun": "2026-02-01"},
    ]
})  # fmt: skip


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        ("2026-01-04", []),
        ("2026-01-05", [("甲", None)]),
        ("2026-01-31", [("甲", None)]),
        ("2026-02-01", [("甲", None), ("乙", None)]),
        ("2026-02-09", [("甲", None), ("乙", None)]),
        ("2026-02-10", [("甲", date(2026, 2, 10)), ("乙", None)]),
    ],
)
def test_a_new_list_is_known_by_its_days(day: str, seen: list[tuple[str, date | None]]) -> None:
    known = known_record(TRIPS, date.fromisoformat(day))
    assert [(each.place, each.ended) for each in known.trips] == seen
    assert [part.attribute for part in parts_of(Diary)] == ["trips"]


def test_an_entry_is_followed_by_what_its_model_says() -> None:
    entries = [{"name": "王某", "from": "2026-01-01", "post": "局长"}, {"name": "王某", "from": "2026-01-01"}]
    assert list(known_by("helpers", entries)) == ["王某@2026-01-01", "王某@2026-01-01#2"]  # type: ignore[arg-type]
