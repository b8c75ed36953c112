"""Keys of invented editors, and signatures by them as `git commit -S` with `gpg.format=ssh` makes them.

A key is made from its name alone, so that the same demonstration has the same commits; it protects nothing.
The format is OpenSSH's PROTOCOL.sshsig.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KIND, NAMESPACE, HASH = b"ssh-ed25519", b"git", b"sha512"
MAGIC, VERSION, RESERVED = b"SSHSIG", 1, b""
WIDTH = 70  # characters of a line, as ssh-keygen writes them
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


class NoCryptographyError(Exception):
    """The package that makes signatures is not installed."""


class PublicKeys:
    """The public keys of names, as a list of trusted signers has them; NoCryptographyError where none can be made."""

    def __init__(self) -> None:
        _imported()

    def __call__(self, name: str) -> str:
        """The public key of a name."""
        return f"{KIND.decode()} {b64encode(_public(name)).decode()}"


def sign(name: str, payload: bytes) -> str:
    """The signature of a commit, in armour."""
    digest = hashlib.sha512(payload).digest()
    signed = MAGIC + _strings(NAMESPACE, RESERVED, HASH, digest)
    made = _strings(KIND, _key(name).sign(signed))
    blob = MAGIC + VERSION.to_bytes(4) + _strings(_public(name), NAMESPACE, RESERVED, HASH, made)
    text = b64encode(blob).decode()
    lines = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    return "\n".join((BEGIN, *lines, END))


def _imported() -> type[Ed25519PrivateKey]:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - it takes long
    except ImportError as problem:
        raise NoCryptographyError from problem
    return ed25519.Ed25519PrivateKey


@cache
def _key(name: str) -> Ed25519PrivateKey:
    return _imported().from_private_bytes(hashlib.sha256(name.encode()).digest())


@cache
def _public(name: str) -> bytes:
    return _strings(KIND, _key(name).public_key().public_bytes_raw())


def _strings(*parts: bytes) -> bytes:
    """Each with its length before it."""
    return b"".join(len(part).to_bytes(4) + part for part in parts)
