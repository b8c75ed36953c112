"""The exact scalar types of the record format: read from the text that was typed, nothing guessed.

Each reader raises one of PROBLEMS; its template and values become the finding, with the fix beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from huifang.register.days import DecisionDay, month_end
from huifang.register.meant_values import is_invisible, without_invisible
from huifang.texts import N_
from huifang.texts.invisible import never_shows

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WHOLE = re.compile(r"[0-9]+", re.ASCII)
CODE = re.compile(r"[A-Z]{2,8}-[0-9]{4,6}", re.ASCII)
ORGANIZATION = re.compile(r"[a-z][a-z0-9-]{1,31}", re.ASCII)
PREFIX = re.compile(r"[A-Z]{2,8}", re.ASCII)
VISIT_FILE = re.compile(r"\d{4}-\d{2}-\d{2}-(?:visit|talk)(?:-[2-9])?", re.ASCII)
WIDE_QUOTES = re.compile("[“”‘’＂＇「『](.*)[“”‘’＂＇」』]")
WIDE_SIGN = re.compile("[０-９Ａ-Ｚａ-ｚ]")
LONGEST_NUMBER = 4  # digits; a period of more months would leave the calendar
FIRST_YEAR, LAST_YEAR = 1900, 2199  # a year outside was mistyped
LAST_MONTH = 12


class ValueProblem(NamedTuple):
    """The sentence of a finding and its fix, both templates of the catalogue."""

    message: str
    fix: str


PROBLEMS: Mapping[str, ValueProblem] = {
    "bad-day": ValueProblem(N_("{value} is not a day"), N_("write it as YYYY-MM-DD, for example 2026-03-05")),
    "bad-decision-day": ValueProblem(
        N_("{value} is not a day or a month"), N_("write YYYY-MM-DD, or YYYY-MM where only the month is known")
    ),
    "no-such-day": ValueProblem(N_("{value} is not in the calendar"), N_("{year}-{month} has {days} days")),
    "no-such-month": ValueProblem(N_("{value} is not in the calendar"), N_("months run from 01 to 12")),
    "no-such-year": ValueProblem(N_("the year of {value} cannot be right"), N_("years run from {first} to {last}")),
    "bad-quarter": ValueProblem(N_("{value} is not a quarter"), N_("write it like 2026Q1")),
    "bad-talk-period": ValueProblem(N_("{value} is not a period of talks"), N_("write it like {examples}")),
    "bad-number": ValueProblem(N_("{value} is not a whole number"), N_("use the digits 0 to 9 only")),
    "big-number": ValueProblem(N_("{value} is too large"), N_("numbers have up to {digits} digits")),
    "bad-flag": ValueProblem(N_("{value} is neither true nor false"), N_("write true or false")),
    "bad-code": ValueProblem(
        N_("{value} is not a code"), N_("two to eight capitals, a hyphen, four to six digits: JA-0007")
    ),
    "bad-id": ValueProblem(N_("{value} is not an id"), N_("2 to 32 small letters, digits and hyphens, a letter first")),
    "bad-prefix": ValueProblem(
        N_("{value} is not a prefix of codes"), N_("two to eight capital letters, for example JA")
    ),
    "bad-reference": ValueProblem(
        N_("{value} names no visit file"), N_("write the file name without .md: 2026-03-20-visit")
    ),
    "bad-text": ValueProblem(N_("a text must stand here"), N_("write one line of text")),
    "full-width": ValueProblem(N_("{value} is written with full-width characters"), N_("write `{ascii}`")),
    "wide-quotes": ValueProblem(N_("{value} stands in full-width quotation marks"), N_("write `{ascii}`")),
    "invisible-character": ValueProblem(
        N_("character {number} of the value cannot be seen: {name}"), N_("delete it; there remains `{ascii}`")
    ),
    "wide-space": ValueProblem(
        N_("character {number} of the value cannot be seen: {name}"), N_("delete it; there remains `{ascii}`")
    ),
    "unknown-word": ValueProblem(N_("{value} is not one of the words for `{key}`"), N_("one of: {words}")),
}


def refuse(problem: str, value: object, **more: object) -> PydanticCustomError:
    """The error of a value that a place does not take; `problem` is the check it becomes."""
    return PydanticCustomError(problem, "{value}", {"value": shortened(value), **more})


def shortened(value: object) -> str:
    """A value as it came, short enough for a sentence."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return value if len(value) <= 40 else f"{value[:37]}…"  # noqa: PLR2004 - a line on the screen
    return "[…]" if isinstance(value, list) else "{…}"


