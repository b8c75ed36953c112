"""The format reference: every key of every kind of record, from the models and the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.policy import words_of
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.register.schema import schemas
from huifang.register.talk_periods import PERIODS
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.portal.site import Site
    from huifang.portal.view import View

KINDS: Mapping[str, tuple[str, str]] = {  # kind of record -> what it is, and where it lies
    "person": (N_("A person"), "people/<district>/<CODE>/person.md"),
    "visit": (N_("A visit"), "people/<district>/<CODE>/YYYY-MM-DD-visit.md"),
    "talk": (N_("A talk"), "people/<district>/<CODE>/YYYY-MM-DD-talk.md"),
    "organizations": (N_("Bodies and units of a district"), "organizations/<district>.yml"),
    "plan": (N_("The visit plan of a body"), "plans/<year>-<body>.yml"),
    "identities": (N_("Names of a district"), "identities/<district>.yml"),
    "restricted": (N_("Open cases and issues raised"), "restricted/<district>/<CODE>.yml"),
    "register": (N_("The register itself"), "register.yml"),
}
FORMS: Mapping[str, str] = {
    "date": N_("day: 2026-03-05"),
    r"^\d{4}-\d{2}(-\d{2})?$": N_("day or month: 2026-03-05 or 2026-03"),
    f"^{PERIODS['month'].pattern}$": N_("month: 2026-03"),
    f"^{PERIODS['quarter'].pattern}$": N_("quarter: 2026Q1"),
    f"^{PERIODS['half_year'].pattern}$": N_("half-year: 2026H1"),
    r"^[A-Z]{2,8}-[0-9]{4,6}$": N_("code: JA-0007"),
    r"^[a-z][a-z0-9-]{1,31}$": N_("id of a body or unit: ja-archive"),
    "integer": N_("whole number"),
    "boolean": N_("true or false"),
    "string": N_("text on one line"),
    "object": N_("a group of keys"),
    "array": N_("a list"),
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key: its path in the record, what it means, whether it must be there, what may stand there."""

    path: str
    label: str
    needed: bool
    form: Text
    words: Sequence[tuple[str, str]]  # value, and its label where that is another word


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site,
        "format.html",
        say("Record format"),
        "format.html",
        _values,
        section=NavigationSection.RULES,
        searchable=True,
    )


def _values(view: View) -> Mapping[str, object]:
    found = schemas(words_of(view.site.lists.policy))
    return {
        "kinds": [
            (kind, view.site.words.plain(KINDS[kind][0]) if kind in KINDS else kind, KINDS.get(kind, ("", ""))[1],
             list(_keys(view, schema, schema, "")))
            for kind, schema in found.items()
        ]
    }  # fmt: skip


def _keys(view: View, schema: Mapping[str, Any], whole: Mapping[str, Any], path: str) -> Iterator[KeyRow]:
    """The keys of a schema in its order, those of groups and lists below their own."""
    inner = _resolved(schema, whole)
    needed = inner.get("required", ())
    for name, raw in inner.get("properties", {}).items():
        each = _resolved(raw, whole)
        items = _resolved(each.get("items", {}), whole) if _type(each) == "array" else {}
        here = f"{path}{name}{'[]' if items else ''}"
        values = items.get("enum") or each.get("enum") or ()
        known = [str(value) for value in values if value is not None]
        yield KeyRow(here, view.key(name), name in needed, _form(items or each), _told(view, known))
        yield from _keys(view, items or each, whole, f"{here}.")


def _told(view: View, values: Sequence[str]) -> list[tuple[str, str]]:
    """Values with their labels, by the enumeration that has exactly them."""
    enumerations = view.site.lists.policy.labels
    name = next((name for name, words in enumerations.items() if set(words) == set(values)), None)
    if name is None:
        return [(value, "") for value in values]
    return [(value, label if (label := view.label(name, value)) != value else "") for value in values]


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without references, and without the `null` that an optional key may also be."""
    if "$ref" in schema:
        found: Mapping[str, Any] = whole.get("$defs", {}).get(str(schema["$ref"]).rsplit("/", 1)[-1], {})
        return _resolved(found, whole)
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice, whole)
    return schema


def _type(schema: Mapping[str, Any]) -> str | None:
    """Its type; an optional one may also be null."""
    found = schema.get("type")
    return found[0] if isinstance(found, list) else found


def _form(schema: Mapping[str, Any]) -> Text:
    """What may stand there, in words."""
    for mark in (schema.get("format"), schema.get("pattern"), _type(schema)):
        if isinstance(mark, str) and mark in FORMS:
            return say(FORMS[mark])
    return say("one of the words") if schema.get("enum") else say("text on one line")
