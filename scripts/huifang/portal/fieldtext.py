"""Keys and fields of records in the sentences of a page: first in words, then as the file has them, in small."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from huifang.past.rows import field_told
from huifang.texts import FieldPath, Words
from huifang.texts.markup import TICKS

if TYPE_CHECKING:
    from huifang.policy import Policy
    from huifang.texts import Value

KEYS = r"[a-z][a-z_]*(?:\[\d+\])?(?:\.[a-z][a-z_]*(?:\[\d+\])?)*"
KEY = re.compile(rf"(?P<field>{KEYS})(?P<value>: .*)?", re.ASCII)  # `lifted_on`, `sample: true`
TICK = re.compile(rf"([（(]?)( ?){TICKS.pattern}")  # in brackets it stands behind its words
OPEN, CLOSE = "\ue000", "\ue001"  # round a field that is in words already; no sentence has them
BEHIND = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True)
class PageWords(Words):
    """The words of a language on pages. A value is the same as elsewhere but for fields, which are said in words."""

    policy: Policy

    def __call__(self, value: Value) -> str:
        """The text; `text` makes of it what a page may print."""
        if isinstance(value, FieldPath):
            return self.field(value) if "/" not in value.path else f"{OPEN}{value.path}{CLOSE}"
        return Words.__call__(self, value)

    def field(self, field: FieldPath) -> str:
        """A field in words, with its path behind."""
        return f"{field_told(field, self.key, self)} {OPEN}{field.path}{CLOSE}"

    def key(self, name: str) -> str:
        """The label of a key; itself where it has none."""
        label = self.policy.key_label(name)
        return Words.__call__(self, label) if label else name

    def text(self, value: Value) -> str:
        """A sentence for a page: keys between ticks are said in words too, other parts to type look as such."""
        told = self(value)
        if "`" not in told and OPEN not in told:
            return told
        marked = TICK.sub(self._ticked, str(escape(told)))
        return Markup(BEHIND.sub(r"<small><code>\1</code></small>", marked))  # noqa: S704 - escaped before

    def _ticked(self, piece: re.Match[str]) -> str:
        """Something to type, which is escaped already; behind a bracket the sentence has said in words what it is."""
        opened, space, typed = piece.groups()
        found = None if opened else KEY.fullmatch(typed)
        if found is None or not self._is_field(found["field"]):
            return f"{opened}{space}<code>{typed}</code>"
        told = escape(field_told(FieldPath(found["field"]), self.key, self))
        return f"{'' if self.lang == 'zh' else space}{told} <small><code>{typed}</code></small>"

    def _is_field(self, path: str) -> bool:
        return all(self.policy.key_label(name) for name in re.findall(r"[a-z][a-z_]*", path))
