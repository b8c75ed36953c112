"""Where a register came from: a folder that was copied, and records that lay elsewhere in the repository before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.blobs import whole
from huifang.git_access.moves import POLICY, prefix_of
from huifang.git_access.raw_log import SUBMODULE
from huifang.history.audit.finding import AuditFinding
from huifang.history.audit.wording import brief, found
from huifang.history.fields import differences
from huifang.history.record_diff import kind_of
from huifang.history.revision import read_revision
from huifang.register import Severity
from huifang.register.layout import Kind, code_in_name
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.audit.finding import Audited
    from huifang.history.record_diff import FieldChange
    from huifang.past.commits import Commit

TOLD = 20  # people or fields that are named
SHORT = 10  # characters of a commit
OF_PERSON = "/people/"


class LaidElsewhere(NamedTuple):
    """The record of a person outside the register: in which folder, in which commit last, and its blob."""

    folder: str
    commit: Commit
    blob: str


def register_copied(audited: Audited) -> Iterator[AuditFinding]:
    """A register lies in one folder; who moves it leaves nothing behind.

    Why: two folders with the same people are two truths; what is changed in the one is not seen in the other.
    Fix: say which of the two holds, and delete the other.
    """
    history = audited.history
    fix = say("say which of the two holds, and take the other away")
    for commit in history.commits:
        old, new = history.folders.before(commit), history.folders.of(commit.hash)
        if old == new or not commit.parents or new in map(history.folders.of, commit.parents):
            continue
        if history.place.tree_at(commit.hash, f"{prefix_of(old)}{POLICY}") is not None:
            message = say("the register was copied here from {old}, which stayed there; its earlier history is told "
                          "as that of {new}", old=_folder(old), new=_folder(new))  # fmt: skip
            yield AuditFinding(commit, "", message, fix)


def history_elsewhere(audited: Audited) -> Iterator[AuditFinding]:
    """The record of a person has its whole history in the register.

    Why: a record that came from another folder of the repository was changed there, and that is told nowhere here; on
    the way it can become another one.
    Fix: compare it with what lay there; say why the register was put together anew.
    """
    created: dict[int, list[FieldChange]] = defaultdict(list)
    known: set[str | None] = set()
    for change in audited.changes:
        if kind_of(change.path) is Kind.PERSON and change.person not in known:
            known.add(change.person)
            created[change.commit.number].append(change)
    seen: dict[str, LaidElsewhere] = {}
    for commit in audited.history.commits if audited.history.outside else ():
        outside = audited.history.outside.get(commit.number, ())
        seen |= {_code(each.path): _laid(each.path, commit, each.old) for each in outside if each.old is not None}
        mine = [each for each in created.get(commit.number, ()) if each.person in seen and each.field is None]
        if mine:
            yield from _from_elsewhere(audited, commit, mine, seen)
        seen |= {_code(each.path): _laid(each.path, commit, each.new) for each in outside if each.new is not None}


def _from_elsewhere(
    audited: Audited, commit: Commit, mine: list[FieldChange], seen: dict[str, LaidElsewhere]
) -> Iterator[AuditFinding]:
    fix = say("compare with what lay there; say why the register was put together anew")
    by_folder: dict[str, list[str]] = defaultdict(list)
    for each in mine:
        before = seen[each.person or ""]
        by_folder[before.folder].append(each.person or "")
        if told := _differing(audited, before, each):
            message = say("came from {folder}, where it was another record: {fields}", folder=_folder(before.folder),
                          fields=told)  # fmt: skip
            yield found(each, message, fix)
    for folder, codes in by_folder.items():
        last = seen[codes[0]].commit
        named = (*codes[:TOLD], *(("…",) if len(codes) > TOLD else ()))
        message = say("{n} people ({people}) came to {new} from {old}: what was changed there, last in {commit}, is "
                      "not told here", n=len(codes), people=named, new=_folder(audited.history.folders.of(commit.hash)),
                      old=_folder(folder), commit=last.hash[:SHORT])  # fmt: skip
        yield AuditFinding(commit, "", message, fix)


def _differing(audited: Audited, before: LaidElsewhere, change: FieldChange) -> tuple[Text, ...]:
    """The fields in which a record is another than where it lay before."""
    (raw,) = whole(audited.history.place, (before.blob,))
    old = read_revision(Kind.PERSON, raw)
    if not isinstance(old, dict) or not isinstance(change.new, dict):
        return ()
    new = read_revision(Kind.PERSON, _now(audited, change))
    rows = list(differences(old, new)) if isinstance(new, dict) else []
    return tuple(say("{field} ({old} there, {new} here)", field=field, old=brief(was), new=brief(now))
                 for field, _, was, now in rows[:TOLD])  # fmt: skip


def _now(audited: Audited, change: FieldChange) -> bytes | None:
    """The record as its commit brought it."""
    blobs = [each.new for each in audited.history.files.get(change.commit.number, ()) if each.path == change.path]
    return next(whole(audited.history.place, [each for each in blobs[:1] if each is not None]), None)


def other_repository(audited: Audited) -> Iterator[AuditFinding]:
    """No place in the register is a commit of another repository (a submodule).

    Why: what it names does not lie here; whoever clones the register may get other records, or none. An error while it
    is there.
    Fix: take it out with `git rm`, and enter the records themselves.
    """
    last = {each.path: each.new for commit in audited.touching for each in audited.history.files[commit.number]}
    for commit in audited.touching:
        for path, _, new in audited.history.files[commit.number]:
            if new is not None and new.startswith(SUBMODULE):
                message = say("a submodule lies here: commit {commit} of another repository, which is not in this one",
                              commit=new.removeprefix(SUBMODULE)[:SHORT])  # fmt: skip
                severity = Severity.ERROR if last[path] == new else Severity.WARNING
                yield AuditFinding(commit, path, message, say("take it out with `git rm`, and enter the records "
                                   "themselves"), person=_code(f"/{path}/") or None, severity=severity)  # fmt: skip


def lies_now(audited: Audited, change: FieldChange) -> str | None:
    """The folder into which a record went that its commit took out of the register; None where it is nowhere."""
    outside = audited.history.outside.get(change.commit.number, ())
    return next((_folder(_laid(each.path, change.commit, "").folder) for each in outside
                 if each.new is not None and _code(each.path) == change.person), None)  # fmt: skip


def _laid(path: str, commit: Commit, blob: str) -> LaidElsewhere:
    return LaidElsewhere(f"/{path}".rpartition(OF_PERSON)[0].removeprefix("/"), commit, blob)


def _code(path: str) -> str:
    """The code of whose folder a path of any register is, or lies in; "" for none."""
    parts = f"/{path}".rpartition(OF_PERSON)[2].split("/")
    return code_in_name(parts[1]) if len(parts) > 1 else ""


def _folder(path: str) -> str:
    return f"{path}/" if path else "/"
