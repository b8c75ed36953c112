"""A page, and a page that is planned: its address and title are known before anybody makes its HTML."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass
from enum import StrEnum

from huifang.texts import Text  # noqa: TC001 - as above


class NavigationSection(StrEnum):
    """Where a page stands in the navigation; NOWHERE pages are reached by the search and links."""

    TOP = "top"
    MORNING = "morning"
    MORNING_DISTRICTS = "morning_districts"
    MORNING_BODIES = "morning_bodies"
    LISTS = "lists"
    FIGURES = "figures"
    DISTRICTS = "districts"
    HISTORY = "history"
    RULES = "rules"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `uri` from the portal's root with `/`, `html` what stands between header and footer.

    `problem`: why it could not be made; then `html` says so.
    """

    uri: str
    title: str
    html: str
    searchable: bool
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is made when it is written, so that ten thousand of them never lie in memory at once."""

    uri: str
    title: str
    section: NavigationSection
    searchable: bool
    page: Callable[[], Page]


def up(uri: str) -> str:
    """The way from a page to the portal's root: empty, or `../` for each folder."""
    return "../" * uri.count("/")
