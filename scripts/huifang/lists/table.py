"""Rows as frozen dataclasses whose fields say label, kind and order; every writer reads the same description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.policy import Policy
    from huifang.register.organizations import Organizations

Kind = Literal[
    "code", "day", "number", "rate", "text", "texts", "word", "organization", "flag", "codes", "data", "path"
]
Cell = str | int | float | bool | None | date | Text | tuple["Cell", ...] | Mapping[str, "Cell"]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a row: its name is the key in JSON; `shown` whether people see it in tables."""

    name: str
    label: str
    kind: Kind
    words: str = ""  # the enumeration whose labels a `word` is shown by
    shown: bool = True


def column(label: str, kind: Kind, *, words: str = "", shown: bool = True) -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field of a row dataclass; `label` is a template of the catalogue, marked with `N_`."""
    return field(metadata={"column": (label, kind, words, shown)})


def columns(row_type: type) -> tuple[Column, ...]:
    """The columns of a row type, in their order."""
    return tuple(Column(each.name, *each.metadata["column"]) for each in fields(row_type))


def no_commit(dirty: bool | None) -> Text:  # noqa: FBT001 - a value of a heading
    """What stands for the commit where there is none: only without Git can nobody say whether anything differs."""
    return say("no Git") if dirty is None else say("no commit yet")


@dataclass(frozen=True)
class Heading:
    """What every document says of itself."""

    verb: str
    as_of: date
    revision: str | None
    dirty: bool | None
    revisions: tuple[str | None, ...]  # one a register, in the order given
    policy_version: str
    notice: tuple[Text, ...]
    title: Text
    empty: Text  # the sentence for a list without rows
    chosen: tuple[Text, ...] = ()  # which rows were asked for, where not all


@dataclass(frozen=True)
class Table:
    """Typed rows with what is needed to show them; knows no format."""

    heading: Heading
    row_type: type
    rows: tuple[Any, ...]
    policy: Policy
    organizations: Organizations
    names: Mapping[str, str] | None = None  # code -> name, only where asked for
    portal: str | None = None  # the portal's address, where it is known

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its rows."""
        return columns(self.row_type)
