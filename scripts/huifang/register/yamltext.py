"""Step 2 of reading: YAML to plain data; every scalar stays the text that was typed, only null is None."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml.events import (
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from huifang.register.finding import Finding, Key, Place, error
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    NextEvent = Callable[[], yaml.Event]

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
DEEPEST = 20  # no record nests deeper than five; this stops what was made to be slow
ODD_BREAKS = ("\x85", "\u2028", "\u2029")  # YAML begins a new line there, no editor does
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Data = str | None | list["Data"] | dict[str, "Data"]

COMPARE = N_("compare with the lines above it, or put the text in double quotes")
QUOTE = N_("put the text in double quotes")
KNOWN = {  # what libyaml says -> what a clerk can use, and what to do
    "mapping values are not allowed": (N_("a `:` stands where no key can be"), COMPARE),
    "could not find expected ':'": (N_("a key without `: `"), N_("type a colon and a space after the key")),
    "did not find expected key": (N_("this does not fit the lines above it"), COMPARE),
    "did not find expected '-' indicator": (N_("the indentation does not fit the list above"), COMPARE),
    "did not find expected ',' or '}'": (N_("a `{{` is not closed, or a comma is missing"), COMPARE),
    "did not find expected ',' or ']'": (N_("a `[` is not closed, or a comma is missing"), COMPARE),
    "did not find expected node content": (N_("a value is missing here, or a bracket is not closed"), COMPARE),
    "block sequence entries are not allowed": (N_("a list cannot begin on the line of its key"), COMPARE),
    "found unexpected end of stream": (N_("a quotation mark is not closed"), N_("close it with the same mark")),
    "found unexpected document indicator": (N_("a quotation mark is not closed"), N_("close it with the same mark")),
    "found character that cannot start any token": (N_("a value cannot begin with this character"), QUOTE),
    "did not find expected alphabetic or numeric": (N_("a value cannot begin with `&` or `*`"), QUOTE),
    "did not find expected whitespace or line break": (N_("a value cannot begin with `!`"), QUOTE),
    "did not find expected tag URI": (N_("a value cannot begin with `!`"), QUOTE),
    "control characters are not allowed": (N_("the file holds a control character"), N_("delete it")),
    "did not find expected comment or line break": (N_("a value cannot begin with `|` or `>`"), QUOTE),
    "did not find expected <document start>": (N_("something stands after the end of the data"), COMPARE),
    "found unknown escape character": (
        N_("a backslash in double quotes begins an unknown escape"),
        N_("type it twice, or use single quotes"),
    ),
}
AT_ITS_START = (  # told where the key begins, where the quotation mark opens
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)


class Position(NamedTuple):
    """Where a key and its value begin and end; line and column from 1. An entry of a list has no key of its own."""

    key: tuple[int, int]
    value: tuple[int, int]
    key_end: tuple[int, int]
    value_end: tuple[int, int]


class YamlProblem(NamedTuple):
    """One thing that may not stand in a record; line and column from 1."""

    check: str
    line: int
    column: int
    message: Text
    fix: Text

    def finding(self, path: str) -> Finding:
        """It as a finding of a file."""
        return error(Place(path, (), self.line, self.column), self.message, fix=self.fix, check=self.check)


class Refused(Exception):  # noqa: N818 - it is a refusal of input, told as findings
    """YAML that means more than a record may say: all of that, and the parser's first error."""

    def __init__(self, problems: Sequence[YamlProblem]) -> None:
        super().__init__(problems[0].check)
        self.problems = tuple(problems)

    def findings(self, path: str) -> list[Finding]:
        """The refusal as findings of a file."""
        return [problem.finding(path) for problem in self.problems]


def plain_data(text: str, first_line: int = 1) -> Data:
    """The data of one YAML document; Refused with everything that stands in the way."""
    return _EventReader(text, first_line).document()


def positions(text: str, first_line: int = 1) -> dict[Key, Position]:
    """Where every key and value of a document stands; Refused where the parser cannot read it."""
    marks: dict[Key, Position] = {}
    try:
        next_event = LOADER(text).get_event
        event = next_event()
        while not isinstance(event, (NodeEvent, StreamEndEvent)):
            event = next_event()
        if not isinstance(event, StreamEndEvent):
            whole = _at(event, first_line)
            _mark(event, next_event, (), (whole, whole), (marks, first_line))
    except yaml.YAMLError as problem:
        raise Refused([_syntax(problem, text, first_line)]) from problem
    return marks


def _at(event: yaml.Event, first_line: int) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)


def _end(event: yaml.Event, first_line: int) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)


Ends = tuple[tuple[int, int], tuple[int, int]]


