"""A register in whose every text field somebody typed markup; the fields are those of the models."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from huifang.register.layout import spot
from huifang.register.load import SHAPES
from huifang.register.models import Person
from huifang.register.scalars import Line
from huifang.register.shapes import part_of
from huifang.register.yamltext import plain_data
from tests.sound import SAMPLE

KEPT = ("id", "replaces", "matter", "settings")  # by which entries refer to each other, and what the rules read
TYPED = (
    """{name}"'></title><b id=hf-typed>粗</b><script>window.typed="{name}"</script>"""
    """<img src=x onerror="window.typed=1"><meta http-equiv=refresh content="0;url=http://other.example/">`{name}`"""
)


def typed(name: str) -> str:
    """What stands in a field."""
    return TYPED.replace("{name}", name)


def register() -> dict[str, str | bytes]:
    """The sample's records of two districts, with markup in every text; what is no record stays."""
    files: dict[str, str | bytes] = {}
    for entry in SAMPLE.entries():
        kind = spot(entry.path).kind
        if entry.kind == "file" and not entry.path.startswith(("people/bi", "people/sj", "policy")):
            raw = SAMPLE.read(entry.path)
            files[entry.path] = _spoilt(kind, raw.decode()) if kind in SHAPES else raw
    files["register.yml"] = json.dumps({"format": 1, "name": typed("name"), "name_en": typed("name_en")})
    return files


def _spoilt(kind: Any, text: str) -> str:
    shape = SHAPES[kind]
    front, body = text, ""
    if shape.markdown:
        _, front, body = text.split("---\n", 2)
    data = plain_data(front)
    model = part_of(shape.adapter._type)  # noqa: SLF001 - as the reader does
    if model is None:  # code -> name
        return json.dumps({code: typed(f"of {code}") for code in data or {}}, ensure_ascii=False)
    front = json.dumps(_of(model, data), ensure_ascii=False)
    return f"---\n{front}\n---\n{body}\n{typed('text')}\n\n- {typed('item')}\n" if shape.markdown else front


def _of(model: type[BaseModel], data: Any) -> Any:
    """The data of a model with every text field of it filled in."""
    found = dict(data or {})
    for field, about in model.model_fields.items():
        key, below = about.alias or field, part_of(about.annotation)
        if key in KEPT and not (key == "id" and model is Person):
            continue
        if below is not None and isinstance(found.get(key), list):
            found[key] = [_of(below, each) for each in found[key]]
        elif below is not None and found.get(key):
            found[key] = _of(below, found[key])
        elif below is None and _is_text(about):
            found[key] = (
                [typed(key)]
                if get_origin(about.annotation) is tuple or isinstance(found.get(key), list)
                else typed(key)
            )
    return found


def _is_text(about: Any) -> bool:
    kinds = [about.annotation, *about.metadata, *_all_args(about.annotation)]
    return any(each in (Line, *get_args(Line)[1:]) for each in kinds)


def _all_args(annotation: Any) -> list[Any]:
    return [
        part for each in get_args(annotation) for part in (each, *getattr(each, "__metadata__", ()), *_all_args(each))
    ]
