"""JSON as the contract says: every key always there, unknown null, none `[]`, dates ISO."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from huifang.register import CalendarPeriod, DecisionDay
from huifang.texts import Label, Text

if TYPE_CHECKING:
    from huifang.lists.table import Heading, Table
    from huifang.texts import Words

FORMAT = 1


def json_text(table: Table, words: Words) -> str:
    """The document of a list."""
    rows = [row_data(row, table, words) for row in table.rows]
    return dumps({**envelope(table.heading, words), "rows": rows})


def envelope(heading: Heading, words: Words) -> dict[str, Any]:
    """What stands around the rows of every document."""
    several = {"revisions": list(heading.revisions)} if len(heading.revisions) > 1 else {}
    return {
        "format": FORMAT,
        "verb": heading.verb,
        "as_of": heading.as_of.isoformat(),
        "revision": heading.revision,
        **several,
        "dirty": heading.dirty,
        "policy_version": heading.policy_version,
        "lang": words.lang,
        "notice": words.sentences(heading.notice) or None,
    }


def row_data(row: object, table: Table, words: Words) -> dict[str, Any]:
    """A row as JSON data; the name stands beside the code only where it was asked for."""
    data = {column.name: json_value(getattr(row, column.name), words) for column in table.columns}
    if table.names is not None and "person" in data:
        data["name"] = table.names.get(data["person"] or "")
    return data


def json_value(value: object, words: Words) -> Any:  # noqa: ANN401 - JSON data
    """A cell as JSON data; sentences in the language, codes and legal terms as they are."""
    match value:
        case Text() | Label():
            return words(value)
        case date():
            return value.isoformat()
        case DecisionDay() | CalendarPeriod():  # tuples too, so before them
            return str(value)
        case Mapping():
            return {str(key): json_value(part, words) for key, part in value.items()}
        case tuple() | list():
            return [json_value(part, words) for part in value]
        case _:
            return value


def dumps(data: object) -> str:
    """Readable, with Chinese as Chinese, and a line end."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
