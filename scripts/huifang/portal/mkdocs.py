"""The MkDocs adapter: generated files with nothing in them; the HTML of a page is put in when MkDocs asks for it.

The theme prints what it is given as HTML. So every text goes to it through `handed`, and nothing else does.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from huifang.portal import assets
from huifang.portal import failure_pages as trouble
from huifang.portal.contents import MAIN
from huifang.portal.gate import Scripts, UnsafePageError
from huifang.portal.harden import NO_ROBOTS, hardened
from huifang.portal.languages import is_chinese, with_chinese_marked
from huifang.portal.navigation import SAMPLE_PAGE, navigation
from huifang.portal.page import NavigationSection, up
from huifang.portal.pages.kind import planned_page as _planned
from huifang.portal.render import planned_pages
from huifang.portal.search.box import with_search_box
from huifang.portal.search.data import SECTIONS, SearchSections
from huifang.portal.site import Site
from huifang.portal.stamp import build_time
from huifang.portal.theme import ThemeScripts, palette
from huifang.texts import words
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from huifang.portal.page import PlannedPage
    from huifang.portal.request import PortalContents, PortalRequest
    from huifang.texts import Language, Text, Words

log = logging.getLogger("mkdocs.hooks.huifang")
HIDDEN = {"hide": ["toc", "feedback"]}
UNSEEN = ("sitemap.xml",)  # it would list the address of every person's page
THEME_SEARCH = re.compile(r"assets/javascripts/(?:workers|lunr)/")  # the portal has a search of its own


@dataclass
class Hooks:
    """The hooks of one process. `asked` reads the environment anew for each build."""

    asked: Callable[[], PortalRequest]
    given: PortalContents | None = None  # computed by the caller already; used once
    serving: bool = False
    site: Site | None = None
    pages: Mapping[str, PlannedPage] = field(default_factory=dict)
    scripts: ThemeScripts = field(init=False)
    kept: dict[str, str] = field(default_factory=dict)  # made for the search, wanted again for the page
    sections: SearchSections = field(default_factory=SearchSections)
    problem: trouble.Failure | None = None
    failed: dict[str, Text] = field(default_factory=dict)  # pages that could not be made, and why
    refused: str = ""  # why a page may not be shipped
    quiet: bool = False  # the caller tells what failed

    def start_from(self, contents: PortalContents) -> None:
        """The next build shows what its caller has computed already."""
        self.given = contents

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs names them
        """Whether somebody is watching: then a problem becomes a page."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The lists once a build; names, language and navigation of the site."""
        asked = self.asked()
        self.site, self.pages, self.problem, self.refused = None, {}, None, ""
        self.kept.clear()
        self.sections = SearchSections()
        self.failed.clear()
        self.quiet = self.given is not None and not self.serving
        self._watch(config, asked.folders)
        config.theme["language"] = asked.lang
        config.theme["palette"] = palette(words(asked.lang))
        config.theme.static_templates.difference_update(UNSEEN)
        try:
            contents, self.given = self.given or asked.contents(), None
            self.site = Site(
                contents.lists, asked.lang, build_time(), contents.history, contents.writers, contents.forge
            )
            self.pages = {_source(uri): page for uri, page in planned_pages(self.site).items()}
        except Exception as problem:  # noqa: BLE001 - whatever it is, nobody may be left with a hanging browser
            self._fail(problem, asked.lang)
        config.site_name = handed(self.site.name) if self.site else config.site_name
        docs, lang = Path(config.docs_dir), words(asked.lang)
        config.nav = navigation(self.pages, docs, lang, handed, sample=self._sample) if self.pages else ["index.md"]
        config.extra_css = [f"{assets.PLACE}/{name}" for name in assets.STYLES]
        config.extra_javascript = [f"{assets.PLACE}/{name}" for name in assets.SCRIPTS]
        self.scripts = ThemeScripts(config.theme.get_env(), config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """A file for each page, and the assets."""
        unseen = UNSEEN if self._sample else (*UNSEEN, SAMPLE_PAGE)
        for file in [each for each in files if each.src_uri in unseen or THEME_SEARCH.match(each.src_uri)]:
            files.remove(file)
        if self.problem is not None:
            for file in list(files.documentation_pages()):
                files.remove(file)
            files.append(File.generated(config, "index.md", content=""))
        for uri, page in self.pages.items():
            files.append(File.generated(config, uri, content="", inclusion=_inclusion(page)))
        for uri, path in assets.files().items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        if self.site is not None:
            for uri, content in assets.data(self.site).items():
                files.append(File.generated(config, uri, content=content))
        files.append(File.generated(config, "robots.txt", content=NO_ROBOTS))
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """What the theme must know of a page; Markdown gets nothing to do for ours."""
        planned = self.pages.get(page.file.src_uri)
        if planned is None and self.problem is None:
            return markdown
        title = planned.title if planned else self.problem.title if self.problem else ""
        page.meta = {**HIDDEN, "title": handed(title)}
        return ""

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Hand-written pages in the frame of all; what is searched is made now and kept for the page."""
        if self.site is None:
            return self.problem.html if self.problem else html
        planned = self.pages.get(page.file.src_uri)
        if planned is None:
            uri, title = page.file.dest_uri, str(page.title or "")
            self.sections.add(uri, title, html)
            made = {"html": Markup(html), "chinese": self._words.lang != "zh" and is_chinese(html)}  # noqa: S704 - MkDocs'
            return self._made(_planned(self.site, uri, title, "written.html", lambda _: made))
        if not planned.searchable:
            return ""
        self.kept[planned.uri] = self._made(planned)
        self.sections.add(planned.uri, planned.title, self.kept[planned.uri])
        return ""

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The sections of all pages that are searched: they are made by now."""
        if self.site is not None:
            files.append(File.generated(config, SECTIONS, content=self.sections.script()))
        return env

    def on_page_context(
        self,
        context: dict[str, Any],
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: object,  # noqa: ARG002
    ) -> dict[str, Any]:
        """The whole HTML; most pages are made only now and never lie in memory together."""
        page.canonical_url = None  # a site on this machine has an address only while it is served
        page.previous_page = page.next_page = None  # Firefox would fetch them beforehand, which our policy refuses
        planned = self.pages.get(page.file.src_uri)
        if planned is not None:
            page.content = self.kept.pop(planned.uri, None) or self._made(planned)
        page.toc = _from_main(page.toc, planned.title if planned else "")
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The policy of the page goes into its head; its content is needed no more."""
        page.content = ""
        return self._hardened(output, page.file.dest_uri, self.scripts.of_page(page.url), up(page.file.dest_uri))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for the page that says that there is none."""
        if not template_name.endswith(".html"):
            return output_content
        root = urlsplit(config.site_url or "/").path
        page = trouble.not_found_page(output_content, self._words)
        return self._hardened(page, template_name, self.scripts.of_template(root), root)

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Pages that failed are reported, and fail a strict build; where all did, there is no site."""
        if self.failed and len(self.failed) >= len(self.pages) and not self.serving:
            self.refused = "\n".join(f"{uri}: {self._words(why)}" for uri, why in list(self.failed.items())[:3])
            raise PluginError(self.refused)
        if not self.quiet:
            for uri, why in self.failed.items():
                log.error("%s: %s", uri, visible(self._words(why)))

    @property
    def _sample(self) -> bool:
        return self.site is not None and self.site.lists.register.sample

    @property
    def _words(self) -> Words:
        return self.site.words if self.site else words("en")

    def _hardened(self, html: str, uri: str, scripts: Scripts, root: str) -> str:
        if self.site is not None:
            html = with_chinese_marked(with_search_box(html, root, self._words.lang), self._words.lang)
        try:
            return hardened(html, scripts, serving=self.serving)
        except UnsafePageError as problem:
            self.refused = visible(f"{uri}: {self._words(problem.reason)}")
            if not self.serving:
                raise PluginError(self.refused) from problem
            log.error("%s", self.refused)  # noqa: TRY400 - a sentence, no traceback
            return hardened(trouble.refused_page(self.refused, self._words), serving=True)

    def _made(self, planned: PlannedPage) -> str:
        page = planned.page()
        if page.problem is not None:
            self.failed[page.uri] = page.problem
        return page.html

    def _fail(self, problem: Exception, lang: Language) -> None:
        """While serving a page that says what is wrong; in a build the end of it."""
        self.problem = trouble.from_exception(problem, words(lang))
        if not self.serving:
            raise PluginError(self.problem.line) from problem
        log.error("%s", self.problem.line)

    @staticmethod
    def _watch(config: MkDocsConfig, folders: Sequence[Path]) -> None:
        for folder in folders:
            if str(folder) not in config.watch:
                config.watch.append(str(folder))


def handed(text: str) -> Markup:
    """A text as the theme may print it, and ours may print it again without escaping it twice."""
    return escape(visible(text))


def _from_main(toc: TableOfContents, title: str) -> TableOfContents:
    """The contents that begin where a page does, for there the theme's skip link leads: a heading takes no focus."""
    first, *others = [*toc] or [AnchorLink(title, MAIN, 1)]
    head = AnchorLink(title or first.title, MAIN, 1)
    head.children.extend(first.children)
    return TableOfContents([head, *others])


def _inclusion(page: PlannedPage) -> InclusionLevel:
    """That a page stands in no navigation is meant: an office's own mkdocs.yml need not name its folder."""
    return InclusionLevel.NOT_IN_NAV if page.section is NavigationSection.NOWHERE else InclusionLevel.INCLUDED


def _source(uri: str) -> str:
    """MkDocs' name of the source of a page."""
    return f"{uri.removesuffix('.html')}.md"
