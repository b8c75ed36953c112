"""Lists, mappings and single values in one another's place: what stands there, written in the right form."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.register.finding import Edit
from huifang.register.meant_values import day_meant, flag_meant, is_none_meant, number_meant, plainly
from huifang.register.nearest_word import BETWEEN, key_meant, word_meant
from huifang.register.shapes import FREE, KeyType, fields_of, required, type_at
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import BaseModel, TypeAdapter

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data

KEYS = "[key]"  # among the words: the labels of the keys of records
NEEDS_QUOTES = re.compile(r"[\[\]{},#&*!|>'\"%@`]|: |:$|^[-?:~]( |$)|^ | $|^$")
BETWEEN_NAMES = re.compile(r"[、，,;；/\s]+")
DAY_FIRST = re.compile(r"(\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)[\s，,：:]*(\D.*)")
NO_FIX = Text("")
LEFT_OPEN = "…"


class Around(NamedTuple):
    """What a fix is made from: the file's path, the format, the words, the data, and the text at a key."""

    path: str
    shape: TypeAdapter[Any]
    words: Mapping[str, Mapping[str, object]]
    data: Data
    source: Callable[[Key], str]


class Formed(NamedTuple):
    """The message, the fix (an empty template where nothing can be proposed), and the edit where it is certain."""

    message: Text
    fix: Text = NO_FIX
    edit: Edit | None = None


class Guess(NamedTuple):
    """A value written in the right form, and whether it can mean nothing else."""

    text: str
    certain: bool


def form_of(key: Key, typed: object, around: Around) -> Formed:
    """The finding for a value in the wrong form."""
    place = type_at(around.shape, key) if key else None
    if place is not None and place.entry is not None:
        message, guess = say("a list must stand here"), _as_list(key, typed, place.entry, around)
        general = _general_list(place.entry, around, none=place.takes([], {}))
    elif place is not None and place.model is not None:
        message, guess = say("keys with values must stand here"), _as_mapping(key, typed, place.model, around)
        general = say("write it as `{example}`", example=_example(place.model))
    elif place is not None and not place.free_keys:
        message, guess, general = say("one value must stand here"), _as_value(key, typed, place, around), NO_FIX
    else:
        return Formed(say("keys with values must stand here"), say("write `key: value`"))
    if isinstance(typed, str) and (guess is None or not guess.certain):
        guess = _nothing(typed, place) or guess
    if guess is None:
        return Formed(message, general)
    if "\n" in guess.text:
        fix = say("write `- ` before the first key, and the keys below it two further to the right")
        if not guess.text.startswith("- "):
            fix = say("take the `- ` away, and write the keys below one another")
        return Formed(message, fix, Edit(guess.text))
    fix = (
        say("write `{value}`", value=guess.text) if guess.certain else say("did you mean `{value}`?", value=guess.text)
    )
    return Formed(message, fix, Edit(guess.text) if guess.certain else None)


def quoted_in_flow(text: str) -> str:
    """A text as it may stand inside brackets: quoted where YAML would read something else."""
    return json.dumps(text, ensure_ascii=False) if NEEDS_QUOTES.search(text) else text


def _general_list(entry: KeyType, around: Around, *, none: bool) -> Text:
    """How such a list is written."""
    if entry.model is not None and not none:
        return say("write it as `{example}`", example=f"[{_example(entry.model)}]")
    if entry.model is not None:
        return say("write it as `{example}`, or `{none}` for none", example=f"[{_example(entry.model)}]", none="[]")
    if words := tuple(around.words.get(entry.words, {})):
        return say("write it as `{example}`, with words of these: {words}", example=f"[{LEFT_OPEN}]", words=words)
    return say("write `- ` before each entry, or `{none}` for none", none="[]")


def _nothing(typed: str, place: KeyType) -> Guess | None:
    """A word for nothing, as an empty list or no mapping at all: never as an entry that says 无."""
    if not is_none_meant(typed) and flag_meant(typed).values != ("false",):
        return None
    if place.entry is not None:
        return Guess("[]", certain=True) if place.takes([], {}) else None
    return Guess("null", certain=True) if place.takes(None, {}) else None


