"""Which key made a signature, by the package `cryptography`: Ed25519, RSA and ECDSA keys as ssh spells them.

Security keys (`sk-…`), certificates, DSA and unusual sizes are `OddError`: ssh-keygen has to be asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

from huifang.git_access.ssh_format import OddError, demand, fields, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurve
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

    from huifang.git_access.ssh_format import SshSignature

PublicKey = Ed25519PublicKey | RSAPublicKey | EllipticCurvePublicKey

ED25519, RSA, EC = b"ssh-ed25519", b"ssh-rsa", b"ecdsa-sha2-"
ED25519_BYTES = 64  # of a signature
LEAST_BITS, MOST_BITS = 2048, 8192  # of an RSA key
RSA_HASHES: Mapping[bytes, HashAlgorithm] = {b"rsa-sha2-256": SHA256(), b"rsa-sha2-512": SHA512()}
CURVES: Mapping[bytes, tuple[EllipticCurve, HashAlgorithm]] = {
    b"nistp256": (SECP256R1(), SHA256()),
    b"nistp384": (SECP384R1(), SHA384()),
    b"nistp521": (SECP521R1(), SHA512()),
}
UNCOMPRESSED = b"\x04"  # how a point of a curve begins
KEYS_HELD = 1000  # so many are read once


def fits(signature: SshSignature, message: bytes) -> bool:
    """Whether the key that a signature names made it over a message; OddError where that cannot be said here."""
    key, signed = public_key(signature.key), signature.signed(message)
    try:
        if isinstance(key, Ed25519PublicKey):
            demand(signature.kind == ED25519 and len(signature.made) == ED25519_BYTES)
            key.verify(signature.made, signed)
        elif isinstance(key, RSAPublicKey):
            demand(signature.kind in RSA_HASHES and len(signature.made) * 8 == key.key_size)
            key.verify(signature.made, signed, PKCS1v15(), RSA_HASHES[signature.kind])
        else:
            _verify_ecdsa(key, signature, signed)
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm as problem:  # a computer may forbid some
        raise OddError from problem
    return True


def _verify_ecdsa(key: EllipticCurvePublicKey, signature: SshSignature, signed: bytes) -> None:
    kind, curve, _ = fields(signature.key, 3)
    demand(signature.kind == kind)
    first, second = map(whole_number, fields(signature.made, 2))
    key.verify(encode_dss_signature(first, second), signed, ECDSA(CURVES[curve][1]))


@lru_cache(KEYS_HELD)
def public_key(blob: bytes) -> PublicKey:
    """A key in the one spelling that ssh writes; OddError for any other, and for a key of another kind."""
    try:
        return _read(blob)
    except (ValueError, UnsupportedAlgorithm) as problem:
        raise OddError from problem


def _read(blob: bytes) -> PublicKey:
    kind = blob[4 : 4 + int.from_bytes(blob[:4])]
    if kind == ED25519:
        return Ed25519PublicKey.from_public_bytes(fields(blob, 2)[1])
    if kind == RSA:
        exponent, modulus = map(whole_number, fields(blob, 3)[1:])
        demand(LEAST_BITS <= modulus.bit_length() <= MOST_BITS and modulus.bit_length() % 8 == 0)
        return RSAPublicNumbers(exponent, modulus).public_key()
    demand(kind.startswith(EC))
    _, curve, point = fields(blob, 3)
    demand(curve in CURVES and kind == EC + curve and point.startswith(UNCOMPRESSED))
    return EllipticCurvePublicKey.from_encoded_point(CURVES[curve][0], point)
