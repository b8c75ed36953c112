"""Seals: checkpoints of the history in a chain, so that a history rewritten since is recognized.

What was rewritten together with all its seals cannot: keep a copy outside, and give it to `audit verify`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.history.audit.file_shapes import SEAL_SHAPE, SEALS, Seal
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.history.audit.wording import NOTHING
from huifang.register.reading import read
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from huifang.past.commits import Commit
    from huifang.texts import Text

SHORT = 10  # characters of the commit in a seal's name
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as it lies there; `seal` None: it cannot be read."""

    name: str
    raw: bytes
    seal: Seal | None

    @property
    def path(self) -> str:
        """Its file below the register's folder."""
        return f"{SEALS}/{self.name}.yml"

    @property
    def meant(self) -> str:
        """The name that it has by what stands in it; a copy may lie under any other."""
        return f"{self.seal.on.isoformat()}-{self.seal.commit[:SHORT]}" if self.seal else self.name


def seals_of(audited: Audited) -> tuple[Sealed, ...]:
    """Every seal of the register, by name."""
    names = sorted(
        each.path.removeprefix(f"{SEALS}/").removesuffix(".yml")
        for each in audited.tree.entries()
        if each.kind == "file" and each.path.startswith(f"{SEALS}/") and each.path.endswith(".yml")
    )
    return tuple(read_seal(name, audited.tree.read(f"{SEALS}/{name}.yml")) for name in names)


def read_seal(name: str, raw: bytes) -> Sealed:
    """A seal from its bytes."""
    return Sealed(name, raw, read(SEAL_SHAPE, name, raw, {}, markdown=False).value)


def newest(seals: Sequence[Sealed]) -> Sealed | None:
    """The end of the chain: the seal that no other one names."""
    named = {each.seal.previous for each in seals if each.seal}
    return next((each for each in reversed(seals) if each.name not in named), None)


def made_seal(audited: Audited, day: date) -> Sealed | None:
    """The seal of the history as it is; None where the newest one has it already, or there is no commit."""
    history = audited.history
    last = newest(seals_of(audited))
    if history.tip is None or (last is not None and last.seal is not None and last.seal.commit == history.tip):
        return None
    tree = history.place.tree_of(history.tip)
    lines = [
        "# huifang audit seal",
        "format: 1",
        f"on: {day.isoformat()}",
        f"commit: {history.tip}",
        f"commits: {len(history.commits)}",
        f"tree: {tree or 'null'}",
        f"previous: {last.name if last else 'null'}",
        f"previous_sha256: {hashlib.sha256(last.raw).hexdigest() if last else 'null'}",
    ]
    return read_seal(f"{day.isoformat()}-{history.tip[:SHORT]}", "".join(f"{line}\n" for line in lines).encode())


def history_rewritten(audited: Audited) -> Iterator[AuditFinding]:
    """Every sealed commit is still in the history.

    Why: a commit that vanished was rewritten or dropped, and what stood in it with it.
    Fix: find the old history in other clones; restore it, or say why it was rewritten.
    """
    for each in seals_of(audited):
        yield from rewritten_since(audited, each)


def rewritten_since(audited: Audited, sealed: Sealed) -> Iterator[AuditFinding]:
    """Whether the history that a seal names is no part of this one."""
    seal, history = sealed.seal, audited.history
    if seal is not None and seal.commit not in history.numbers:
        message = say(
            "commit {commit}, sealed on {day}, is not in the history; {sealed} commits were sealed, this history has "
            "{n} and begins with {first}", commit=seal.commit[:SHORT], day=seal.on, sealed=seal.commits,
            n=len(history.commits), first=history.commits[0].hash[:SHORT] if history.commits else NOTHING,
        )  # fmt: skip
        fix = say("look for it in other clones; say why the history was rewritten")
        yield AuditFinding(None, sealed.path, message, fix, "commit")


def kept_elsewhere(audited: Audited, copy: Sealed) -> Iterator[AuditFinding]:
    """A copy of a seal against the history, and against the register's seal of the same commit and day.

    An erasure that claims to supersede it is named, but answers nothing: whoever holds the copy decides.
    """
    sealed = replace(copy, name=copy.meant)
    fix = say("look for the old history in other clones; say why it was rewritten")
    seal = sealed.seal
    if seal is None:
        yield AuditFinding(
            None, sealed.path, say("the copy of this seal cannot be read"), say("name the file of a seal")
        )
        return
    claim = next((each for each in audited.erasures if sealed.name in each.supersedes), None)
    for each in rewritten_since(audited, sealed):
        if claim is None:
            yield each
        else:
            message = say("commit {commit}, sealed on {day}, is not in the history; the erasure of {code} on {erased}"
                          " says that it was rewritten", commit=seal.commit[:SHORT], day=seal.on, code=claim.code,
                          erased=claim.on)  # fmt: skip
            told = say("ask for the approval and for what was kept from before; whoever holds this copy decides")
            yield replace(each, message=message, fix=told)
    for field, message in _of_commit(audited, seal):
        yield AuditFinding(None, sealed.path, message, fix, field)
    mine = next((each for each in seals_of(audited) if each.meant == sealed.name), None)
    if mine is None or mine.raw != sealed.raw:
        message = say("the seal was removed") if mine is None else say("the seal was changed")
        yield AuditFinding(None, sealed.path, message, fix)


