"""What is said of a value that the models refuse: the sentence, and a fix made from what stands there."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import meant_values as readings
from huifang.register.finding import Edit
from huifang.register.forms import KEYS, LEFT_OPEN, Around, form_of
from huifang.register.layout import Kind, contact_meant, spot
from huifang.register.lines import character_name
from huifang.register.meant_values import NOTHING, Meant, is_invisible, plainly, without_invisible
from huifang.register.nearest_word import key_meant, word_meant, words_meant
from huifang.register.scalars import CODE, ORGANIZATION, PREFIX, PROBLEMS, shortened, unquoted
from huifang.register.shapes import keys_at, type_at
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data
    from huifang.texts import Text, Value

QUOTED = re.compile(r"'([^']*)'")


class ValueFinding(NamedTuple):
    """Check, message and fix of a finding, with the edit where the fix is certain."""

    check: str
    message: Text
    fix: Text
    edit: Edit | None = None


def said(kind: str, key: Key, problem: ErrorDetails, around: Around) -> ValueFinding:
    """What is said of one of pydantic's problems."""
    name = next((part for part in reversed(key) if isinstance(part, str)), "")
    if kind == "missing":
        return _missing(name, key, around)
    if kind == "extra_forbidden":
        return _unknown_key(key, around)
    if kind == "literal_error":
        return _literal(name, problem)
    if kind == "too_short":
        return ValueFinding("wrong-shape", say("`{key}` has no entry", key=name), say("write at least one entry"))
    if kind not in PROBLEMS:
        made = form_of(key, problem["input"], around)
        return ValueFinding(
            "wrong-shape", made.message, made.fix if made.fix.template else say("write one value"), made.edit
        )
    context = {"key": name, **problem.get("ctx", {}), "key": name}  # noqa: F601 - the name is that of the record
    values = {each: _value(value) for each, value in context.items()}
    if kind in ("invisible-character", "wide-space"):
        values["name"] = character_name(str(context["char"]))
    message, fix = say(PROBLEMS[kind].message, **values), say(PROBLEMS[kind].fix, **values)
    if problem["input"] is None and name:
        message = say("`{key}` is empty", key=name)
    if kind in ("full-width", "wide-quotes", "invisible-character", "wide-space"):
        return ValueFinding(kind, message, fix, Edit(str(context["ascii"])))
    return ValueFinding(kind, message, *_meant_fix(kind, key, problem["input"], fix, around))


def _value(value: object) -> Value:
    if isinstance(value, (list, tuple)):
        return tuple(map(str, value))
    return value if isinstance(value, int) else str(value)


def _meant_fix(kind: str, key: Key, typed: object, otherwise: Text, around: Around) -> tuple[Text, Edit | None]:
    """The fix for a value of the wrong kind; the general one where nothing more is known."""
    if isinstance(typed, (list, dict)):
        made = form_of(key, typed, around)
        return (made.fix, made.edit) if made.fix.template else (otherwise, None)
    if not isinstance(typed, str) and kind != "bad-code":
        return otherwise, None
    typed = str(typed or "")
    if typed == LEFT_OPEN:
        return say("look it up, and write it in place of `{value}`", value=LEFT_OPEN), None
    place = type_at(around.shape, key)
    if readings.is_none_meant(typed) and kind != "bad-flag" and place is not None and place.takes(None, {}):
        return say("where there is none, or nobody knows it, write `{value}`", value="null"), None
    if kind == "unknown-word" and (several := _several(key, typed, around)):
        return several
    reader = _READERS.get(kind)
    return offered(reader(typed, key, around) if reader else NOTHING, typed, otherwise)


def offered(meant: Meant, typed: str, otherwise: Text) -> tuple[Text, Edit | None]:
    """The fix that offers what can have been meant."""
    if meant.lacking is not None:
        return meant.lacking, None
    if len(meant.values) > 1:
        return say("one of these is meant: {words}", words=meant.values), None
    if not meant.values:
        return otherwise, None
    (value,) = meant.values
    if meant.certain:
        return say("write `{value}`", value=value), Edit(value)
    if readings.is_spreadsheet_day(typed):
        return say("Excel keeps a day as such a number; if it is one: `{value}`", value=value), None
    return say("did you mean `{value}`?", value=value), None


