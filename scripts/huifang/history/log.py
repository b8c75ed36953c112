"""The whole history in one pass: every commit with the files it changed; what is odd about Git is said once, here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from huifang.history.commit import Commit, request_in, reviewers_in, seconds_of, signed_as, told_time
from huifang.history.moves import RawCommit, RawFile, prefix_of
from huifang.history.signatures import Signature, signatures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.history.folders import Folders
    from huifang.history.place import GitPlace
    from huifang.history.signers import Signers

MARK = "\x01"
FIELDS = ("%H", "%P", "%an <%ae>", "%aI", "%at", "%cn <%ce>", "%cI", "%ct", "%B")
LOG = (
    "log",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--diff-merges=first-parent",
    "--topo-order",
    "--reverse",
    "--no-show-signature",
    "--no-color",
)
DIFF = ("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules=none")
SPELLED = re.compile(r"\\x([89a-f][0-9a-f])")
NOTHING = "0" * 40
NOTHING_SHA256 = "0" * 64
FILES = ("100644", "100755", "120000")


class ChangedFile(NamedTuple):
    """One file of the register in one commit, against its first parent; blobs, None where it was not there."""

    path: str
    old: str | None
    new: str | None


class LoggedCommit(NamedTuple):
    """A commit with the files it changed."""

    commit: Commit
    touched: tuple[ChangedFile, ...]


@dataclass(frozen=True)
class CommitRange:
    """What leads to `tip` and not to `known`; of it the commits below are numbered from `first` on."""

    tip: str
    known: str | None = None
    first: int = 0


def read_log(place: GitPlace, signers: Signers, span: CommitRange, folders: Folders) -> list[LoggedCommit]:
    """Every commit of a span, parents first, with its files below the register, wherever that lay.

    No path is given to git: it would leave out commits and whole branches (history simplification), and with them the
    work that a merge dropped. No renames: a code is an identity, so a move is a removal and an addition. A merge is
    told against its first parent; `merges` takes out what the branch had done already. MovedError: see `Folders`.
    """
    raws = list(_raws(place, FIELDS, span.tip, *([f"^{span.known}"] if span.known else [])))
    commits = [_commit(number, each.head) for number, each in enumerate(raws, start=span.first)]
    folders.look(commits, raws)
    if folders.moved:
        found = [LoggedCommit(one, _along(place, one, raw, folders)) for one, raw in zip(commits, raws, strict=True)]
    else:
        prefix = prefix_of(place.inside)
        found = [LoggedCommit(one, _below(raw.entries, prefix)) for one, raw in zip(commits, raws, strict=True)]
    signed = signatures(place, signers, [each.commit.hash for each in found])
    return [each._replace(commit=_signed(each.commit, signed)) for each in found] if signed else found


def read_raw(
    place: GitPlace, fields: Sequence[str], *which: str
) -> Iterator[tuple[list[str], tuple[ChangedFile, ...]]]:
    """The asked fields of each commit that `which` lead to, parents first, with the files it changed."""
    for raw in _raws(place, fields, *which):
        yield raw.head, _below(raw.entries, "")


def _raws(place: GitPlace, fields: Sequence[str], *which: str) -> Iterator[RawCommit]:
    """Between NULs stand a mark and the fields, then for each file what happened and its path."""
    raw = place.output(*LOG, f"--format={MARK}{'%x00'.join(fields)}", *which, "--")
    parts = iter(decoded(raw).split("\0"))
    found: RawCommit | None = None
    for part in parts:
        if part.startswith(MARK):
            if found is not None:
                yield found
            found = RawCommit([part[1:], *(next(parts) for _ in fields[1:])], [])
        elif found is not None and part.lstrip("\n").startswith(":"):
            found.entries.append(RawFile(part, next(parts)))
    if found is not None:
        yield found


def decoded(raw: bytes) -> str:
    """What git prints; names and messages that are not UTF-8 have their bytes spelled out."""
    return raw.decode(errors="backslashreplace")


def as_written(path: str) -> str:
    """A path as git has it, its bytes no longer spelled out."""
    return SPELLED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), path) if "\\x" in path else path


def _along(place: GitPlace, commit: Commit, raw: RawCommit, folders: Folders) -> tuple[ChangedFile, ...]:
    """The files of the register against its first parent, though it lay in another folder there."""
    before, now = folders.inside.before(commit), folders.inside.of(commit.hash)
    if not commit.parents or before == now:
        return _below(raw.entries, prefix_of(now))
    trees = (f"{name}:{inside}" for name, inside in ((commit.parents[0], before), (commit.hash, now)))
    return between_trees(place, *trees)


def between_trees(place: GitPlace, old: str, new: str) -> tuple[ChangedFile, ...]:
    """The files that differ between two folders, each named as `commit:folder`."""
    raw = place.output(*DIFF, old, new, "--")
    return tuple(raw_entries(iter(decoded(raw).split("\0")), ""))


def _below(entries: Iterable[RawFile], prefix: str) -> tuple[ChangedFile, ...]:
    return tuple(_touched(meta, path, prefix) for meta, path in entries if path.startswith(prefix))


def _signed(commit: Commit, signed: Mapping[str, Signature]) -> Commit:
    found = signed.get(commit.hash)
    if found is None:
        return commit
    state = signed_as(found.letter, found.signer, commit.author, commit.committer)
    return replace(commit, signed=state, signer=found.signer)


def raw_entries(parts: Iterator[str], prefix: str) -> Iterator[ChangedFile]:
    """The files that `git diff --raw -z` prints."""
    for part in parts:
        if part.startswith(":") and (path := next(parts)).startswith(prefix):
            yield _touched(part, path, prefix)


def _touched(meta: str, path: str, prefix: str) -> ChangedFile:
    old_mode, new_mode, old, new, _status = meta.lstrip("\n:").split(" ")
    return ChangedFile(path.removeprefix(prefix), _blob(old_mode, old), _blob(new_mode, new))


def _blob(mode: str, blob: str) -> str | None:
    """The blob; a submodule's hash names none."""
    return None if mode not in FILES or blob in (NOTHING, NOTHING_SHA256) else blob


def _commit(number: int, head: list[str]) -> Commit:
    name, parents, author, authored, written, committer, committed, seconds, message = head
    return Commit(
        number=number,
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
