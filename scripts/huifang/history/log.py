"""The whole history in one pass: every commit with the files of the register that it changed, wherever that lay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.commit_log import between_trees, read_raw
from huifang.git_access.moves import prefix_of
from huifang.git_access.raw_log import files_below, seconds_of
from huifang.history.commit import request_in, reviewers_in, told_time
from huifang.past.commits import Commit
from huifang.register.layout import code_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile
    from huifang.history.first_parent_values import FirstParentValues
    from huifang.history.folders import Folders

ELSEWHERE = re.compile(r"(?:^|/)people/[^/]+/([^/]+)/person\.md$")
FIELDS = ("%H", "%P", "%an <%ae>", "%aI", "%at", "%cn <%ce>", "%cI", "%ct", "%B")


class LoggedCommit(NamedTuple):
    """A commit with the files it changed."""

    commit: Commit
    touched: Sequence[ChangedFile]
    outside: Sequence[ChangedFile] = ()  # records of people elsewhere in the repository, with their whole paths


def read_log(place: GitPlace, folders: Folders, *which: str) -> list[LoggedCommit]:
    """Every commit that `which` lead to, parents first, with its files below the register, wherever that lay.

    No path is given to git: it would leave out commits and whole branches (history simplification), and with them the
    work that a merge dropped. No renames: a code is an identity, so a move is a removal and an addition. A merge is
    told against its first parent; `merges` takes out what the branch had done already. Who signed is not told yet.
    MovedError: see `Folders`.
    """
    raws = [LoggedCommit(_commit(head), files) for head, files in read_raw(place, FIELDS, *which)]
    folders.look([(each.commit, each.touched) for each in raws])
    return [
        LoggedCommit(each.commit, _inside(place, each, folders.inside), _outside(each, folders.inside)) for each in raws
    ]


def first_parent_files(
    place: GitPlace, inside: FirstParentValues[str], line: Sequence[Commit]
) -> Iterator[tuple[Commit, Sequence[ChangedFile]]]:
    """The commits of a line of first parents, oldest first, each with what it changed in the register's folder."""
    if not line:
        return
    before = [f"^{each}" for each in line[0].parents[:1]]
    found = read_raw(place, ("%H",), "--first-parent", line[-1].hash, *before)
    for commit, (_, files) in zip(line, found, strict=True):
        yield commit, _inside(place, LoggedCommit(commit, files), inside)


def _inside(place: GitPlace, one: LoggedCommit, inside: FirstParentValues[str]) -> Sequence[ChangedFile]:
    """The files of the register against its first parent, though it lay in another folder there."""
    commit = one.commit
    before, now = inside.before(commit), inside.of(commit.hash)
    if not commit.parents or before == now:
        return files_below(one.touched, prefix_of(now))
    return list(between_trees(place, f"{commit.parents[0]}:{before}", f"{commit.hash}:{now}"))


def _outside(one: LoggedCommit, inside: FirstParentValues[str]) -> Sequence[ChangedFile]:
    """Records of people that lie neither where the register has them nor where it had them before the commit."""
    folders = tuple(f"{prefix_of(each)}people/" for each in {inside.before(one.commit), inside.of(one.commit.hash)})
    return [
        each
        for each in one.touched
        if not each.path.startswith(folders) and (found := ELSEWHERE.search(each.path)) and code_in_name(found[1])
    ]


def _commit(head: Sequence[str]) -> Commit:
    name, parents, author, authored, written, committer, committed, seconds, message = head
    return Commit(
        number=0,  # until all are read
        hash=name,
        parents=tuple(parents.split()),
        author=author,
        authored=told_time(authored, written),
        committer=committer,
        committed=told_time(committed, seconds),
        seconds=seconds_of(seconds),
        signed="none",
        signer="",
        subject=message.partition("\n")[0],
        request=request_in(message),
        reviewers=reviewers_in(message),
    )
