"""What may stand at a place of a record, asked of the models: keys, entries, words, and where a value would fit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from huifang.register.scalars import WordOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.register.finding import Key

FREE = "§ 1"  # what only a free text takes


class KeyType(NamedTuple):
    """The type of a place: its annotation with what pydantic keeps beside it."""

    annotation: Any

    @property
    def model(self) -> type[BaseModel] | None:
        """The model of a mapping that stands here, or of the entries of a list."""
        return part_of(self.annotation)

    @property
    def entry(self) -> KeyType | None:
        """The place of an entry, where a list stands here."""
        if get_origin(self.annotation) is tuple:
            return KeyType(get_args(self.annotation)[0])
        if get_origin(self.annotation) is dict:
            return None
        return next((found for part in get_args(self.annotation) if (found := KeyType(part).entry) is not None), None)

    @property
    def words(self) -> str:
        """The name of the enumeration whose words stand here; "" where there is none."""
        for part in (*get_args(self.annotation), *getattr(self.annotation, "__metadata__", ())):
            reader = getattr(part, "func", None)
            found = reader.name if isinstance(reader, WordOf) else KeyType(part).words
            if found:
                return str(found)
        return ""

    @property
    def free_keys(self) -> bool:
        """Whether a mapping stands here whose keys are not the format's."""
        return get_origin(self.annotation) is dict or any(
            KeyType(part).free_keys for part in get_args(self.annotation) if self.model is None and self.entry is None
        )

    def takes(self, value: object, context: Mapping[str, object]) -> bool:
        """Whether a value could stand here."""
        try:
            adapter(self.annotation).validate_python(value, context=dict(context))
        except ValidationError:
            return False
        return True


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type expression
    """The reader of one place."""
    return TypeAdapter(annotation)


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, KeyType]:
    """Key -> its place, in the order of the format."""
    return {field.alias or name: KeyType(_whole(field)) for name, field in model.model_fields.items()}


def _whole(field: Any) -> Any:  # noqa: ANN401 - pydantic splits an annotation into its type and what stands beside it
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def required(model: type[BaseModel]) -> list[str]:
    """The keys that must be there."""
    return [field.alias or name for name, field in model.model_fields.items() if field.is_required()]


def type_at(shape: TypeAdapter[Any], key: Key) -> KeyType | None:
    """What may stand at a key; None where the format has no such key."""
    at: KeyType | None = KeyType(shape._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    for part in key:
        if at is None:
            return None
        if isinstance(part, int):
            at = at.entry
        else:
            model = at.model
            at = fields_of(model).get(part) if model else None
    return at


def keys_at(shape: TypeAdapter[Any], key: Key) -> list[str]:
    """The keys that may stand in the mapping at `key`, in the order of the format."""
    at = type_at(shape, key)
    model = at.model if at else None
    return list(fields_of(model)) if model else []


@cache
def every_key(shape: TypeAdapter[Any]) -> frozenset[str]:
    """The keys that may stand anywhere in a record of the shape."""
    return frozenset(name for name, _ in _below(part_of(shape._type)))  # noqa: SLF001 - as above


@cache
def list_keys(shape: TypeAdapter[Any]) -> frozenset[str]:
    """Those of them whose value is a list of words or texts."""
    return frozenset(
        name for name, place in _below(part_of(shape._type)) if place.entry and not place.model  # noqa: SLF001 - as above
    )  # fmt: skip


def _below(model: type[BaseModel] | None) -> Iterator[tuple[str, KeyType]]:
    for name, place in fields_of(model).items() if model else ():
        yield name, place
        yield from _below(place.model)


def part_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    """The model of a key's mapping, or of its list's entries; None for scalars."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := part_of(part)) is not None), None)
