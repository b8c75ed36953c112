"""Which commits made a row of a list differ: those that changed what the row rests on, a unit or a rule."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from huifang.lists.rows import CoverageRow, DueRow
from huifang.past.rows import codes_in
from huifang.register.described import APART
from huifang.register.layout import Kind, spot
from huifang.register.scalars import DAY
from huifang.rules.duties import DUTIES, FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from huifang.past.commits import Commit
    from huifang.past.rows import HistoryRow

NO_CAUSE = ("text", "path")  # what is told below the front matter, and where a file lies, no list is computed from
WHEN = re.compile(r"on|done|(?!review_on)[a-z_]+_on")  # keys that say when a fact came; not seen before that day
SHARED = (Kind.ORGANIZATIONS, Kind.REGISTER, Kind.CHECKED)
RESTS_ON: Mapping[str, frozenset[str]] = {  # list or duty -> kinds of files, and parts of a person's own
    "eligible": frozenset((FACTS, Kind.RESTRICTED)),
    **{each.id: each.rests_on for each in DUTIES},
}


class Causes:
    """The commits between two states, by what they changed."""

    def __init__(
        self, rows: Iterable[HistoryRow], notes: Mapping[str, Commit], shown: frozenset[str], day: date
    ) -> None:
        """`notes` in the order of the history, the oldest first; only the people in `shown` are named.

        What is dated after `day`, as of which the lists are, makes no difference to them.
        """
        self.all = tuple(notes.values())
        self._places = {name: place for place, name in enumerate(notes)}
        # code, body or path of a file -> which part of it was changed by which commit
        self._about: dict[str, set[tuple[str, Commit]]] = defaultdict(set)
        policy: set[Commit] = set()
        shared: set[Commit] = set()
        for row in rows:
            inside = row.path.partition("/")[2]
            kind, note = spot(inside).kind, notes[row.commit]
            if row.field in NO_CAUSE or _is_ahead(row, spot(inside).day, day.isoformat()):
                continue
            if kind is Kind.POLICY:
                policy.add(note)
            elif kind in SHARED:
                shared.add(note)
            else:
                about = [row.person] if row.person else [*codes_in(row), spot(inside).code]
                for each in (*about, row.path):
                    self._about[each].add((_part(kind, row.field), note))
        self.policy = tuple(sorted(policy, key=self.place))
        self._shared = tuple(sorted(shared, key=self.place))
        self._shown = shown

    def place(self, note: Commit) -> int:
        """Its place in the order of the history."""
        return self._places[note.hash]

    def of(self, before: Any, after: Any, what: str = "") -> tuple[Commit, ...]:  # noqa: ANN401 - rows of any list
        """What made a row of the records differ: the nearest there is, at the last units and settings.

        A body's own duty rests on its coverage: then these rows are given, and `what` is the duty.
        """
        found = {each for about in self._concerned(before, after) for each in self._about.get(about, ())}
        rests_on = RESTS_ON.get(what or _list_of(after or before))
        near = {note for part, note in found if rests_on is None or part in rests_on}
        return tuple(sorted(near or {note for _, note in found}, key=self.place)) or self._shared

    def _concerned(self, before: Any, after: Any) -> set[str]:  # noqa: ANN401 - as above
        row = after or before
        if not isinstance(row, CoverageRow):
            record = getattr(row, "record", None)
            return {record} if record in self._about else {row.person or row.owner}
        people = _of(before, "base_people") ^ _of(after, "base_people")
        people |= _of(before, "visited_people") ^ _of(after, "visited_people")
        return (people & self._shown) | {row.body}


def _list_of(row: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(row, DueRow):
        return row.duty
    return "coverage" if isinstance(row, CoverageRow) else "eligible"


def _part(kind: str, field: str | None) -> str:
    """What a change is of: of a person's own file by the list it stands in, else the kind of file."""
    name = re.split(r"[.\[]", field or "", maxsplit=1)[0]
    return (name if name in APART else FACTS) if kind is Kind.PERSON else kind


def _of(row: CoverageRow | None, name: str) -> set[str]:
    return set(getattr(row, name)) if row else set()


def _is_ahead(row: HistoryRow, of_file: str, day: str) -> bool:
    """Whether a change is of a visit or talk after the day, or only of when some fact came after it."""
    if DAY.fullmatch(of_file) and of_file > day:
        return True
    if not WHEN.fullmatch((row.field or "").rpartition(".")[2]):
        return False
    dates = [value for value in (row.old, row.new) if value is not None]
    return bool(dates) and all(isinstance(value, str) and DAY.fullmatch(value) and value > day for value in dates)
