"""Patterns of Python as a browser reads them: the same characters, written as JavaScript's `u` patterns want them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG = re.compile(r"\\U([0-9a-fA-F]{8})")
NAMED = re.compile(r"\(\?P<")
NEEDLESS = re.compile(r"\\([\"'`~ ])")  # escapes that JavaScript's strict patterns refuse
SPACES = "".join(chr(point) for point in range(0x3001) if chr(point).isspace())  # what `str.strip` takes away


def for_browser(pattern: re.Pattern[str]) -> str:
    """The source of a pattern for `new RegExp(…, "u")`; one that is ASCII alone keeps its digits to ASCII there too."""
    source = LONG.sub(lambda found: f"\\u{{{int(found[1], 16):x}}}", pattern.pattern)
    return NAMED.sub("(?<", NEEDLESS.sub(r"\1", source))


def patterns_for_browser(patterns: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """Several of them by name."""
    return {name: for_browser(pattern) for name, pattern in patterns.items()}
