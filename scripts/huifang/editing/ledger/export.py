"""People, talks and visits as the rows of a ledger that read back to the same records."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from huifang.editing.ledger.cells import can_be_marked
from huifang.editing.ledger.columns import kinds
from huifang.editing.ledger.headings import LISTS
from huifang.editing.ledger.plain import data_of
from huifang.editing.templates import TO_CONFIRM
from huifang.register.meant_values import plainly
from huifang.register.nearest_word import word_meant
from huifang.register.scalars import DAY, read_day
from huifang.texts import say
from huifang.texts.formulas import like_formula
from huifang.texts.sheets import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.editing.ledger.columns import LedgerColumn, SheetKind
    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.finding import Key
    from huifang.register.models import Person, Talk, Visit
    from huifang.texts import Text, Words

YES, NO, NONE = "是", "否", "无"
RARE = ("id", "matter", "replaces", "basis_version", "months", "stated_end", "rank", "post", "category", "unit")


class TooLongError(Exception):
    """A text that no cell holds; whose it is."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.message: Text = say("the text of {code} is longer than a cell of a workbook holds; shorten it, or leave "
                                 "this person out", code=code)  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """What is exported: people with their talks and visits; names only where they were asked for."""

    register: Register
    policy: Policy
    words: Words
    people: Sequence[Person] = ()
    names: Mapping[str, str] | None = None
    template: bool = False
    about: Sequence[Text] = field(default=())

    @cached_property
    def called(self) -> Mapping[str, str]:
        """Id -> what is written for a unit: its name where no other has it, else the name with the id."""
        bodies = self.register.organizations.by_id.values()
        names = [plainly(each.name) for each in bodies]
        known = {*names, *(each.id for each in bodies)}
        return {
            each.id: each.name
            if names.count(plainly(each.name)) == 1 and plainly(each.name) not in (known - {plainly(each.name)})
            else f"{each.name}（{each.id}）"
            for each in bodies
        }

    @cached_property
    def _marked(self) -> frozenset[tuple[str, Key]]:
        """File and key of every value that nobody has confirmed yet."""
        return frozenset((each.path, each.key) for each in self.register.remarks if each.text.startswith(TO_CONFIRM))

    def marked(self, path: str, data: Mapping[str, Raw], lists: Sequence[str]) -> dict[str, Raw]:
        """The data with a sign behind what is to be confirmed, by the key of the sign: `rank?`, inside entries too."""
        found: dict[str, Raw] = {**data}
        for where, key in self._marked:
            if where == path and key[0] not in lists:
                found[f"{key[0]}?"] = "true"
        for name in lists:
            entries = data.get(name)
            if isinstance(entries, list):
                found[name] = [
                    {**each, **{f"{key[2]}?": "true" for where, key in self._marked
                                if where == path and key[:2] == (name, number) and len(key) > 2}}  # noqa: PLR2004 - list, number, key
                    for number, each in enumerate(entries) if isinstance(each, dict)
                ]  # fmt: skip
        return found

    def rows(self, kind: SheetKind) -> Iterator[tuple[str, list[tuple[Mapping[str, Raw], Mapping[str, list[Any]]]]]]:
        """Code -> the rows of a kind of sheet: own values, and the entries of each list that has columns."""
        for person in self.people:
            data = self.marked(person.path, data_of(person), ("measures", *LISTS))
            if kind.group == "people":
                own = {**data, "text": person.body}
                measures = data.get("measures")
                yield (
                    person.code,
                    [(own, {"measures": [each]}) for each in (measures if isinstance(measures, list) else [])],
                )
            elif kind.group == "list":
                entries = data.get(kind.id)
                yield person.code, [({}, {kind.id: [each]}) for each in (entries if isinstance(entries, list) else [])]
            else:
                yield person.code, [self._contact(each) for each in self._contacts(kind, person.code)]

    def _contacts(self, kind: SheetKind, code: str) -> Sequence[Talk | Visit]:
        return (self.register.talks if kind.group == "talk" else self.register.visits).get(code, ())

    def _contact(self, each: Talk | Visit) -> tuple[Mapping[str, Raw], Mapping[str, list[Any]]]:
        data = self.marked(each.path, data_of(each), ())
        lists = {key: value for key in ("visitors", "actions") if isinstance(value := data.get(key), list)}
        return {**data, "text": each.text}, lists

    def columns(self, kind: SheetKind, slots: Mapping[str, int]) -> list[tuple[LedgerColumn, int]]:
        """The columns that are written: each of several entries has its own; helpers have a sheet of theirs."""
        found = []
        for column in kind.columns:
            if column.key == ("name",) and self.names is None and not self.template:
                continue
            if kind.group == "people" and column.key[0] == "helpers" and not self.template:
                continue
            if self.template and kind.group == "people" and column.key[0] == "measures" and column.key[1] in RARE:
                continue
            number = slots.get(column.key[0], 1) if column.listed else 1
            found += [(column, each) for each in range(number)]
        found.sort(
            key=lambda each: (_first(kind, each[0]), each[1] if each[0].listed and kind.group != "people" else 0)
        )
        return found

    def cell(self, column: LedgerColumn, value: Raw) -> Any:  # noqa: ANN401 - what a cell holds
        """A value as the ledger writes it."""
        if value is None or value == []:
            return NONE if column.path == "post" else None
        match column.how:
            case "day" | "decided":
                return read_day(value) if DAY.fullmatch(str(value)) else str(value)
            case "number":
                return int(str(value))
            case "flag":
                return YES if value == "true" else NO
            case "word":
                return self.word(column.words, str(value))
            case "words":
                values = [str(each) for each in value] if isinstance(value, list) else []
                return (
                    "、".join(self.word(column.words, each) for each in values) if column.words else "\n".join(values)
                )
            case "unit" | "body":
                return self.called.get(str(value), str(value))
            case _:
                return str(value)

    def word(self, enumeration: str, value: str) -> str:
        """A word as people read it; a key of ours by its label, where that reads back."""
        label = self.policy.label(enumeration, value).zh
        known = self.policy.labels[enumeration]
        sure = word_meant(label, known, rank=enumeration == "rank")
        return label if value.isascii() and sure.certain and sure.values == (value,) else value

    def table(self, kind: SheetKind) -> tuple[list[str], list[list[Any]], list[LedgerColumn]]:
        """Headings, rows and columns of a kind of sheet."""
        found = [(code, row) for code, rows in self.rows(kind) for row in rows]
        slots: dict[str, int] = {}
        for _, (_, lists) in found:
            for key, entries in lists.items():
                slots[key] = max(slots.get(key, 1), len(entries))
        columns = self.columns(kind, slots)
        heads = [column.names[0] + (str(number + 1) if number else "") for column, number in columns]
        return heads, [self._row(code, row, columns) for code, row in found], [column for column, _ in columns]

    def _row(self, code: str, row: tuple[Mapping[str, Raw], Mapping[str, list[Any]]], columns: Any) -> list[Any]:  # noqa: ANN401 - as above
        own, lists = row
        made: list[Any] = []
        for column, number in columns:
            if column.key == ("code",):
                made.append(code)
            elif column.key == ("name",):
                made.append((self.names or {}).get(code) or None)
            elif column.listed:
                entries = lists.get(column.key[0], [])
                entry = entries[number] if number < len(entries) else {}
                value = entry.get(column.key[1])
                made.append(_signed(self.cell(column, value) if value is not None else None, column, entry))
            else:
                made.append(self._own(column, own))
        if any(isinstance(each, str) and len(each) > LONGEST for each in made):
            raise TooLongError(code)
        return made

    def _own(self, column: LedgerColumn, own: Mapping[str, Raw]) -> Any:  # noqa: ANN401 - as above
        value = own.get(column.key[0])
        if len(column.key) > 1:
            value = value.get(column.key[1]) if isinstance(value, dict) else None
        elif column.path == "text":
            return str(value).rstrip() or None
        return _signed(self.cell(column, value), column, own)


def _signed(value: Any, column: LedgerColumn, data: Mapping[str, Raw]) -> Any:  # noqa: ANN401 - what a cell holds
    """A value with the sign that it is to be confirmed, where it is; a text of people's own is left as it is."""
    if f"{column.key[-1] if column.listed else column.key[0]}?" not in data or not can_be_marked(column):
        return value
    text = "" if value is None or (column.path == "post" and value == NONE) else str(value)
    return f"{text}（{TO_CONFIRM}）"


def _first(kind: SheetKind, column: LedgerColumn) -> int:
    """Where a column stands: those of one list together."""
    return next(at for at, each in enumerate(kind.columns) if each.key[0] == column.key[0])


def ledger_csv(ledger: Ledger) -> str:
    """The sheet of people alone, as CSV: the further sheets have no place there."""
    out = io.StringIO()
    heads, rows, _ = ledger.table(kinds()[0])
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        texts = ("" if each is None else str(each) for each in row)
        writer.writerow([f"'{text}" if like_formula(text) else text for text in texts])
    return out.getvalue()
