"""Commit objects: their text, signed or not, and a pack of them. Git itself makes blobs and trees."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from huifang_demo.git.keys import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang_demo.git.given import ToWrite

ZONE = "+0800"
COMMIT = 1  # the type of a commit in a pack
PACK_VERSION = 2
LOW, SEVEN, MORE = 0x0F, 0x7F, 0x80  # bits of a length: four in its first byte, seven in each further one


def commit_object(each: ToWrite, tree: str, hashes: Sequence[str]) -> bytes:
    """The commit; `hashes` are those of all commits before it."""
    head = [f"tree {tree}", *(f"parent {hashes[number]}" for number in each.parents)]
    head += [f"author {each.author} {each.authored} {ZONE}", f"committer {each.committer} {each.committed} {ZONE}"]
    undone = "" if each.undoes is None else f"\nThis reverts commit {hashes[each.undoes]}.\n"
    message = f"\n{each.message}{undone}"
    text = "".join(f"{line}\n" for line in head)
    if each.key is not None:
        payload = f"{text}{message}".encode()
        signed = sign(each.key, payload + b"\n" if each.forged else payload)
        text += "gpgsig " + signed.replace("\n", "\n ") + "\n"
    return f"{text}{message}".encode()


def commit_name(commit: bytes) -> str:
    """The hash of a commit object."""
    return hashlib.sha1(b"commit %d\0" % len(commit) + commit).hexdigest()  # noqa: S324 - Git's own name for it


def object_pack(commits: Sequence[bytes]) -> bytes:
    """A pack of commits as `git index-pack` reads it."""
    parts = [b"PACK", PACK_VERSION.to_bytes(4), len(commits).to_bytes(4)]
    for commit in commits:
        parts += [_length(len(commit)), zlib.compress(commit)]
    content = b"".join(parts)
    return content + hashlib.sha1(content).digest()  # noqa: S324 - Git's own check sum


def _length(size: int) -> bytes:
    """Type and length of an object in a pack."""
    first, size = COMMIT << 4 | size & LOW, size >> 4
    found = bytearray()
    while size:
        found.append(first | MORE)
        first, size = size & SEVEN, size >> 7
    return bytes((*found, first))
