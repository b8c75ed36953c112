"""The rows of a note: what changes for one person or body, before and after, with the reason and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists import DueRow, EligibleRow, Table
from huifang.output.affected import NOT_LISTED, duty_name
from huifang.output.cells import cell_text
from huifang.output.comparison import CHANGE, WITHOUT_VALUES
from huifang.output.differing import ARROW, differing
from huifang.output.historytext import value_shown
from huifang.output.person_change import duty_key
from huifang.past.difference import alike
from huifang.past.rows import field_words
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.output.comparison import Comparison
    from huifang.output.person_change import DutyPair, PersonChange
    from huifang.past.difference import Identity
    from huifang.texts import Value, Words


HEADS = (N_("what differs"), N_("before"), N_("now"), N_("reason and source"))
FIRST = ("state", "until", "free_from")  # a row each where they differ
FOLLOW = ("bars", "measures", "combination", "conditions", "reasons")  # from what these say
STATUSES = ("missed", "overdue", "due", "upcoming", "deferred")  # the heaviest first
DOUBTED = ("SECONDARY", "RECALL")  # what is said of the certainty; a choice of ours says so in its source


def person_rows(
    found: Comparison, each: PersonChange, done: Mapping[Identity, date], words: Words
) -> Iterator[tuple[str, ...]]:
    """State and days, then what comes on the due list, changes there and leaves it."""
    yield from _standing(found, each, words)
    yield from duty_rows(found, each.duties, done, words)


def duty_rows(
    found: Comparison, pairs: Sequence[DutyPair], done: Mapping[Identity, date], words: Words
) -> Iterator[tuple[str, ...]]:
    """A row a duty: the heaviest first, those that go last."""
    table = _table(found, DueRow)
    for old, new in sorted(pairs, key=_weight):
        row = new or old
        if row is None:
            continue
        if old and new and _when(old, table, words) == _when(new, table, words):  # the reasons alone differ
            yield _subject(row, table, words), words(old.reason), words(new.reason), words(row.source)
            continue
        before = _when(old, table, words) if old else words.plain(N_("not on the due list"))
        now = _when(new, table, words) if new else words(_gone(row, done))
        reason = _reason(row, table) if new else say("before: {reason}", reason=row.reason)
        yield _subject(row, table, words), before, now, words(reason)


def field_by_labels(found: Comparison) -> Callable[[str | None, Words], str]:
    """How a note calls a field: by the labels of its keys, for who reviews reads no file."""
    label = found.lists.after.policy.key_label

    def named(field: str | None, words: Words) -> str:
        def key(name: str) -> str:
            known = label(name)
            return words(known) if known else name

        return field_words(field, key, words).replace("@", " ")

    return named


def record_lines(found: Comparison, each: PersonChange, words: Words) -> Iterator[str]:
    """What was changed in the files of one person: by file, from what to what."""
    named = field_by_labels(found)
    for record in each.records:
        name = record.path.rsplit("/", 1)[-1]
        told = [
            f"{named(field, words)} {value_shown(old)} {ARROW} {value_shown(new)}"
            for field, old, new in record.fields if field not in WITHOUT_VALUES
        ]  # fmt: skip
        change = words.plain(CHANGE[record.change])
        values = ("；" if words.lang == "zh" else "; ").join(told)
        yield words(say("{what}: {values}", what=name, values=values)) if told else f"{name} {change}"


def _standing(found: Comparison, each: PersonChange, words: Words) -> Iterator[tuple[str, ...]]:
    """State, last barred day and day of return where they differ; else what else does."""
    old, new = each.rows
    if old == new:
        return
    table = _table(found, EligibleRow)
    known = {column.name: column for column in table.columns}
    why = words.sentences((new or old).reasons)  # type: ignore[union-attr] # one of them there is
    differ = [name for name in FIRST if old is None or new is None or getattr(old, name) != getattr(new, name)]
    for name in differ:
        sides = (
            words.plain(NOT_LISTED) if row is None else cell_text(getattr(row, name), known[name], table, words)
            for row in (old, new)
        )
        yield words.plain(known[name].label), *sides, why if name == differ[0] else ""
    if old is not None and new is not None:
        other = differing((old, new), ("person", *FIRST, *(FOLLOW if differ else ())), table, words)
        if other:
            yield words.plain(N_("what else differs")), "", other, ""


def _subject(row: DueRow, table: Table, words: Words) -> str:
    """The duty with its period; without one the record it comes from."""
    name = duty_name(row, table, words)
    record = (row.record or "").rsplit("/", 1)[-1].removesuffix(".md")
    return name if row.period or record in ("", "person") else f"{name} {record}"


def _when(row: DueRow, table: Table, words: Words) -> str:
    """Its status and day, and who is to do it."""
    owner = table.organizations.name(row.owner, words.lang)
    status = table.policy.label("status", row.status)
    if row.assignee:
        return words(say("{status}, due on {day}, by {owner} ({assignee})", status=status, day=row.due_on, owner=owner,
                         assignee=row.assignee))  # fmt: skip
    return words(say("{status}, due on {day}, by {owner}", status=status, day=row.due_on, owner=owner))


def _gone(row: DueRow, done: Mapping[Identity, date]) -> Value:
    day = done.get(duty_key(row))
    return (
        say("done on {day}", day=day) if day else say("not done, and not owed any more by the records as they are now")
    )


def _reason(row: DueRow, table: Table) -> Value:
    if row.certainty not in DOUBTED:
        return say("{reason} ({source})", reason=row.reason, source=row.source)
    return say("{reason} ({source}; {certainty})", reason=row.reason, source=row.source,
               certainty=table.policy.label("certainty", row.certainty))  # fmt: skip


def _weight(pair: DutyPair) -> tuple[int, int]:
    """What is new comes first, then what changes, then what goes; last where the reasons alone differ."""
    old, new = pair
    kind = 0 if old is None else 2 if new is None else 3 if alike(old, new) else 1
    row = new or old
    return kind, STATUSES.index(row.status) if row and row.status in STATUSES else len(STATUSES)


def _table(found: Comparison, row_type: type) -> Table:
    after = found.lists.after
    return Table(found.heading, row_type, (), after.policy, after.register.organizations)
