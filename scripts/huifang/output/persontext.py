"""Everything about one person as JSON: the document of `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists import DueRow, EligibleRow, FindingRow
from huifang.lists.contacts import ContactRow
from huifang.lists.redaction import Redaction
from huifang.output.jsontext import dumps, envelope, json_value, row_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.lists import Lists
    from huifang.texts import Words

EVERYBODY = Redaction()


def person_json(
    lists: Lists, code: str, words: Words, names: Mapping[str, str], redaction: Redaction = EVERYBODY
) -> str:
    """As the contract says; `names` as far as they were asked for, nobody of the `redaction` is named."""
    table = lists.table("show", EligibleRow, ())
    row = redaction.value(lists.eligible_of(code))
    duties = lists.table("show", DueRow, redaction.rows(lists.duties_of(code)))
    visits = lists.table("show", ContactRow, redaction.rows(lists.contacts_of(code)))
    findings = lists.table("show", FindingRow, redaction.rows(lists.findings_of(code)))
    return dumps({
        **envelope(table.heading, words),
        "person": {"code": code, "name": names.get(code), **json_value(redaction.value(lists.record_of(code)), words)},
        "eligible": None if row is None else row_data(row, table, words),
        "duties": [row_data(each, duties, words) for each in duties.rows],
        "visits": [row_data(each, visits, words) for each in visits.rows],
        "findings": [row_data(each, findings, words) for each in findings.rows],
    })  # fmt: skip
