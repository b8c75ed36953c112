"""From a sentence to Chinese or English text, by gettext."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from huifang.texts.text import Label, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """One language: call it with anything that can stand in a sentence."""

    lang: Language
    translations: gettext.NullTranslations

    def __call__(self, value: Value) -> str:
        """The text of `value` in this language; dates stay ISO, lists are joined as the language does."""
        match value:
            case Text(template, values):
                return self._translated(template).format_map({name: self(part) for name, part in values})
            case Label(zh, en):
                return zh if self.lang == "zh" else en
            case date():
                return value.isoformat()
            case tuple():
                return ("、" if self.lang == "zh" else ", ").join(map(self, value))
            case _:
                return str(value)

    def _translated(self, template: str) -> str:
        """Gettext keeps the catalogue's header under the empty string, so that one is not asked for."""
        return self.translations.gettext(template) if template else ""

    def sentences(self, texts: Iterable[Text]) -> str:
        """Several sentences on one line."""
        return ("；" if self.lang == "zh" else "; ").join(map(self, texts))

    def plain(self, template: str) -> str:
        """A fixed text marked with `N_`."""
        return self._translated(template)


@cache
def words(lang: Language) -> Words:
    """The words of a language; English is the source and needs no catalogue."""
    if lang == "en":
        return Words(lang, gettext.NullTranslations())
    return Words(lang, gettext.translation("huifang", FOLDER, languages=[lang]))
