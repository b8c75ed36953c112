"""Why the portal cannot be made, as a page and as a line: nobody is left with a traceback or a hanging browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from huifang.portal.assets import STYLES
from huifang.portal.request import CannotReadError
from huifang.portal.view import portal_templates
from huifang.texts import say

if TYPE_CHECKING:
    from huifang.portal.view import View
    from huifang.register import Finding
    from huifang.texts import Text, Words

NOT_FOUND = re.compile(r"<h1>404 - Not found</h1>")  # as the theme writes it
HOME = re.compile(r'<a href="([^"]*)"[^>]*\bmd-logo\b')


@dataclass(frozen=True, slots=True)
class Failure:
    """The same as a page and as a line of a log."""

    title: str
    line: str
    html: str


def from_exception(problem: Exception, words: Words) -> Failure:
    """What a person can do with an exception."""
    message = problem.message if isinstance(problem, CannotReadError) else not_made(problem)
    found = problem.findings if isinstance(problem, CannotReadError) else ()
    told = [(_place(each), words(each.message), words(each.fix)) for each in found]
    title = words(say("The portal cannot be made"))
    html = (
        portal_templates(words.lang)
        .get_template("trouble.html")
        .render(title=title, reason=words(message), findings=told)
    )
    lines = [words(message), *(f"{place}: {text} → {fix}" for place, text, fix in told)]
    return Failure(title, "\n".join(lines), html)


def not_made(problem: Exception) -> Text:
    """Why one page could not be made."""
    return say("an error of the program: {error}", error=f"{type(problem).__name__}: {problem}")


def failed_page(view: View, title: str, reason: Text) -> str:
    """A page that says so, in the frame of all; in a bare one where that cannot be made either."""
    try:
        return view.render("failed.html", title=title, reason=view.site.words(reason))
    except Exception:  # noqa: BLE001 - the same that kept the page from being made
        words = view.site.words
        frame = portal_templates(words.lang).get_template("trouble.html")
        return frame.render(title=title, reason=words(say("This page could not be made.")), findings=())


def refused_page(line: str, words: Words) -> str:
    """What is shown while serving instead of a page that may not be shipped."""
    title = words(say("This page is not shown"))
    html = portal_templates(words.lang).get_template("trouble.html").render(title=title, reason=line, findings=())
    body = Markup(html)  # noqa: S704 - our template
    shell = portal_templates(words.lang).get_template("shell.html")
    return shell.render(lang=words.lang, title=title, root="/", nav=(), html=body, styles=STYLES, scripts=(), bare=True)


def not_found_page(html: str, words: Words) -> str:
    """The theme's page that says that there is none, in the words of the portal and with a way home."""
    home = HOME.search(html)
    made = portal_templates(words.lang).get_template("lost.html").render(home=Markup(home[1]) if home else "/")  # noqa: S704
    return NOT_FOUND.sub(lambda _: made, html)


def _place(finding: Finding) -> str:
    place = finding.place
    return f"{place.path}:{place.line or 1}:{place.column or 1}"
