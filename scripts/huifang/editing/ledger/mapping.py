"""The mapping file of a ledger: which heading is which key, and which unit a name means. It never holds a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.ledger.columns import kinds, sheet_kind
from huifang.register import yamltext
from huifang.texts import ToldError, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.organizations import Organizations

IGNORE, UNDECIDED = "ignore", "?"
ABOVE = (
    "# 台账表头与字段的对照：每行左边是台账的表头，右边是字段；不采用的列写 ignore，写 ? 的列须先确定\n"
    "# 第二项处分的列写 measures.type#2；units 里写台账中的单位名称对应的单位标识；本文件不写姓名\n"
)


class MappingError(ToldError):
    """A mapping file that cannot be used; the sentence says why."""


@dataclass(frozen=True)
class SheetMapping:
    """What a mapping says of one sheet: its kind, and its headings."""

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LedgerMapping:
    """What a mapping file says."""

    sheets: Mapping[str, SheetMapping] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def read_mapping(text: str, bodies: Organizations) -> LedgerMapping:
    """The mapping of a file's text; MappingError, with the word that is wrong, where it cannot be used."""
    try:
        data = yamltext.plain_data(text)
    except yamltext.Refused as problem:
        raise MappingError(say("it is not YAML that can be read")) from problem
    if not isinstance(data, dict) or not set(data) <= {"format", "sheets", "units"}:
        raise MappingError(say("it holds `format`, `sheets` and `units`, and nothing else"))
    sheets = {name: _sheet(name, each) for name, each in _mapping(data.get("sheets")).items()}
    units = {name: str(each) for name, each in _mapping(data.get("units")).items()}
    for name, unit in units.items():
        if unit not in bodies:
            raise MappingError(say("there is no unit {value}, which `units` gives for {name}", value=unit, name=name))
    return LedgerMapping(sheets, {"".join(name.split()): unit for name, unit in units.items()})


def _mapping(data: object) -> dict[str, object]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise MappingError(say("`sheets` and `units` are written as `key: value` lines"))
    return data


def _sheet(name: str, data: object) -> SheetMapping:
    found = _mapping(data)
    kind = str(found.get("kind") or "")
    sheet = sheet_kind(kind or name) or kinds()[0]
    if kind and sheet_kind(kind) is None:
        raise MappingError(say("there is no kind of sheet {value}; there are: {known}", value=kind,
                               known=tuple(each.id for each in kinds())))  # fmt: skip
    columns = {}
    for heading, said in _mapping(found.get("columns")).items():
        text = str(said or UNDECIDED)
        path, _, number = text.partition("#")
        if text == UNDECIDED:
            continue
        if text != IGNORE and (sheet.column(path) is None or (number and not number.isdecimal())):
            raise MappingError(say("there is no key {value}, which {sheet} gives for {heading}", value=text, sheet=name,
                                   heading=heading))  # fmt: skip
        columns[heading] = text
    return SheetMapping(kind, columns)
