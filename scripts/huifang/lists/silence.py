"""Who may not be named: what is told of others, and what is left of a text that names somebody all the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from huifang.register.identities import naming

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row")
BLACKENED = "■■■■"
# A code as people type it: in small or full-width letters too, with another hyphen, a space, or nothing in between.
CODE = re.compile(r"(?P<letters>[A-Za-zＡ-Ｚａ-ｚ]{2,})[ \t_\-‐-―−－﹣]{0,3}(?P<digits>[0-9０-９]{4,6})(?![0-9０-９])")
LEAST = 2  # letters of a code


@dataclass(frozen=True)
class Silence:
    """The codes and names of people who may not be named; of nobody where there are none."""

    codes: frozenset[str] = frozenset()
    known_names: frozenset[str] = frozenset()
    in_place: bool = False  # nothing is left out for their sake: their codes are blackened where they stand

    def also(self, codes: frozenset[str]) -> Silence:
        """The same, of these people too."""
        return replace(self, codes=self.codes | codes)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return naming(self.known_names)

    def names(self, text: str) -> bool:
        """Whether a text is to be left out, because it names one of them by code or by name."""
        if self.in_place:
            return False
        if self._names is not None and self._names.search(text):
            return True
        return bool(self.codes) and any(self._start(found) is not None for found in CODE.finditer(text))

    def keep(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows that name none of them, in no field."""
        return tuple(row for row in rows if not self.names(repr(row)))

    def blackened(self, text: str) -> str:
        """A text without their codes. A name may be an everyday word: what holds one is left out, not blackened."""
        return CODE.sub(self._black, text) if self.codes else text

    def _black(self, found: re.Match[str]) -> str:
        start = self._start(found)
        return found[0] if start is None else f"{found[0][:start]}{BLACKENED}"

    def _start(self, found: re.Match[str]) -> int | None:
        """Where in the text that was found the code of one of them begins: letters may stand before it."""
        digits = unicodedata.normalize("NFKC", found["digits"])
        letters = unicodedata.normalize("NFKC", found["letters"]).upper()
        starts = range(len(letters) - LEAST + 1)
        return next((at for at in starts if f"{letters[at:]}-{digits}" in self.codes), None)
