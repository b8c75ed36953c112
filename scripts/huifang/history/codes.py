"""Every code that ever stood in a repository: a code is given once for life, also where its folder is long gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.blobs import whole
from huifang.git_access.commit_log import read_raw
from huifang.past.rows import CODES

if TYPE_CHECKING:
    from huifang.git_access.place import GitPlace

LINES = ("--branches", "--remotes", "--tags")  # all local and remote-tracking branches, and tags
HOLDING = ("identities", "restricted", "plans", "audit")  # folders whose files name codes in their text
MENTIONING = "plans"  # a code that stands there alone may be a typing error: taken, but not counted on from


class Codes(NamedTuple):
    """Codes that were given, and codes that a plan names; both are taken."""

    given: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


def codes_ever(place: GitPlace, below: str = "") -> Codes:
    """Every code of any branch's history: of folders and file names, and in files of names, plans and erasures.

    `below` is the folder of the register that the whole repository is: `identities`, where that is a clone of its own.
    """
    tips = (*LINES, "HEAD") if place.head() is not None else LINES
    touched = [each for _, files in read_raw(place, ("%H",), *tips) for each in files]
    given = {code for each in touched for code in CODES.findall(each.path)}
    blobs: dict[str, bool] = {}  # blob -> whether it only mentions codes
    for each in touched:
        folders = (below, *each.path.split("/")[:-1])
        if each.new is not None and blobs.get(each.new, True) and set(HOLDING).intersection(folders):
            blobs[each.new] = MENTIONING in folders
    mentioned: set[str] = set()
    for only, raw in zip(blobs.values(), whole(place, blobs), strict=True):
        (mentioned if only else given).update(CODES.findall(raw.decode(errors="replace")))
    return Codes(frozenset(given), frozenset(mentioned))
