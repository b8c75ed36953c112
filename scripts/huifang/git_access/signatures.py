"""Which commits are signed, and by whom: git asks a program for each signature, so several gits ask at once."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.blobs import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.signers import Signers

ASK = ("log", "--no-walk=unsorted", "--stdin", "--no-color", "-z", "--format=%H%x00%G?%x00%GS")
FEW = 200  # commits for which one git is enough
MOST = 8  # processes of git at once
SIGNED = re.compile(rb"^gpgsig(?:-sha256)? -----BEGIN (SSH )?", re.MULTILINE)
BY_KEYRING = "E"  # what git says of a signature whose key is not at hand


class Signature(NamedTuple):
    """What git says of a commit's signature: the letter of `%G?`, and the signer."""

    letter: str
    signer: str


def signatures(place: GitPlace, signers: Signers, commits: Sequence[str]) -> Mapping[str, Signature]:
    """The signature of every commit that has one."""
    if not signers.alone:
        return _told(place, signers, commits)
    kinds = dict(_kinds(place, commits))
    found = dict.fromkeys((commit for commit, by_ssh in kinds.items() if not by_ssh), Signature(BY_KEYRING, ""))
    return {**found, **_told(place, signers, [commit for commit, by_ssh in kinds.items() if by_ssh])}


def _kinds(place: GitPlace, commits: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The signed commits, and whether by an ssh key: that needs no keyring."""
    for commit, raw in zip(commits, whole(place, commits, of=b"commit"), strict=True):
        match = SIGNED.search(raw.partition(b"\n\n")[0])
        if match is not None:
            yield commit, match[1] is not None


def _told(place: GitPlace, signers: Signers, commits: Sequence[str]) -> Mapping[str, Signature]:
    """What git says of each."""
    number = 1 if len(commits) <= FEW else min(MOST, os.cpu_count() or 1)
    with signers.setting() as trusted, ThreadPoolExecutor(number) as pool:
        parts = [commits[at::number] for at in range(number)]
        found = pool.map(lambda part: list(_asked(place, part, trusted)), parts)
        return {commit: signature for part in found for commit, signature in part}


def _asked(place: GitPlace, commits: Sequence[str], trusted: tuple[str, ...]) -> Iterator[tuple[str, Signature]]:
    process = place.git.started(*ASK, config=trusted)
    told, _ = process.communicate("".join(f"{commit}\n" for commit in commits).encode())
    words = iter(told.decode(errors="replace").split("\0"))
    for commit, letter, signer in zip(words, words, words, strict=False):
        if letter != "N":
            yield commit.strip(), Signature(letter, signer)
