"""Which findings are reported: those of the paths that were named, within the scope that was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.register.layout import path_parts
from huifang.services.paths import register_path
from huifang.services.repositories import roots_in_repositories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from huifang.lists import FindingRow, Lists
    from huifang.services.registers import OpenRegister


def findings_asked(lists: Lists, opened: OpenRegister, paths: Sequence[Path], at: str | None) -> tuple[FindingRow, ...]:
    """The findings on files and folders of the register, all where none is named; Stop(USAGE) for an unknown one."""
    wanted = frozenset(register_path(path, opened.folders, opened.trees, at=at) for path in paths)
    return tuple(row for row in lists.finding_rows(wanted) if _in_scope(row, lists))


def from_repositories(rows: tuple[FindingRow, ...], opened: OpenRegister) -> tuple[FindingRow, ...]:
    """The findings with their paths from the root of the repository, by which a forge knows a file."""
    roots = roots_in_repositories(opened.folders, (tree.name for tree in opened.trees))
    return tuple(replace(row, path=_from_root(row.path, roots)) for row in rows)


def _from_root(path: str, roots: Mapping[str, str]) -> str:
    name, _, below = path.partition("/")
    return f"{roots.get(name, f'{name}/')}{below}".rstrip("/") or "."


def _in_scope(row: FindingRow, lists: Lists) -> bool:
    """Findings on a person's files by code, unit of the day and district; all others by their district alone."""
    scope = lists.scope
    if not scope:
        return True
    person = lists.register.person_of(row.path)
    if scope.people and (person is None or person.code not in scope.people):
        return False
    if scope.units and (person is None or person.unit_on(lists.day) not in scope.units):
        return False
    return not scope.districts or _district(row.path, lists) in scope.districts


def _district(path: str, lists: Lists) -> str | None:
    """The district a file belongs to: its folder, its name, or that of the body whose plan it is."""
    parts = path_parts(path)
    if len(parts) < 3:  # noqa: PLR2004 - records/people/<district>
        return None
    if parts[1] == "plans":
        return lists.register.organizations.district_of(parts[2].partition("-")[2])
    return parts[2]