def _several(key: Key, typed: str, around: Around) -> tuple[Text, Edit | None] | None:
    """The fix for one entry that holds several words: the whole list with each of them."""
    if not isinstance(key[-1], int):
        return None
    mine, whole = type_at(around.shape, key), _at(around.data, key[:-1])
    known = around.words.get(mine.words, {}) if mine else {}
    words = words_meant(typed, known)
    if len(words) < 2 or not isinstance(whole, list):  # noqa: PLR2004 - several
        return None
    entries = [*whole[: key[-1]], *words, *whole[key[-1] + 1 :]]
    if not all(isinstance(each, str) for each in entries):
        return None
    written = f"[{', '.join(dict.fromkeys(map(str, entries)))}]"
    return say("write each word by itself: `{value}`", value=written), Edit(written, key[:-1])


def _at(data: Data, key: Key) -> object:
    found: object = data
    for part in key:
        if isinstance(found, dict) and isinstance(part, str):
            found = found.get(part)
        elif isinstance(found, list) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return None
    return found


def _day(typed: str, _key: Key, _around: Around) -> Meant:
    return readings.day_meant(typed)


def _decision_day(typed: str, _key: Key, _around: Around) -> Meant:
    return readings.day_meant(typed, month=True)


def _quarter(typed: str, _key: Key, _around: Around) -> Meant:
    return readings.quarter_meant(typed)


def _number(typed: str, key: Key, _around: Around) -> Meant:
    return readings.number_meant(typed, str(key[-1]) if key else "")


def _flag(typed: str, key: Key, around: Around) -> Meant:
    """Yes and no, or the key's own label: 党员 and 非党员 where the key is 中共党员."""
    label = plainly(str(getattr(around.words.get(KEYS, {}).get(str(key[-1])), "zh", "")))
    bare = plainly(typed)
    without = bare.removeprefix("非").removeprefix("不是")
    if len(without) > 1 and label.endswith(without):
        return Meant(("true" if without == bare else "false",), certain=True)
    return readings.flag_meant(typed)


def _word(typed: str, key: Key, around: Around) -> Meant:
    place = type_at(around.shape, key)
    name = place.words if place else ""
    return word_meant(typed, around.words.get(name, {}), rank=name == "rank")


def _code(typed: str, key: Key, around: Around) -> Meant:
    """By its own letters and digits; of a person's file by the folder, which is named by the code."""
    match = re.fullmatch(r"([A-Z]{2,8})[-_]?([0-9]{4,6})", plainly(typed).upper())
    own = f"{match[1]}-{match[2]}" if match else ""
    found = spot(around.path.partition("/")[2])
    if found.kind is Kind.PERSON and key == ("code",) and CODE.fullmatch(found.code):
        return Meant((found.code,), certain=own in (found.code, ""))
    return Meant((own,), certain=True) if own else NOTHING


def _id(typed: str, _key: Key, _around: Around) -> Meant:
    """Only as a suggestion: whether such a body exists is known when all files are read."""
    made = re.sub(r"[\s_.]+", "-", unicodedata.normalize("NFKC", without_invisible(typed)).strip().lower())
    return Meant((made,)) if ORGANIZATION.fullmatch(made) else NOTHING


def _prefix(typed: str, _key: Key, _around: Around) -> Meant:
    made = plainly(typed).upper()
    return Meant((made,), certain=True) if PREFIX.fullmatch(made) else NOTHING


def _reference(typed: str, _key: Key, _around: Around) -> Meant:
    name = unicodedata.normalize("NFKC", without_invisible(typed)).strip().rsplit("/", 1)[-1]
    made = contact_meant(f"{name.lower().removesuffix('.md')}.md").removesuffix(".md")
    if made:
        return Meant((made,), certain=True)
    day = readings.day_meant(typed)
    return Meant(tuple(f"{day.values[0]}-{kind}" for kind in ("visit", "talk"))) if day.values else NOTHING


