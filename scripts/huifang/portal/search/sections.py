"""The sections of pages as the search knows them: each with its heading, its text, and where it begins.

A section begins with a heading, or with a row of a table that has a place of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_READ = frozenset({"form", "button", "select", "script", "style", "svg", "template", "thead"})
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "link", "meta", "area", "source", "track"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
PARTS = frozenset(
    {"p", "li", "td", "th", "tr", "div", "br", "dt", "dd", "pre", "small", "table", "ul", "ol", "summary"}
)
EXCLUDED = "data-search-exclude"  # what is not read of a page
DISPLAYED = "hidden"


@dataclass
class Section:
    """A part of a page; `anchor` is empty where only the page can be named."""

    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def told(self) -> tuple[str, str, str]:
        """Anchor, heading and text, each on one line."""
        return self.anchor, " ".join("".join(self.heading).split()), " ".join("".join(self.text).split())


class SectionReader(HTMLParser):
    """Parts HTML into sections."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section("")]
        self._above: list[Section] = []  # the section that goes on after a row
        self._open: list[str] = []  # elements inside the one that is not read
        self._part = ""  # `h` and `r`: inside a heading, or at the start of the first cell of a row

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading or a row with a place begins a section."""
        given = dict(attrs)
        if self._open or tag in NOT_READ or EXCLUDED in given or DISPLAYED in given:
            if tag not in VOID:
                self._open.append(tag)
            return
        if tag in HEADINGS:
            self._above.clear()
            self._begin(given.get("id") or self.sections[-1].anchor, "h")
        elif tag == "tr" and given.get("id"):
            self._above = [self.sections[-1]]
            self._begin(str(given["id"]), "r")
        if self._part == "r" and tag in {"br", "small"}:
            self._part = ""
        if tag in PARTS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """The words of a heading end with it, those of a row with its first cell, before what is small there."""
        if self._open:
            if tag in self._open:
                while self._open.pop() != tag:
                    pass
            return
        if (self._part == "h" and tag in HEADINGS) or (self._part == "r" and tag == "td"):
            self._part = ""
        elif tag == "tr" and self._above:
            self.sections.append(self._above.pop())
        if tag in PARTS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        """Words go to the heading while it lasts, else to the text."""
        if not self._open:
            section = self.sections[-1]
            (section.heading if self._part else section.text).append(data)

    def _begin(self, anchor: str, part: str) -> None:
        self.sections.append(Section(anchor))
        self._part = part


def sections_of(html: str) -> list[tuple[str, str, str]]:
    """Anchor, heading and text of every section that says something, in the order of the page."""
    reader = SectionReader()
    reader.feed(html)
    reader.close()
    once = {id(section): section for section in reader.sections}
    told = (section.told for section in once.values())
    return [each for each in told if each[1] or each[2]]