def _exact(pattern: re.Pattern[str], problem: str) -> Callable[[object], re.Match[str]]:
    def read(value: object) -> re.Match[str]:
        if isinstance(value, str):
            if match := pattern.fullmatch(value):
                return match
            if any(map(pattern.fullmatch, (half_width(value), unquoted(value), seen(value)))):
                refuse_wide(value)
        raise refuse(problem, value)

    return read


def refuse_wide(value: str) -> None:
    """Refuse a value that would be right without what is full-width or invisible in it; silent where nothing is."""
    if any(map(is_invisible, value)):
        raise _refuse_unseen(value, half_width(seen(value)))
    plain = half_width(value)
    if (bare := unquoted(value)) != plain:
        raise refuse("wide-quotes", value, ascii=bare)
    if plain != value.strip():
        raise refuse("full-width", value, ascii=plain)


def _refuse_unseen(value: str, ascii_form: str) -> PydanticCustomError:
    number = next(number for number, char in enumerate(value, start=1) if is_invisible(char))
    kind = "invisible-character" if any(map(never_shows, value)) else "wide-space"  # the lines tell of the first kind
    return refuse(kind, value, number=number, char=value[number - 1], ascii=ascii_form)


def seen(value: str) -> str:
    """The text that can be seen of a value."""
    return without_invisible(value).strip()


def unquoted(value: str) -> str:
    """The text in ASCII without a pair of full-width quotation marks round it."""
    quoted = WIDE_QUOTES.fullmatch(value.strip())
    return half_width(quoted[1] if quoted else value)


def half_width(value: str) -> str:
    """The text with full-width letters, digits and marks made ASCII."""
    return unicodedata.normalize("NFKC", value).strip()


_day, _month = _exact(DAY, "bad-day"), _exact(MONTH, "bad-decision-day")
_whole, _code, _organization = _exact(WHOLE, "bad-number"), _exact(CODE, "bad-code"), _exact(ORGANIZATION, "bad-id")
_prefix, _reference = _exact(PREFIX, "bad-prefix"), _exact(VISIT_FILE, "bad-reference")


def read_day(value: object) -> date:
    """A day of the calendar from `YYYY-MM-DD`."""
    year, month, day = map(int, _day(value).groups())
    last = _month_end(value, year, month)
    if not 1 <= day <= last.day:
        raise refuse("no-such-day", value, year=str(year), month=f"{month:02}", days=last.day)
    return date(year, month, day)


