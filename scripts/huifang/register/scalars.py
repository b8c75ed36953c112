"""The exact scalar types of the record format: read from the text that was typed, nothing guessed.

Each reader raises one of PROBLEMS; its template and values become the finding, with the fix beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from huifang.register.days import EVERY, PERIOD_NAMES, CalendarPeriod, Decided, month_end
from huifang.texts import N_

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
PERIODS = {  # how each kind of calendar period is written: year and number
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    "quarter": re.compile(r"(\d{4})Q([1-4])", re.ASCII),
    "half_year": re.compile(r"(\d{4})H([12])", re.ASCII),
}
TALK_PERIODS = "talk_periods"  # the list of words that says which of them policy asks talks for
WHOLE = re.compile(r"[0-9]+", re.ASCII)
CODE = re.compile(r"[A-Z]{2,8}-[0-9]{4,6}", re.ASCII)
ORGANIZATION = re.compile(r"[a-z][a-z0-9-]{1,31}", re.ASCII)
PREFIX = re.compile(r"[A-Z]{2,8}", re.ASCII)
VISIT_FILE = re.compile(r"\d{4}-\d{2}-\d{2}-(?:visit|talk)(?:-[2-9])?", re.ASCII)
WIDE_QUOTES = re.compile("[“”‘’＂＇「『](.*)[“”‘’＂＇」』]")
RANK_TYPED = re.compile("([正副])?(厅局|县处|乡科|[厅局县处乡科])级(?:([正副])职)?")
SAME_LEVEL = {"厅局": "局", "厅": "局", "县处": "处", "县": "处", "乡科": "科", "乡": "科"}  # two names of one level
LONGEST_NUMBER = 4  # digits; a period of more months would leave the calendar
FIRST_YEAR, LAST_YEAR = 1900, 2199  # a year outside was mistyped
LAST_MONTH = 12


class Problem(NamedTuple):
    """The sentence of a finding and its fix, both templates of the catalogue."""

    message: str
    fix: str


PROBLEMS: Mapping[str, Problem] = {
    "bad-day": Problem(N_("{value} is not a day"), N_("write it as YYYY-MM-DD, for example 2026-03-05")),
    "bad-decision-day": Problem(
        N_("{value} is not a day or a month"), N_("write YYYY-MM-DD, or YYYY-MM where only the month is known")
    ),
    "no-such-day": Problem(N_("{value} is not in the calendar"), N_("{year}-{month} has {days} days")),
    "no-such-month": Problem(N_("{value} is not in the calendar"), N_("months run from 01 to 12")),
    "no-such-year": Problem(N_("the year of {value} cannot be right"), N_("years run from {first} to {last}")),
    "bad-quarter": Problem(N_("{value} is not a quarter"), N_("write it like 2026Q1")),
    "bad-talk-period": Problem(N_("{value} is not a period of talks"), N_("write it like {examples}")),
    "bad-number": Problem(N_("{value} is not a whole number"), N_("use the digits 0 to 9 only")),
    "big-number": Problem(N_("{value} is too large"), N_("numbers have up to {digits} digits")),
    "bad-flag": Problem(N_("{value} is neither true nor false"), N_("write true or false")),
    "bad-code": Problem(
        N_("{value} is not a code"), N_("two to eight capitals, a hyphen, four to six digits: JA-0007")
    ),
    "bad-id": Problem(N_("{value} is not an id"), N_("2 to 32 small letters, digits and hyphens, a letter first")),
    "bad-prefix": Problem(N_("{value} is not a prefix of codes"), N_("two to eight capital letters, for example JA")),
    "bad-reference": Problem(
        N_("{value} names no visit file"), N_("write the file name without .md: 2026-03-20-visit")
    ),
    "bad-text": Problem(N_("a text must stand here"), N_("write one line of text")),
    "full-width": Problem(N_("{value} is written with full-width characters"), N_("type {ascii}")),
    "wide-quotes": Problem(N_("{value} stands in full-width quotation marks"), N_("type {ascii}")),
    "unknown-word": Problem(N_("{value} is not one of the words for `{key}`"), N_("did you mean {near}?")),
    "no-such-word": Problem(N_("{value} is not one of the words for `{key}`"), N_("one of: {words}")),
}


def _refuse(problem: str, value: object, **more: object) -> PydanticCustomError:
    return PydanticCustomError(problem, "{value}", {"value": shown(value), **more})


def shown(value: object) -> str:
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
            if pattern.fullmatch(_narrow(value)) or pattern.fullmatch(unquoted(value)):
                _refuse_wide(value)
        raise _refuse(problem, value)

    return read


def _refuse_wide(value: str) -> None:
    """Refuse a value that would be right without its full-width quotes or characters; silent where it has none."""
    narrow = _narrow(value)
    if (bare := unquoted(value)) != narrow:
        raise _refuse("wide-quotes", value, ascii=bare)
    if narrow != value.strip():
        raise _refuse("full-width", value, ascii=narrow)


def unquoted(value: str) -> str:
    """The text in ASCII without a pair of full-width quotation marks round it."""
    quoted = WIDE_QUOTES.fullmatch(value.strip())
    return _narrow(quoted[1] if quoted else value)


def _narrow(value: str) -> str:
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
        raise _refuse("no-such-day", value, year=str(year), month=f"{month:02}", days=last.day)
    return date(year, month, day)


def _month_end(value: object, year: int, month: int) -> date:
    if not 1 <= month <= LAST_MONTH:
        raise _refuse("no-such-month", value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refuse("no-such-year", value, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return month_end(year, month)


def read_decided(value: object) -> Decided:
    """A decision day, or a month where only that is known."""
    if isinstance(value, str) and DAY.fullmatch(unquoted(value)):
        day = read_day(value)
        return Decided(day, day)
    year, month = map(int, _month(value).groups())
    last = _month_end(value, year, month)
    return Decided(last.replace(day=1), last)


def read_talk_period(value: object, info: ValidationInfo) -> CalendarPeriod:
    """A calendar period of a kind that policy asks talks for; where it is silent, a quarter: `2026Q1`."""
    kinds = [kind for kind in PERIODS if kind in talk_periods((info.context or {}).get("words", {}))]
    wide = value if isinstance(value, str) and _any_period(kinds, value) is None else ""
    if wide and any(_any_period(kinds, each) for each in (_narrow(wide), unquoted(wide))):
        _refuse_wide(wide)
    kind = _any_period(kinds, value) if isinstance(value, str) else None
    if kind is None and kinds == ["quarter"]:
        raise _refuse("bad-quarter", value)
    if kind is None or not isinstance(value, str):
        examples = tuple(PERIOD_NAMES[EVERY[each]].format(2026, 1) for each in kinds)
        raise _refuse("bad-talk-period", value, examples=list(examples))
    year, number = map(int, PERIODS[kind].fullmatch(value).groups())  # type: ignore[union-attr] # it is of that kind
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refuse("no-such-year", value, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return CalendarPeriod(year, number, EVERY[kind])


def talk_periods(words: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
    """The kinds of calendar periods that policy asks talks for."""
    return words.get(TALK_PERIODS) or {"quarter": None}


def _any_period(kinds: list[str], value: str) -> str | None:
    """The kind that a text is written as."""
    return next((kind for kind in kinds if PERIODS[kind].fullmatch(value)), None)


def read_whole(value: object) -> int:
    """A whole number from digits alone."""
    digits = _whole(value)[0]
    if len(digits) > LONGEST_NUMBER:
        raise _refuse("big-number", value, digits=LONGEST_NUMBER)
    return int(digits)


def read_flag(value: object) -> bool:
    """`true` or `false`."""
    if value not in ("true", "false"):
        if isinstance(value, str) and unquoted(value) in ("true", "false"):
            _refuse_wide(value)
        raise _refuse("bad-flag", value)
    return value == "true"


def read_text(value: object) -> str:
    """Text as it was typed."""
    if not isinstance(value, str):
        raise _refuse("bad-text", value)
    return value


def read_setting(value: object) -> str | tuple[str, ...]:
    """A value of policy as it was typed: a text, or a list of texts."""
    return tuple(read_text(each) for each in value) if isinstance(value, list | tuple) else read_text(value)


def _nearest(typed: str, known: Mapping[str, object]) -> str:
    return next(iter(get_close_matches(typed, list(known), n=1, cutoff=0.5)), "")


def _rank_meant(typed: str) -> str:
    """The rank that other words say too (副处级, 县处级副职: 处级副职); a near word would be another rank."""
    match = RANK_TYPED.fullmatch(typed)
    half = (match[1] or match[3]) if match else None
    if match is None or half is None or (match[1] and match[3]):
        return typed
    return f"{SAME_LEVEL.get(match[2], match[2])}级{half}职"


class WordOf:
    """Reads one word of the vocabulary that the caller gives as context `{"words": {name: [...]}}`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: object, info: ValidationInfo) -> str:
        """The word itself, or the problem with the nearest word as fix."""
        known: Mapping[str, object] = (info.context or {}).get("words", {}).get(self.name, {})
        if isinstance(value, str) and value in known:
            return value
        narrow = _narrow(value) if isinstance(value, str) else ""
        if isinstance(value, str) and (narrow in known or unquoted(value) in known):
            _refuse_wide(value)
        near = _rank_meant(narrow) if self.name == "rank" else _nearest(narrow, known)
        if near in known:
            raise _refuse("unknown-word", value, key=self.name, near=near)
        raise _refuse("no-such-word", value, key=self.name, words=list(known))


