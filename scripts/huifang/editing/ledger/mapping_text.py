"""The mapping of a ledger's headings as a file, to be looked through, corrected and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing.ledger.mapping import ABOVE, IGNORE, UNDECIDED
from huifang.editing.writing import mapping as yaml_mapping
from huifang.editing.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.editing.ledger.heads import LedgerHead
    from huifang.editing.ledger.mapping import LedgerMapping
    from huifang.editing.spelling import Raw


def mapping_text(heads: Mapping[str, LedgerHead], known: LedgerMapping, names: Iterable[str]) -> str:
    """The mapping as it was found, to be looked through and kept; a heading that is somebody's name is left out."""
    hidden = set(names)
    sheets: dict[str, tuple[str, dict[str, Raw]]] = {}
    for title, head in heads.items():
        columns: dict[str, Raw] = {}
        for each in head.headings:
            if each.text in hidden or each.text in columns:
                continue
            path = each.column.path if each.column else UNDECIDED if each in head.undecided else IGNORE
            columns[each.text] = f"{path}#{each.slot}" if each.slot.isdecimal() and each.slot != "1" else path
            if each.family:  # the heading itself says which family
                del columns[each.text]
        sheets[title] = (head.kind.id, columns)
    lines = [ABOVE, "format: 1\nsheets:\n"]
    for title, (kind, columns) in sheets.items():
        lines.append(f"  {scalar(title)}:\n    kind: {kind}\n    columns:\n")
        lines += [f"      {line}\n" for line in yaml_mapping(columns).splitlines()]
    lines.append("units:\n")
    lines += [f"  {line}\n" for line in yaml_mapping(dict(known.units)).splitlines()]
    return "".join(lines)
