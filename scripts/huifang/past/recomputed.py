"""The rows of a register as known now, where those as known before are there: who has the same facts keeps the row.

Two states of a register share most of their people, and a row rests on the person's own facts alone (see `_facts`) and
on what is the same for everybody (`_frame`). What rests on many people, such as coverage, is computed whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.lists.due import due_rows, in_order
from huifang.lists.eligible import eligible_rows
from huifang.rules.duties import OF_BODIES, OF_PEOPLE, obligations
from huifang.rules.programme import Programme

if TYPE_CHECKING:
    from huifang.lists.lists import Lists
    from huifang.lists.rows import DueRow, EligibleRow


class Rows(NamedTuple):
    """The two lists with a row for each person, or for each duty."""

    eligible: tuple[EligibleRow, ...]
    due: tuple[DueRow, ...]


def rows_of(lists: Lists) -> Rows:
    """Both lists, computed whole."""
    return Rows(lists.eligible, lists.due())


def recomputed_rows(before: Lists, known: Rows, now: Lists) -> Rows:
    """Both lists of `now`, which has the day and the policy of `before`; `known` are the rows of that."""
    if _frame(before) != _frame(now):
        return rows_of(now)
    codes = {*before.known.people, *now.known.people}
    touched = frozenset(code for code in codes if _facts(before, code) != _facts(now, code))
    few = Programme(now.known.only(touched), now.policy)
    new = {row.person: row for row in eligible_rows(few)} | {
        row.person: row for row in known.eligible if row.person not in touched
    }
    owed = (*obligations(few, OF_PEOPLE), *obligations(now.programme, OF_BODIES))
    ahead = now.policy.on(now.day).upcoming.days
    due = [row for row in known.due if row.person is not None and row.person not in touched]
    due += due_rows(owed, now.register.organizations, now.day, ahead)
    told = now.redaction.rows
    return Rows(told(new[code] for code in sorted(new)), told(in_order(due)))


def _frame(lists: Lists) -> tuple[object, ...]:
    """What the row of everybody rests on."""
    known = lists.known
    shared = known.organizations.files, known.settings, known.unread, known.has_restricted, known.checks
    return (*shared, lists.register.cleared)


def _facts(lists: Lists, code: str) -> tuple[object, ...]:
    """What the rows of one person rest on, as far as known on the day."""
    known, followed, record = lists.known, lists.programme.followed.get(code), lists.register.people.get(code)
    return (
        known.people.get(code),
        record and record.measures,  # those revoked since decided earlier days, and so the stretch of today
        known.visits.get(code),
        known.talks.get(code),
        known.restricted(code),
        followed.entries if followed else (),
    )
