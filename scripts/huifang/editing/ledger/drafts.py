"""People as a ledger has them: the rows of one person together, whether in one sheet or in several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.ledger.rows import NEW, Entry, LedgerRow, Rejected
from huifang.register.identities import bare_name
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.editing.writing import Raw
    from huifang.texts import Text

WHO = ("code", "name")
Key = tuple[str, ...]


@dataclass
class PersonDraft:
    """One person of the ledger: the rows, the values, and what speaks against taking them."""

    key: Key
    rows: list[LedgerRow] = field(default_factory=list)
    own: Entry = field(default_factory=Entry)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    problems: list[Rejected] = field(default_factory=list)
    given: str = ""  # the code that the ledger gives, or `new`
    name: str = ""
    code: str = ""  # the code that the person has or gets
    supervised_by: str = ""  # of somebody new, once the record is made
    in_main: bool = False  # whether a row of people is among the rows, and not of further lists alone
    again: list[tuple[LedgerRow, str]] = field(default_factory=list)  # rows that say once more what another said

    @property
    def first(self) -> LedgerRow:
        """The first row."""
        return self.rows[0]

    @property
    def unit(self) -> str:
        """The unit that the ledger gives, or ""."""
        return str(self.own.values.get("unit") or "")

    def refuse(self, reason: Text, fix: Text, key: str = "code") -> None:
        """The person is not taken."""
        row = next((each for each in self.rows if key in each.own.places), self.first)
        self.problems.append(row.refuse(key, reason, fix))

    def facts(self) -> Iterator[tuple[str, str, str]]:
        """Kind, day and document of each measure that has a day."""
        for each in self.entries.get("measures", ()):
            kind, day, document = (str(each.values.get(key) or "") for key in ("type", "decided_on", "document"))
            if kind and day:
                yield kind, day, "".join(document.split())

    def take(self, row: LedgerRow) -> None:
        """One more row of this person."""
        self.rows.append(row)
        self.in_main |= row.kind.group == "people"
        self.problems += row.problems
        self.name = self.name or row.name
        self.given = self.given or row.code
        if row.kind.group == "people":
            self._scalars(row)
        for key, entries in row.entries.items():
            mine = self.entries.setdefault(key, [])
            for entry in entries:
                if any(entry.values == each.values for each in mine):
                    if key == "measures":
                        self.again.append((row, key))
                else:
                    mine.append(entry)

    def _scalars(self, row: LedgerRow) -> None:
        self.own.marked |= row.own.marked
        for key, value in row.own.values.items():
            if key in WHO:
                continue
            if key not in self.own.values:
                self.own.values[key], self.own.places[key] = value, f"{row.sheet}!{row.own.places[key]}"
            elif self.own.values[key] != value:
                reason = say("{cell} says something else of the same person", cell=self.own.places[key])
                fix = say("let both rows say the same; of two people give each a code, or write 新 as the code")
                self.problems.append(row.refuse(key, reason, fix))


def drafts_of(rows: Iterable[LedgerRow]) -> tuple[list[PersonDraft], list[Rejected]]:
    """The people of the rows in their order; what belongs to nobody is rejected."""
    found: dict[Key, PersonDraft] = {}
    lost: list[Rejected] = []
    main: list[LedgerRow] = []
    others: list[LedgerRow] = []
    for row in rows:
        (main if row.kind.group == "people" else others).append(row)
    known = _codes(main)
    for row in main:
        key = _key(row, known)
        if key is None:
            lost += [*row.problems, _nobody(row)]
        else:
            found.setdefault(key, PersonDraft(key)).take(row)
    for row in others:
        draft = _whose(row, found)
        if isinstance(draft, Rejected):
            lost += [*row.problems, draft]
        else:
            draft.take(row)
    return list(found.values()), lost


def _codes(rows: Iterable[LedgerRow]) -> Mapping[tuple[str, str], set[str]]:
    """Name and unit -> the codes that rows give them."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.code not in ("", NEW) and row.name:
            found.setdefault((bare_name(row.name), _unit(row)), set()).add(row.code)
    return found


def _unit(row: LedgerRow) -> str:
    return str(row.own.values.get("unit") or "")


def _key(row: LedgerRow, known: Mapping[tuple[str, str], set[str]]) -> Key | None:
    """What rows of one person share: the code, else name and unit; None where a row does not say whose it is."""
    if row.code not in ("", NEW):
        return ("code", row.code)
    if row.name:
        codes = known.get((bare_name(row.name), _unit(row)), set())
        if len(codes) == 1 and row.code != NEW:
            return ("code", next(iter(codes)))
        return ("name", bare_name(row.name), _unit(row), row.code)
    return None if row.has & {"name", "code"} and not _alone(row) else ("row", row.sheet, str(row.number))


def _alone(row: LedgerRow) -> bool:
    """Whether a row without code and name can stand for itself: a ledger of codes to be given, with a unit a row."""
    return "name" not in row.has and bool(_unit(row))


def _nobody(row: LedgerRow) -> Rejected:
    reason = say("the row has neither a code nor a name")
    fix = say("repeat the name in each row of a person, or merge the cells; an empty cell is not filled from above")
    return row.refuse("name", reason, fix)


def _whose(row: LedgerRow, found: dict[Key, PersonDraft]) -> PersonDraft | Rejected:
    """The person of a row of a further sheet."""
    if row.code and row.code != NEW:
        return found.setdefault(("code", row.code), PersonDraft(("code", row.code)))
    if not row.name:
        return _nobody(row)
    mine = [each for each in found.values() if bare_name(each.name) == bare_name(row.name)]
    if len(mine) == 1:
        return mine[0]
    if not mine:
        return found.setdefault(
            ("name", bare_name(row.name), "", row.code), PersonDraft(("name", bare_name(row.name), "", row.code))
        )
    return row.refuse("name", say("several people of the ledger have this name"), say("write the code in this row"))


def merged_values(draft: PersonDraft) -> dict[str, Raw]:
    """The person's own values, keys of mappings below their key."""
    made: dict[str, Raw] = {}
    for path, value in draft.own.values.items():
        key, _, inner = path.partition(".")
        if inner:
            below = made.setdefault(key, {})
            if isinstance(below, dict):
                below[inner] = value
        elif key != "text":
            made[key] = value
    return made
