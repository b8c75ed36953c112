"""Who edits where: author, committer and signer are asked, each against what was allowed before the commit came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.file_shapes import ANSWERS, EDITORS, EDITORS_SHAPE, SEALS, read_own
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.history.audit.permissions import EVERYWHERE, Permissions
from huifang.past.commits import email_of
from huifang.register import Severity
from huifang.register.layout import Kind, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.past.commits import Commit
    from huifang.register.organizations import Organizations
    from huifang.texts import Text
    from huifang.texts.text import Value

BY_FOLDER = ("people", "restricted")
BY_FILE = (Kind.ORGANIZATIONS, Kind.IDENTITIES)
BY_ANSWERERS = (ANSWERS, SEALS)  # whoever may answer, of any district


def outside_district(audited: Audited) -> Iterator[AuditFinding]:
    """Somebody edits the records of the districts given to that person; what holds for all is edited by who may all.

    Why: who is not of a district does not know its people. Author, committer and signer are asked, by the list that
    stood on the main line before: a branch gives nobody a right.
    Fix: say on whose behalf it was; a district added in `audit/editors.yml` counts from then on.
    """
    read_own(audited.tree, EDITORS, EDITORS_SHAPE, audited.problems)  # what is wrong with it is told
    fix = say(
        "say on whose behalf it was; a district added to {file} counts from then on", file=f"{audited.root}/{EDITORS}"
    )
    for commit in audited.touching:
        allowed = audited.permissions.before(commit)
        if allowed is None:
            continue
        first: dict[str, str] = {}
        for path, _, _ in audited.history.files[commit.number]:
            for district in _districts(path, audited.lists.register.organizations):
                first.setdefault(district, path)
        for district, path in first.items():
            message = _refused(commit, allowed, district)
            if message is not None:
                yield AuditFinding(commit, path, message, fix, person=spot(path).code or None)


def merged_without_right(audited: Audited) -> Iterator[AuditFinding]:
    """Where somebody is named for merging, nobody else merges.

    Why: a merge takes a change to the main line, where it counts.
    Fix: say who saw it; `merge` added in `audit/editors.yml` counts from then on.
    """
    fix = say("say who saw it; `merge` added to {file} counts from then on", file=f"{audited.root}/{EDITORS}")
    for commit in audited.history.mainline:
        allowed = audited.permissions.before(commit)
        if not commit.is_merge or not allowed or not allowed.names_who_merges:
            continue
        hands = (who for who in (commit.author, commit.committer, commit.signer) if who)
        who = next((each for each in hands if not allowed.merges(email_of(each))), None)
        if who is not None:
            yield AuditFinding(commit, "", say("merged by {author}, who may not merge", author=who), fix)
        elif commit.signed == "none" and audited.demands_key(commit):
            message = say("merged by {author}, as is written there; no key says so", author=commit.author)
            yield AuditFinding(
                commit, "", message, say("sign merges; say who made this one"), severity=Severity.WARNING
            )


def _refused(commit: Commit, allowed: Permissions, district: str) -> Text | None:
    """What is wrong about who edited a district; who may merge may commit and sign what others wrote."""

    def may(email: str) -> bool:
        return allowed.answers(email) if district == ANSWERS else allowed.edits(email, district)

    if not may(commit.author_email):
        if district == EVERYWHERE:
            return say("{author} edited what holds for all districts", author=commit.author)
        if district == ANSWERS:
            return say("{author} answered, and stands in no list", author=commit.author)
        return say("{author} edited district {district}", author=commit.author, district=district)
    for who in (commit.committer, commit.signer):
        email = email_of(who)
        if who and email != commit.author_email and not may(email) and not allowed.merges(email):
            return say("{who}, who may not edit {district}, committed or signed it for {author}", who=who,
                       district=_named(district), author=commit.author)  # fmt: skip
    return None


def _named(district: str) -> Value:
    named = {EVERYWHERE: say("what holds for all districts"), ANSWERS: say("the answers")}
    return named.get(district, district)


def _districts(path: str, organizations: Organizations) -> Iterator[str]:
    """Whose file a path is: of a district, of whoever answers, else of all."""
    if path.startswith(BY_ANSWERERS):
        yield ANSWERS
    else:
        yield district_of(path, organizations) or EVERYWHERE


def district_of(path: str, organizations: Organizations) -> str | None:
    """The district a file belongs to by its place; a plan belongs to its body's; None for what is everybody's."""
    parts = path.split("/")
    if parts[0] in BY_FOLDER and len(parts) > 2:  # noqa: PLR2004 - people/<district>/...
        return parts[1]
    found = spot(path)
    if found.kind in BY_FILE:
        return parts[1].removesuffix(".yml")
    return organizations.district_of(found.code) if found.kind is Kind.PLAN else None
