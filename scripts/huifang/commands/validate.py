"""`huifang validate`: every finding, sorted; it reads and never writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import SCOPE, Document, Verb, Work
from huifang.lists import FindingRow
from huifang.output import FINDING_FORMATS
from huifang.services.exits import ExitCode
from huifang.services.paths import register_path
from huifang.texts import N_


def validate(
    work: Work,
    paths: Annotated[list[Path] | None, Argument(help=N_("report only what concerns these files and folders"))] = None,
    strict: Annotated[bool, Option("--strict", help=N_("warnings count as errors"))] = False,
) -> Document:
    """All findings of the register; PATHS limits what is reported, everything is read."""
    opened = work.opened
    wanted = frozenset(register_path(path, opened.folders, opened.trees, at=work.wanted.at) for path in paths or ())
    rows = tuple(row for row in work.lists.finding_rows(wanted) if _in_scope(row, work))
    table = work.lists.table("validate", FindingRow, rows)
    failed = any(strict or row.severity == "error" for row in rows)
    code = ExitCode.FOUND if failed else ExitCode.DONE
    if work.opened.notes:  # git could not be asked, so what is tracked was not checked; the note says what to do
        code = ExitCode.UNREADABLE
    return Document(FINDING_FORMATS[work.format](table, work.words), code)


def _in_scope(row: FindingRow, work: Work) -> bool:
    """Findings on a person's files by code, unit of the day and district; all others by their district alone."""
    lists, scope = work.lists, work.lists.scope
    if not scope:
        return True
    parts = [part.removesuffix(".yml") for part in row.path.split("/")]
    person = next((lists.register.people[part] for part in parts if part in lists.register.people), None)
    if scope.people and (person is None or person.code not in scope.people):
        return False
    if scope.units and (person is None or person.unit_on(lists.day) not in scope.units):
        return False
    return not scope.districts or _district(parts, work) in scope.districts


def _district(parts: list[str], work: Work) -> str | None:
    """The district a file belongs to: its folder, its name, or that of the body whose plan it is."""
    if len(parts) < 3:  # noqa: PLR2004 - records/people/<district>
        return None
    if parts[1] == "plans":
        return work.lists.register.organizations.district_of(parts[2].partition("-")[2])
    return parts[2]


VERBS = (
    Verb(
        "validate",
        N_("Every finding: what is wrong, where, and what to do."),
        validate,
        takes=("records", "as_of", "at", *SCOPE, "format", "output", "lang"),
        formats=tuple(FINDING_FORMATS),
    ),
)
