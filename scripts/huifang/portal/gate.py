"""The gate of finished pages: what is not ours may not run, fetch or lead away, else it is not shipped.

A page comes out of many hands: our templates, the theme's, Markdown, what anybody typed. Each escapes; this looks at
what came out, and asks more than a browser would: every `<` must begin a tag that can be read in one way only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from huifang.texts import N_, Text, say

SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
DATA = '" type="application/json">'  # how the opening tag of data for a script of ours ends
TAG = re.compile(r"<[^<>]*>")
READ = re.compile(
    r"<(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"(?P<attributes>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
ATTRIBUTE = re.compile(r"\s+([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
OTHER = re.compile(
    r"</[a-zA-Z][a-zA-Z0-9:-]*\s*>|<!doctype html>|<!--(?!-?>)(?:(?!--).)*-->", re.DOTALL | re.IGNORECASE
)
IGNORED = re.compile(r"[\x00-\x20]+")  # by browsers, in an address
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
ELSEWHERE = re.compile(r"[/\\]{2}")
FETCHING = re.compile(r"url\s*\(|@import|image-set|src\s*\(|\\", re.IGNORECASE)  # in a style
UNREADABLE = N_("a `<` begins no tag that can be read in one way only: {tag}")
LONGEST = 80  # characters of a tag in a sentence
FOLLOWED = ("http:", "https:", "mailto:", "tel:")  # where a link that somebody clicks may lead

ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "menu",
        "meta",
        "meter",
        "nav",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "search",
        "section",
        "select",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "svg",
        "circle",
        "clippath",
        "defs",
        "desc",
        "ellipse",
        "g",
        "line",
        "lineargradient",
        "marker",
        "mask",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialgradient",
        "rect",
        "stop",
        "symbol",
        "text",
        "tspan",
        "use",
    ]
)
LINKS = frozenset({"href", "xlink:href", "cite"})  # of `a` and of what quotes
ADDRESSES = LINKS | frozenset(
    [
        "src",
        "srcset",
        "action",
        "formaction",
        "poster",
        "data",
        "background",
        "ping",
        "longdesc",
        "manifest",
        "codebase",
        "archive",
        "classid",
    ]
)


class UnsafePageError(Exception):
    """A finished page that may not be shipped, with the reason in a sentence."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.template)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Scripts:
    """The scripts that a page of ours has: whole elements, as they stand in a page made without any data."""

    elements: tuple[str, ...] = ()

    @classmethod
    def of(cls, empty: str) -> Scripts:
        """Those of such a page."""
        return cls(tuple(SCRIPT.findall(empty)))

    @property
    def inline(self) -> tuple[str, ...]:
        """The texts of those that stand in the page itself."""
        code = [each for each in self.elements if " src=" not in _opening(each) and not _opening(each).endswith(DATA)]
        return tuple(dict.fromkeys(each[len(_opening(each)) : -len("</script>")] for each in code))


NO_SCRIPTS = Scripts()


def checked(html: str, scripts: Scripts) -> None:
    """Nothing where the page may be shipped; UnsafePageError where it may not."""
    data = 0
    for element in scripts.elements:
        opening = _opening(element)
        data += opening.endswith(DATA) and opening in html
        html = html.replace(opening if opening.endswith(DATA) else element, "", 1)
    tags = TAG.findall(html)
    for tag in dict.fromkeys(tags):
        if (reason := _reason(tag)) is not None:
            raise UnsafePageError(reason)
    if len(tags) != html.count("<") or tags.count("</script>") > data:
        raise UnsafePageError(say(UNREADABLE, tag=_loose(html)))


def _opening(element: str) -> str:
    return element[: element.index(">") + 1]


def _loose(html: str) -> str:
    at = next((found.start() for found in re.finditer(r"<(?![^<>]*>)", html)), html.find("</script>"))
    return html[at : at + LONGEST]


@lru_cache(1 << 16)
def _reason(tag: str) -> Text | None:
    """Why a tag may not stand in a page; None where it may."""
    shown = tag if len(tag) <= LONGEST else f"{tag[:LONGEST]}…"
    read = READ.fullmatch(tag)
    if read is None:
        return None if OTHER.fullmatch(tag) else say(UNREADABLE, tag=shown)
    name = read["name"].lower()
    if name == "script":
        return say(N_("a script that is none of the program's: {tag}"), tag=shown)
    if name not in ELEMENTS:
        return say(N_("an element that has no place in a page: {tag}"), tag=shown)
    for match in ATTRIBUTE.finditer(read["attributes"]):
        value = unescape(match[2] or match[3] or match[4] or "")
        if (why := _wrong(name, match[1].lower(), value)) is not None:
            return say(why, tag=shown)
    return None


def _wrong(element: str, attribute: str, value: str) -> str | None:
    """What is wrong with one attribute; None where nothing is."""
    if attribute.startswith("on"):
        return N_("a script in an attribute: {tag}")
    if attribute in ("http-equiv", "srcdoc"):
        return N_("a page that leads on by itself, or holds another: {tag}")
    if attribute == "style":
        return N_("a style that fetches something: {tag}") if FETCHING.search(value) else None
    if attribute not in ADDRESSES:
        return None
    address = IGNORED.sub("", value).lower()
    scheme = SCHEME.match(address)
    if attribute in LINKS and element in ("a", "area", "blockquote", "q", "del", "ins"):
        return N_("a link that may not be followed: {tag}") if scheme and scheme[0] not in FOLLOWED else None
    if element == "img" and attribute == "src" and address.startswith("data:image/"):
        return None
    if scheme or ELSEWHERE.match(address) or (attribute == "srcset" and ("//" in address or ":" in address)):
        return N_("something is fetched from elsewhere, or sent there: {tag}")
    return None
