"""A field and its values as a page shows them: what was taken out of free text never comes back (rules part 7)."""

from __future__ import annotations

from huifang.past.rows import ENTRY, plain_keys
from huifang.texts import Text, say

LONGEST = 80  # characters of a value; the whole stands in the record
NOTHING = say("—")


def value_text(field: str | None, value: object) -> Text:
    """One value; of free text only how long it is, of a record that came or went nothing but that it did."""
    if value in (None, "", [], {}):
        return NOTHING
    if field is None:
        return say("there")
    key = ENTRY.sub("", field).rpartition(".")[2]
    return _told(key, value)


def _told(key: str, value: object) -> Text:
    if key not in plain_keys() and isinstance(value, (str, dict)):
        return say("text of {n} characters", n=len(value if isinstance(value, str) else str(value)))
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, dict):
        shown = [_told(name, part) for name, part in value.items() if part not in (None, "", [], {})]
        return say("{values}", values=tuple(shown))
    if isinstance(value, list):
        return say("{values}", values=tuple(_told(key, part) for part in value))
    text = " ".join(str(value).split())
    return say("{value}", value=text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
