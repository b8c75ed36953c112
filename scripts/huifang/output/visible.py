"""Text that can be printed: what would move the cursor, erase a line or turn the reading around is told, not done.

Names of authors, messages and values of records come from anybody who may push.
"""

from __future__ import annotations

import re

# controls but tab and line ends, the marks that reorder text, and what is no character at all
ODD = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|\r(?!\n)"
)


def visible(text: str) -> str:
    """The text with each of them by its number, as JSON has it: there it means the same character."""
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
