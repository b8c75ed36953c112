"""Who may not be named, taken out of values before anybody writes them: rows, sentences, records, free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from huifang.register.cleared import Cleared
from huifang.register.identities import naming
from huifang.register.layout import SECRET
from huifang.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row")
BLACKENED = "■■■■"
LEAST = 2  # letters of a code
NOTHING = Cleared()
# Between letters and digits people type nothing, any space or line break, any dash, a stop, a sign of Markdown,
# or a mixture.
DASHES = r"\-‐-―−⁻₋─━ー_"
BETWEEN = rf"[\s{DASHES}.:·・*`~\\]{{0,40}}"
CODE = re.compile(rf"(?P<letters>[a-z]{{2,8}})(?P<between>{BETWEEN})(?P<digits>[0-9]{{4,6}})(?![0-9])")
DASH = re.compile(f"[{DASHES}]")
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                       "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")  # fmt: skip


@dataclass(frozen=True)
class Redaction:
    """The people who may not be named, by their codes and names; nobody where there are none.

    `shown` are those of whom a history may tell, None: everybody; `cleared` what was taken back of them.
    """

    codes: frozenset[str] = frozenset()
    known_names: frozenset[str] = frozenset()
    in_place: bool = False  # no row is left out for their sake: their codes are blackened where they stand
    shown: frozenset[str] | None = None
    cleared: Cleared = NOTHING

    def also(self, codes: frozenset[str]) -> Redaction:
        """The same, of these people too."""
        return replace(self, codes=self.codes | codes)

    def but(self, *codes: str) -> Redaction:
        """The same, without these people."""
        return replace(self, codes=self.codes.difference(codes))

    def finds(self, text: str) -> bool:
        """Whether a text names one of them, by code or by name."""
        if not self.codes and self._names is None:
            return False
        plain = _plain(text)
        by_name = self._names is not None and self._names.search(re.sub(r"\s+", " ", plain)) is not None
        return by_name or any(self._start(plain, found) is not None for found in CODE.finditer(plain))

    def rows(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows as they may be shown: without those that name one of them, or with the codes blackened in place."""
        if self.in_place:
            return tuple(map(self.value, rows)) if self.codes else tuple(rows)
        return tuple(row for row in rows if not self._is_named(row))

    def text(self, text: str) -> str:
        """A text without their codes. A name may be an everyday word: what holds one is left out, not blackened."""
        plain = _plain(text) if self.codes else ""
        if not any(self._start(plain, found) is not None for found in CODE.finditer(plain)):
            return text
        told, places = _placed(text)
        parts, done = [], 0
        for found in CODE.finditer(told):
            start = self._start(told, found)
            if start is not None:
                first, last = places[start], places[found.end() - 1]
                parts += [text[done:first], BLACKENED]
                done = last + 1
        return "".join((*parts, text[done:]))

    def value(self, value: Any) -> Any:  # noqa: ANN401 - any value that a writer may be given
        """A row, sentence, mapping or text without their codes; what names nobody is the same object."""
        if not self.codes or not any(map(self.finds, strings(value))):
            return value
        match value:
            case str():
                return self.text(value)
            case Mapping():
                return {self.value(key): self.value(part) for key, part in value.items()}
            case list():
                return [self.value(part) for part in value]
            case tuple():
                return tuple(self.value(part) for part in value)
        told = {each.name: self.value(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **told)

    def allows(self, path: str, person: str | None, field: str | None, *values: object) -> bool:
        """Whether a change or finding about a file may be shown: never of names and restricted facts.

        `path` as rows have it, with the register's folder; `values` are all else that it says.
        """
        if path.partition("/")[2].partition("/")[0] in SECRET:
            return False
        if person is not None and self.shown is not None and person not in self.shown:
            return False
        return self.cleared.allows(person, field) and not self._is_named((path, field, *values))

    def _is_named(self, value: object) -> bool:
        return any(map(self.finds, strings(value)))

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return naming(map(_plain, self.known_names))

    def _start(self, text: str, found: re.Match[str]) -> int | None:
        """Where in the text a code of one of them begins; letters may stand before it where a dash parts it."""
        letters, first = found["letters"], found.start()
        glued = first > 0 and "a" <= text[first - 1] <= "z"
        dashed = DASH.search(found["between"]) is not None
        for at in range(len(letters) - LEAST + 1):
            if f"{letters[at:].upper()}-{found['digits']}" in self.codes and (dashed or (at == 0 and not glued)):
                return first + at
        return None


def strings(value: object) -> Iterator[str]:
    """Every text inside a value: of rows the fields, of sentences the values that fill them."""
    match value:
        case str():
            yield value
        case Text():
            for _, part in value.values:
                yield from strings(part)
        case Mapping():
            for key, part in value.items():
                yield from strings(key)
                yield from strings(part)
        case tuple() | list():
            for part in value:
                yield from strings(part)
        case _ if is_dataclass(value):
            for each in fields(value):
                yield from strings(getattr(value, each.name))


def _plain(text: str) -> str:
    """A text as it is compared: full-width and other forms as the plain ones, small letters, nothing invisible."""
    if text.isascii():
        return text.lower()
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def _placed(text: str) -> tuple[str, list[int]]:
    """The same, character by character, with the place of each in the text."""
    told = [(each, at) for at, char in enumerate(text) for each in _plain(char)]
    return "".join(each for each, _ in told), [at for _, at in told]
