"""Who edits where: `audit/editors.yml` gives each e-mail its districts; without the file nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.file_shapes import EDITORS, EDITORS_SHAPE, EVERYWHERE, read_own
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.register.layout import Kind, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register.organizations import Organizations

BY_FOLDER = ("people", "restricted")
BY_FILE = (Kind.ORGANIZATIONS, Kind.IDENTITIES)


def outside_district(audited: Audited) -> Iterator[AuditFinding]:
    """Somebody edits the records of the districts given to that person.

    Why: who is not of a district does not know its people.
    Fix: add the district in `audit/editors.yml`, or say on whose behalf it was.
    """
    editors = read_own(audited.tree, EDITORS, EDITORS_SHAPE, audited.problems)
    if editors is None:
        return
    allowed = {email.strip().lower(): districts for email, districts in editors.items()}
    for commit in audited.touching:
        mine = allowed.get(commit.author_email, ())
        first: dict[str, str] = {}
        for path, _, _ in audited.history.files[commit.number]:
            district = district_of(path, audited.lists.register.organizations)
            if district is not None:
                first.setdefault(district, path)
        for district, path in first.items():
            if district not in mine and EVERYWHERE not in mine:
                message = say("{author} edited district {district}", author=commit.author, district=district)
                fix = say("add the district to {file}, or say on whose behalf it was", file=f"{audited.root}/{EDITORS}")
                yield AuditFinding(commit, path, message, fix, person=spot(path).code or None)


def district_of(path: str, organizations: Organizations) -> str | None:
    """The district a file belongs to by its place; a plan belongs to its body's; None for what is everybody's."""
    parts = path.split("/")
    if parts[0] in BY_FOLDER and len(parts) > 2:  # noqa: PLR2004 - people/<district>/...
        return parts[1]
    found = spot(path)
    if found.kind in BY_FILE:
        return parts[1].removesuffix(".yml")
    return organizations.district_of(found.code) if found.kind is Kind.PLAN else None
