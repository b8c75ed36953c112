"""Codes that were given to somebody else: from where the history of a code is that of two people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.history.record_diff import kind_of
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.history.record_diff import FieldChange
    from huifang.past.commits import Commit

Data = dict[str, Any]
MARKS = ("decided_on", "document")  # of a measure: by these it is known again


class GivenAgain(NamedTuple):
    """The creation of a person file, and the record that somebody else had under its code."""

    change: FieldChange
    before: Data
    deleted: Commit | None  # which deleted that record; None where it stood on another branch


def given_again(changes: Iterable[FieldChange]) -> Iterator[GivenAgain]:
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

    And the unit is another, or no helper is the same: with both as before, the measures were corrected, or tampered
    with, and that is told. Where one of the records has no measure with either, another unit alone says so.
    """
    mine, theirs = _marks(one), _marks(other)
    moved = one.get("unit") != other.get("unit")
    if not (mine and theirs):
        return moved
    return mine.isdisjoint(theirs) and (moved or _no_helper_stays(one, other))


def _no_helper_stays(one: Data, other: Data) -> bool:
    sides = [{str(each.get("name")) for each in _entries(record, "helpers")} for record in (one, other)]
    return any(sides) and sides[0].isdisjoint(sides[1])


def _marks(record: Data) -> set[tuple[str, str]]:
    return {(key, str(each[key])) for each in _entries(record, "measures") for key in MARKS if each.get(key)}


def _entries(record: Data, key: str) -> Iterator[Data]:
    found = record.get(key)
    yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()
