"""Codes that were given to somebody else: from where the history of a code is that of two people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.history.compared import kind_of
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.history.commit import Commit
    from huifang.history.history import Change

Data = dict[str, Any]
MARKS = ("decided_on", "document")  # of a measure: by these it is known again


class GivenAgain(NamedTuple):
    """The creation of a person file, and the record that somebody else had under its code."""

    change: Change
    before: Data
    deleted: Commit | None  # which deleted that record; None where it stood on another branch


def given_again(changes: Iterable[Change]) -> Iterator[GivenAgain]:
    """Every person file that was made under a code under which there had been somebody else, oldest first.

    Each record that was made, or deleted, under the code before is looked at: one that was corrected in between is
    still the same person's.
    """
    known: dict[str, list[Data]] = defaultdict(list)
    deleted: dict[str, Commit] = {}
    for change in sorted(changes, key=lambda each: each.commit.number):
        if change.field is not None or change.person is None or kind_of(change.path) is not Kind.PERSON:
            continue
        earlier = known[change.person]
        if isinstance(change.new, dict) and earlier and all(is_another(each, change.new) for each in earlier):
            yield GivenAgain(change, earlier[-1], deleted.get(change.person))
        if change.new is None:
            deleted[change.person] = change.commit
        earlier += [each for each in (change.old, change.new) if isinstance(each, dict)]


def is_another(one: Data, other: Data) -> bool:
    """Whether two records are about two people: no measure of one has the day or the document of one of the other.

    Where one of them has no measure with either, another unit says so.
    """
    mine, theirs = _marks(one), _marks(other)
    if mine and theirs:
        return mine.isdisjoint(theirs)
    return one.get("unit") != other.get("unit")


def _marks(record: Data) -> set[tuple[str, str]]:
    measures = record.get("measures")
    found = (each for each in measures if isinstance(each, dict)) if isinstance(measures, list) else ()
    return {(key, str(each[key])) for each in found for key in MARKS if each.get(key)}
