"""What a form asks for: the fields of a kind of record, derived from its model, with labels, words and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from huifang.forms.arrangement import HINTS, LABELS, OPEN_KEYS, SHORT, TYPE_HINTS
from huifang.register.models import Mapped
from huifang.register.scalars import (
    BodyOrName,
    Code,
    Day,
    DecidedOn,
    Flag,
    Line,
    MarkOf,
    OrganizationId,
    PrefixOf,
    Reference,
    Term,
    Whole,
    WordOf,
)
from huifang.register.shapes import fields_of, required
from huifang.register.talk_periods import TalkPeriod

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from huifang.policy import Policy
    from huifang.register.shapes import KeyType
    from huifang.texts import Words

Json = dict[str, Any]
TYPES = {
    "day": Day, "term": Term, "decided": DecidedOn, "whole": Whole, "flag": Flag, "text": Line, "mark": MarkOf,
    "body_or_name": BodyOrName, "code": Code, "organization": OrganizationId, "prefix": PrefixOf,
    "reference": Reference, "period": TalkPeriod,
}  # fmt: skip
WORD, GROUP, LITERAL = "word", "group", "literal"


class TypeFound(NamedTuple):
    """The name of a type of values; of a word the name of its enumeration, of a literal what must stand there."""

    name: str
    detail: str = ""


def _read_by(annotation: Any) -> Callable[..., Any]:  # noqa: ANN401 - any type expression
    found: Callable[..., Any] = next(part.func for part in annotation.__metadata__ if hasattr(part, "func"))
    return found


READERS: dict[Any, str] = {_read_by(annotation): name for name, annotation in TYPES.items()}


def form_fields(model: type[BaseModel], policy: Policy, words: Words) -> list[Json]:
    """The fields of a mapping in the order of the format."""
    needed = required(model)
    return [_field(model, key, place, policy, words, needed=key in needed) for key, place in fields_of(model).items()]


def _field(model: type[BaseModel], key: str, place: KeyType, policy: Policy, words: Words, *, needed: bool) -> Json:
    own, label, inner = LABELS.get((model.__name__, key)), policy.key_label(key), place.model
    found = TypeFound(GROUP) if inner is not None else type_of(place.annotation)
    made: Json = {
        "key": key,
        "label": words.plain(own) if own else words(label) if label else key,
        "type": found.name,
        "required": needed,
        "nullable": place.takes(None, {}),
        "list": place.entry is not None,
        "open": needed or model.__name__ not in OPEN_KEYS or key in OPEN_KEYS[model.__name__],
        "hint": words.plain(hint) if (hint := HINTS.get((model.__name__, key)) or TYPE_HINTS.get(found.name)) else "",
    }
    if found.name == WORD:
        made["words"] = found.detail
    if found.name == LITERAL:
        made["value"] = found.detail
    if made["list"]:
        made["least"] = 0 if place.takes([], {}) else 1
    if inner is not None:
        made["fields"] = form_fields(inner, policy, words)
    elif found.name == "text" and key not in SHORT and issubclass(model, Mapped) and key in model.description.prose:
        made["long"] = True
    return made


def type_of(annotation: Any) -> TypeFound:  # noqa: ANN401 - any type expression
    """The type of the values of a place, or of the entries of its list; TypeError for one that no form knows."""
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            return TypeFound(LITERAL, str(get_args(part)[0]))
        reader = getattr(part, "func", None)
        if isinstance(reader, WordOf):
            return TypeFound(WORD, reader.name)
        if reader in READERS:
            return TypeFound(READERS[reader])
    raise TypeError(annotation)


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any type expression
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)