def open_value(place: KeyType | None) -> str:
    """What stands at a place until somebody fills it in: never a value that could be meant."""
    if place is not None and place.entry is not None:
        return f"[{_example(place.entry.model) if place.entry.model else LEFT_OPEN}]"
    return LEFT_OPEN if place is None or place.model is None else _example(place.model)


def _example(model: type[BaseModel]) -> str:
    names = required(model) or list(fields_of(model))[:2]
    return f"{{{', '.join(f'{name}: {LEFT_OPEN}' for name in names)}}}"


def _as_list(key: Key, typed: object, entry: KeyType, around: Around) -> Guess | None:
    """A text, or one mapping, as the list that it was meant to be."""
    if isinstance(typed, dict):
        return _wrapped(around.source(key)) if entry.model else _ticked(typed, entry, around)
    if not isinstance(typed, str):
        return None
    if entry.model is not None:
        made = _people(entry.model, typed, around) or filled_mapping(entry.model, typed, around)
        return Guess(f"[{made.text}]", made.certain) if made else None
    if entry.takes(FREE, {}):
        return Guess(f"[{quoted_in_flow(typed)}]", certain=True)
    parts = [_read(part, entry, around) for part in BETWEEN.split(typed.lstrip("- ")) if part]
    if not parts or any(part is None for part in parts):
        return None
    found = [part for part in parts if part is not None]
    return Guess(f"[{', '.join(part.text for part in found)}]", all(part.certain for part in found))


def _people(model: type[BaseModel], typed: str, around: Around) -> Guess | None:
    """Several names in one text as an entry each; the one text would be one person."""
    names = [part for part in BETWEEN_NAMES.split(typed) if part]
    if len(names) < 2 or required(model)[:1] != ["name"] or any(char.isdecimal() for char in typed):  # noqa: PLR2004
        return None
    made = [each for name in names if (each := filled_mapping(model, name, around))]
    return Guess(", ".join(each.text for each in made), certain=False) if len(made) == len(names) else None


def _wrapped(source: str) -> Guess | None:
    """One mapping as the only entry of a list; in block style its lines go two to the right."""
    if source.startswith("{"):
        return Guess(f"[{source}]", certain=True)
    return Guess("- " + source.replace("\n", "\n  "), certain=True) if source else None


def _ticked(typed: Mapping[str, object], entry: KeyType, around: Around) -> Guess | None:
    """`{访谈: true}` as `[访谈]`."""
    ticked = [_read(name, entry, around) for name, value in typed.items() if flag_meant(str(value)).values == ("true",)]
    found = [each for each in ticked if each is not None]
    return Guess(f"[{', '.join(each.text for each in found)}]", certain=len(found) == len(typed)) if found else None


def _read(typed: str, place: KeyType, around: Around) -> Guess | None:
    """One value at a place: as it is, or as it was meant."""
    context = {"words": around.words}
    if place.takes(typed, context):
        return Guess(typed, certain=True)
    for meant in (word_meant(typed, around.words.get(place.words, {})), day_meant(typed), number_meant(typed)):
        if len(meant.values) == 1 and place.takes(meant.values[0], context):
            return Guess(meant.values[0], meant.certain)
    return None


def filled_mapping(model: type[BaseModel], typed: str, around: Around) -> Guess | None:
    """One text as the mapping in which it has its key; keys that must be there too are left open."""
    fields = fields_of(model)
    found = _day_and_rest(model, typed, around) or list(_fitting(fields, typed, around))
    if not found and (free := _free_key(model)) and typed.strip():
        found = [(free, Guess(quoted_in_flow(typed), certain=False))]
    values = dict(found)
    if not found or len(found) != len(values) or (len(found) > 1 and not DAY_FIRST.fullmatch(typed)):
        return None
    rest = [name for name in required(model) if name not in values]
    text = ", ".join(f"{name}: {values[name].text if name in values else LEFT_OPEN}"
                     for name in fields if name in values or name in rest)  # fmt: skip
    return Guess(f"{{{text}}}", certain=not rest and all(guess.certain for _, guess in found))


