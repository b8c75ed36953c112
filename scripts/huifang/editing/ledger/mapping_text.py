"""The mapping of a ledger's headings as a file, to be looked through, corrected and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing.ledger.mapping import ABOVE, IGNORE, UNDECIDED
from huifang.editing.writing import mapping as yaml_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.editing.ledger.heads import LedgerHead
    from huifang.editing.ledger.mapping import LedgerMapping


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
