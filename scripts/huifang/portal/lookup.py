"""The look-up: one small JSON of everybody a page may show; the browser asks it for parts of words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from huifang.portal.site import Site

URI = "assets/huifang/lookup.json"


def lookup(site: Site) -> bytes:
    """Units once, then for each person: code, name, the unit's number, document numbers."""
    organizations = site.lists.register.organizations
    units: dict[str, int] = {}
    people: list[list[Any]] = []
    for code, person in site.people.items():
        unit = site.unit_of(code)
        documents = list(dict.fromkeys(measure.document for measure in person.measures if measure.document))
        number = units.setdefault(unit, len(units))
        people.append([code, site.names.get(code, ""), number, documents])
    names = [organizations.name(unit, site.words.lang) for unit in units]
    data = {"units": site.redaction.value(names), "people": site.redaction.value(people)}
    return visible(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).encode()
