"""One scalar as text: in quotes only where it would be read as something else without them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from huifang.register.yamltext import NULLS

Raw = str | int | bool | date | None | Sequence["Raw"] | Mapping[str, "Raw"]

ODD_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~]")
ODD = re.compile(
    r": |:$| #|[：\n\r\t]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
ODD_IN_FLOW = re.compile(r"[,\[\]{}，]")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
BY_NUMBER = "\\U"  # how a character that cannot be printed stands in quotes


def scalar(value: Raw, *, in_flow: bool = False) -> str:
    """One scalar, in quotes only where it would mean something else without."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = value.strip() == value and value not in NULLS and not ODD_START.match(value) and not ODD.search(value)
    if plain and not (in_flow and ODD_IN_FLOW.search(value)):
        return value
    return f'"{"".join(map(_quoted, value))}"'


def _quoted(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if PRINTABLE.match(character) else f"{BY_NUMBER}{ord(character):08X}"
