"""The mapping file of a ledger: which heading is which key, and which unit a name means. It never holds a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.ledger.columns import kinds, sheet_kind
from huifang.editing.ledger.sheet_mapping import SheetMapping
from huifang.editing.writing import mapping as yaml_mapping
from huifang.register import yamltext
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.editing.ledger.heads import LedgerHead
    from huifang.register.organizations import Organizations
    from huifang.texts import Text

IGNORE, UNDECIDED = "ignore", "?"
ABOVE = (
    "# 台账表头与字段的对照：每行左边是台账的表头，右边是字段；不采用的列写 ignore，写 ? 的列须先确定\n"
    "# 第二项处分的列写 measures.type#2；units 里写台账中的单位名称对应的单位标识；本文件不写姓名\n"
)


class MappingError(Exception):
    """A mapping file that cannot be used; the sentence says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.template)
        self.message = message


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


def mapping_text(heads: Mapping[str, LedgerHead], known: LedgerMapping, names: Iterable[str]) -> str:
    """The mapping as it was found, to be looked through and kept; a heading that is somebody's name is left out."""
    hidden = set(names)
    sheets = {}
    for title, head in heads.items():
        columns: dict[str, str] = {}
        for each in head.headings:
            if each.text in hidden or each.text in columns:
                continue
            path = each.column.path if each.column else UNDECIDED if each in head.undecided else IGNORE
            columns[each.text] = f"{path}#{each.slot}" if each.slot.isdecimal() and each.slot != "1" else path
            if each.family:  # the heading itself says which family
                del columns[each.text]
        sheets[title] = {"kind": head.kind.id, "columns": columns}
    lines = [ABOVE, "format: 1\nsheets:\n"]
    for title, sheet in sheets.items():
        lines.append(f"  {_key(title)}:\n    kind: {sheet['kind']}\n    columns:\n")
        lines += [f"      {line}\n" for line in yaml_mapping(_keyed(sheet["columns"])).splitlines()]
    lines.append("units:\n")
    lines += [f"  {line}\n" for line in yaml_mapping(_keyed(known.units)).splitlines()]
    return "".join(lines)


def _keyed(found: object) -> dict[str, str]:
    return {_key(key): str(value) for key, value in dict(found).items()}  # type: ignore[call-overload] # a mapping


def _key(text: str) -> str:
    """A heading as a key of YAML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
