"""The adapter without MkDocs: the same pages in a plain shell, written to a folder. The way out of the theme."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from markupsafe import Markup

from huifang.portal.assets import data, files
from huifang.portal.harden import NO_ROBOTS, hardened
from huifang.portal.page import Page, Section, up
from huifang.portal.render import plan
from huifang.portal.site import Site
from huifang.portal.view import templates

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from huifang.lists import Lists
    from huifang.texts import Language


def write_folder(lists: Lists, folder: Path, lang: Language = "zh", built: datetime | None = None) -> int:
    """Write every page with its assets; returns how many pages. The folder must not hold anything else."""
    site = Site(lists, lang, built)
    planned = plan(site)
    nav = [(each.uri, each.title) for each in planned.values() if each.section is not Section.NOWHERE]
    for each in planned.values():
        _write(folder / each.uri, hardened(_shell(each.page(), nav, lang)).encode())
    for uri, path in files().items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / uri)
    for uri, content in data(site).items():
        _write(folder / uri, content)
    _write(folder / "robots.txt", NO_ROBOTS)
    return len(planned)


def _shell(page: Page, nav: list[tuple[str, str]], lang: Language) -> str:
    template = templates(lang).get_template("shell.html")
    return template.render(lang=lang, title=page.title, root=up(page.uri), nav=nav, html=Markup(page.html))  # noqa: S704


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
