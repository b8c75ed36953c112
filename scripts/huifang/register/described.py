"""What the models say of their parts, gathered for those who follow, hide, audit or show them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.models import (
    CheckedFile,
    Mapped,
    OrganizationFile,
    Person,
    Plan,
    RegisterFile,
    Restricted,
    Talk,
    Visit,
)
from huifang.register.shapes import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.register.models.description import Description

RECORDS = (Person, Visit, Talk, Plan, Restricted, OrganizationFile, RegisterFile, CheckedFile)


class Part(NamedTuple):
    """A mapping, or a list of mappings, in a record: the attribute that holds it, and its model.

    `days`: where an entry is known by days alone, these; without one of them there is nothing to know.
    """

    attribute: str
    model: type[Mapped]
    is_list: bool
    since: str | None
    later: tuple[str, ...]
    days: tuple[str, ...]


@cache
def parts_of(model: type[Mapped]) -> tuple[Part, ...]:
    """The mappings and lists of mappings right below a mapping; days by attribute, not by key."""
    return tuple(_parts(model))


def _parts(model: type[Mapped]) -> Iterator[Part]:
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    for key, place in fields_of(model).items():
        inner = place.model
        if inner is not None and issubclass(inner, Mapped):
            below = {field.alias or name: name for name, field in inner.model_fields.items()}
            said = inner.description
            since = below[said.since] if said.since else None
            later = tuple(below[day] for day in said.later)
            named = tuple(below[name] for group in said.known_by for name in group)
            days = named if set(named) <= {since, *later} else ()
            yield Part(names[key], inner, place.entry is not None, since, later, days)


def _walk(model: type[Mapped]) -> Iterator[tuple[str, type[Mapped], bool]]:
    """Key, model and whether it is a list, of everything below a record."""
    for key, place in fields_of(model).items():
        inner = place.model
        if inner is not None and issubclass(inner, Mapped):
            yield key, inner, place.entry is not None
            yield from _walk(inner)


ALL = tuple(each for record in RECORDS for each in _walk(record))
LISTS: Mapping[str, Description] = {key: model.description for key, model, is_list in ALL if is_list}
MODELS: tuple[type[Mapped], ...] = (*RECORDS, *(model for _, model, _ in ALL))
PROSE = frozenset(key for model in MODELS for key in model.description.prose)  # free text, as far as it has a key
APART = frozenset(
    key for key, place in fields_of(Person).items()
    if place.model is not None and issubclass(place.model, Mapped) and place.model.description.apart
) | frozenset(Person.description.later)  # fmt: skip
