"""Comments behind values: YAML drops what stands after ` #`, which may be text of the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import yamltext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.register.finding import Key
    from huifang.register.lines import SourceText
    from huifang.register.yamltext import Data, Position

UNCONFIRMED = "待核实"  # of an empty key no other comment is looked at: it takes no text away
HASH = re.compile(r"(?<=[ \t])#")


class Remark(NamedTuple):
    """A comment behind the value of a key: where the value and the `#` stand, and the text on both sides of it."""

    path: str
    key: Key
    value: tuple[int, int]
    at: tuple[int, int]
    raw: str
    value_text: str

    @property
    def text(self) -> str:
        """What it says."""
        return self.raw.strip()


def remarks(path: str, source: SourceText, data: Data) -> list[Remark]:
    """Every comment on the line of a value."""
    if " #" not in source.yaml and "\t#" not in source.yaml:
        return []
    try:
        marks = yamltext.positions(source.yaml, source.first_line)
    except yamltext.Refused:
        return []
    leaves = {key: value for key, value in yamltext.leaves(data) if key in marks}
    empty = {key for key, value in leaves.items() if value is None}
    found = _found(path, source, {key: marks[key] for key in leaves})
    return [each for each in found if each.key not in empty or each.text.startswith(UNCONFIRMED)]


def _found(path: str, source: SourceText, spans: Mapping[Key, Position]) -> Iterator[Remark]:
    ending: dict[int, list[tuple[Key, Position]]] = {}
    for key, mark in spans.items():
        ending.setdefault(mark.value_end[0], []).append((key, mark))
    quoted = [(mark.value, mark.value_end) for mark in spans.values()]
    for number, typed in enumerate(source.yaml.split("\n"), start=source.first_line):
        for match in HASH.finditer(typed) if "#" in typed else ():
            at = (number, match.start() + 1)
            if any(start <= at < end for start, end in quoted):
                continue
            if number in ending:
                key, mark = ending[number][-1]
                begin = mark.value[1] - 1 if mark.value[0] == number else 0
                value = typed[begin : match.start()].strip().strip("\"'")
                yield Remark(path, key, mark.value, at, typed[match.end() :].rstrip(), value)
            break
