"""The signature inside a commit, and what it was made over: the commit without it, as git has it."""

from __future__ import annotations

import re
from typing import NamedTuple

from huifang.git_access.blobs import SHA1
from huifang.git_access.ssh_format import demand

HEADERS = {SHA1: b"gpgsig"}  # length of names -> the header of a signature over commits with such names
OTHERWISE = b"gpgsig-sha256"
SSH = b"-----BEGIN SSH SIGNATURE-----"
KNOWN = (SSH, b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN PGP MESSAGE-----", b"-----BEGIN SIGNED MESSAGE-----")
COMMITTER = re.compile(rb"committer [^<>\n]*<[^<>\n]*> ([1-9]\d{0,11}) [+-]\d{4}")


class SignedCommit(NamedTuple):
    """A commit's signature in its armour, and what else stands in the commit."""

    armor: bytes
    headers: tuple[bytes, ...]  # the other lines of its head
    rest: bytes

    @property
    def is_known(self) -> bool:
        """Whether it is a signature of a kind that git knows; git stops at any other."""
        return self.armor.startswith(KNOWN)

    @property
    def is_ssh(self) -> bool:
        """Whether a key of ssh made it."""
        return self.armor.startswith(SSH)

    def payload(self) -> bytes:
        """What was signed; OddError where signatures of several kinds stand there."""
        demand(not any(line.startswith(b"gpgsig") for line in self.headers))
        return b"\n".join((*self.headers, self.rest))

    def when(self) -> int:
        """When it was committed, in seconds since 1970; OddError where that is not written as git writes it."""
        lines = [line for line in self.headers if line.startswith(b"committer ")]
        found = COMMITTER.fullmatch(lines[0]) if len(lines) == 1 else None
        demand(found is not None)
        return int(found[1]) if found else 0


def signed_commit(name: str, raw: bytes) -> SignedCommit | None:
    """The signature of a commit; None where it has none, or one over another kind of names alone."""
    head, blank, body = raw.partition(b"\n\n")
    header, armor, others, inside = HEADERS.get(len(name), OTHERWISE) + b" ", [], [], False
    for line in head.split(b"\n"):
        begins = line.startswith(header)
        inside = begins or (inside and line.startswith(b" "))
        if begins:
            armor.append(line.removeprefix(header))
        elif inside:
            armor.append(line[1:])
        else:
            others.append(line)
    if not armor:
        return None
    return SignedCommit(b"\n".join(armor) + b"\n", tuple(others), b"\n" + body if blank else b"")
