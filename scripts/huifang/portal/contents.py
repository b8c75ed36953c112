"""The contents of a long page, made from its headings: what stands in the page stands there, and nothing else."""

from __future__ import annotations

import re

from markupsafe import Markup

HEADING = re.compile(r"<h2\b[^>]*\bid=\"([^\"]+)\"[^>]*>(.*?)</h2>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
PLACE = "<!--contents-->"  # where they stand, in the template of all pages
MAIN = "hf-main"  # where the content of a page begins: what a skip link leads to
LEAST = 4  # headings of a page that is long
NAV = Markup('<nav class="hf-toc" aria-label="{}"><ul>{}</ul></nav>')
ITEM = Markup('<li><a href="#{}">{}</a></li>')


def with_contents(html: str, label: str) -> str:
    """The page with its contents where it is long."""
    headings = HEADING.findall(html)
    if len(headings) < LEAST or PLACE not in html:
        return html.replace(PLACE, "")
    items = Markup().join(
        ITEM.format(Markup(name), Markup(TAG.sub("", text).strip()))  # noqa: S704 - of our own page, escaped there
        for name, text in headings
    )
    return html.replace(PLACE, NAV.format(label, items), 1)
