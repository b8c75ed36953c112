"""Step 2 of reading: YAML to plain data; every scalar stays the text that was typed, only null is None."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from huifang.register.finding import Finding, Key, Place, error
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
DEEPEST = 20  # no record nests deeper than five; this stops what was made to be slow

Data = str | None | list["Data"] | dict[str, "Data"]

KNOWN = {  # what libyaml says -> what a clerk can use
    "mapping values are not allowed": N_("a `:` stands where no key can be"),
    "could not find expected ':'": N_("a key without `:`"),
    "did not find expected key": N_("the indentation does not fit the lines above"),
    "did not find expected '-' indicator": N_("the indentation does not fit the list above"),
    "did not find expected ',' or '}'": N_("a `{` is not closed, or a comma is missing"),
    "did not find expected ',' or ']'": N_("a `[` is not closed, or a comma is missing"),
    "found unexpected end of stream": N_("a quotation mark is not closed"),
    "found character that cannot start any token": N_("a value cannot begin with this character"),
    "control characters are not allowed": N_("the file holds a control character"),
    "found unknown escape character": N_("a backslash in double quotes begins an unknown escape"),
}


class Mark(NamedTuple):
    """Where a key and its value stand; line and column from 1. An entry of a list has no key of its own."""

    key: tuple[int, int]
    value: tuple[int, int]


class Refused(Exception):  # noqa: N818 - it is a refusal of input, told as a finding
    """YAML that means more than a record may say, or the parser's first error."""

    def __init__(self, check: str, line: int, column: int, message: Text, fix: Text) -> None:
        super().__init__(check)
        self.check, self.line, self.column, self.message, self.fix = check, line, column, message, fix

    def finding(self, path: str) -> Finding:
        """The refusal as a finding of a file."""
        return error(Place(path, (), self.line, self.column), self.message, fix=self.fix, check=self.check)


def plain(text: str, first_line: int = 1) -> Data:
    """The data of one YAML document; Refused for the first thing that stands in the way."""
    return _Reader(text, first_line, marks=None).document()


def positions(text: str, first_line: int = 1) -> dict[Key, Mark]:
    """Where every key and value of a readable document stands."""
    marks: dict[Key, Mark] = {}
    _Reader(text, first_line, marks).document()
    return marks


class _Reader:
    """One pass over libyaml's events; no resolver, so `10:30` or `1_000` never change meaning."""

    def __init__(self, text: str, first_line: int, marks: dict[Key, Mark] | None) -> None:
        self.text, self.first_line, self.marks = text, first_line, marks

    def document(self) -> Data:
        try:
            loader = LOADER(self.text)
            next_event = loader.get_event
            event = next_event()
            while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                event = next_event()
            if isinstance(event, yaml.StreamEndEvent):
                return None
            data = self._value(event, next_event, (), self._at(event))
            while not isinstance(event, yaml.StreamEndEvent):
                event = next_event()
                if isinstance(event, yaml.DocumentStartEvent):
                    message = say("a second YAML document begins here")
                    raise self._refused("second-document", event, message, say("keep one document a file"))
        except yaml.YAMLError as problem:
            raise self._syntax(problem) from problem
        return data

    def _value(self, event: yaml.Event, next_event: NextEvent, key: Key, at: tuple[int, int]) -> Data:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            message = say("anchors (`&`) and aliases (`*`) are not used in records")
            raise self._refused("no-anchors", event, message, say("write the value out, or put it in quotes"))
        if event.tag is not None:
            message = say("tags (`!`) are not used in records")
            raise self._refused("no-tags", event, message, say("leave the tag out, or put the value in quotes"))
        if self.marks is not None:
            self.marks[key] = Mark(at, self._at(event))
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in NULLS else event.value
        if len(key) > DEEPEST:
            raise self._refused("too-deep", event, say("the data nests too deeply"), say("write it flat"))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(next_event, key)
        return self._map(next_event, key)

    def _list(self, next_event: NextEvent, key: Key) -> Data:
        values: list[Data] = []
        while not isinstance(event := next_event(), yaml.SequenceEndEvent):
            values.append(self._value(event, next_event, (*key, len(values)), self._at(event)))
        return values

    def _map(self, next_event: NextEvent, key: Key) -> Data:
        values: dict[str, Data] = {}
        while not isinstance(event := next_event(), yaml.MappingEndEvent):
            at = self._at(event)
            name = self._value(event, next_event, (*key, ""), at)
            if not isinstance(name, str):
                raise self._refused("bad-yaml", event, say("a key must be a word"), say("name the key"))
            if name in values:
                message = say("`{key}` stands here a second time", key=name)
                raise self._refused("duplicate-key", event, message, say("keep one of the two"))
            values[name] = self._value(next_event(), next_event, (*key, name), at)
        return values

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self.first_line, mark.column + 1

    def _refused(self, check: str, event: yaml.Event, message: Text, fix: Text) -> Refused:
        return Refused(check, *self._at(event), message, fix)

    def _syntax(self, problem: yaml.YAMLError) -> Refused:
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        said = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or problem)
        line, column = (mark.line, mark.column) if mark else self._first_unprintable()
        known = next((text for start, text in KNOWN.items() if said.startswith(start)), None)
        message = say(known) if known else say("YAML cannot be read here: {problem}", problem=said)
        fix = say("compare with the lines above it, or put the text in double quotes")
        return Refused("bad-yaml", line + self.first_line, column + 1, message, fix)

    def _first_unprintable(self) -> tuple[int, int]:
        found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", self.text)
        before = self.text[: found.start()] if found else ""
        return before.count("\n"), len(before) - before.rfind("\n") - 1


if TYPE_CHECKING:
    from collections.abc import Callable

    NextEvent = Callable[[], yaml.Event]


def leaves(data: Data, key: Key = ()) -> Iterator[tuple[Key, str | None]]:
    """Every scalar of plain data with its key, in order."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, (*key, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from leaves(value, (*key, number))
    else:
        yield key, data
