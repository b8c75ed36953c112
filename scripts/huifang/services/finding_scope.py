"""Which findings are reported: those of the paths that were named, within the scope that was asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.services.exits import ExitCode, Stop
from huifang.services.repositories import roots_in_repositories
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.lists import FindingRow, Lists
    from huifang.services.registers import OpenRegister


def findings_asked(lists: Lists, opened: OpenRegister, paths: Sequence[Path], at: str | None) -> tuple[FindingRow, ...]:
    """The findings on files and folders of the register, all where none is named; Stop(USAGE) for an unknown one."""
    wanted = frozenset(_inside(path, opened, at) for path in paths)
    return tuple(row for row in lists.finding_rows(wanted) if _in_scope(row, lists))


def from_repositories(rows: tuple[FindingRow, ...], opened: OpenRegister) -> tuple[FindingRow, ...]:
    """The findings with their paths from the root of the repository, by which a forge knows a file."""
    roots = roots_in_repositories(opened)
    return tuple(replace(row, path=_from_root(row.path, roots)) for row in rows)


def _from_root(path: str, roots: Mapping[str, str]) -> str:
    name, _, below = path.partition("/")
    return f"{roots.get(name, f'{name}/')}{below}".rstrip("/") or "."


def _inside(path: Path, opened: OpenRegister, at: str | None) -> str:
    """A path as findings give it: relative to the folder that holds the register."""
    for folder, tree in zip(opened.folders, opened.trees, strict=True):
        for base in (Path.cwd(), folder.parent, folder):
            whole = (path if path.is_absolute() else base / path).resolve()
            if whole.is_relative_to(folder.resolve()) and (whole.exists() or at is not None):
                return "/".join((tree.name, *whole.relative_to(folder.resolve()).parts))
        if path.parts[:1] == (tree.name,) and folder.joinpath(*path.parts[1:]).exists():  # as findings tell it
            return path.as_posix()
    raise Stop(ExitCode.USAGE, say("{path} is no file or folder of the register", path=str(path)))


def _in_scope(row: FindingRow, lists: Lists) -> bool:
    """Findings on a person's files by code, unit of the day and district; all others by their district alone."""
    scope = lists.scope
    if not scope:
        return True
    parts = [part.removesuffix(".yml") for part in row.path.split("/")]
    person = next((lists.register.people[part] for part in parts if part in lists.register.people), None)
    if scope.people and (person is None or person.code not in scope.people):
        return False
    if scope.units and (person is None or person.unit_on(lists.day) not in scope.units):
        return False
    return not scope.districts or _district(parts, lists) in scope.districts


def _district(parts: list[str], lists: Lists) -> str | None:
    """The district a file belongs to: its folder, its name, or that of the body whose plan it is."""
    if len(parts) < 3:  # noqa: PLR2004 - records/people/<district>
        return None
    if parts[1] == "plans":
        return lists.register.organizations.district_of(parts[2].partition("-")[2])
    return parts[2]
