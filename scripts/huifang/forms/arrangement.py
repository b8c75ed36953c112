"""How a form is laid out for people: which keys are folded away, and the hint beside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN_KEYS: Mapping[str, frozenset[str]] = {  # model -> keys that are not folded, besides those that must be there
    "Visit": frozenset(
        {"visitors", "methods", "interviews", "situation", "place", "actions", "next_by", "opinion"}
    ),
    "Talk": frozenset({"topics", "situation", "actions", "next_by", "place"}),
    "Person": frozenset({"informed_on"}),
    "Measure": frozenset({"document", "accountability", "matter", "cause", "delivered_on", "announced_on",
                          "executed_on"}),
}  # fmt: skip
LABELS: Mapping[tuple[str, str], str] = {  # where the label of a key says less, or more, than the place needs
    ("Interviews", "person"): N_("the person visited"),
    ("PlannedVisit", "person"): N_("person"),
    ("Visitor", "name"): N_("name of the person"),
    ("Helper", "name"): N_("name of the person"),
    ("Helper", "to"): N_("last day"),
    ("Before", "to"): N_("last day"),
    ("Recommendation", "to"): N_("to which body"),
    ("District", "name"): N_("name of the district"),
    ("Organization", "name"): N_("name of the body or unit"),
    ("Organization", "closed_on"): N_("last day of the body or unit"),
    ("Investigation", "closed_on"): N_("day on which the case was closed"),
}
SHORT = frozenset({"place"})  # free text of one line
TYPE_HINTS: Mapping[str, str] = {
    "day": N_("for example 2026-03-05"),
    "term": N_("for example 2026-03-05"),
    "decided": N_("for example 2026-03-05; 2026-03 where only the month is known"),
    "whole": N_("digits only"),
    "organization": N_("type a part of the name or the id, and choose"),
    "body_or_name": N_("the id of a body, or a name"),
    "period": N_("for example 2026Q1"),
}
HINTS: Mapping[tuple[str, str], str] = {
    ("Visit", "body"): N_("the body that visits; type a part of its name, and choose"),
    ("Visit", "outcome"): N_("an attempt that found nobody is filed too"),
    ("Visit", "interviews"): N_("with whom the visit spoke"),
    ("Visit", "next_by"): N_("where the visit asks for a further contact by a day"),
    ("Visit", "pre_contact"): N_("the day on which the visit was announced"),
    ("Visitor", "body"): N_("the body that the visitor belongs to"),
    ("Interviews", "members"): N_("how many others of the unit were heard; digits only"),
    ("Talk", "helper"): N_("who talked; the helper of that day is filled in"),
    ("Talk", "makes_up_for"): N_("only where a talk of an earlier period is made up for, for example 2026Q1"),
    ("Talk", "next_by"): N_("where the next talk is agreed for a day"),
    ("Action", "by"): N_("a body or a person"),
    ("Person", "code"): N_("proposed; the code that holds is the one at the merge"),
    ("Person", "unit"): N_("the unit of today; type a part of its name, and choose"),
    ("Person", "post"): N_("the post of today; empty where there is none"),
    ("Person", "supervised_by"): N_("the discipline body that owes the visits"),
    ("Person", "informed_on"): N_("the day of the letter of notice to the unit"),
    ("Measure", "id"): N_("a mark, only where another measure refers to this one"),
    ("Measure", "document"): N_("the number of the document, as it stands on it"),
    ("Measure", "form"): N_("the form of supervision and discipline, where it is known"),
    ("Measure", "matter"): N_("one mark for all measures of one matter, for example M1"),
    ("Measure", "cause"): N_("in a few words, without names"),
    ("Measure", "months"): N_("only where the decision itself sets the months"),
    ("Helper", "to"): N_("empty while it goes on"),
    ("Plan", "year"): N_("four digits"),
    ("PlannedVisit", "month"): N_("1 to 12"),
    ("PlannedVisit", "person"): N_("the person's code"),
    ("Organization", "id"): N_("small letters, digits and hyphens; it is never changed"),
    ("Organization", "parent"): N_("the body above it"),
    ("District", "prefix"): N_("two to eight capital letters, for example JA"),
    ("District", "register_from"): N_("nothing before this day is demanded"),
    ("IssueRaised", "handover"): N_("the number of the handover, never the text"),
    ("Violation", "handover"): N_("the number of the handover, never the text"),
    ("IssueRaised", "visit"): N_("the file name of the visit, without .md"),
    ("Violation", "visit"): N_("the file name of the visit, without .md"),
}
