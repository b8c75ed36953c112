"""The cells of a ledger as values of a record. What can mean two things is refused, with what to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.ledger.celldays import day_of_cell
from huifang.editing.ledger.taken import NOTHING, CellError, Taken, text_in_cell, without_unseen
from huifang.register.meant_values import flag_meant, is_none_meant, number_meant, plainly, without_invisible
from huifang.register.nearest_word import BETWEEN, word_meant
from huifang.register.scalars import CODE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.editing.ledger.book import LedgerCell
    from huifang.editing.ledger.columns import LedgerColumn
    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register.organizations import Organizations

MARKED = re.compile(r"(?P<rest>.*?)\s*[（(]?待核实[)）]?", re.DOTALL)
LITTLE = re.compile(r"[/\\／＼—–\-－_]+|无|/+")  # what stands in a cell that has nothing to say
SHORT_RANK = re.compile(r"[正副](?:厅|局|县|处|乡|科)")
PROBATION = re.compile(r"留党察看(?P<length>.+)")
WITH_ID = re.compile(r"(?P<name>.*?)\(?(?P<id>[a-z][a-z0-9-]{1,31})\)", re.ASCII | re.DOTALL)
CLOSED = re.compile(r"(?P<name>.+)\(已(?:撤销|撤并|注销)\)")
MEMBERS = {"中共党员": "true", "党员": "true", "非党员": "false", "非中共党员": "false", "群众": "false",
           "共青团员": "false", "团员": "false", "民主党派": "false", "无党派人士": "false",
           "无党派": "false"}  # fmt: skip
FAMILY_WORDS = {"party": "党内", "government": "政务", "administrative": "行政", "institution": "事业单位",
                "enterprise": "国企"}  # fmt: skip
MOST = 8  # candidates that a sentence names


@dataclass(frozen=True)
class CellWords:
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


def _text(_words: CellWords, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = without_unseen(text_in_cell(cell)).strip()
    if column.path == "post" and LITTLE.fullmatch(text):
        return Taken(None, none=True)
    return NOTHING if not text or (text != "无" and LITTLE.fullmatch(text)) else Taken(text)


def _free(_words: CellWords, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_in_cell(cell).rstrip()
    return Taken(text) if text.strip() else NOTHING


def _name(_words: CellWords, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """A person's name: one line; the spaces that make two characters as wide as three are not part of it."""
    text = " ".join(without_invisible(text_in_cell(cell)).split())
    return Taken(text if text.replace(" ", "").isascii() else text.replace(" ", ""))


def _code(_words: CellWords, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = plainly(text_in_cell(cell)).upper()
    if not text or is_none_meant(text):
        return NOTHING
    if text in ("新", "新增", "NEW"):
        return Taken("new")
    if not CODE.fullmatch(text):
        raise CellError(say("{value} is not a code", value=text),
                        say("write a code like JA-0007, leave the cell empty for a new person, "
                            "or write 新"))  # fmt: skip
    return Taken(text)


def _day(words: CellWords, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """A day; of a decision also a month."""
    return Taken(day_of_cell(cell, month=column.how == "decided", mac=words.mac))


def _number(_words: CellWords, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_in_cell(cell)
    meant = number_meant(text, column.key[-1])
    if not meant.certain:
        raise CellError(say("{value} is not surely a whole number", value=text), say("write a whole number in digits"))
    return Taken(meant.values[0])


def _flag(_words: CellWords, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    text = text_in_cell(cell)
    if column.path == "party_member" and (member := MEMBERS.get(plainly(text))):
        return Taken(member)
    meant = flag_meant(text)
    if not meant.certain:
        raise CellError(say("{value} is neither yes nor no", value=text), say("write 是 or 否"))
    return Taken(meant.values[0])


def _word(words: CellWords, column: LedgerColumn, cell: LedgerCell, family: str) -> Taken:
    text = text_in_cell(cell).strip()
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


def _measure(words: CellWords, text: str, family: str) -> Taken:
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


def _words(words: CellWords, column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """Several words in one cell, or several lines of text."""
    text = text_in_cell(cell).strip()
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


def _unit(words: CellWords, _column: LedgerColumn, cell: LedgerCell, _family: str) -> Taken:
    """The id of a body or unit, by its id or whole name; never by a part of it."""
    text = text_in_cell(cell)
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


def _unit_of(words: CellWords, bare: str) -> tuple[str, ...]:
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


def _body(words: CellWords, column: LedgerColumn, cell: LedgerCell, family: str) -> Taken:
    """A body by its name or id; any other text is somebody's name, or a unit outside the register."""
    taken = _text(words, column, cell, family)
    if taken.value is None:
        return taken
    found = _unit_of(words, plainly(str(taken.value)))
    if len(found) > 1:
        return _unit(words, column, cell, family)
    return Taken(found[0]) if found else taken


READERS: Mapping[str, Callable[[CellWords, LedgerColumn, LedgerCell, str], Taken]] = {
    "code": _code, "name": _name, "day": _day, "decided": _day, "number": _number, "flag": _flag, "word": _word,
    "words": _words, "unit": _unit, "body": _body, "text": _text, "free": _free,
}  # fmt: skip
