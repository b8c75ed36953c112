"""The adapter without MkDocs: the same pages in a plain shell, written to a folder. The way out of the theme."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from markupsafe import Markup

from huifang.portal.assets import SCRIPTS, STYLES, data, files
from huifang.portal.gate import Scripts
from huifang.portal.harden import NO_ROBOTS, hardened
from huifang.portal.languages import with_chinese_marked
from huifang.portal.navigation import INSIDE
from huifang.portal.page import NavigationSection, up
from huifang.portal.render import planned_pages
from huifang.portal.search.box import with_search_box
from huifang.portal.search.data import SECTIONS, SearchSections
from huifang.portal.site import Site
from huifang.portal.view import portal_templates
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from huifang.lists import Lists
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.forge_links import ForgeLinks
    from huifang.portal.writers import FileWriters
    from huifang.texts import Language, Text
NOT_IN_A_ROW = (NavigationSection.NOWHERE, *(section for section, _ in INSIDE))


def write_portal(  # noqa: PLR0913, PLR0917 - what a portal is made of, by name
    lists: Lists,
    folder: Path,
    lang: Language = "zh",
    built: datetime | None = None,
    history: HistoryPages | None = None,
    writers: FileWriters | None = None,
    forge: ForgeLinks | None = None,
) -> Mapping[str, Text | None]:
    """Write every page with its assets; returns their addresses, and why one could not be made.

    The folder must not hold anything else. UnsafePageError where a page may not be shipped.
    """
    site = Site(lists, lang, built, history, writers, forge)
    planned = planned_pages(site)
    nav = [(each.uri, visible(each.title)) for each in planned.values() if each.section not in NOT_IN_A_ROW]
    roots = {up(uri) for uri in planned}
    scripts = {root: Scripts.of(_shell("", "", root, [], lang)) for root in roots}
    made: dict[str, Text | None] = {}
    sections = SearchSections()
    for each in planned.values():
        page, root = each.page(), up(each.uri)
        made[page.uri] = page.problem
        if page.searchable:
            sections.add(page.uri, page.title, page.html)
        html = _shell(visible(page.title), page.html, root, nav, lang)
        _write(folder / page.uri, hardened(html, scripts[root]).encode())
    for uri, path in files().items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / uri)
    for uri, content in data(site).items():
        _write(folder / uri, content)
    _write(folder / SECTIONS, sections.script())
    _write(folder / "robots.txt", NO_ROBOTS)
    return made


def _shell(title: str, html: str, root: str, nav: list[tuple[str, str]], lang: Language) -> str:
    template = portal_templates(lang).get_template("shell.html")
    body = Markup(html)  # noqa: S704 - ours
    page = template.render(
        lang=lang, title=title, root=root, nav=nav, html=body, styles=STYLES, scripts=SCRIPTS, bare=False
    )
    return with_chinese_marked(with_search_box(page, root, lang), lang)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
