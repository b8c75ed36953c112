"""Free text of records: Markdown with raw HTML off, then nh3. Whatever somebody typed, it stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a",
        "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
MARKED = re.compile(r"[*_`#\[\]<>|~\\!&=^]|^\s*(?:[-+]|\d+[.)])|^(?: {4}|\t)|^-+\s*$|\s{2}$", re.MULTILINE)
BLANK = re.compile(r"\n\s*\n")
DEEPER, DEEPEST = 2, 6


class _Deeper(Treeprocessor):
    """Headings of a record stand below those of the page."""

    def run(self, root: Element) -> None:
        """Move every heading down."""
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", str(element.tag)):
                element.tag = f"h{min(DEEPEST, int(element.tag[1]) + DEEPER)}"


class _Plain(Extension):
    """Raw HTML is text like any other."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Take out whatever lets HTML through."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("image_link")
        md.inlinePatterns.deregister("image_reference")
        md.treeprocessors.register(_Deeper(md), "deeper", 0)


_markdown = Markdown(extensions=["tables", "sane_lists", _Plain()])


def to_html(text: str) -> Markup:
    """The HTML of a record's text; plain paragraphs take the short way."""
    text = text.strip()
    if not text:
        return Markup()
    if not MARKED.search(text):
        return Markup("\n").join(Markup("<p>{}</p>").format(part.strip("\n")) for part in BLANK.split(text))
    return Markup(clean(_markdown.reset().convert(text)))  # noqa: S704 - nh3 has cleaned it


def clean(html: str) -> str:
    """Only the tags of plain prose, and links that lead to an address of their own."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_absolute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style"},
    )


def _absolute(_tag: str, name: str, value: str) -> str | None:
    """A relative link would point into the portal, where nobody has checked it."""
    if name == "href" and not value.lower().startswith(tuple(f"{scheme}:" for scheme in SCHEMES)):
        return None
    return value