def word(name: str, number: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - a type made at import
    """The type of a word of the vocabulary `name`; in the JSON Schema its values are filled in from policy."""
    read = WordOf(name)
    if not number:
        return Annotated[str, PlainValidator(read), WithJsonSchema({"type": "string", "x-words": name})]

    def whole(value: object, info: ValidationInfo) -> int:
        return int(read(value, info))

    return Annotated[int, PlainValidator(whole), WithJsonSchema({"type": "integer", "x-words": name})]


def _text_of(read: Callable[[object], re.Match[str]]) -> Callable[[object], str]:
    return lambda value: read(value)[0]


def _schema(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Day = Annotated[date, PlainValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
DecidedOn = Annotated[
    Decided, PlainValidator(read_decided), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"})
]
TalkPeriod = Annotated[
    CalendarPeriod, PlainValidator(read_talk_period), WithJsonSchema({"type": "string", "x-periods": TALK_PERIODS})
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
Code = Annotated[str, PlainValidator(_text_of(_code)), _schema(CODE)]
OrganizationId = Annotated[str, PlainValidator(_text_of(_organization)), _schema(ORGANIZATION)]
PrefixOf = Annotated[str, PlainValidator(_text_of(_prefix)), _schema(PREFIX)]
Reference = Annotated[str, PlainValidator(_text_of(_reference)), _schema(VISIT_FILE)]
