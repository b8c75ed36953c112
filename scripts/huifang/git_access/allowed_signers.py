"""Whose key a signature was made with, by a list of allowed signers as ssh-keygen reads it.

The lines are read in their ordinary form: who, options, kind of key, key. A list with any other line is `OddError`:
ssh-keygen has to be asked. Keys of kinds that are not read here, and certificate authorities, stand for nobody here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.ssh_format import OddError, decoded_base64, demand, fields, whole_number
from huifang.register.days import UTC8

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMESPACE = b"git"
RSA = b"ssh-rsa"
KINDS = {  # how many fields such a key has
    b"ssh-ed25519": 2,
    RSA: 3,
    b"ecdsa-sha2-nistp256": 3,
    b"ecdsa-sha2-nistp384": 3,
    b"ecdsa-sha2-nistp521": 3,
}
OTHER_KINDS = (b"sk-ssh-ed25519@openssh.com", b"sk-ecdsa-sha2-nistp256@openssh.com", b"ssh-dss")
LINE = re.compile(
    rb"(?P<who>[A-Za-z0-9*][A-Za-z0-9*?._%+/:=@,-]*)[ \t]+"
    rb"(?:(?P<options>(?:[A-Za-z-]+(?:=\"[^\"\\]*\")?)(?:,[A-Za-z-]+(?:=\"[^\"\\]*\")?)*)[ \t]+)?"
    rb"(?P<kind>[a-z0-9@.-]+)[ \t]+(?P<key>[A-Za-z0-9+/]+={0,2})(?:[ \t].*)?"
)
OPTION = re.compile(rb"([A-Za-z-]+)(?:=\"([^\"]*)\")?,?")
AUTHORITY, NAMESPACES, AFTER, BEFORE = b"cert-authority", b"namespaces", b"valid-after", b"valid-before"
TIMES = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
EARLIEST = 1971  # a year whose times are positive everywhere
LONGEST = 1000  # characters of a pattern; ssh-keygen stops at a longer one


class AllowedKey(NamedTuple):
    """One line: patterns of who signs with a key, for which uses, and from when to when, in seconds since 1970."""

    who: Sequence[bytes]
    key: bytes
    namespaces: Sequence[bytes] | None
    after: int | None
    before: int | None

    def holds(self, key: bytes, when: int) -> bool:
        """Whether it speaks of a key at that time."""
        begun = self.after is None or when >= self.after
        return key == self.key and begun and (self.before is None or when <= self.before)

    def allows(self, who: bytes) -> bool:
        """Whether somebody signs commits with it."""
        for_git = self.namespaces is None or _matches(NAMESPACE, self.namespaces)
        return for_git and _matches(who, self.who)


class AllowedSigners:
    """A list that was read."""

    def __init__(self, listed: bytes) -> None:
        self._keys = tuple(_keys(listed))

    def signer(self, key: bytes, when: int) -> bytes | None:
        """Who signs with a key at a time; None for nobody. OddError where it is somebody's, but not for commits.

        The first line that holds says who; of the names in it the first that any line allows. Git asks likewise.
        """
        there = [each for each in self._keys if each.holds(key, when)]
        if not there:
            return None
        allowed = (who for who in there[0].who if any(each.allows(who) for each in there))
        found = next(allowed, None)
        if found is None:
            raise OddError
        return found


def _keys(listed: bytes) -> Iterator[AllowedKey]:
    demand(b"\0" not in listed)
    for line in listed.split(b"\n"):
        text = line.strip(b" \t\r")
        if not text or text.startswith(b"#"):
            continue
        found = LINE.fullmatch(text)
        if found is None:
            raise OddError
        options = _options(found["options"] or b"")
        who = _patterns(found["who"])
        namespaces = _patterns(options[NAMESPACES]) if NAMESPACES in options else None
        after, before = (_seconds(options[key]) if key in options else None for key in (AFTER, BEFORE))
        demand(after is None or before is None or after < before)
        if found["kind"] not in OTHER_KINDS and AUTHORITY not in options:
            yield AllowedKey(who, _key(found["kind"], found["key"]), namespaces, after, before)


def _patterns(text: bytes) -> list[bytes]:
    found = text.split(b",")
    demand(all(0 < len(each) < LONGEST and b"!" not in each for each in found))
    return found


def _key(kind: bytes, text: bytes) -> bytes:
    """A key of one of the KINDS in the one spelling that ssh writes, so that equal keys are equal bytes."""
    demand(kind in KINDS)
    blob = decoded_base64(text)
    first, *others = fields(blob, KINDS[kind])
    demand(first == kind)
    if kind == RSA:
        for each in others:
            whole_number(each)
    return blob


def _options(text: bytes) -> dict[bytes, bytes]:
    """Option in small letters -> its value; OddError for one that is not known, or stands twice."""
    found: dict[bytes, bytes] = {}
    for name, value in OPTION.findall(text):
        key = name.lower()
        demand(key in (AUTHORITY, NAMESPACES, AFTER, BEFORE) and key not in found)
        demand((key == AUTHORITY) == (value == b""))
        found[key] = value
    return found


def _seconds(text: bytes) -> int:
    """A day or a time; without Z it is one of UTC+8, whatever zone the computer is set to."""
    in_utc = text[-1:] in (b"Z", b"z")
    digits = text[:-1] if in_utc else text
    demand(digits.isdigit() and len(digits) in TIMES)
    try:
        found = datetime.strptime(digits.decode(), TIMES[len(digits)]).replace(tzinfo=UTC if in_utc else UTC8)
    except ValueError as problem:
        raise OddError from problem
    demand(found.year >= EARLIEST)
    return int(found.timestamp())


def _matches(text: bytes, patterns: Sequence[bytes]) -> bool:
    """Whether one of the patterns is it: `*` is any text, `?` any character."""
    return any(re.fullmatch(_expression(pattern), text, re.DOTALL) for pattern in patterns)


def _expression(pattern: bytes) -> bytes:
    return re.escape(pattern).replace(rb"\*", b".*").replace(rb"\?", b".")
