"""The kinds of what is found, in the order in which a search shows them, and the sentences that the browser says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.texts import Text, Words


class FoundKind(StrEnum):
    """What a hit is."""

    PEOPLE = "people"
    UNITS = "units"
    HELPERS = "helpers"
    DOCUMENTS = "documents"
    PAGES = "pages"
    RULES = "rules"
    REFERENCE = "reference"
    HANDBOOK = "handbook"


LABELS: Mapping[FoundKind, str] = {
    FoundKind.PEOPLE: N_("People followed up"),
    FoundKind.UNITS: N_("Bodies and units"),
    FoundKind.HELPERS: N_("Helpers and visitors"),
    FoundKind.DOCUMENTS: N_("Document numbers"),
    FoundKind.PAGES: N_("Lists and pages"),
    FoundKind.RULES: N_("Rules and their sources"),
    FoundKind.REFERENCE: N_("Checks and record format"),
    FoundKind.HANDBOOK: N_("Handbook"),
}
SPOKEN = (FoundKind.UNITS, FoundKind.HELPERS)  # besides people: found by the pinyin of the name
RULE_PAGES = frozenset({"policy.html", "sources.html"})
SENTENCES: Mapping[str, Text] = {
    "hint": say("Type a name or its pinyin initials, a code, a unit, a document number, or words of the rules and "
                "the handbook. Words parted by spaces must all be there."),
    "found": say("{n} found", n="{n}"),
    "nobody": say("{n} found, nobody among the people followed up.", n="{n}"),
    "none": say("Nothing has “{text}”.", text="{text}"),
    "looked": say("Looked through: {what}; as of {day}.", what="{what}", day="{day}"),
    "count": say("{kind} {n}", kind="{kind}", n="{n}"),
    "and": say("; "),
    "codes": say("This portal has codes and no names: look for a person by code, unit or document number."),
    "unnamed": say("{n} people have no name here: look for them by code, unit or document number.", n="{n}"),
    "caution": say("Not found here does not mean never sanctioned: the opinions of the bodies decide."),
    "all": say("All {n}", n="{n}"),
    "document": say("document {document}", document="{document}"),
    "answer": say("Single check"),
}  # fmt: skip


def kind_of_page(uri: str) -> FoundKind:
    """The kind of the sections of a page."""
    if uri.startswith("handbook/"):
        return FoundKind.HANDBOOK
    return FoundKind.RULES if uri in RULE_PAGES else FoundKind.REFERENCE


def told_kinds(words: Words) -> list[tuple[str, str]]:
    """Each kind with its label."""
    return [(kind.value, words.plain(label)) for kind, label in LABELS.items()]


def told_sentences(words: Words) -> dict[str, str]:
    """The sentences of the browser; what stands in braces is filled in there."""
    return {name: words(text) for name, text in SENTENCES.items()}
