"""The search's data, as scripts: read by a tag when somebody searches, from a server and from a folder alike.

They hold what the pages of this site hold, and nothing more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huifang.portal.search.characters import readings_of, variants_of
from huifang.portal.search.entries import (
    document_entries,
    documents_of,
    helper_entries,
    page_entries,
    unit_entries,
)
from huifang.portal.search.kinds import SPOKEN, FoundKind, kind_of_page, told_kinds, told_sentences
from huifang.portal.search.sections import sections_of
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from huifang.portal.site import Site

DATA, SECTIONS = "search/data.js", "search/sections.js"


def search_data(site: Site) -> bytes:
    """People, units, helpers, documents and pages; the words of the browser; the characters that stand in them."""
    organizations = site.lists.register.organizations
    units: dict[str, int] = {}
    people: list[list[Any]] = []
    for code in site.people:
        number = units.setdefault(site.unit_of(code), len(units))
        people.append([code, site.names.get(code, ""), number, documents_of(site, code)])
    entries = {
        FoundKind.UNITS: [*unit_entries(site)],
        FoundKind.HELPERS: [*helper_entries(site)],
        FoundKind.DOCUMENTS: [*document_entries(site)],
        FoundKind.PAGES: [*page_entries(site)],
    }
    found = site.redaction.value(
        {
            "units": [organizations.name(unit, site.words.lang) for unit in units],
            "people": people,
            "entries": {kind.value: [list(entry) for entry in mine] for kind, mine in entries.items()},
        }
    )
    spoken = (
        *site.names.values(),
        *(entry.name for kind in SPOKEN for entry in entries[kind]),
    )
    told = json.dumps(found, ensure_ascii=False)
    about = {
        "day": site.day.isoformat(),
        "kinds": told_kinds(site.words),
        "words": told_sentences(site.words),
        "named": len(site.names),
        "spoken": [kind.value for kind in SPOKEN],
        "variants": variants_of([told]),
        "readings": readings_of(map(site.redaction.text, spoken)),
    }
    return as_script("data.js", {**about, **found})


class SearchSections:
    """The sections of pages, gathered while these are made."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str, str, list[tuple[str, str, str]]]] = []

    def add(self, uri: str, title: str, html: str) -> None:
        """A page that is read by its sections."""
        self._pages.append((kind_of_page(uri).value, uri, title, sections_of(html)))

    def script(self) -> bytes:
        """All of them by address, so that the order of making does not matter."""
        pages = sorted(self._pages)
        told = json.dumps(pages, ensure_ascii=False)
        return as_script("sections.js", {"variants": variants_of([told]), "pages": pages})


def as_script(name: str, data: object) -> bytes:
    """Data that a tag can load: JSON, handed over under a name."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if visible(told) != told:  # what a script writes into the page shows there as it does on every other page
        told = json.dumps(_visible_throughout(data), ensure_ascii=False, separators=(",", ":"))
    return visible(f"Huifang.take({json.dumps(name)},{told});\n").encode()


def _visible_throughout(data: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Data whose every text shows what is in it."""
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {_visible_throughout(key): _visible_throughout(each) for key, each in data.items()}
    return [_visible_throughout(each) for each in data] if isinstance(data, list | tuple) else data
