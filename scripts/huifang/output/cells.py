"""A cell as people read it: labels for words, names for organisations, a sign for what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.texts import N_

if TYPE_CHECKING:
    from huifang.lists.table import Column, Table
    from huifang.texts import Value, Words

UNKNOWN = "—"
YES, NO = N_("yes"), N_("no")


def shown(value: object, column: Column, table: Table, words: Words) -> str:
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