def seal_broken(audited: Audited) -> Iterator[AuditFinding]:
    """A seal says of its commit what is true, and of the seal before it.

    Why: otherwise it was made or changed by hand.
    Fix: restore the file from its own commit.
    """
    seals = seals_of(audited)
    by_name = {each.name: each for each in seals}
    followed: dict[str | None, str] = {}
    brought = {
        path: commit
        for commit in reversed(audited.touching)  # the first commit of a seal is kept
        for path, _, new in audited.history.files[commit.number]
        if new is not None and path.startswith(f"{SEALS}/")
    }
    for each in seals:
        days = _of_day(audited, each, each.seal, brought) if each.seal else ()
        for field, message in (*_wrong(audited, each, by_name, followed), *days):
            yield AuditFinding(None, each.path, message, say("restore the file as it was committed"), field)


def _wrong(
    audited: Audited, sealed: Sealed, by_name: Mapping[str, Sealed], followed: dict[str | None, str]
) -> Iterator[tuple[str | None, Text]]:
    seal = sealed.seal
    if seal is None:
        yield None, say("this seal cannot be read")
        return
    yield from _of_commit(audited, seal)
    before = followed.setdefault(seal.previous, sealed.name)
    if before != sealed.name:
        yield "previous", say("{other} follows the same seal", other=before)
    last = by_name.get(seal.previous or "")
    if seal.previous is not None and last is None:
        yield "previous", say("the seal {name} is missing", name=seal.previous)
    elif last is not None and hashlib.sha256(last.raw).hexdigest() != seal.previous_sha256:
        yield "previous_sha256", say("the seal {name} was changed", name=last.name)


def _of_commit(audited: Audited, seal: Seal) -> Iterator[tuple[str, Text]]:
    place, history = audited.history.place, audited.history
    if seal.commit not in history.numbers:
        return
    count, tree = place.count(seal.commit), place.tree_of(seal.commit)
    if str(count) != seal.commits:
        yield "commits", say("{n} commits lead to it, not {sealed}", n=count, sealed=seal.commits)
    if tree is None and seal.tree is not None:
        there = tuple(f"{each}/" if each else "/" for each in place.registers(seal.commit))
        yield "tree", say("in that commit no register lies in {folder}, but in {others}: the folder was copied or put "
                          "together anew since, and its earlier history is lost", folder=f"{place.inside}/",
                          others=there or NOTHING)  # fmt: skip
    elif tree != seal.tree:
        yield "tree", say("the records of that commit are not those that were sealed")


def _of_day(
    audited: Audited, sealed: Sealed, seal: Seal, brought: Mapping[str, Commit]
) -> Iterator[tuple[str | None, Text]]:
    """The day of a seal lies between the commit it seals and the one that brought it here; its name says both."""
    history = audited.history
    if sealed.name != sealed.meant:
        yield None, say("by what stands in it, its name is {name}", name=sealed.meant)
    if seal.commit in history.numbers:
        newest = audited.day(history.commits[history.numbers[seal.commit]])
        if seal.on < newest:
            yield "on", say("dated {day}, before the day of the commit that it seals, {newest}", day=seal.on,
                            newest=newest)  # fmt: skip
    first = brought.get(sealed.path)
    if first is not None and seal.on - audited.day(first) > A_DAY:
        yield "on", say("dated {day}, later than it was committed, {committed}", day=seal.on,
                        committed=audited.day(first))  # fmt: skip


def seal_changed(audited: Audited) -> Iterator[AuditFinding]:
    """A seal, once committed, stays as it is.

    Why: with it goes what it proves.
    Fix: restore it.
    """
    for commit in audited.touching:
        for path, old, new in audited.history.files[commit.number]:
            if path.startswith(f"{SEALS}/") and old is not None:
                message = say("the seal was removed") if new is None else say("the seal was changed")
                yield AuditFinding(commit, path, message, say("restore it as it was committed"))
