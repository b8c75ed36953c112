"""Records to be filled in, made from the models: every key in its place, its label and words as a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from huifang.editing.writing import BLOCKS, canonical
from huifang.register.shapes import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import BaseModel

    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.texts import Words

TO_CONFIRM = "待核实"  # behind a value that the program filled in: `validate` warns until somebody takes it away
MOST_WORDS = 8  # a longer enumeration stands in the handbook


def filled_record(model: type[BaseModel], given: Mapping[str, Raw], leave_out: Sequence[str] = ()) -> dict[str, Raw]:
    """Every key of a record in its order: what is given, else empty."""
    made: dict[str, Raw] = {}
    ordered = canonical(model, given)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in ordered:
            made[key] = ordered[key]
        elif key not in leave_out:
            made[key] = [] if is_list(field.annotation) else None
    return made


def notes(model: type[BaseModel], policy: Policy, words: Words, prefix: str = "") -> dict[str, str]:
    """Key -> comment: the label in the language, then the words or inner keys that may stand there."""
    told: dict[str, str] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        label = policy.key_label(key)
        text = words(label) if label else key
        inner, values = part_of(field.annotation), _words(field, policy)
        if inner is not None:
            told |= notes(inner, policy, words, f"{prefix}{key}.")
            text += (
                ""
                if key in BLOCKS
                else f": {{{', '.join(each.alias or other for other, each in inner.model_fields.items())}}}"
            )
        elif 0 < len(values) <= MOST_WORDS:
            text += f": {' | '.join(values)}"
        told[f"{prefix}{key}"] = text
    return told


def marked(comments: Mapping[str, str], *assumed: Iterable[str]) -> dict[str, str]:
    """The comments, where what nobody said is marked: the mark alone, so that it is seen and can be taken away."""
    return {**comments, **{key: TO_CONFIRM for keys in assumed for key in keys}}


def is_list(annotation: Any) -> bool:  # noqa: ANN401 - any type expression
    """Whether a key holds a list."""
    return get_origin(annotation) is tuple or any(is_list(each) for each in get_args(annotation))


def _words(field: Any, policy: Policy) -> tuple[str, ...]:  # noqa: ANN401 - pydantic's description of a field
    """The words of the enumeration that the key takes; none where it takes something else."""
    name = next(_enumerations((*field.metadata, field.annotation)), None)
    return tuple(policy.labels.get(name, {})) if name else ()


def _enumerations(parts: Sequence[Any]) -> Any:  # noqa: ANN401 - a generator over type expressions
    for part in parts:
        schema = getattr(part, "json_schema", None)
        if isinstance(schema, dict) and "x-words" in schema:
            yield schema["x-words"]
        yield from _enumerations((*getattr(part, "__metadata__", ()), *get_args(part)))
