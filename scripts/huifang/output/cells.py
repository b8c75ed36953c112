"""A cell as people read it: labels for words, names for organisations, a sign for what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists import StatRow
from huifang.rules.statistics import ALL, AVERAGES
from huifang.texts import N_

if TYPE_CHECKING:
    from huifang.lists.table import Column, Table
    from huifang.texts import Value, Words

UNKNOWN = "—"
YES, NO = N_("yes"), N_("no")
TO_CHECK, AVERAGE = N_("to be checked"), N_("average")
KEYS = {"measure": "measure_type"}  # partitions whose keys are words of an enumeration that is not named as they are


def cell(row: object, column: Column, table: Table, words: Words) -> str:
    """The text of one cell of a row; the figures' partitions and keys say what they are."""
    if isinstance(row, StatRow) and column.name in {"by", "key"}:
        if row.by == ALL and row.figure in AVERAGES:  # nothing is added up there
            return words.plain(AVERAGE)
        if column.name == "key":
            return key_text(row, table, words)
    return cell_text(getattr(row, column.name), column, table, words)


def key_text(row: StatRow, table: Table, words: Words) -> str:
    """A value of a partition in words; JSON and CSV keep it as it is."""
    match row.by:
        case _ if not row.key:
            return words.plain(TO_CHECK)
        case "all":
            return words(table.policy.label("by", row.key))
        case "key":
            return words.plain(YES if row.key == "true" else NO)
        case "supervised_by" | "body":
            return table.organizations.name(row.key, words.lang)
        case by:
            return words(word_label(row.key, KEYS.get(by, by), table))


def cell_text(value: object, column: Column, table: Table, words: Words) -> str:
    """The text of one cell."""
    if value is None:
        return UNKNOWN
    match column.kind:
        case "word":
            return words(word_label(str(value), column.words, table))
        case "organization":
            return table.organizations.name(str(value), words.lang)
        case "flag":
            return words.plain(YES) if value else ""
        case "rate":
            return f"{float(str(value)):.1%}"
        case "texts":
            return "\n".join(words(part) for part in value)  # type: ignore[attr-defined]
        case "codes":
            return " ".join(value)  # type: ignore[arg-type]
        case _:
            return words(value)  # type: ignore[arg-type]


def word_label(value: str, enumeration: str, table: Table) -> Value:
    """The label of a word; a district's name stands in the organisations."""
    if enumeration == "district":
        district = table.organizations.districts.get(value)
        return district.name if district else value
    return table.policy.label(enumeration, value)
