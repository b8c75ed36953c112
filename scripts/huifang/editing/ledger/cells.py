"""The cells of a ledger as values of a record. What can mean two things is refused, with what to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from huifang.register.meant import day_meant, flag_meant, is_none_meant, number_meant, plainly, without_invisible
from huifang.register.near import BETWEEN, word_meant
from huifang.register.scalars import CODE, DAY, MONTH
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.editing.ledger.book import LedgerCell
    from huifang.editing.ledger.columns import LedgerColumn
    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register.organizations import Organizations
    from huifang.texts import Text

MARKED = re.compile(r"(?P<rest>.*?)\s*[（(]?待核实[)）]?", re.DOTALL)
FIRST_SERIAL, LAST_SERIAL = 18264, 73050  # 1950 to 2099
LITTLE = re.compile(r"[/\\／＼—–\-－_]+|无|/+")  # what stands in a cell that has nothing to say
SHORT_RANK = re.compile(r"[正副](?:厅|局|县|处|乡|科)")
PROBATION = re.compile(r"留党察看(?P<length>.+)")
WITH_ID = re.compile(r"(?P<name>.*?)\(?(?P<id>[a-z][a-z0-9-]{1,31})\)", re.ASCII | re.DOTALL)
CLOSED = re.compile(r"(?P<name>.+)\(已(?:撤销|撤并|注销)\)")
MEMBERS = {"中共党员": "true", "党员": "true", "非党员": "false", "非中共党员": "false", "群众": "false",
           "共青团员": "false", "团员": "false", "民主党派": "false", "无党派人士": "false", "无党派": "false"}  # fmt: skip
FAMILY_WORDS = {"party": "党内", "government": "政务", "administrative": "行政", "institution": "事业单位",
                "enterprise": "国企"}  # fmt: skip
MOST = 8  # candidates that a sentence names


class CellError(Exception):
    """A cell that cannot be taken; why, and what to type."""

    def __init__(self, reason: Text, fix: Text) -> None:
        super().__init__(reason.template)
        self.reason, self.fix = reason, fix


class Taken(NamedTuple):
    """The value of a cell as a record would have it; `marked` where the ledger says that it is to be confirmed."""

    value: Raw
    marked: bool = False
    more: Mapping[str, str] = {}  # further keys that the same words say
    none: bool = False  # whether the ledger says that there is none


NOTHING = Taken(None)


@dataclass(frozen=True)
class Words:
    """What cells are read with: the policy's words, the bodies, and what the mapping file says of units."""

    policy: Policy
    organizations: Organizations
    mac: bool = False
    units: Mapping[str, str] = field(default_factory=dict)

    def read(self, column: LedgerColumn, cell: LedgerCell, family: str = "") -> Taken:
        """The value of a cell in a column; CellError where it has none for certain."""
        _refuse_unread(cell)
        reader = READERS[column.how]
        typed, marked = cell, False
        if can_be_marked(column) and isinstance(cell.value, str):
            if (match := MARKED.fullmatch(cell.value)) is not None:
                typed, marked = cell._replace(value=match["rest"]), True
            if (column.how != "text" and is_none_meant(str(typed.value))) or not str(typed.value).strip():
                return Taken(None, marked) if column.how != "flag" or plainly(str(typed.value)) not in ("无", "否") \
                    else Taken("false", marked)  # fmt: skip
        taken = reader(self, column, typed, family)
        return taken._replace(marked=marked) if marked else taken


def can_be_marked(column: LedgerColumn) -> bool:
    """Whether 待核实 in a cell is a mark and no text of people's own."""
    return column.how not in ("text", "free", "name", "code") or column.path == "post"


def _refuse_unread(cell: LedgerCell) -> None:
    if cell.state == "formula":
        raise CellError(say("this is a formula whose value was never saved"),
                        say("open the ledger in Excel or WPS, save it, or paste the values alone"))  # fmt: skip
    if cell.state == "error":
        raise CellError(say("the formula here failed: {value}", value=str(cell.value)), say("type the value itself"))


def text_of(cell: LedgerCell) -> str:
    """What was typed, as text; CellError where Excel made something else of it."""
    value = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, time)):
        raise CellError(say("Excel took this for a day or a time: {value}", value=str(value)),
                        say("format the cell as text, and type it again"))  # fmt: skip
    raise CellError(say("{value} is a number with a fraction, of which Excel drops zeros", value=str(value)),
                    say("format the cell as text, and type it again"))  # fmt: skip