def _free_key(model: type[BaseModel]) -> str | None:
    """The key of free text that one text alone would be: one that must be there, else the only one."""
    fields = fields_of(model)
    free = [name for name in required(model) if fields[name].takes(FREE, {})]
    others = [name for name, place in fields.items() if place.takes(FREE, {})]
    return free[0] if free else others[0] if len(others) == 1 else None


def _day_and_rest(model: type[BaseModel], typed: str, around: Around) -> list[tuple[str, Guess]]:
    """A day with words behind it, as two keys; nothing where that can be read in several ways."""
    match = DAY_FIRST.fullmatch(typed.strip())
    if match is None:
        return []
    fields = fields_of(model)
    first = list(_fitting(fields, match[1], around))
    rest = list(_fitting(fields, match[2], around))
    if not rest and (free := _free_key(model)):
        rest = [(free, Guess(quoted_in_flow(match[2]), certain=False))]
    return [*first, *rest] if len(first) == len(rest) == 1 else []


def _fitting(fields: Mapping[str, KeyType], typed: str, around: Around) -> Iterator[tuple[str, Guess]]:
    """The keys of which a text can be the value, or the name; those of free text fit everything and are left out."""
    labels = around.words.get(KEYS, {})
    flags = [name for name, place in fields.items() if place.takes("true", {}) and not place.takes(FREE, {})]
    meant = key_meant(typed, flags, labels)
    if not meant.values:
        meant = meant._replace(values=tuple(name for name in flags if plainly(typed) in _label(labels.get(name))))
    for name in meant.values:
        yield name, Guess("true", meant.certain)
    for name, place in fields.items():
        if name not in flags and not place.takes(FREE, {}) and (guess := _read(typed, place, around)):
            yield name, guess


def _label(label: object) -> str:
    return plainly(str(getattr(label, "zh", "")))


def _as_mapping(key: Key, typed: object, model: type[BaseModel], around: Around) -> Guess | None:
    """A text, or a list of texts, as the mapping that it was meant to be."""
    if isinstance(typed, str):
        several = [part for part in BETWEEN.split(typed) if part]
        made = _as_mapping(key, several, model, around) if len(several) > 1 else None
        return made or filled_mapping(model, typed, around)
    if not isinstance(typed, list) or not typed:
        return None
    if len(typed) == 1 and isinstance(typed[0], dict):
        source = around.source((*key, 0))
        return Guess(source if source.startswith("{") else source.replace("\n  ", "\n"), certain=bool(source))
    if not all(isinstance(each, str) for each in typed):
        return None
    found = [pair for each in typed for pair in _fitting(fields_of(model), str(each), around)]
    if len(found) != len(typed) or len(dict(found)) != len(found):
        return None
    return Guess(f"{{{', '.join(f'{name}: {guess.text}' for name, guess in found)}}}",
                 all(guess.certain for _, guess in found))  # fmt: skip


def _as_value(key: Key, typed: object, place: KeyType, around: Around) -> Guess | None:
    """The only entry of a list or mapping as the value itself; a text that YAML took for one, in quotes."""
    free = place.takes(FREE, {})
    entries = list(typed.values()) if isinstance(typed, dict) else typed if isinstance(typed, list) else []
    texts = [each for each in entries if isinstance(each, str)]
    if len(texts) == len(entries) == 1 and not (free and isinstance(typed, dict)):
        guess = _read(texts[0], place, around)
        return guess and guess._replace(text=quoted_in_flow(guess.text))
    if not free or not entries:
        return None
    source = around.source(key)
    if source.startswith(("[", "{")):
        return Guess(json.dumps(source, ensure_ascii=False), certain=isinstance(typed, dict))
    return Guess("、".join(texts), certain=False) if len(texts) == len(entries) else None
