"""Signatures as ssh-keygen writes them (OpenSSH's PROTOCOL.sshsig), in that one spelling.

What is spelled in any other way is `OddError` here: nothing is guessed, ssh-keygen has to be asked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ARMOR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/]+\n)*[A-Za-z0-9+/]+={0,2}\n)-----END SSH SIGNATURE-----\n?"
)
MAGIC = b"SSHSIG"
VERSION = (1).to_bytes(4)
RESERVED = b""
LENGTH = 4  # bytes of a length
DIGESTS: Mapping[bytes, str] = {b"sha256": "sha256", b"sha512": "sha512"}


class OddError(Exception):
    """A key or a signature in another spelling, or of another kind, than those that are read here."""


class SshSignature(NamedTuple):
    """A signature: whose key, for what kind of use, by which hash of the message, and the signature proper."""

    key: bytes
    namespace: bytes
    digest: bytes
    kind: bytes
    made: bytes

    def signed(self, message: bytes) -> bytes:
        """The bytes that were signed, where a message was."""
        hashed = hashlib.new(DIGESTS[self.digest], message).digest()
        return MAGIC + with_lengths(self.namespace, RESERVED, self.digest, hashed)


def read_signature(armor: bytes) -> SshSignature:
    """The signature in an armour; OddError where it is not exactly as ssh-keygen writes it."""
    found = ARMOR.fullmatch(armor)
    demand(found is not None)
    text = found[1].replace(b"\n", b"") if found else b""
    blob = decoded_base64(text)
    demand(blob.startswith(MAGIC + VERSION))
    key, namespace, reserved, digest, signature = fields(blob[len(MAGIC) + len(VERSION) :], 5)
    demand(reserved == RESERVED and digest in DIGESTS)
    return SshSignature(key, namespace, digest, *fields(signature, 2))


def decoded_base64(text: bytes) -> bytes:
    """What stands in base64; OddError where it is not spelled in the one way that writes these bytes."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as problem:
        raise OddError from problem
    demand(base64.b64encode(found) == text)
    return found


def with_lengths(*parts: bytes) -> bytes:
    """Each with its length before it."""
    return b"".join(len(part).to_bytes(LENGTH) + part for part in parts)


def fields(raw: bytes, number: int) -> tuple[bytes, ...]:
    """So many parts with their lengths, and nothing else; OddError otherwise."""
    found = tuple(_parts(raw))
    demand(len(found) == number)
    return found


def _parts(raw: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(raw):
        demand(at + LENGTH <= len(raw))
        begins = at + LENGTH
        at = begins + int.from_bytes(raw[at:begins])
        demand(at <= len(raw))
        yield raw[begins:at]


def whole_number(raw: bytes) -> int:
    """A positive number; OddError for one below, or with more bytes than it takes."""
    found = int.from_bytes(raw)
    demand(found > 0 and raw == spelled_number(found))
    return found


def spelled_number(number: int) -> bytes:
    """A positive number as ssh writes it: its first bit is never set."""
    return number.to_bytes(number.bit_length() // 8 + 1)


def demand(is_so: bool) -> None:  # noqa: FBT001 - what is demanded
    """OddError unless something is as it has to be."""
    if not is_so:
        raise OddError
