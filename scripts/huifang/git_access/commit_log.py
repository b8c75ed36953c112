"""Commits with the files they changed, and the files that differ between two folders, as `git` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.git_access.raw_log import OF_COMMITS, RAW, decoded, format_of, raw_commits, raw_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile

LOG = ("log", *OF_COMMITS, "--topo-order", "--reverse")
DIFF = ("diff", *RAW, "--no-ext-diff", "--ignore-submodules=none")


def read_raw(place: GitPlace, fields: Sequence[str], *which: str) -> Iterator[tuple[list[str], list[ChangedFile]]]:
    """The asked fields of each commit that `which` lead to, parents first, with the files it changed."""
    return raw_commits(decoded(place.output(*LOG, format_of(fields), *which, "--")), len(fields))


def between_trees(place: GitPlace, old: str, new: str) -> Iterator[ChangedFile]:
    """The files that differ between two folders, each named as `commit:folder`."""
    return raw_files(decoded(place.output(*DIFF, old, new, "--")))
