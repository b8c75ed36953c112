"""Templates of a language: `_` translates, every value is escaped; for pages and printed documents alike."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from huifang.texts.catalogue import words
from huifang.texts.text import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from huifang.texts.catalogue import Language
    from huifang.texts.text import Value

TICKS = re.compile(r"`([^`]+)`")


def ticked(text: str) -> str:
    """A sentence whose `parts to type` look as such."""
    if "`" not in text:
        return text
    return Markup(TICKS.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


@cache
def environment(folder: Path, lang: Language) -> Environment:
    """The templates of a folder in a language."""
    spoken = words(lang)
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    @cache
    def plain(template: str) -> str:
        return ticked(spoken.plain(template))

    def translated(template: str, **values: Value) -> str:
        return ticked(spoken(say(template, **values))) if values else plain(template)

    made.globals["_"] = translated
    return made


def filtered_values(made: Environment, change: Callable[[str], str]) -> Environment:
    """The same templates, each value passed through a function before it is printed."""

    def value(given: object) -> object:
        if isinstance(given, Markup):
            return Markup(change(given))  # noqa: S704 - it was safe before, and only letters and digits go
        return change(given) if isinstance(given, str) else given

    return made.overlay(finalize=value)
