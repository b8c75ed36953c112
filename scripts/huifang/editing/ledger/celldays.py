"""A cell that holds a day: typed in one of many ways, counted as Excel counts, or shown as a month."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from huifang.editing.ledger.taken import CellError
from huifang.register.meant_values import day_meant
from huifang.register.scalars import DAY, MONTH
from huifang.texts import say

if TYPE_CHECKING:
    from huifang.editing.ledger.book import LedgerCell
    from huifang.texts import Text

FIRST_SERIAL, LAST_SERIAL = 18264, 73050  # 1950 to 2099


def day_of_cell(cell: LedgerCell, *, month: bool, mac: bool) -> str:
    """The day as a record writes it; with `month` a month is an answer too. CellError where it may be another."""
    value = cell.value
    if isinstance(value, datetime):
        return _of_datetime(value, cell.format, month=month)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_number(value, month=month, mac=mac)
    text = str(value).strip()
    if DAY.fullmatch(text) or (month and MONTH.fullmatch(text)):
        return text  # the models know the calendar
    meant = day_meant(text, month=month)
    if meant.certain and meant.values:
        return meant.values[0]
    raise _no_day(text, meant.values, meant.lacking, month=month)


def _no_day(text: str, values: tuple[str, ...], lacking: Text | None, *, month: bool) -> CellError:
    example = say("write YYYY-MM-DD, or YYYY-MM where only the month is known") if month else say("write YYYY-MM-DD")
    fix = say("write {values}, whichever is meant", values=values) if values else example
    return CellError(say("{value} is not surely a day", value=text), lacking or fix)


def _of_datetime(value: datetime, shown: str, *, month: bool) -> str:
    """A cell that holds a day; one that shows a month alone, and holds its first day, was typed as a month."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown).lower()
    if value.day == 1 and "d" not in bare and "y" in bare and shown.lower() not in ("general", "@"):
        if month:
            return value.strftime("%Y-%m")
        raise CellError(say("the cell shows a month alone: {value}", value=value.strftime("%Y-%m")),
                        say("write the whole day, YYYY-MM-DD"))  # fmt: skip
    return value.date().isoformat()


def _of_number(value: float, *, month: bool, mac: bool) -> str:
    """A number in a column of days: 20250812, a day as Excel counts, 2025.8."""
    text = str(int(value)) if float(value).is_integer() else repr(value)
    if float(value).is_integer() and FIRST_SERIAL <= value <= LAST_SERIAL:
        made = from_excel(value, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
        return made.date().isoformat() if isinstance(made, datetime) else str(made)
    if text.endswith(".1"):  # 2025.1 and 2025.10 are one number
        year = text[:-2]
        raise _no_day(text, (f"{year}-01", f"{year}-10"), None, month=month)
    meant = day_meant(text, month=month)
    if meant.certain and meant.values:
        return meant.values[0]
    raise _no_day(text, (), meant.lacking, month=month)
