"""Findings as rows; on a file of names they quote codes alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.lists.rows import FindingRow
from huifang.register.identities import in_names
from huifang.register.scalars import CODE
from huifang.texts import Text

if TYPE_CHECKING:
    from huifang.register import Finding


def finding_row(finding: Finding) -> FindingRow:
    """One finding as a row; on a file of names it quotes codes alone, for what stands there may be a name."""
    if in_names(finding.place.path):
        finding = replace(finding, message=_unnamed(finding.message), fix=_unnamed(finding.fix))
    place = finding.place
    return FindingRow(
        check=finding.check,
        severity=finding.severity.value,
        path=place.path,
        line=place.line,
        column=place.column,
        field=place.field if not in_names(place.path) or CODE.fullmatch(place.field or "") else None,
        message=finding.message,
        fix=finding.fix,
    )


def _unnamed(text: Text) -> Text:
    told = (
        (name, "…" if isinstance(value, str) and not CODE.fullmatch(value) else value) for name, value in text.values
    )
    return Text(text.template, tuple(told))


def is_under(path: str, wanted: frozenset[str]) -> bool:
    """Whether a file is one of some paths, or lies in one."""
    return any(path == each or path.startswith(f"{each}/") for each in wanted)
