"""Where a page stands: the pages above it, from the one description of which kind of page stands below which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.portal.site import Site

HOME = "index.html"
NUMBERED = re.compile(r"(?P<page>.+?)(?:\.[a-z]+)?-\d+\.html", re.ASCII)  # due-2.html, units/ja-jw.due-2.html


def _district(site: Site, unit: str) -> str:
    return f"districts/{site.lists.register.organizations.district_of(unit)}.html"


def _unit(site: Site, code: str) -> str:
    unit = f"units/{site.unit_of(code)}.html"
    return unit if unit in site.uris else f"districts/{site.district_of(code)}.html"


ABOVE: Mapping[str, Callable[[Site, str], str]] = {  # folder of a page -> the page above one of that name
    "people": _unit,
    "answer": lambda _, code: f"people/{code}.html",
    "units": _district,
    "changes": lambda *_: "changes.html",
    "coverage": lambda *_: "coverage.html",
    "ending": lambda *_: "ending.html",
    "month-ends": lambda *_: "month-ends.html",
    "morning": _district,
    "counted": lambda *_: "statistics.html",
    "handbook": lambda _, name: "handbook/index.html" if name != "index" else HOME,
}


def trail(site: Site, uri: str) -> tuple[str, ...]:
    """The addresses of the pages above a page, the home page first; none for itself."""
    found: list[str] = []
    while uri != HOME:
        uri = _above(site, uri)
        found.insert(0, uri)
    return tuple(found)


def _above(site: Site, uri: str) -> str:
    """The page right above: one that there is, else the home page."""
    numbered = NUMBERED.fullmatch(uri)
    if numbered is not None and (home := f"{numbered['page']}.html") in site.uris:
        return home
    folder, slash, name = uri.rpartition("/")
    if not slash or folder not in ABOVE:
        return HOME
    above = ABOVE[folder](site, name.removesuffix(".html"))
    return above if above in site.titles else HOME
