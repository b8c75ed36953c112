"""Free text of records: Markdown with raw HTML off, then nh3. Whatever somebody typed, it stays text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from huifang.register.narrative import is_plain, too_much

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a",
        "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
BLANK = re.compile(r"\n\s*\n")
DEEPEST = 6
NOT_READ = ("html", "image_link", "image_reference", "reference", "short_reference", "short_image_ref")


class _Below(Treeprocessor):
    """Headings of a record stand below that of its section, and none skips a level, however they were typed."""

    def __init__(self, md: Markdown, section: int) -> None:
        super().__init__(md)
        self.section = section

    def run(self, root: Element) -> None:
        """Give every heading the level that its order among them asks for."""
        found = [element for element in root.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
        order = sorted({str(element.tag) for element in found})
        last = self.section
        for element in found:
            last = min(self.section + 1 + order.index(str(element.tag)), last + 1, DEEPEST)
            element.tag = f"h{last}"


class _Plain(Extension):
    """Raw HTML is text like any other; so is an image, and a link that is explained elsewhere in the text.

    One long address explained once could stand on the page a thousand times.
    """

    def __init__(self, section: int) -> None:
        super().__init__()
        self.section = section

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Take out whatever lets HTML through, or makes much out of little."""
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        for name in NOT_READ:
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_Below(md, self.section), "below", 0)


@cache
def _parser(section: int) -> Markdown:
    return Markdown(extensions=["tables", "sane_lists", _Plain(section)])


def to_html(text: str, section: int = 2) -> Markup:
    """The HTML of a record's text: plain paragraphs take the short way, what asks too much stays as it was typed.

    `section`: the level of the heading below which it stands.
    """
    text = text.strip()
    if not text:
        return Markup()
    if is_plain(text):
        return Markup("\n").join(Markup("<p>{}</p>").format(part.strip("\n")) for part in BLANK.split(text))
    return _typed(text) if too_much(text) else _parsed(text, section)


def _parsed(text: str, section: int) -> Markup:
    try:
        return Markup(clean(_parser(section).reset().convert(text)))  # noqa: S704 - nh3 has cleaned it
    except Exception:  # noqa: BLE001 - somebody else's parser; whatever it is, the text is there to be read
        _parser.cache_clear()  # it was left in the middle of this text
        return _typed(text)


def _typed(text: str) -> Markup:
    return Markup('<div class="hf-typed">{}</div>').format(text)


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
