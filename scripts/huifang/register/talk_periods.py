"""The period that a talk makes up for, as policy asks for talks: a month, a quarter or half a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from huifang.register.days import EVERY, PERIOD_NAMES, CalendarPeriod
from huifang.register.scalars import FIRST_YEAR, LAST_YEAR, half_width, refuse, refuse_wide, unquoted

if TYPE_CHECKING:
    from collections.abc import Mapping

PERIODS = {  # how each kind of calendar period is written: year and number
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    "quarter": re.compile(r"(\d{4})Q([1-4])", re.ASCII),
    "half_year": re.compile(r"(\d{4})H([12])", re.ASCII),
}
TALK_PERIODS = "talk_periods"  # the list of words that says which of them policy asks talks for


def read_talk_period(value: object, info: ValidationInfo) -> CalendarPeriod:
    """A calendar period of a kind that policy asks talks for; where it is silent, a quarter: `2026Q1`."""
    kinds = [kind for kind in PERIODS if kind in talk_periods((info.context or {}).get("words", {}))]
    wide = value if isinstance(value, str) and _any_period(kinds, value) is None else ""
    if wide and any(_any_period(kinds, each) for each in (half_width(wide), unquoted(wide))):
        refuse_wide(wide)
    kind = _any_period(kinds, value) if isinstance(value, str) else None
    if kind is None and kinds == ["quarter"]:
        raise refuse("bad-quarter", value)
    if kind is None or not isinstance(value, str):
        examples = tuple(PERIOD_NAMES[EVERY[each]].format(2026, 1) for each in kinds)
        raise refuse("bad-talk-period", value, examples=list(examples))
    year, number = map(int, PERIODS[kind].fullmatch(value).groups())  # type: ignore[union-attr] # it is of that kind
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse("no-such-year", value, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return CalendarPeriod(year, number, EVERY[kind])


def talk_periods(words: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
    """The kinds of calendar periods that policy asks talks for."""
    return words.get(TALK_PERIODS) or {"quarter": None}


def _any_period(kinds: list[str], value: str) -> str | None:
    """The kind that a text is written as."""
    return next((kind for kind in kinds if PERIODS[kind].fullmatch(value)), None)


TalkPeriod = Annotated[
    CalendarPeriod, PlainValidator(read_talk_period), WithJsonSchema({"type": "string", "x-periods": TALK_PERIODS})
]