def _text(_words: Words, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = without_unseen(text_of(cell)).strip()
    if column.path == "post" and LITTLE.fullmatch(text):
        return Taken(None, none=True)
    return NOTHING if not text or (text != "无" and LITTLE.fullmatch(text)) else Taken(text)


def without_unseen(text: str) -> str:
    """A text without the characters that take no room at its ends; those inside belong to it."""
    return text.strip("\u200b\u200c\u200d\u2060\ufeff\xa0\u3000")


def _free(_words: Words, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_of(cell).rstrip()
    return Taken(text) if text.strip() else NOTHING


def _name(_words: Words, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """A person's name: one line; the spaces that make two characters as wide as three are not part of it."""
    text = " ".join(without_invisible(text_of(cell)).split())
    return Taken(text if text.replace(" ", "").isascii() else text.replace(" ", ""))


def _code(_words: Words, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = plainly(text_of(cell)).upper()
    if not text or is_none_meant(text):
        return NOTHING
    if text in ("新", "新增", "NEW"):
        return Taken("new")
    if not CODE.fullmatch(text):
        raise CellError(say("{value} is not a code", value=text),
                        say("write a code like JA-0007, leave the cell empty for a new person, or write 新"))  # fmt: skip
    return Taken(text)


def _day(words: Words, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """A day; of a decision also a month."""
    month = column.how == "decided"
    value = cell.value
    if isinstance(value, datetime):
        return Taken(_of_datetime(value, cell.format, month=month))
    if isinstance(value, date):
        return Taken(value.isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Taken(_of_number(words, value, month=month))
    text = str(value).strip()
    if DAY.fullmatch(text) or (month and MONTH.fullmatch(text)):
        return Taken(text)  # the models know the calendar
    meant = day_meant(text, month=month)
    if meant.certain and meant.values:
        return Taken(meant.values[0])
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


def _of_number(words: Words, value: float, *, month: bool) -> str:
    """A number in a column of days: 20250812, a day as Excel counts, 2025.8."""
    text = str(int(value)) if float(value).is_integer() else repr(value)
    if float(value).is_integer() and FIRST_SERIAL <= value <= LAST_SERIAL:
        made = from_excel(value, CALENDAR_MAC_1904 if words.mac else CALENDAR_WINDOWS_1900)
        return made.date().isoformat() if isinstance(made, datetime) else str(made)
    if text.endswith(".1"):  # 2025.1 and 2025.10 are one number
        year = text[:-2]
        raise _no_day(text, (f"{year}-01", f"{year}-10"), None, month=month)
    meant = day_meant(text, month=month)
    if meant.certain and meant.values:
        return meant.values[0]
    raise _no_day(text, (), meant.lacking, month=month)


def _number(_words: Words, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_of(cell)
    meant = number_meant(text, column.key[-1])
    if not meant.certain:
        raise CellError(say("{value} is not surely a whole number", value=text), say("write a whole number in digits"))
    return Taken(meant.values[0])


def _flag(_words: Words, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_of(cell)
    if column.path == "party_member" and (member := MEMBERS.get(plainly(text))):
        return Taken(member)
    meant = flag_meant(text)
    if not meant.certain:
        raise CellError(say("{value} is neither yes nor no", value=text), say("write 是 or 否"))
    return Taken(meant.values[0])


def _word(words: Words, column: LedgerColumn, cell: LedgerCell, family: str) -> Taken:
    text = text_of(cell).strip()
    if column.words == "measure_type":
        return _measure(words, text, family)
    known = words.policy.labels[column.words]
    rank = column.words == "rank"
    typed = f"{plainly(text)}级" if rank and SHORT_RANK.fullmatch(plainly(text)) else text
    meant = word_meant(typed, known, rank=rank)
    if not meant.certain:
        raise _no_word(text, meant.values or tuple(known))
    return Taken(meant.values[0])


def _no_word(text: str, values: tuple[str, ...]) -> CellError:
    shown = values if len(values) <= MOST else (*values[:MOST], "…")
    return CellError(say("{value} is not surely one of the words", value=text),
                     say("write one of: {words}", words=shown))  # fmt: skip


def _measure(words: Words, text: str, family: str) -> Taken:
    """A kind of measure; a column of one family says which 警告 it is, and 留党察看一年 says how long."""
    known = words.policy.labels["measure_type"]
    bare = plainly(text)
    parts = [each for each in BETWEEN.split(bare) if each]
    if len(parts) > 1 and all(word_meant(each, known).values for each in parts):
        raise CellError(say("{value} are several measures in one cell", value=text),
                        say("give each a row or columns of its own"))  # fmt: skip
    if (match := PROBATION.fullmatch(bare)) is not None:
        length = number_meant(match["length"].removesuffix("处分"), "probation_months")
        if length.certain:
            return Taken("留党察看", more={"probation_months": length.values[0]})
    for typed in (bare, bare.removesuffix("处分"), bare.removesuffix("谈话")):
        for whole in (f"{FAMILY_WORDS.get(family, '')}{typed}", typed):
            if whole in known and (not family or words.policy.types[whole].family == family):
                return Taken(whole)
    meant = word_meant(bare.removesuffix("处分"), known)
    ending = tuple(each for each in known if each.endswith(bare.removesuffix("处分")))
    if len(ending) == 1 and len(meant.values) == 1 and bare.removesuffix("处分") == "严重警告":
        return Taken(ending[0])  # there is but one
    if meant.certain and (not family or words.policy.types[meant.values[0]].family == family):
        return Taken(meant.values[0])
    raise _no_word(text, meant.values or ending or tuple(known))


def _words(words: Words, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """Several words in one cell, or several lines of text."""
    text = text_of(cell).strip()
    if not column.words:
        return Taken([each.strip() for each in text.split("\n") if each.strip()])
    known = words.policy.labels[column.words]
    whole = word_meant(text, known)
    if whole.certain:
        return Taken([whole.values[0]])
    found: list[Raw] = []
    for part in filter(None, BETWEEN.split(text)):
        meant = word_meant(part, known)
        if not meant.certain:
            raise _no_word(part, meant.values or tuple(known))
        found.append(meant.values[0])
    return Taken(found)


def _unit(words: Words, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """The id of a body or unit, by its id or whole name; never by a part of it."""
    text = text_of(cell)
    bodies, bare = words.organizations, plainly(text)
    found = _unit_of(words, bare)
    if len(found) == 1:
        return Taken(found[0])
    near = found or bodies.meant(text).values
    told = tuple(_told(bodies, each) for each in near[:MOST])
    if found:
        raise CellError(say("{n} units are called {value}", n=len(found), value=text),
                        say("write the name with its id: {words}", words=told))  # fmt: skip
    fix = say("write one of: {words}", words=told) if told else say("add it to organizations/ first, or correct it")
    raise CellError(say("there is no unit {value}", value=text), fix)


def _told(bodies: Organizations, each: str) -> str:
    closed = bodies.by_id[each].closed_on
    return f"{bodies.name(each)}（{each}）" + (f" ~{closed.isoformat()}" if closed else "")


def _unit_of(words: Words, bare: str) -> tuple[str, ...]:
    bodies = words.organizations
    if bare in words.units:
        return (words.units[bare],)
    if (match := WITH_ID.fullmatch(bare)) and match["id"] in bodies:
        return (match["id"],) if not match["name"] or plainly(bodies.name(match["id"])) == match["name"] else ()
    if bare in bodies:
        return (bare,)
    closed = CLOSED.fullmatch(bare)
    name = closed["name"] if closed else bare
    same = tuple(each.id for each in bodies.by_id.values() if plainly(each.name) == name and
                 (closed is None or each.closed_on is not None))  # fmt: skip
    return same or tuple(each.id for each in bodies.by_id.values() if each.name_en and plainly(each.name_en) == bare)


def _body(words: Words, column: LedgerColumn, cell: LedgerCell, family: str) -> Taken:
    """A body by its name or id; any other text is somebody's name, or a unit outside the register."""
    taken = _text(words, column, cell, family)
    if taken.value is None:
        return taken
    found = _unit_of(words, plainly(str(taken.value)))
    if len(found) > 1:
        return _unit(words, column, cell, family)
    return Taken(found[0]) if found else taken


READERS: Mapping[str, Callable[[Words, LedgerColumn, LedgerCell, str], Taken]] = {
    "code": _code, "name": _name, "day": _day, "decided": _day, "number": _number, "flag": _flag, "word": _word,
    "words": _words, "unit": _unit, "body": _body, "text": _text, "free": _free,
}  # fmt: skip
