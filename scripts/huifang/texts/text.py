"""A sentence that travels: template and values, in no language yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the vocabulary in both languages, as a policy file gives it."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A field as its record has it, `measures[0].months`; `entry`: what its entry is, in words.

    Commands print the path; pages say the field in words and put the path behind it.
    """

    path: str
    entry: Text | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A template of the catalogue with the values that fill it."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()


Value = str | int | date | Label | FieldPath | Text | tuple["Value", ...]


def say(template: str, /, **values: Value) -> Text:
    """Make a sentence: `template` is the English source string, also the key of the catalogue."""
    return Text(template, tuple(values.items()))


def N_(text: str) -> str:  # noqa: N802 - the customary mark for text that is translated later
    """Mark a fixed text for the catalogue; it is returned unchanged."""
    return text
