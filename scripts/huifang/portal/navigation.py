"""The navigation: computed pages by section, then the hand-written ones; people and units are found by the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.portal.page import NavigationSection
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from huifang.portal.page import PlannedPage
    from huifang.texts import Words

INSIDE: tuple[tuple[NavigationSection, str], ...] = (
    (NavigationSection.MORNING_DISTRICTS, N_("Districts")),
    (NavigationSection.MORNING_BODIES, N_("Bodies")),
)
"""What stands folded inside the section of the morning."""
SECTIONS: tuple[tuple[NavigationSection, str], ...] = (
    (NavigationSection.MORNING, N_("Morning pages")),
    (NavigationSection.LISTS, N_("Lists")),
    (NavigationSection.FIGURES, N_("Figures")),
    (NavigationSection.DISTRICTS, N_("Districts")),
    (NavigationSection.HISTORY, N_("Changes")),
    (NavigationSection.RULES, N_("Rules")),
)
HANDBOOK = "handbook"
SAMPLE_PAGE = f"{HANDBOOK}/sample.md"  # of the sample that comes along: nobody else's people


def section_title(section: NavigationSection) -> str:
    """Under which head of the navigation a page stands; empty for the first ones."""
    if any(section is inside for inside, _ in INSIDE):
        section = NavigationSection.MORNING
    return dict(SECTIONS).get(section, "")


def navigation(
    pages: Mapping[str, PlannedPage],
    docs: Path,
    words: Words,
    handed: Callable[[str], str] = str,
    *,
    sample: bool = False,
) -> list[Any]:
    """The navigation as MkDocs wants it: sources of pages, in sections; `handed` makes of a text what it may print.

    `sample`: the register is one, and its own page is among the handbook's.
    """
    found: list[Any] = [source for source, page in pages.items() if page.section is NavigationSection.TOP]

    def titled(section: NavigationSection, title: str, more: list[Any]) -> list[Any]:
        mine = [{handed(page.title): source} for source, page in pages.items() if page.section is section]
        return [{handed(words.plain(title)): [*mine, *more]}] if mine else []

    inside = [each for section, title in INSIDE for each in titled(section, title, [])]
    for section, title in SECTIONS:
        found += titled(section, title, inside if section is NavigationSection.MORNING else [])
    written = [page for page in handbook(docs) if sample or page != SAMPLE_PAGE]
    if written:
        found.append({handed(words.plain(N_("Handbook"))): written})
    return found


def handbook(docs: Path) -> list[str]:
    """The hand-written pages: the index, then what it links to in its order, then the others by name."""
    index = docs / HANDBOOK / "index.md"
    text = index.read_text(encoding="utf-8") if index.is_file() else ""
    pages = sorted(path.relative_to(docs).as_posix() for path in (docs / HANDBOOK).rglob("*.md"))

    def place(page: str) -> tuple[bool, int]:
        told = text.find(f"({page.removeprefix(HANDBOOK + '/')}")
        return page != f"{HANDBOOK}/index.md", told if told >= 0 else len(text)

    return sorted(pages, key=place)
