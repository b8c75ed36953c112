"""What a merge request changes: both states of the register, and the difference of their records and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huifang.git_access import CommitTree, GitPlace, RevisionError, WorkTree, dirty
from huifang.history import RecordChange, common_tree, record_changes
from huifang.lists import Lists, Revision
from huifang.output.comparison import Comparison
from huifang.past.difference import ListsDifference
from huifang.policy import Policy, words_of
from huifang.register import PartTree, Tree, load
from huifang.register.layout import SECRET, Kind, spot
from huifang.register.load import settings_of
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import Request, as_of, commit_of, policy_of, register_folders, work_tree
from huifang.services.repositories import repository_of
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from huifang.lists import FindingRow

SHORT = 12
RANGE = re.compile(r"(.*?)(\.\.\.?|…+)(.*)")  # two commits in one word, as git takes them


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """A comparison as typed: the register, both ends, whether by both policies; `tell` takes notes as they arise."""

    wanted: Request
    base: str
    head: str | None
    tell: Callable[[Text], object]
    direct: bool = False
    by_policy: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class ComparedState:
    """One of the two states; `commit` None is the work tree."""

    tree: CommitTree | PartTree
    commit: str | None
    policy: Policy
    tracked: Collection[str]  # names and restricted facts that the common repository holds all the same
    modes: Mapping[str, str]  # Git's, of every file
    left: str = ""  # the end that was named, where that went on since the other side left it


@dataclass(frozen=True, slots=True)
class Ends:
    """What is compared, as typed: without `direct` from where the two lines parted."""

    base: str
    head: str | None
    direct: bool


def _asked(place: GitPlace, base: str, head: str | None, *, direct: bool) -> Ends:
    """The two ends; `main...mine` may be typed as one word, and for `main..mine` the right spelling is shown."""
    found = RANGE.fullmatch(base)
    if found is None or _is_commit(place, base):
        return Ends(base, head, direct)
    one, other = found[1] or "HEAD", found[3] or "HEAD"
    if found[2] != ".." and head is None and not direct:
        return Ends(one, other, direct=False)
    raise Stop(ExitCode.USAGE, say(
        "{value} can be meant in two ways; write `compare {base} {head}` for what {head} adds since it left {base}, "
        "or `compare {base} {head} --direct` for the two ends",
        value=base, base=one, head=head or other,
    ))  # fmt: skip


def _is_commit(place: GitPlace, text: str) -> bool:
    try:
        return bool(place.revision(text))
    except RevisionError:
        return False


def comparison_of(asked: CompareRequest) -> Comparison:
    """What HEAD adds since it left BASE, by paths from the register's parent folder; Stop where that cannot be told."""
    folder, place = _only(asked.wanted)
    ends = _asked(place, asked.base, asked.head, direct=asked.direct)
    before, after = _sides(asked, folder, place, ends)
    day = as_of(asked.wanted.as_of, settings_of(after.tree))
    records = _records(place, before, after, names=asked.names)
    difference = ListsDifference(
        _lists(asked.wanted, place, replace(after, policy=before.policy) if asked.by_policy else before, day),
        _lists(asked.wanted, place, after, day),
    )
    heading = replace(
        difference.after.heading("validate"),
        verb="compare",
        revision=after.commit or place.head(),
        dirty=None if place.bare else after.commit is None and dirty(place),
    )
    return Comparison(heading, before.commit or ends.base, _named(after), records, difference, before.left)


def new_errors(found: Comparison) -> tuple[FindingRow, ...]:
    """The errors that HEAD has and BASE had not."""
    return tuple(row for row in found.lists.findings.appeared if row.severity == "error")


def _only(wanted: Request) -> tuple[Path, GitPlace]:
    folders = register_folders(wanted.records)
    if len(folders) > 1:
        raise Stop(ExitCode.USAGE, say("compare takes one register at a time"))
    return folders[0], repository_of(folders[0])


def _sides(asked: CompareRequest, folder: Path, place: GitPlace, ends: Ends) -> tuple[ComparedState, ComparedState]:
    named = commit_of(place, ends.base)
    here = commit_of(place, ends.head or "HEAD")
    begun = named if ends.direct else _parted(asked, place, ends, named, here)
    old = CommitTree(place, begun)
    if ends.head is None and not place.bare:
        tracked = place.tracked(*SECRET)
        tree = common_tree(work_tree(folder, place), tracked)
        new = ComparedState(tree, None, policy_of([tree]), tracked, WorkTree(place).modes)
    else:
        then = CommitTree(place, here)
        new = ComparedState(then, here, policy_of([then]), then.tracked, then.modes)
    policy = _policy_of_base(asked, old, new.policy)
    left = "" if begun == named else ends.base
    return ComparedState(old, begun, policy, old.tracked, old.modes, left), new


def _parted(asked: CompareRequest, place: GitPlace, typed: Ends, named: str, here: str) -> str:
    """Where the two lines parted; Stop(USAGE) where they never met, or where this clone does not know."""
    bases = place.merge_bases(named, here)
    if bases and bases[0] in (named, here):
        return bases[0]
    ends = {"base": typed.base, "head": typed.head or "HEAD"}
    if place.shallow():  # what was found may be older than where they parted
        raise Stop(ExitCode.USAGE, say(
            "where {head} left {base} is not in this clone, which holds only a part of the history; "
            "fetch the rest: git fetch --unshallow", **ends,
        ))  # fmt: skip
    if not bases:
        message = say("{base} and {head} have no commit in common; with --direct the two ends are compared", **ends)
        raise Stop(ExitCode.USAGE, message)
    if len(bases) > 1:
        note = say("{n} commits are the last that {base} and {head} have in common; the newest is taken: {commit}. "
                   "What only the others have is told as a change",
                   n=len(bases), commit=bases[0][:SHORT], **ends)  # fmt: skip
        asked.tell(note)
    return bases[0]


def _policy_of_base(asked: CompareRequest, tree: Tree, other: Policy) -> Policy:
    """The policy of that time; where this program cannot read it, that of the other side, and a note says so."""
    try:
        return policy_of([tree])
    except Stop:
        if asked.by_policy:
            raise
    note = say("the policy of BASE cannot be read; that of HEAD is used for both sides")
    asked.tell(note)
    return other


def _records(place: GitPlace, before: ComparedState, after: ComparedState, *, names: bool) -> tuple[RecordChange, ...]:
    """The files between both sides, by paths from the register's parent folder; values of names only if asked for."""
    here = after.tree if isinstance(after.tree, PartTree) else None
    found = record_changes(place, before.commit or "", after.commit, here)
    root = after.tree.name
    return tuple(
        replace(
            each,
            path=f"{root}/{each.path}",
            fields=() if spot(each.path).kind is Kind.IDENTITIES and not names else each.fields,
        )
        for each in found
    )


def _lists(wanted: Request, place: GitPlace, side: ComparedState, day: date) -> Lists:
    tracked = [f"{side.tree.name}/{path}" for path in sorted(side.tracked)]
    register = load([side.tree], words_of(side.policy), wanted.progress, tracked=tracked, modes=side.modes,
                    alone=not place.inside)  # fmt: skip
    return Lists(register, side.policy, day, revisions=(Revision(side.commit, dirty=side.commit is None),))


def _named(side: ComparedState) -> Text:
    return say("{commit}", commit=side.commit[:SHORT]) if side.commit else say("the work tree")