def _month_end(value: object, year: int, month: int) -> date:
    if not 1 <= month <= LAST_MONTH:
        raise refuse("no-such-month", value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse("no-such-year", value, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return month_end(year, month)


def read_decided(value: object) -> DecisionDay:
    """A decision day, or a month where only that is known."""
    if isinstance(value, str) and (DAY.fullmatch(unquoted(value)) or DAY.fullmatch(seen(value))):
        day = read_day(value)
        return DecisionDay(day, day)
    year, month = map(int, _month(value).groups())
    last = _month_end(value, year, month)
    return DecisionDay(last.replace(day=1), last)


def read_term(value: object) -> date:
    """A day on which something is due or ends, which may lie ahead; all other days are days of facts."""
    return read_day(value)


def read_mark(value: object) -> str:
    """A mark by which records refer to one another: two that look alike are alike."""
    if isinstance(value, str) and (WIDE_SIGN.search(value) or seen(value) != value):
        refuse_wide(value)
    return read_text(value)


def read_body_or_name(value: object) -> str:
    """The id of a body, or the name of a person or of a unit outside the register."""
    return read_text(value)


def read_whole(value: object) -> int:
    """A whole number from digits alone."""
    digits = _whole(value)[0]
    if len(digits) > LONGEST_NUMBER:
        raise refuse("big-number", value, digits=LONGEST_NUMBER)
    return int(digits)


def read_flag(value: object) -> bool:
    """`true` or `false`."""
    if value not in ("true", "false"):
        if isinstance(value, str) and {unquoted(value), seen(value)} & {"true", "false"}:
            refuse_wide(value)
        raise refuse("bad-flag", value)
    return value == "true"


def read_organization(value: object) -> str:
    """The id of a body or unit."""
    return _organization(value)[0]


def read_text(value: object) -> str:
    """Text as it was typed."""
    if not isinstance(value, str):
        raise refuse("bad-text", value)
    return value


def read_setting(value: object) -> str | tuple[str, ...]:
    """A value of policy as it was typed: a text, or a list of texts."""
    return tuple(read_text(each) for each in value) if isinstance(value, list | tuple) else read_text(value)


class WordOf:
    """Reads one word of the vocabulary that the caller gives as context `{"words": {name: [...]}}`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: object, info: ValidationInfo) -> Any:  # noqa: ANN401 - a word, or the number it is
        """The word itself, or the problem with all the words there are."""
        known: Mapping[str, object] = (info.context or {}).get("words", {}).get(self.name, {})
        if isinstance(value, str):
            if value in known:
                return value
            if {half_width(value), unquoted(value), seen(value)} & set(known):
                refuse_wide(value)
        raise refuse("unknown-word", value, enumeration=self.name, words=list(known))


class NumberOf(WordOf):
    """Reads such a word where all of them are numbers."""

    def __call__(self, value: object, info: ValidationInfo) -> int:
        """The number, or the problem as above."""
        return int(super().__call__(value, info))


def word(name: str, number: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - a type made at import
    """The type of a word of the vocabulary `name`; in the JSON Schema its values are filled in from policy."""
    schema = WithJsonSchema({"type": "integer" if number else "string", "x-words": name})
    if number:
        return Annotated[int, PlainValidator(NumberOf(name)), schema]
    return Annotated[str, PlainValidator(WordOf(name)), schema]


def _text_of(read: Callable[[object], re.Match[str]]) -> Callable[[object], str]:
    return lambda value: read(value)[0]


def _schema(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Day = Annotated[date, PlainValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Term = Annotated[date, PlainValidator(read_term), WithJsonSchema({"type": "string", "format": "date"})]
DecidedOn = Annotated[
    DecisionDay, PlainValidator(read_decided), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"})
]
Whole = Annotated[int, PlainValidator(read_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, PlainValidator(read_flag), WithJsonSchema({"type": "boolean"})]
Line = Annotated[
    str,
    PlainValidator(read_text),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),  # `matter: 1` is text here
]
Setting = Annotated[
    str | tuple[str, ...],
    PlainValidator(read_setting),
    WithJsonSchema({"type": ["string", "number", "boolean", "array"], "items": {"type": ["string", "number"]}}),
]
_TEXT = WithJsonSchema({"type": ["string", "number", "boolean"]})
MarkOf = Annotated[str, PlainValidator(read_mark), _TEXT]
BodyOrName = Annotated[str, PlainValidator(read_body_or_name), _TEXT]
Code = Annotated[str, PlainValidator(_text_of(_code)), _schema(CODE)]
OrganizationId = Annotated[str, PlainValidator(read_organization), _schema(ORGANIZATION)]
PrefixOf = Annotated[str, PlainValidator(_text_of(_prefix)), _schema(PREFIX)]
Reference = Annotated[str, PlainValidator(_text_of(_reference)), _schema(VISIT_FILE)]
