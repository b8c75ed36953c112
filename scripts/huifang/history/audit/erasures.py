"""Erasures against the history: whether the identity is gone, and whether it might be taken."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.git_access.blobs import whole
from huifang.git_access.tree import CommitTree
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.history.audit.measures import MEASURE
from huifang.history.audit.permissions import hands_of
from huifang.history.identity_traces import RepositoryTraces
from huifang.history.people_history import everybody
from huifang.history.record_diff import kind_of
from huifang.policy import words_of
from huifang.register import Place, Severity, load, warning, yamltext
from huifang.register.erasures import ERASURES
from huifang.register.layout import Kind
from huifang.rules.erasure import Standing, standing_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.past.commits import Commit
    from huifang.register import Tree, TreeEntry
    from huifang.register.erasures import Erasure
    from huifang.texts import Text


def erased_identity_remains(audited: Audited) -> Iterator[AuditFinding]:
    """An identity that was erased is nowhere: not in the history of the common repository, nor in `identities/` again.

    Why: whoever has a clone can still read whose code it is. Somebody who is followed up again has a name again.
    Fix: rewrite the history as the handbook says under erasing; `huifang erase CODE` tells what remains.
    """
    last = {each.code: number for number, each in enumerate(audited.erasures)}
    followed = {code for code in last if _is_followed(_stands(audited, code, audited.lists.day))}
    traces = RepositoryTraces(audited.history.place)
    for number, each in enumerate(audited.erasures):
        if last[each.code] != number or each.code in followed:
            continue
        held = traces.identity(each.code)
        if held.commits:
            message = say("erased on {day}, but {n} commits of the repository still hold the identity", day=each.on,
                          n=held.commits)  # fmt: skip
            fix = say("rewrite the history, as the handbook says on the page about erasing")
            yield _found(audited, number, message, fix)
        if each.code in audited.lists.register.names:
            message = say("erased on {day}, but the identity stands in identities/ again", day=each.on)
            yield _found(audited, number, message, say("run `huifang erase {code}`", code=each.code))


def erasure_without_ground(audited: Audited) -> Iterator[AuditFinding]:
    """Only who was cleared, is past retention or has no record any more loses the name.

    Why: whoever is followed up must be found by those who owe the visits; a record may not be deleted to hide it. A
    warning where nothing shows that the code ever was anybody's. Whoever records the ground does not erase on it
    within the days in which things are recorded.
    Fix: put the name back; or say in `answers.yml` on what ground it was erased.
    """
    known = known_codes(audited)
    recorded = recorded_in(audited) if audited.erasures else {}
    for number, each in enumerate(audited.erasures):
        if each.code not in known:
            message = say("erased on {day}, but nothing shows that there ever was a record of the code", day=each.on)
            yield _found(audited, number, message, say("correct the code, or say whose it was"), Severity.WARNING)
        elif _is_followed(standing_then(audited, each)):
            message = say("erased on {day}, when the person was still followed up", day=each.on)
            fix = say("put the name back, or say on what ground it was erased")
            yield _found(audited, number, message, fix)
        elif (who := _gave_ground_too(audited, each, recorded.get((each.code, each.on.isoformat())))) is not None:
            message = say("erased on {day} by {who}, who had recorded the ground {n} days before at most: one hand did "
                          "both", day=each.on, who=who, n=_days(audited, each.on))  # fmt: skip
            yield _found(audited, number, message, say("have somebody else confirm the ground, by its document"))


def standing_then(audited: Audited, erasure: Erasure) -> Standing:
    """What the record says of the day of the erasure.

    A record that was deleted on that day or later, or of which a measure was taken away, is asked as it was before the
    first time: taking away gives no ground, nor does what was put there instead.
    """
    lost = _lost(audited, erasure)
    if lost is None or not lost.parents:
        return _stands(audited, erasure.code, erasure.on)
    return _standing_in(audited, erasure, lost.parents[0])


def _standing_in(audited: Audited, erasure: Erasure, commit: str) -> Standing:
    """What the record of a commit says of the day of the erasure."""
    policy = audited.lists.policy
    tree = _Alone(CommitTree(audited.history.place, commit), erasure.code)
    return standing_of(load([tree], words_of(policy)), policy, erasure.code, erasure.on)


def _days(audited: Audited, day: date) -> int:
    """Within how many days a fact is recorded in time."""
    rule = audited.lists.policy.on(day).audit_recorded
    return rule.days if rule else 0


def _gave_ground_too(audited: Audited, erasure: Erasure, made: Commit | None) -> str | None:
    """Who erased, and shortly before recorded that without which the person was still followed up; None for nobody."""
    if made is None:
        return None
    allowed = audited.permissions.before(made)
    erased = hands_of((made,), allowed)
    first = audited.arrived(made) - timedelta(days=_days(audited, erasure.on))
    for commit in dict.fromkeys(each.commit for each in audited.changes if each.person == erasure.code):
        if commit.number > made.number or audited.arrived(commit) < first:
            continue
        both = sorted(erased & hands_of((commit,), allowed))
        if both and commit.parents and _is_followed(_standing_in(audited, erasure, commit.parents[0])):
            return both[0]
    return None


def recorded_days(audited: Audited) -> Mapping[tuple[str, str], date]:
    """Code and day of an entry -> the day of the commit that recorded it first: an entry can be dated back."""
    return {key: commit.day for key, commit in recorded_in(audited).items()}


def recorded_in(audited: Audited) -> Mapping[tuple[str, str], Commit]:
    """Code and day of an entry -> the commit that recorded it first."""
    history = audited.history
    found: dict[tuple[str, str], Commit] = {}
    blobs = {
        new: number
        for number in sorted(history.files, reverse=True)  # the first commit of a content is kept
        for path, _, new in history.files[number]
        if path == ERASURES and new is not None
    }
    for (_, number), raw in zip(blobs.items(), whole(history.place, blobs), strict=True):
        for key in _keys(raw):
            found[key] = min(history.commits[number], found.get(key, history.commits[number]))
    return found


def _keys(raw: bytes) -> Iterator[tuple[str, str]]:
    try:
        data = yamltext.plain_data(raw.decode())
    except (UnicodeDecodeError, yamltext.Refused):
        return
    entries = data.get("erasures") if isinstance(data, dict) else None
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict):
            yield str(each.get("code")), str(each.get("on"))


class _Alone:
    """A tree in which one person is left, with the organisations."""

    def __init__(self, tree: Tree, code: str) -> None:
        self._tree, self._code, self.name = tree, code, tree.name

    def entries(self) -> list[TreeEntry]:
        parts = ((each, each.path.split("/")) for each in self._tree.entries())
        return [each for each, path in parts if self._code in path or path[0] in ("organizations", "register.yml")]

    def read(self, path: str) -> bytes:
        return self._tree.read(path)


def _stands(audited: Audited, code: str, day: date) -> Standing:
    return standing_of(audited.lists.register, audited.lists.policy, code, day)


def _is_followed(standing: Standing) -> bool:
    return standing.ground is None and not standing.unread


def _lost(audited: Audited, erasure: Erasure) -> Commit | None:
    """The first commit on the day of the erasure or later that took the person's record or a measure away."""
    mine = (each for each in audited.changes if each.person == erasure.code and each.new is None)
    for each in mine:
        whole = each.field is None and kind_of(each.path) is Kind.PERSON
        if (whole or re.fullmatch(MEASURE, each.field or "")) and audited.day(each.commit) >= erasure.on:
            return each.commit
    return None


def known_codes(audited: Audited) -> frozenset[str]:
    """The erased codes that are, or once were, somebody's as far as anybody can still see."""
    register, traces = audited.lists.register, RepositoryTraces(audited.history.place)
    seen = everybody(audited.history) | register.people.keys() | register.folders.keys() | register.names.keys()
    codes = {each.code for each in audited.erasures}
    return frozenset(code for code in codes if code in seen or traces.identity(code).commits)


def _found(audited: Audited, number: int, message: Text, fix: Text, severity: Severity | None = None) -> AuditFinding:
    erasure = audited.erasures[number]
    place = Place(f"{audited.root}/{ERASURES}", ("erasures", number, "code"))
    place = audited.lists.register.located(warning(place, message, fix=fix)).place
    name = f"erasures[{erasure.code}@{erasure.on}]"
    return AuditFinding(None, ERASURES, message, fix, name, erasure.code, place.line, place.column, severity)
