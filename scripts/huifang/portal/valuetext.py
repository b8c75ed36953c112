"""A field and its values as a page shows them: what was taken out of free text never comes back (rules part 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.past.rows import ENTRY, field_words, plain_keys
from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.portal.view import View

LONGEST = 80  # characters of a value; the whole stands in the record
NOTHING = say("—")


def field_text(field: str | None, view: View) -> str:
    """The field in words: label of the key, and of which entry."""
    return field_words(field, view.key, view.site.words)


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
