"""The keys a repository trusts: `audit/allowed_signers`, else git's own setting, else none at all."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.git_access.place import GitPlace
    from huifang.register import Tree

ALLOWED_SIGNERS = "audit/allowed_signers"
SETTING = "gpg.ssh.allowedSignersFile"
AS_SHIPPED = ("gpg.ssh.program=ssh-keygen", "gpg.ssh.revocationFile=", "gpg.minTrustLevel=undefined")


class Signers:
    """Which keys are trusted, and a mark that changes with them.

    `alone`: nothing of this machine is asked, so that every machine gives the same answer. Signatures that only a
    keyring could vouch for are then untrusted everywhere.
    """

    def __init__(self, own: bytes | None, *, configured: str = "", alone: bool = False) -> None:
        self.own, self.configured, self.alone = own, configured, alone

    @property
    def known(self) -> bool:
        """Whether anybody said which keys are trusted."""
        return self.own is not None or bool(self.configured)

    @property
    def mark(self) -> str:
        """Equal for equal trust: by what stands in the list, wherever it lies."""
        return hashlib.sha256(self._listed()).hexdigest()

    def _listed(self) -> bytes:
        if self.own is not None or not self.configured:
            return self.own or b""
        try:
            return self.configured.encode(errors="surrogateescape") + b"\0" + Path(self.configured).read_bytes()
        except OSError:
            return self.configured.encode(errors="surrogateescape")

    @contextmanager
    def setting(self) -> Iterator[tuple[str, ...]]:
        """The configuration for one call of git. The file lives in memory: nothing is left behind, bare or not.

        Without any list an empty one is given: git would call every signature by an ssh key absent.
        """
        if self.own is None and self.configured:
            yield ()
            return
        handle = os.memfd_create("allowed_signers")
        try:
            os.write(handle, self.own or b"")
            yield (f"{SETTING}=/proc/{os.getpid()}/fd/{handle}", *(AS_SHIPPED if self.alone else ()))
        finally:
            os.close(handle)


def own_signers(tree: Tree) -> Signers:
    """The list in the register and no other: what a machine is set up with says nothing."""
    try:
        return Signers(tree.read(ALLOWED_SIGNERS), alone=True)
    except OSError:
        return Signers(None, alone=True)


def signers_of(place: GitPlace, tree: Tree) -> Signers:
    """The list in the register, else the one that git is set up with by the user or the system."""
    try:
        return Signers(tree.read(ALLOWED_SIGNERS))
    except OSError:
        pass
    found = place.git.found("config", "--type=path", "--get", SETTING)
    return Signers(None, configured=(found or b"").decode(errors="replace").strip())
