"""What a reader sees of a page's HTML: its text, and which parts of it stand as code."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser


def visible_text(html: str) -> str:
    """The text of a piece of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


class PageReader(HTMLParser):
    """The text of a page in its order: each piece with whether it stands as code."""

    UNSEEN = ("script", "style", "template")
    CODE = ("code", "pre")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[bool, str]] = []
        self._unseen = self._code = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser names it
        """Note what a tag makes of the text inside."""
        self._unseen += tag in self.UNSEEN
        self._code += tag in self.CODE

    def handle_endtag(self, tag: str) -> None:
        """Forget it."""
        self._unseen -= tag in self.UNSEEN
        self._code -= tag in self.CODE

    def handle_data(self, data: str) -> None:
        """Keep the text that is seen."""
        if not self._unseen and data.strip():
            self.pieces.append((self._code > 0, " ".join(data.split())))