_READERS: Mapping[str, Callable[[str, Key, Around], Meant]] = {
    "bad-day": _day,
    "bad-decision-day": _decision_day,
    "bad-quarter": _quarter,
    "bad-number": _number,
    "bad-flag": _flag,
    "bad-code": _code,
    "bad-id": _id,
    "bad-prefix": _prefix,
    "bad-reference": _reference,
    "unknown-word": _word,
}


def _literal(name: str, problem: ErrorDetails) -> ValueFinding:
    """A word of the format itself, such as the kind of a file."""
    typed, expected = problem["input"], tuple(QUOTED.findall(str(problem["ctx"]["expected"])))
    if isinstance(typed, str) and typed not in expected:
        bare = unquoted(typed)
        if bare in expected and bare != without_invisible(typed).strip():
            wide = PROBLEMS["wide-quotes"]
            return ValueFinding(
                "wide-quotes", say(wide.message, value=shortened(typed)), say(wide.fix, ascii=bare), Edit(bare)
            )
    message = say("{value} is not one of the words for `{key}`", value=shortened(typed), key=name)
    if len(expected) == 1:
        return ValueFinding("unknown-word", message, say("write `{value}`", value=expected[0]), Edit(expected[0]))
    return ValueFinding("unknown-word", message, say("one of: {words}", words=expected))


def _missing(name: str, key: Key, around: Around) -> ValueFinding:
    """A key that must be there; a misspelt one beside it may be it."""
    message = say("`{key}` is missing", key=name)
    beside = _at(around.data, key[:-1])
    known = keys_at(around.shape, key[:-1])
    for typed in beside if isinstance(beside, dict) else ():
        if typed not in known and _key_for(typed, key[:-1], around).values == (name,):
            return ValueFinding(
                "missing-key", message, say("a key beside it is misspelt; write that one as `{key}`", key=name)
            )
    place = type_at(around.shape, key)
    if place is not None and place.takes(None, {}):
        return ValueFinding(
            "missing-key", message, say("add `{key}`; where there is none, write `{key}: null`", key=name)
        )
    if place is not None and place.entry is not None and place.takes([], {}):
        return ValueFinding("missing-key", message, say("add `{key}`; where there is none, write `{key}: {none}`",
                                                key=name, none="[]"))  # fmt: skip
    return ValueFinding("missing-key", message, say("add the key `{key}`", key=name))


def _key_for(typed: str, above: Key, around: Around) -> Meant:
    """The key that was meant, of those that do not stand there already."""
    beside = _at(around.data, above)
    known = keys_at(around.shape, above)
    return key_meant(typed, known, around.words.get(KEYS, {})) if isinstance(beside, dict) else NOTHING


def _unknown_key(key: Key, around: Around) -> ValueFinding:
    typed, known = str(key[-1]), keys_at(around.shape, key[:-1])
    message = say("`{key}` is not a key of this record", key=without_invisible(typed))
    hidden = next((number for number, char in enumerate(typed) if is_invisible(char)), None)
    if hidden is not None:
        message = say("character {number} of the key cannot be seen: {name}", number=hidden + 1,
                      name=character_name(typed[hidden]))  # fmt: skip
    meant, beside = _key_for(typed, key[:-1], around), _at(around.data, key[:-1])
    there = [each for each in meant.values if isinstance(beside, dict) and each in beside]
    if there and len(there) == len(meant.values):
        fix = say("`{near}` stands there already: keep one of the two", near=there[0])
        return ValueFinding("unknown-key", message, fix)
    if len(meant.values) == 1:
        edit = Edit(meant.values[0]) if meant.certain else None
        return ValueFinding("unknown-key", message, say("write the key as `{near}`", near=meant.values[0]), edit)
    words = meant.values or tuple(known)
    return ValueFinding("unknown-key", message, say("one of: {words}", words=words))
