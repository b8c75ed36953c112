"""Fields of one kind in every record: found in the models, so that none can be forgotten."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from huifang.register.shapes import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from huifang.register import Key
    from huifang.register.models import Mapped, Record

Steps = tuple[tuple[str, str], ...]  # of each step the key of the format and the name of the model; "*" is each entry
ENTRIES = ("*", "*")


@cache
def steps_to(kind: type[Record], *readers: Callable[[object], Any]) -> tuple[Steps, ...]:
    """The ways to every value that one of these readers reads."""
    return tuple(_below(kind, frozenset(readers)))


def _below(model: type[BaseModel], readers: frozenset[Callable[[object], Any]]) -> Iterator[Steps]:
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    for key, place in fields_of(model).items():
        step = ((key, names[key]), *((ENTRIES,) if place.entry else ()))
        if place.model is not None:
            yield from ((*step, *rest) for rest in _below(place.model, readers))
        elif _is_read_by(place.annotation, readers):
            yield step


def _is_read_by(annotation: Any, readers: frozenset[Callable[[object], Any]]) -> bool:  # noqa: ANN401 - any type
    parts = (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    return any(getattr(part, "func", None) in readers or _is_read_by(part, readers) for part in parts)


def values_at(part: Mapped | tuple[Any, ...] | object, steps: Steps, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """The values at the end of a way, with the key of each; what is left out gives none."""
    if part is None:
        return
    if not steps:
        yield key, part
    elif steps[0] is ENTRIES or steps[0] == ENTRIES:
        for number, entry in enumerate(part if isinstance(part, tuple) else ()):
            yield from values_at(entry, steps[1:], (*key, number))
    else:
        yield from values_at(getattr(part, steps[0][1]), steps[1:], (*key, steps[0][0]))
