"""The files that every adapter puts beside the pages: styles and scripts, and the data that these read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from huifang.portal.search.data import DATA, search_data
from huifang.portal.stamp import STAMP_URI, site_stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.portal.site import Site

FOLDER = Path(__file__).parent / "assets"
PLACE = "assets/huifang"
STYLES = (
    "colours.css",
    "portal.css",
    "charts.css",
    "morning.css",
    "person.css",
    "search.css",
    "handbook.css",
    "print.css",
)
LANDSCAPE = "landscape.css"  # of pages of lists, which name it themselves
SCRIPTS = ("load.js", "finding.js", "search.js", "tables.js", "download.js", "lists.js", "morning.js")


def files() -> Mapping[str, Path]:
    """Address -> file of the package."""
    return {f"{PLACE}/{name}": FOLDER / name for name in (*STYLES, LANDSCAPE, *SCRIPTS)}


def data(site: Site) -> Mapping[str, bytes]:
    """Address -> content that is made for this site."""
    beside = {uri: made() for uri, made in site.beside.items()}
    made = {DATA: search_data(site), STAMP_URI: site_stamp(site.lists, site.earlier)}
    return {**made, **{uri: content for uri, content in beside.items() if content}}
