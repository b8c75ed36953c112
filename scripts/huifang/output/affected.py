"""Who is affected by what is compared: a line a person, from the state before and after to the errors that are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from huifang.output.cells import cell_text
from huifang.output.differing import before_and_after
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.lists import DueRow, EligibleRow
    from huifang.lists.table import Table
    from huifang.past.difference import ListsDifference
    from huifang.texts import Words

    Duties = Mapping[str | None, list[str]]  # code -> a text a duty

HEADS = (  # label, whether a cell is never broken
    (N_("code"), True), (N_("state"), False), (N_("free from"), True), (N_("comes on the due list"), False),
    (N_("leaves the due list"), False), (N_("changes on the due list"), False), (N_("new errors"), True),
)  # fmt: skip
STATE, FREE_FROM = ("state", "free_from")
NOT_LISTED = N_("not listed")


def affected_rows(found: ListsDifference, tables: tuple[Table, Table], words: Words) -> Iterator[tuple[str, ...]]:
    """A row of texts for each person about whom a list differs, or whose files have new errors."""
    eligible, due = tables
    new = (found.after.register.person_of(row.path) for row in found.findings.appeared if row.severity == "error")
    errors = Counter(person.code for person in new if person is not None)
    states = _states(found)
    come, gone, changed = _duties(found, due, words)
    for code in sorted({*found.affected, *errors}):
        duties = (("；" if words.lang == "zh" else "; ").join(texts[code]) for texts in (come, gone, changed))
        yield code, *_sides(states.get(code), eligible, words), *duties, str(errors[code] or "")


def _states(found: ListsDifference) -> dict[str, tuple[EligibleRow | None, EligibleRow | None]]:
    """Code -> the rows before and after, also where they say the same of the state."""
    before, after = ({row.person: row for row in side.eligible} for side in (found.before, found.after))
    return {code: (before.get(code), after.get(code)) for code in {*before, *after}}


def _sides(pair: tuple[Any, Any] | None, table: Table, words: Words) -> tuple[str, str]:
    """State and day of return before and after; who is on one side alone is said not to be listed on the other."""
    if pair is None:
        return "", ""
    known = {column.name: column for column in table.columns}

    def shown(row: Any, name: str) -> str | None:  # noqa: ANN401 - a row, or none
        if row is None:
            return words.plain(NOT_LISTED) if name == STATE else None
        return cell_text(getattr(row, name), known[name], table, words)

    state, free = (before_and_after(*(shown(row, name) for row in pair)) for name in (STATE, FREE_FROM))
    return state, free


def _duties(found: ListsDifference, table: Table, words: Words) -> tuple[Duties, Duties, Duties]:
    """What comes on the due list, leaves it and changes there, of each person: duty, period, status and day."""
    come, gone, changed = (defaultdict[str | None, list[str]](list) for _ in range(3))
    for rows, texts in ((found.due.appeared, come), (found.due.vanished, gone)):
        for row in rows:
            texts[row.person].append(f"{duty_name(row, table, words)} {_when(row, table, words)}")
    for old, new in found.due.changed:
        if (old.status, old.due_on) != (new.status, new.due_on):
            when = before_and_after(_when(old, table, words), _when(new, table, words))
            changed[new.person].append(f"{duty_name(new, table, words)} {when}")
    return come, gone, changed


def duty_name(row: DueRow, table: Table, words: Words) -> str:
    """A duty with its period."""
    period = f" {words(table.policy.label('duty_period', row.period))}" if row.period else ""
    return f"{words(table.policy.label('duty', row.duty))}{period}"


def _when(row: DueRow, table: Table, words: Words) -> str:
    return f"{words(table.policy.label('status', row.status))} {row.due_on}"
