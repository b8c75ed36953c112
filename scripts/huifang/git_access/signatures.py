"""Which commits are signed, and by whom.

What a key of ssh signed is verified here where that is plain: a key and a signature of an ordinary kind, which fit
each other, and a list of signers in its ordinary form. Whatever is otherwise (another kind, another spelling, a
signature that does not fit, a setting of the user about it) is asked of git, which starts a program for each. So
nothing is good by a misunderstanding, and the answers are those of git; several gits ask at once.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from huifang.git_access.allowed_signers import NAMESPACE, AllowedSigners
from huifang.git_access.blobs import whole
from huifang.git_access.signed_commit import signed_commit
from huifang.git_access.ssh_format import OddError, demand, read_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from subprocess import Popen

    from huifang.git_access.place import GitPlace
    from huifang.git_access.signed_commit import SignedCommit
    from huifang.git_access.signers import Signers
    from huifang.git_access.ssh_format import SshSignature

    Fits = Callable[[SshSignature, bytes], bool]

ASK = ("log", "--no-walk=unsorted", "--stdin", "--no-color", "-z", "--format=%H%x00%G?%x00%GS")
OWN_WAYS = ("config", "--get-regexp", r"^gpg\.ssh\.(program|revocationfile)$")  # how the user verifies otherwise
FEW = 200  # commits for which one git is enough
MOST = 8  # processes of git at once


class Signature(NamedTuple):
    """What git says of a commit's signature: the letter of `%G?`, and the signer."""

    letter: str
    signer: str


BAD = Signature("B", "")
UNKNOWN = Signature("U", "")  # it fits, but nobody says whose key that is
BY_KEYRING = Signature("E", "")  # what git says where a key is not at hand: it proves nothing


def signatures(place: GitPlace, signers: Signers, commits: Sequence[str]) -> Mapping[str, Signature]:
    """The signature of every commit that has one."""
    verify = _verifier(place, signers)
    found: dict[str, Signature] = {}
    asked = []
    for commit, raw in zip(commits, whole(place, commits, of=b"commit"), strict=True):
        signed = signed_commit(commit, raw)
        if signed is None:
            continue
        if not signed.is_known:
            found[commit] = BAD
        elif not signed.is_ssh and signers.alone:
            found[commit] = BY_KEYRING
        elif (told := verify(signed)) is not None:
            found[commit] = told
        else:
            asked.append(commit)
    return {**found, **told_by_git(place, signers, asked)}


def _verifier(place: GitPlace, signers: Signers) -> Callable[[SignedCommit], Signature | None]:
    """What says who signed; None for every signature that git has to be asked about."""
    try:
        allowed, fits = AllowedSigners(_listed(place, signers)), _fits()
    except OddError:
        return lambda _: None

    def verify(signed: SignedCommit) -> Signature | None:
        try:
            signature = read_signature(signed.armor)
            demand(signature.namespace == NAMESPACE and fits(signature, signed.payload()))
            who = allowed.signer(signature.key, signed.when())
        except OddError:
            return None
        return UNKNOWN if who is None else Signature("G", who.decode())

    return verify


def _fits() -> Fits:
    """Whether a key fits; OddError where the package that knows is missing."""
    try:
        from huifang.git_access.ssh_crypto import fits  # noqa: PLC0415 - it takes long, for signatures alone
    except ImportError as problem:
        raise OddError from problem
    return fits


def _listed(place: GitPlace, signers: Signers) -> bytes:
    """The list of signers; OddError where the user has set up more than a list, or it cannot be read."""
    if not signers.alone:
        demand(place.git.found(*OWN_WAYS) is None)
    if signers.own is not None or not signers.configured:
        return signers.own or b""
    file = Path(signers.configured)
    demand(file.is_absolute())
    try:
        return file.read_bytes()
    except OSError as problem:
        raise OddError from problem


def told_by_git(place: GitPlace, signers: Signers, commits: Sequence[str]) -> Mapping[str, Signature]:
    """What git says of each."""
    if not commits:
        return {}
    number = 1 if len(commits) <= FEW else min(MOST, os.cpu_count() or 1)
    with signers.setting() as trusted, ThreadPoolExecutor(number) as pool:
        parts = [commits[at::number] for at in range(number)]
        found = pool.map(lambda part: list(_asked(place, part, trusted)), parts)
        return {commit: told for part in found for commit, told in part if told.letter != "N"}


def _asked(place: GitPlace, commits: Sequence[str], trusted: tuple[str, ...]) -> Iterator[tuple[str, Signature]]:
    """The answer for each. Git dies where ssh-keygen refuses a signature before git has told what was signed.

    Such a signature is bad; git goes on behind it. Where git stops for any other reason nothing is proven.
    """
    left = list(commits)
    while left:
        process = place.git.started(*ASK, config=trusted)
        told, _ = process.communicate("".join(f"{commit}\n" for commit in left).encode())
        words = told.decode(errors="replace").split("\0")
        answers = [(words[at].strip(), Signature(*words[at + 1 : at + 3])) for at in range(0, len(words) - 3, 3)]
        yield from answers
        left = left[len(answers) :]
        if left:
            died = cast("Popen[bytes]", process.proc).returncode == -signal.SIGPIPE
            stopped, left = (left[:1], left[1:]) if died else (left, [])
            yield from ((commit, BAD if died else BY_KEYRING) for commit in stopped)
