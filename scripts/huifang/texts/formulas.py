"""Text that a spreadsheet might take for a formula."""

from __future__ import annotations

import unicodedata

from huifang.texts.invisible import never_shows

SIGNS = frozenset("=+-@")  # by which a cell becomes a formula
LIKE = frozenset("\u2212\u2010\u2011\uff0d")  # minus signs that stay themselves when they are narrowed


def like_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula.

    A spreadsheet may skip what is blank or unseen before the sign, and with an East Asian setting knows wide ones.
    """
    begins = next((char for char in text if not char.isspace() and not never_shows(char)), "")
    narrow = unicodedata.normalize("NFKC", begins)
    return narrow[:1] in SIGNS or begins in LIKE or text[:1] in ("\t", "\r", "\n")
