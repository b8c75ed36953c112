"""The theme's own scripts: those of a page that it makes without any data."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from huifang.portal.gate import Scripts
from huifang.texts import N_

SCHEMES = (  # as the theme names them: scheme, what the system prefers, the button's icon, what the button does
    ("default", "light", "material/weather-night", N_("Dark colours")),
    ("slate", "dark", "material/weather-sunny", N_("Light colours")),
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from huifang.texts import Words


def palette(words: Words) -> list[dict[str, Any]]:
    """The theme's two schemes: what the reader's system prefers, until the button is pressed."""
    return [
        {"scheme": scheme, "media": f"(prefers-color-scheme: {prefers})", "primary": "indigo", "accent": "indigo",
         "toggle": {"icon": icon, "name": words.plain(name)}}
        for scheme, prefers, icon, name in SCHEMES
    ]  # fmt: skip


class ThemeScripts:
    """By the way from a page to the portal's root, which is all that they depend on."""

    def __init__(self, env: Environment, config: MkDocsConfig) -> None:
        self._env, self._config = env, copy.copy(config)
        self._config.site_name = ""
        self._known: dict[int | str, Scripts] = {}

    def of_page(self, uri: str) -> Scripts:
        """The scripts of a page at an address."""
        depth = uri.count("/")
        if depth not in self._known:
            self._known[depth] = self._made(self._page(f"{'folder/' * depth}page.md"), "")
        return self._known[depth]

    def of_template(self, root: str) -> Scripts:
        """The scripts of the page of no page, which is shown at any address and names the root itself."""
        if root not in self._known:
            self._known[root] = self._made(None, root)
        return self._known[root]

    def _made(self, page: Page | None, root: str) -> Scripts:
        context = get_context(Navigation([], []), Files([]), self._config, page, root)
        return Scripts.of(self._env.get_template("main.html").render(context))

    def _page(self, source: str) -> Page:
        page = Page(None, File.generated(self._config, source, content=""), self._config)
        page.markdown = page.content = ""
        page.meta, page.toc = {}, get_toc([])
        return page
