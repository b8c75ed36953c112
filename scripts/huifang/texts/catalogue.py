"""From a sentence to Chinese or English text, by the catalogue that `make texts` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from huifang.texts.text import FieldPath, Label, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUE = Path(__file__).parent / "zh.po"


@dataclass(frozen=True, slots=True)
class Words:
    """One language: call it with anything that can stand in a sentence."""

    lang: Language
    translations: Mapping[str, str]

    def __call__(self, value: Value) -> str:
        """The text of `value` in this language; dates stay ISO, lists are joined as the language does."""
        match value:
            case Text(template, values):
                return self._translated(template).format_map({name: self(part) for name, part in values})
            case Label(zh, en):
                return zh if self.lang == "zh" else en
            case FieldPath(path):
                return path
            case date():
                return value.isoformat()
            case tuple():
                return ("、" if self.lang == "zh" else ", ").join(map(self, value))
            case _:
                return str(value)

    def _translated(self, template: str) -> str:
        """The sentence in this language; one without a translation stays English."""
        return self.translations.get(template, template)

    def sentences(self, texts: Iterable[Text]) -> str:
        """Several sentences on one line."""
        return ("；" if self.lang == "zh" else "; ").join(map(self, texts))

    def plain(self, template: str) -> str:
        """A fixed text marked with `N_`."""
        return self._translated(template)


@cache
def words(lang: Language) -> Words:
    """The words of a language; English is the source and needs no catalogue."""
    return Words(lang, {} if lang == "en" else dict(pairs(CATALOGUE.read_text(encoding="utf-8"))))


def pairs(catalogue: str) -> Iterator[tuple[str, str]]:
    """Each sentence of a catalogue with its translation: one line each, as `make texts` writes them.

    Such a line is quoted as JSON quotes, so nothing is compiled and no compiled file lies in Git.
    """
    sentence = ""
    for line in catalogue.splitlines():
        if line.startswith("msgid "):
            sentence = json.loads(line.removeprefix("msgid "))
        elif line.startswith("msgstr ") and sentence and (chinese := json.loads(line.removeprefix("msgstr "))):
            yield sentence, chinese
