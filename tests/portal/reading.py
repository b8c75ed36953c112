"""What a reader sees of a page's HTML: its text, which parts of it stand as code, and what has no words before it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser


def visible_text(html: str) -> str:
    """The text of a piece of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


class PageReader(HTMLParser):
    """The text of a page in its order: each piece with whether it stands as code; `alone`: code without words before.

    Words stand before it in the same block: a paragraph, an entry, a cell; a cell has those of its column too.
    """

    UNSEEN = ("script", "style", "template")
    CODE = ("code", "pre")
    BLOCKS = ("p", "li", "td", "th", "dt", "h1", "h2", "h3", "h4", "summary", "section", "caption")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[bool, str]] = []
        self.alone: list[str] = []
        self._unseen = self._code = 0
        self._worded = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag makes of the text inside."""
        self._unseen += tag in self.UNSEEN
        self._code += tag in self.CODE
        if tag in self.BLOCKS:
            self._worded = bool(dict(attrs).get("data-label"))

    def handle_endtag(self, tag: str) -> None:
        """Forget it."""
        self._unseen -= tag in self.UNSEEN
        self._code -= tag in self.CODE

    def handle_data(self, data: str) -> None:
        """Keep the text that is seen."""
        text = " ".join(data.split())
        if self._unseen or not text:
            return
        self.pieces.append((self._code > 0, text))
        if self._code:
            self.alone += [] if self._worded else [text]
        elif re.search(r"[^\W\d_]", text):
            self._worded = True
