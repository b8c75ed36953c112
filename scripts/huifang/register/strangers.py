"""What lies in a register and is no record: a name that nobody knows, a link, a repository inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.register.layout import Kind, belongs, spot
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.register.tree import TreeEntry

SUBMODULE = "160000"  # git's mode of a commit of another repository
WHAT = {
    "file": N_("no record and nothing else that belongs to a register has this name"),
    "folder": N_("no folder of a register has this name"),
    "link": N_("a link lies here; it may point anywhere"),
    "device": N_("a device or a pipe lies here"),
    "repository": N_("a repository of its own lies here, inside the register"),
    "leftover": N_("left behind by a run that was stopped, or hidden beside names: names may stand in it"),
    "submodule": N_("a submodule lies here: a commit of another repository"),
}


class Stranger(NamedTuple):
    """A path with the register's folder, what lies there, and whether the common repository tracks any of it."""

    path: str
    what: str
    tracked: bool


def strangers(entries: Sequence[TreeEntry], root: str, modes: Mapping[str, str], *, alone: bool) -> Iterator[Stranger]:
    """Whatever does not belong, the outermost of it alone; `modes` are those of every tracked path.

    What has the place of a record, and a folder of people by another name, is told where records are read.
    """
    inside = ""
    for entry in entries:
        if inside and entry.path.startswith(inside):
            continue
        path = f"{root}/{entry.path}"
        what = _what(entry, modes.get(path, ""), alone=alone)
        if what:
            tracked = path in modes or any(each.startswith(f"{path}/") for each in modes)
            inside = f"{entry.path}/"
            if tracked or what != "leftover":  # an untracked one is told where records are read
                yield Stranger(path, what, tracked)


def _what(entry: TreeEntry, mode: str, *, alone: bool) -> str:
    if mode == SUBMODULE:
        return "submodule"
    if entry.path.endswith("/.git"):
        return "repository"
    found = spot(entry.path)
    if found.kind is Kind.LEFTOVER:
        return "leftover"
    if found.kind is Kind.ELSEWHERE and entry.kind in ("link", "device"):
        return entry.kind
    if found.kind is not Kind.ELSEWHERE or found.meant or entry.path.startswith("people/"):
        return ""
    return "" if belongs(entry.path, alone=alone) else entry.kind if entry.kind in WHAT else ""
