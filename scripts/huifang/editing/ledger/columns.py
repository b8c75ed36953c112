"""The columns of ledgers, made from the models: key, heading, how a cell is read. Reading and writing both use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from huifang.editing.ledger import headings
from huifang.editing.ledger.headings import CODE, NAME, TEXT
from huifang.editing.templates import is_list
from huifang.register.models import Person, Talk, Visit
from huifang.register.scalars import (
    WordOf,
    read_body_or_name,
    read_day,
    read_decided,
    read_flag,
    read_organization,
    read_term,
    read_whole,
)
from huifang.register.shapes import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

How = Literal["code", "name", "day", "decided", "number", "flag", "word", "words", "unit", "body", "text", "free"]
Group = Literal["people", "list", "talk", "visit"]
READERS: Mapping[Any, How] = {
    read_day: "day", read_term: "day", read_decided: "decided", read_whole: "number", read_flag: "flag",
    read_organization: "unit", read_body_or_name: "body",
}  # fmt: skip
NESTED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "measures": headings.MEASURES, "helpers": headings.HELPERS, "visitors": headings.VISITORS,
    "actions": headings.ACTIONS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column: its key in the record, what it is called (our heading first), how its cells are read."""

    key: tuple[str, ...]
    names: tuple[str, ...]
    how: How
    words: str = ""  # the enumeration of a word
    listed: bool = False  # whether `key` lies in a list, of which a row may have several entries
    default: bool = False  # whether an absent flag means false

    @property
    def path(self) -> str:
        """The key as people write it: `measures.type`."""
        return ".".join(self.key)


@dataclass(frozen=True)
class SheetKind:
    """What one kind of sheet holds: its title, and its columns."""

    id: str
    title: str
    group: Group
    columns: tuple[LedgerColumn, ...]

    def column(self, path: str) -> LedgerColumn | None:
        """The column of a key."""
        return next((each for each in self.columns if each.path == path), None)


@cache
def kinds() -> tuple[SheetKind, ...]:
    """Every kind of sheet: people first."""
    whose = (LedgerColumn((CODE,), headings.PERSON[CODE], "code"), LedgerColumn((NAME,), headings.PERSON[NAME], "name"))
    text = {model: LedgerColumn((TEXT,), names[TEXT], "free") for model, names in
            ((Person, headings.PERSON), (Talk, headings.TALK), (Visit, headings.VISIT))}  # fmt: skip
    people = [each for each in _of(Person, headings.PERSON) if each.key not in ((CODE,), (NAME,))]
    lists = [
        SheetKind(key, title, "list", (*whose, *_entries(Person, key, named)))
        for key, (title, named) in headings.LISTS.items()
    ]
    return (
        SheetKind("people", "人员台账", "people", (*whose, *people, text[Person])),
        *lists,
        SheetKind("talks", "谈话台账", "talk", (*whose, *_of(Talk, headings.TALK), text[Talk])),
        SheetKind("visits", "回访台账", "visit", (*whose, *_of(Visit, headings.VISIT), text[Visit])),
    )


def sheet_kind(name: str) -> SheetKind | None:
    """The kind of sheet with this id or title."""
    return next((each for each in kinds() if name in (each.id, each.title)), None)


def _of(model: type[BaseModel], names: Mapping[str, tuple[str, ...]]) -> Iterator[LedgerColumn]:
    """The columns of a record, lists that have headings of their own included."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        part = part_of(field.annotation)
        if key in (CODE, "kind"):
            continue
        if key in NESTED:
            yield from _entries(model, key, NESTED[key])
        elif part is not None and not is_list(field.annotation):
            yield from (_column((key, inner), names[f"{key}.{inner}"], each) for inner, each in _fields(part))
        elif part is None:
            yield _column((key,), names[key], field)


def _entries(model: type[BaseModel], key: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[LedgerColumn]:
    field = next(each for name, each in model.model_fields.items() if (each.alias or name) == key)
    part = part_of(field.annotation)
    for inner, each in _fields(part) if part is not None else ():
        yield _column((key, inner), names[inner], each, listed=True)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    return ((field.alias or name, field) for name, field in model.model_fields.items())


def _column(key: tuple[str, ...], names: tuple[str, ...], field: Any, *, listed: bool = False) -> LedgerColumn:  # noqa: ANN401 - pydantic's description of a field
    parts = tuple(_parts((*field.metadata, field.annotation)))
    words = next((each.name for each in parts if isinstance(each, WordOf)), "")
    how: How = next((READERS[each] for each in parts if not isinstance(each, WordOf) and each in READERS), "text")
    many = is_list(field.annotation)
    if words:
        how = "words" if many else "word"
    elif many:
        how = "words"  # a list of texts
    return LedgerColumn(key, names, how, words, listed, default=how == "flag" and not field.is_required())


def _parts(found: tuple[Any, ...]) -> Iterator[Any]:
    """The readers of a type expression, wherever they stand in it."""
    for part in found:
        if callable(reader := getattr(part, "func", None)):
            yield reader
        yield from _parts((*getattr(part, "__metadata__", ()), *get_args(part)))
