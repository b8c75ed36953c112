"""Who is affected by what is compared: a line a person, from the state before and after to the errors that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.output.cells import cell_text
from huifang.output.differing import before_and_after
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.lists import DueRow, EligibleRow, FindingRow
    from huifang.lists.table import Table
    from huifang.past.difference import ListsDifference
    from huifang.texts import Words

HEADS = (  # label, whether a cell is never broken
    (N_("code"), True), (N_("state"), False), (N_("free from"), True), (N_("comes on the due list"), False),
    (N_("leaves the due list"), False), (N_("changes on the due list"), False), (N_("new errors"), True),
)  # fmt: skip
STATE, FREE_FROM = ("state", "free_from")
NOT_LISTED = N_("not listed")


def affected_rows(found: ListsDifference, tables: tuple[Table, Table], words: Words) -> Iterator[tuple[str, ...]]:
    """A row of texts for each person about whom a list differs, or whose files have new errors."""
    eligible, due = tables
    new = [(row, _person_of(row, found)) for row in found.findings.appeared if row.severity == "error"]
    states = _states(found)
    for code in sorted({*found.affected, *(person for _, person in new if person is not None)}):
        errors = sum(person == code for _, person in new)
        duties = _duties(code, found, due, words)
        yield code, *_sides(states.get(code), eligible, words), *duties, str(errors or "")


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


def _duties(code: str, found: ListsDifference, table: Table, words: Words) -> tuple[str, str, str]:
    """What comes, goes and changes of the duties of a person, each with its status and day."""
    changes = found.due
    mine = ([row for row in rows if row.person == code] for rows in (changes.appeared, changes.vanished))
    pairs = [pair for pair in changes.changed if pair[1].person == code and _told(pair[0]) != _told(pair[1])]
    changed = (f"{_name(new, table, words)} {before_and_after(_when(old, table, words), _when(new, table, words))}"
               for old, new in pairs)  # fmt: skip
    come, gone = (_listed((f"{_name(row, table, words)} {_when(row, table, words)}" for row in rows), words)
                  for rows in mine)  # fmt: skip
    return come, gone, _listed(changed, words)


def _told(row: DueRow) -> tuple[object, ...]:
    return row.status, row.due_on


def _name(row: DueRow, table: Table, words: Words) -> str:
    period = f" {words(table.policy.label('duty_period', row.period))}" if row.period else ""
    return f"{words(table.policy.label('duty', row.duty))}{period}"


def _when(row: DueRow, table: Table, words: Words) -> str:
    return f"{words(table.policy.label('status', row.status))} {row.due_on}"


def _listed(texts: Iterator[str], words: Words) -> str:
    return ("；" if words.lang == "zh" else "; ").join(texts)


def _person_of(row: FindingRow, found: ListsDifference) -> str | None:
    """Whose file a finding is on."""
    parts: Sequence[str] = [part.removesuffix(".yml") for part in row.path.split("/")]
    people = found.after.register.people
    return next((part for part in parts if part in people), None)
