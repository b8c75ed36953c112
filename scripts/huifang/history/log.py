"""The whole history in one pass: every commit with the files it changed; what is odd about Git is said once, here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from huifang.history.commit import Commit, request_in, reviewers_in, seconds_of, signature, told_time
from huifang.history.signatures import Signature, signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
PLAIN = ("log.showRoot=true", "log.showSignature=false", "i18n.logOutputEncoding=UTF-8", "diff.ignoreSubmodules=none")
NOTHING = "0" * 40
NOTHING_SHA256 = "0" * 64
FILES = ("100644", "100755", "120000")


class Touched(NamedTuple):
    """One file of the register in one commit, against its first parent; blobs, None where it was not there."""

    path: str
    old: str | None
    new: str | None


class Logged(NamedTuple):
    """A commit with the files it changed."""

    commit: Commit
    touched: tuple[Touched, ...]


def read_log(place: GitPlace, signers: Signers, tip: str, known: str | None = None, first: int = 0) -> list[Logged]:
    """Every commit that leads to `tip` and not to `known`, parents first, with its files below the register.

    No path is given to git: it would leave out commits and whole branches (history simplification), and with them the
    work that a merge dropped. No renames: a code is an identity, so a move is a removal and an addition. A merge is
    told against its first parent; `merges` takes out what the branch had done already.
    """
    told = read_raw(place, FIELDS, tip, *([f"^{known}"] if known else []), inside=place.inside)
    found = [Logged(_commit(number, head), touched) for number, (head, touched) in enumerate(told, start=first)]
    signed = signatures(place, signers, [each.commit.hash for each in found])
    return [each._replace(commit=_signed(each.commit, signed)) for each in found] if signed else found


def read_raw(
    place: GitPlace, fields: Sequence[str], *which: str, inside: str = ""
) -> Iterator[tuple[list[str], tuple[Touched, ...]]]:
    """The asked fields of each commit that `which` lead to, parents first, with the files it changed in a folder.

    Between NULs stand a mark and the fields, then for each file what happened and its path.
    """
    raw = place.output(*LOG, f"--format={MARK}{'%x00'.join(fields)}", *which, "--", config=PLAIN)
    prefix = f"{inside}/" if inside else ""
    parts = iter(raw.decode(errors="replace").split("\0"))
    head: list[str] | None = None
    touched: list[Touched] = []
    for part in parts:
        if part.startswith(MARK):
            if head is not None:
                yield head, tuple(touched)
            head, touched = [part.removeprefix(MARK), *(next(parts) for _ in fields[1:])], []
        elif part.lstrip("\n").startswith(":") and (found := _touched(part, next(parts), prefix)) is not None:
            touched.append(found)
    if head is not None:
        yield head, tuple(touched)


def _signed(commit: Commit, signed: Mapping[str, Signature]) -> Commit:
    found = signed.get(commit.hash)
    if found is None:
        return commit
    state = signature(found.letter, found.signer, commit.author, commit.committer)
    return replace(commit, signed=state, signer=found.signer)


def raw_entries(parts: Iterator[str], prefix: str) -> Iterator[Touched]:
    """The files that `git diff --raw -z` prints."""
    for part in parts:
        if part.startswith(":") and (found := _touched(part, next(parts), prefix)) is not None:
            yield found


def _touched(meta: str, path: str, prefix: str) -> Touched | None:
    if not path.startswith(prefix):
        return None
    old_mode, new_mode, old, new, _status = meta.lstrip("\n:").split(" ")
    return Touched(path.removeprefix(prefix), _blob(old_mode, old), _blob(new_mode, new))


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