def _mark(event: yaml.Event, next_event: NextEvent, key: Key, own: Ends, into: tuple[dict[Key, Position], int]) -> Ends:
    """Mark a value and all below it; `own` is where its key begins and ends. Where the value begins and ends."""
    marks, first_line = into
    if len(key) > DEEPEST:
        raise Refused([_too_deep(event, first_line)])
    begun, end = _at(event, first_line), _end(event, first_line)
    marks[key] = Position(own[0], begun, own[1], end)  # before what lies in it: the order is that of the file
    flow = bool(getattr(event, "flow_style", False))
    if isinstance(event, SequenceStartEvent):
        number = 0
        while not isinstance(event := next_event(), SequenceEndEvent):
            at = _at(event, first_line)
            _, end = _mark(event, next_event, (*key, number), (at, at), into)
            number += 1
    elif isinstance(event, MappingStartEvent):
        while not isinstance(event := next_event(), MappingEndEvent):
            name = event.value if isinstance(event, ScalarEvent) else ""
            own_key = _at(event, first_line), _end(event, first_line)
            _, end = _mark(next_event(), next_event, (*key, name), own_key, into)
    if flow:
        end = _end(event, first_line)
    marks[key] = Position(own[0], begun, own[1], end)
    return begun, end


def _too_deep(event: yaml.Event, first_line: int) -> YamlProblem:
    return YamlProblem("too-deep", *_at(event, first_line), say("the data nests too deeply"), say("write it flat"))


class _EventReader:
    """One pass over libyaml's events; no resolver, so `10:30` or `1_000` never change meaning."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text, self.first_line = text, first_line
        self.problems: list[YamlProblem] = []

    def document(self) -> Data:
        data: Data = None
        try:
            if any(odd in self.text for odd in ODD_BREAKS):
                raise yaml.YAMLError("control characters are not allowed")  # noqa: TRY301 - told like the parser's own
            self.next_event = next_event = LOADER(self.text).get_event
            event = next_event()
            while not isinstance(event, (NodeEvent, StreamEndEvent)):
                event = next_event()
            if not isinstance(event, StreamEndEvent):
                data = self._value(event, 0)
                self._nothing_more()
        except yaml.YAMLError as problem:
            self.problems.append(_syntax(problem, self.text, self.first_line))
        if self.problems:
            raise Refused(self.problems)
        return data

    def _nothing_more(self) -> None:
        while not isinstance(event := self.next_event(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                message = say("a second YAML document begins here")
                self._refuse("second-document", event, message, say("keep one document a file"))
                return

    def _value(self, event: yaml.Event, depth: int) -> Data:
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._marked(event)
            value = event.value
            return None if value in NULLS and not (value and event.style) else value
        if not isinstance(event, CollectionStartEvent):
            self._anchored(event)
            return None
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        if depth > DEEPEST:
            self.problems.append(_too_deep(event, self.first_line))
            raise Refused(self.problems)
        return self._list(depth + 1) if isinstance(event, SequenceStartEvent) else self._map(depth + 1)

    def _marked(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._anchored(event)
        if event.tag is not None:
            message = say("tags (`!`) are not used in records")
            self._refuse("no-tags", event, message, say("leave the tag out, or put the value in quotes"))

    def _anchored(self, event: yaml.Event) -> None:
        message = say("anchors (`&`) and aliases (`*`) are not used in records")
        self._refuse("no-anchors", event, message, say("write the value out, or put it in quotes"))

    def _list(self, depth: int) -> Data:
        values: list[Data] = []
        next_event = self.next_event
        while not isinstance(event := next_event(), SequenceEndEvent):
            values.append(self._value(event, depth))
        return values

    def _map(self, depth: int) -> Data:
        values: dict[str, Data] = {}
        next_event = self.next_event
        while not isinstance(event := next_event(), MappingEndEvent):
            name = self._value(event, depth)
            value = self._value(next_event(), depth)
            if not isinstance(name, str):
                self._refuse("bad-yaml", event, say("a key must be a word"), say("name the key"))
            elif name in values:
                message = say("`{key}` stands here a second time", key=name)
                self._refuse("duplicate-key", event, message, say("keep one of the two"))
            else:
                values[name] = value
        return values

    def _refuse(self, check: str, event: yaml.Event, message: Text, fix: Text) -> None:
        self.problems.append(YamlProblem(check, *_at(event, self.first_line), message, fix))


def _syntax(problem: yaml.YAMLError, text: str, first_line: int) -> YamlProblem:
    """The parser's error in words; what was never closed is reported where it opens."""
    mark, opened = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    said = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or problem)
    unclosed = said.startswith("did not find expected ','") and opened and mark and opened.line < mark.line
    mark = opened if unclosed or said.startswith(AT_ITS_START) else mark or opened
    line, column = (mark.line, mark.column) if mark else _first_unprintable(text)
    known = next((found for start, found in KNOWN.items() if said.startswith(start)), None)
    message = say(known[0]) if known else say("YAML cannot be read here: {problem}", problem=said)
    return YamlProblem("bad-yaml", line + first_line, column + 1, message, say(known[1] if known else COMPARE))


def is_printable(char: str) -> bool:
    """Whether YAML and every editor take a character for one of a line."""
    return char not in ODD_BREAKS and not UNPRINTABLE.match(char)


def _first_unprintable(text: str) -> tuple[int, int]:
    found = UNPRINTABLE.search(text)
    before = text[: found.start()] if found else ""
    return before.count("\n"), len(before) - before.rfind("\n") - 1


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
