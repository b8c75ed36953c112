"""What a clerk meant by a value that is written in another way: days, quarters, numbers, yes and no.

Nothing here changes a record: a reading is offered as the fix of a finding, `certain` where it can mean nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.days import MONTHS_A_YEAR, month_end
from huifang.texts import say
from huifang.texts.invisible import never_shows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.texts import Text

DIGITS = {**dict(zip("〇一二三四五六七八九", range(10), strict=True)), "零": 0, "○": 0, "两": 2}
TEN = 10
SEPARATORS = "-./_~、–—‐‑−·"  # what stands between year, month and day
DAY_PARTS = re.compile(rf"(\d{{4}})[{SEPARATORS}年](\d{{1,2}})[{SEPARATORS}月](\d{{1,2}})[日号.]?(?P<rest>.*)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?P<rest>)")
WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
CLOCK = re.compile(r"T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})")
MONTH_PARTS = re.compile(rf"(\d{{4}})(?:[{SEPARATORS}年](\d{{1,2}})月?份?|(\d{{2}}))")
YEAR_ALONE = re.compile(r"(\d{4})年?(?:度)?")
WITHOUT_YEAR = re.compile(rf"(\d{{1,2}})[{SEPARATORS}月](\d{{1,2}})[日号]?")
SHORT_YEAR = re.compile(rf"(\d{{2}})[{SEPARATORS}年](\d{{1,2}})[{SEPARATORS}月](\d{{1,2}})[日号]?")
YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
SPREADSHEET = re.compile(r"(\d{5})(?:\.0+)?")  # Excel and WPS keep a day as the number of days since 1899-12-30
SPREADSHEET_START, SPREADSHEET_FIRST, SPREADSHEET_LAST = date(1899, 12, 30), 18264, 73050  # 1950 to 2099
QUARTER_PARTS = re.compile(r"(\d{4})[-_/年]?(?:Q|第)?([1-4一二三四])(?:季度?|Q)?|Q([1-4])[-_/]?(\d{4})")
QUARTER_ALONE = re.compile(r"(?:Q|第)?([1-4一二三四])(?:季度?)?")
NUMBER_PARTS = re.compile(r"(\d+|[〇零一二两三四五六七八九十]+)(?:\.0+)?(个?月|年度?|名|人|位|次|天|日|种)?")
FLAGS: Mapping[str, tuple[str, ...]] = {
    "true": ("true", "yes", "y", "t", "on", "1", "是", "有", "对", "真", "√", "✓", "✔"),
    "false": ("false", "no", "n", "f", "off", "0", "否", "无", "没有", "不是", "非", "假", "×", "✗", "✘"),
}

NO_VALUE = (
    *("无", "没有", "暂无", "不详", "不明", "未知", "待定", "待查", "空", "至今", "今", "长期", "现在", "无此项"),
    *("/", "\\", "-", "--", "—", "——", "n/a", "none", "nil", "不适用"),
)


class Meant(NamedTuple):
    """The values that can have been meant, whether for certain, and a sentence where more must be known."""

    values: tuple[str, ...] = ()
    certain: bool = False
    lacking: Text | None = None


NOTHING = Meant()


def is_invisible(char: str) -> bool:
    """Whether a character takes no room or only looks like a space."""
    return never_shows(char) or (char != " " and unicodedata.category(char) == "Zs")


def without_invisible(text: str) -> str:
    """The text without such characters."""
    return "".join(char for char in text if not is_invisible(char))


def plainly(typed: str) -> str:
    """A value in half-width characters, without anything that cannot be seen and without spaces."""
    text = "".join(unicodedata.normalize("NFKC", without_invisible(typed)).split())
    return text if text.isascii() else "".join(str(unicodedata.decimal(char, char)) for char in text)


def number_of(text: str) -> int | None:
    """A number in digits or Chinese numerals up to ninety-nine.

    >>> [number_of(text) for text in ("12", "三", "十二", "二十四", "三十", "〇")]
    [12, 3, 12, 24, 30, 0]
    """
    if text.isascii() and text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(char not in DIGITS for char in tens + ones) or max(len(tens), len(ones)) > 1 or not text:
        return None
    if not ten:
        return DIGITS[ones]
    return (DIGITS[tens] if tens else 1) * TEN + (DIGITS[ones] if ones else 0)


def _arabic(text: str) -> str:
    """Chinese numerals of a day as digits: 二〇二六年三月十一日 is 2026年3月11日."""

    def digits(found: re.Match[str]) -> str:
        run = found[0]
        number = number_of(run)
        return str(number) if number is not None else "".join(str(DIGITS.get(char, char)) for char in run)

    return re.sub(f"[{''.join(DIGITS)}十]+(?=[年月日号季])", digits, text)


def day_meant(typed: str, *, month: bool = False) -> Meant:
    """The day of another way of writing; with `month` a month alone is an answer too."""
    text = _arabic(plainly(typed))
    for pattern in (DAY_PARTS, COMPACT):
        if match := pattern.fullmatch(text):
            return _whole_day(match)
    for read in (_month_alone, _incomplete, _other_order, _spreadsheet):
        if (meant := read(text, month=month)) is not NOTHING:
            return meant
    return NOTHING


def _whole_day(match: re.Match[str]) -> Meant:
    rest = WEEKDAY.sub("", match["rest"])
    clock = CLOCK.match(rest)
    zone = rest[clock.end() :] if clock else ""
    if rest and not (clock and (not zone or ZONE.fullmatch(zone))):
        return NOTHING
    made = _day(*match.groups()[:3])
    return made if made.lacking else made._replace(certain=not zone)


def _day(year: str, month: str, day: str) -> Meant:
    number, last_month = int(month), MONTHS_A_YEAR
    if not 1 <= number <= last_month:
        return Meant(lacking=say("months run from 01 to 12"))
    last = month_end(int(year), number).day if int(year) else 0
    if not 1 <= int(day) <= last:
        return Meant(lacking=say("{year}-{month} has {days} days", year=year, month=f"{number:02}", days=last))
    return Meant((f"{year}-{number:02}-{int(day):02}",), certain=True)


def _month_alone(text: str, *, month: bool) -> Meant:
    if match := MONTH_PARTS.fullmatch(text):
        number = int(match[2] or match[3])
        if not 1 <= number <= MONTHS_A_YEAR:
            return Meant(lacking=say("months run from 01 to 12"))
        meant = f"{match[1]}-{number:02}"
        return Meant((meant,), certain=True) if month else Meant(lacking=_day_missing(meant))
    if match := YEAR_ALONE.fullmatch(text):
        return Meant(lacking=say("month and day are missing; look them up, and write them after {year}", year=match[1]))
    return NOTHING


def _day_missing(month: str) -> Text:
    return say("the day of the month is missing; look it up, and write {month}-DD", month=month)


def _incomplete(text: str, *, month: bool) -> Meant:  # noqa: ARG001 - one of several readers
    if match := WITHOUT_YEAR.fullmatch(text):
        if not 1 <= int(match[1]) <= MONTHS_A_YEAR:
            return NOTHING
        written = f"{int(match[1]):02}-{int(match[2]):02}"
        return Meant(lacking=say("the year is missing; look it up, and write YYYY-{day}", day=written))
    if match := SHORT_YEAR.fullmatch(text):
        made = _day(f"20{match[1]}", match[2], match[3])
        if made.values:
            return Meant(lacking=say("write the year in four digits; if 20{year} is meant: {day}",
                                     year=match[1], day=made.values[0]))  # fmt: skip
    return NOTHING


def _other_order(text: str, *, month: bool) -> Meant:  # noqa: ARG001 - as above
    if match := YEAR_LAST.fullmatch(text):
        both = (_day(match[3], match[1], match[2]), _day(match[3], match[2], match[1]))
        return Meant(tuple(dict.fromkeys(value for made in both for value in made.values)))
    return NOTHING


def _spreadsheet(text: str, *, month: bool) -> Meant:  # noqa: ARG001 - as above
    match = SPREADSHEET.fullmatch(text)
    if match and SPREADSHEET_FIRST <= int(match[1]) <= SPREADSHEET_LAST:
        return Meant(((SPREADSHEET_START + timedelta(days=int(match[1]))).isoformat(),))
    return NOTHING


def is_spreadsheet_day(typed: str) -> bool:
    """Whether a value is a day as Excel and WPS keep it."""
    return _spreadsheet(plainly(typed), month=False) is not NOTHING


def quarter_meant(typed: str) -> Meant:
    """The quarter of another way of writing."""
    text = _arabic(plainly(typed)).upper()
    if match := QUARTER_PARTS.fullmatch(text):
        year, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        return Meant((f"{year}Q{number_of(number)}",), certain=True)
    if match := QUARTER_ALONE.fullmatch(text):
        written = f"Q{number_of(match[1])}"
        return Meant(lacking=say("the year is missing; write it before {quarter}", quarter=written))
    return NOTHING


def number_meant(typed: str, key: str = "") -> Meant:
    """The whole number of a value with a unit or in Chinese numerals; years are months where the key counts those."""
    text = plainly(typed)
    months = key.endswith("months")
    if text == "半年" and months:
        return Meant(("6",), certain=True)
    match = NUMBER_PARTS.fullmatch(text)
    number = number_of(match[1]) if match else None
    if match is None or number is None:
        return NOTHING
    unit = (match[2] or "").removesuffix("度")
    if months and unit == "年":
        number *= MONTHS_A_YEAR
    elif unit and (unit in ("个月", "月")) is not (key in ("month", "months", "probation_months")):
        return Meant((str(number),))
    return Meant((str(number),), certain=True)


def is_none_meant(typed: str) -> bool:
    """Whether a text says that there is nothing to write, or that nobody knows it."""
    return plainly(typed).lower() in NO_VALUE or typed.strip() in NO_VALUE


def flag_meant(typed: str) -> Meant:
    """`true` or `false` of another way of saying yes and no."""
    text = plainly(typed).lower()
    return next((Meant((flag,), certain=True) for flag, said in FLAGS.items() if text in said), NOTHING)
