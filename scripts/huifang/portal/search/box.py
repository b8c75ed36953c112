"""The search box: a form in the header of every page, which leads to the list of people where no script runs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from huifang.portal.view import portal_templates

if TYPE_CHECKING:
    from huifang.texts import Language

HEADER = re.compile(r"<header\b.*?(?=</nav>|</header>)", re.DOTALL)
BODY = re.compile(r"<body\b[^>]*>")


@lru_cache(64)
def search_box(root: str, lang: Language) -> str:
    """The form, seen from a page; `root` is the way to the portal's root."""
    return portal_templates(lang).get_template("search.html").render(root=root)


def with_search_box(html: str, root: str, lang: Language) -> str:
    """A page with the box at the end of its header; at the head of the page where a theme has none."""
    box = search_box(root, lang)
    place = HEADER if "<header" in html else BODY
    return place.sub(lambda found: found[0] + box, html, count=1)
