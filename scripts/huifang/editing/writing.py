"""Record data as text in the one spelling of the format: key order, short lists on one line, quotes where needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from huifang.register.shapes import part_of
from huifang.register.yamltext import NULLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

Raw = str | int | bool | date | None | Sequence["Raw"] | Mapping[str, "Raw"]

BLOCKS = ("measures",)  # lists whose entries are long: a key a line
ODD_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~]")
ODD = re.compile(
    r": |:$| #|[：\n\r\t]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
ODD_IN_FLOW = re.compile(r"[,\[\]{}，]")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def front_matter(data: Mapping[str, Raw], text: str = "", notes: Mapping[str, str] | None = None) -> str:
    """A Markdown record: the data between its two lines, then the text."""
    body = f"{text.rstrip()}\n" if text.strip() else ""
    return f"---\n{mapping(data, notes)}---\n{body}"


def mapping(data: Mapping[str, Raw], notes: Mapping[str, str] | None = None) -> str:
    """The keys as they are ordered, a line each; `notes` are comments behind `measures.type` or `measures[0].type`."""
    told = notes or {}
    return "".join(f"{line}\n" for key, value in data.items() for line in _lines(key, value, told))


def _lines(key: str, value: Raw, notes: Mapping[str, str]) -> Iterator[str]:
    note = f"  # {notes[key]}" if key in notes else ""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        yield f"{key}:{note}"
        for number, entry in enumerate(value):
            own = f"{key}[{number}]"  # of this entry alone
            if key in BLOCKS and isinstance(entry, dict):
                yield from _entry((key, own), entry, notes)
            else:
                yield f"  - {on_one_line(entry)}" + (f"  # {notes[own]}" if own in notes else "")
    elif value is None and note:  # a template: the key is there to be filled in
        yield f"{key}:{note}"
    else:
        yield f"{key}: {on_one_line(value) if isinstance(value, (list, dict)) else scalar(value)}{note}"


def _entry(keys: tuple[str, str], entry: dict[str, Raw], notes: Mapping[str, str]) -> Iterator[str]:
    inner = {name: notes[f"{key}.{name}"] for key in keys for name in entry if f"{key}.{name}" in notes}
    first = True
    for name, value in entry.items():
        for line in _lines(name, value, inner):
            yield f"  {'-' if first else ' '} {line}"
            first = False


def on_one_line(value: Raw) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(on_one_line, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {on_one_line(part)}" for key, part in value.items()) + "}"
    return scalar(value, in_flow=True)


def scalar(value: Raw, *, in_flow: bool = False) -> str:
    """One scalar, in quotes only where it would mean something else without."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = value.strip() == value and value not in NULLS and not ODD_START.match(value) and not ODD.search(value)
    if plain and not (in_flow and ODD_IN_FLOW.search(value)):
        return value
    return f'"{"".join(map(_quoted, value))}"'


def _quoted(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if PRINTABLE.match(character) else f"\\U{ord(character):08X}"


def typed(value: Raw) -> Any:  # noqa: ANN401 - what a model validates
    """The data as somebody would have typed it: every scalar a text, as the reader gives it to the models."""
    if isinstance(value, dict):
        return {key: typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [typed(part) for part in value]
    return None if value is None else value if isinstance(value, str) else scalar(value)


def canonical(model: type[BaseModel], data: Mapping[str, Raw]) -> dict[str, Raw]:
    """The same data in the key order of the format; keys that the model does not know stay last."""
    ordered: dict[str, Raw] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in data:
            ordered[key] = _ordered(part_of(field.annotation), data[key])
    return ordered | {key: value for key, value in data.items() if key not in ordered}


def _ordered(part: type[BaseModel] | None, value: Raw) -> Raw:
    if part is None:
        return value
    if isinstance(value, list):
        return [canonical(part, each) if isinstance(each, dict) else each for each in value]
    return canonical(part, value) if isinstance(value, dict) else value
