"""`huifang compare BASE [HEAD]`: what a merge request changes: records, findings, list rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work, print_note
from huifang.history import (
    CommitTree,
    GitPlace,
    RecordChange,
    RevisionError,
    WorkTree,
    common_tree,
    dirty,
    record_changes,
)
from huifang.lists import Lists, Revision
from huifang.output.comparison import Comparison, comparison_json, comparison_text
from huifang.output.markdown import comparison_markdown
from huifang.past.difference import ListsDifference
from huifang.policy import Policy, words_of
from huifang.register import PartTree, Tree, load
from huifang.register.layout import SECRET, Kind, spot
from huifang.register.load import settings_of
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of, commit_of, policy_of, register_folders, work_tree
from huifang.services.repositories import repository_of
from huifang.texts import N_, Text, say

FORMATS: Mapping[str, object] = {"text": comparison_text, "md": comparison_markdown, "json": comparison_json}
SHORT = 12
RANGE = re.compile(r"(.*?)(\.\.\.?|…+)(.*)")  # two commits in one word, as git takes them


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


def compare_revisions(
    work: Work,
    base: Annotated[str, Argument(help=N_("the commit, branch or day that HEAD left"))],
    head: Annotated[str | None, Argument(help=N_("the commit to compare; without it the work tree"))] = None,
    policy: Annotated[bool, Option("--policy", help=N_("the same records by both policies: who is affected"))] = False,
    fail: Annotated[
        bool, Option("--fail", help=N_("exit with 1 where an error is new or the record of a person is gone"))
    ] = False,
    direct: Annotated[bool, Option("--direct", help=N_("the two ends, not what HEAD adds since it left BASE"))] = False,
) -> Document:
    """What HEAD adds since it left BASE, as a merge request does: records, findings, list rows, as of one day.

    Compared is the commit that both have in common, so that what others did on BASE since then is nobody's change here.
    Where lines that merged each other have several such commits, the newest is taken, as it has most of what BASE has;
    a note says so, for what only the others have of BASE is then told too.
    """
    folder, place = _only(work)
    asked = _asked(place, base, head, direct=direct)
    before, after = _sides(work, folder, place, asked, strict=policy)
    day = as_of(work.wanted.as_of, settings_of(after.tree))
    records = _records(place, before, after, work)
    difference = ListsDifference(
        _lists(work, place, replace(after, policy=before.policy) if policy else before, day),
        _lists(work, place, after, day),
    )
    heading = replace(
        difference.after.heading("validate"),
        verb="compare",
        revision=after.commit or place.head(),
        dirty=None if place.bare else after.commit is None and dirty(place),
    )
    found = Comparison(heading, before.commit or asked.base, _named(after), records, difference, before.left)
    errors = any(row.severity == "error" for row in difference.findings.appeared)
    gone = tuple(each.path for each in records if each.change == "removed" and each.path.endswith("/person.md"))
    if fail and gone:
        print_note(say("the record of a person was deleted, which is an error: {paths}", paths=gone), work.words)
    return Document(_written(found, work), ExitCode.FOUND if fail and (errors or gone) else ExitCode.DONE)


def _written(found: Comparison, work: Work) -> str:
    match work.format:
        case "json":
            return comparison_json(found, work.words)
        case "md":
            return comparison_markdown(found, work.words)
        case _:
            return comparison_text(found, work.words)


def _only(work: Work) -> tuple[Path, GitPlace]:
    folders = register_folders(work.wanted.records)
    if len(folders) > 1:
        raise Stop(ExitCode.USAGE, say("compare takes one register at a time"))
    return folders[0], repository_of(folders[0])


def _sides(
    work: Work, folder: Path, place: GitPlace, asked: Ends, *, strict: bool
) -> tuple[ComparedState, ComparedState]:
    named = commit_of(place, asked.base)
    here = commit_of(place, asked.head or "HEAD")
    begun = named if asked.direct else _parted(work, place, asked, named, here)
    old = CommitTree(place, begun)
    if asked.head is None and not place.bare:
        tracked = place.tracked(*SECRET)
        tree = common_tree(work_tree(folder, place), tracked)
        new = ComparedState(tree, None, policy_of([tree]), tracked, WorkTree(place).modes)
    else:
        then = CommitTree(place, here)
        new = ComparedState(then, here, policy_of([then]), then.tracked, then.modes)
    policy = _policy_of_base(work, old, new.policy, strict=strict)
    left = "" if begun == named else asked.base
    return ComparedState(old, begun, policy, old.tracked, old.modes, left), new


def _parted(work: Work, place: GitPlace, asked: Ends, named: str, here: str) -> str:
    """Where the two lines parted; Stop(USAGE) where they never met, or where this clone does not know."""
    bases = place.merge_bases(named, here)
    if bases and bases[0] in (named, here):
        return bases[0]
    ends = {"base": asked.base, "head": asked.head or "HEAD"}
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
        print_note(note, work.words)
    return bases[0]


def _policy_of_base(work: Work, tree: Tree, other: Policy, *, strict: bool) -> Policy:
    """The policy of that time; where this program cannot read it, that of the other side, and a note says so."""
    try:
        return policy_of([tree])
    except Stop:
        if strict:
            raise
    note = say("the policy of BASE cannot be read; that of HEAD is used for both sides")
    print_note(note, work.words)
    return other


def _records(place: GitPlace, before: ComparedState, after: ComparedState, work: Work) -> tuple[RecordChange, ...]:
    """The files between both sides, by paths from the register's parent folder; values of names only if asked for."""
    here = after.tree if isinstance(after.tree, PartTree) else None
    found = record_changes(place, before.commit or "", after.commit, here)
    root = after.tree.name
    return tuple(
        replace(
            each,
            path=f"{root}/{each.path}",
            fields=() if spot(each.path).kind is Kind.IDENTITIES and not work.names else each.fields,
        )
        for each in found
    )


def _lists(work: Work, place: GitPlace, side: ComparedState, day: date) -> Lists:
    tracked = [f"{side.tree.name}/{path}" for path in sorted(side.tracked)]
    register = load([side.tree], words_of(side.policy), work.wanted.progress, tracked=tracked, modes=side.modes,
                    alone=not place.inside)  # fmt: skip
    return Lists(register, side.policy, day, revisions=(Revision(side.commit, dirty=side.commit is None),))


def _named(side: ComparedState) -> Text:
    return say("{commit}", commit=side.commit[:SHORT]) if side.commit else say("the work tree")


VERBS = (
    Verb(
        "compare",
        N_("What HEAD adds since it left BASE: records, findings, rows of the lists."),
        compare_revisions,
        takes=("records", "as_of", "names", "format", "output", "lang"),
        formats=tuple(FORMATS),
    ),
)
