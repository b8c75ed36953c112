"""What the report's template may ask for: labels, names of bodies, tables as texts, a change in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from huifang.lists.eligible import bars_by_source
from huifang.output.audittext import answer_text
from huifang.output.cells import NO, UNKNOWN, YES, cell
from huifang.output.comparison import CHANGE
from huifang.past.rows import SIGNED, field_words
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from huifang.lists import EligibleRow, Table
    from huifang.lists.table import Cell
    from huifang.output.evidence.material import Material
    from huifang.past.rows import CommitRow, HistoryRow
    from huifang.policy import Policy
    from huifang.texts import Value, Words

UTC8 = timezone(timedelta(hours=8))
LONGEST = 600  # characters of one value; the whole stands in history.csv
SHORT = 12  # characters of a commit
PLAIN = re.compile(r"[^\w .·/:+—-]")
STYLES = {"number": "right", "rate": "right", "code": "line", "day": "line", "word": "word", "organization": "word"}


class PaperColumn(NamedTuple):
    """One column: its label, and how its cells stand: to the right, on one line, or not too narrow."""

    label: str
    style: str


class PaperTable(NamedTuple):
    """A table as texts; `empty` stands for it where it has no rows."""

    heads: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    empty: str


@dataclass(frozen=True)
class Paper:
    """The report's way to see its material."""

    material: Material
    words: Words

    @property
    def policy(self) -> Policy:
        """The rules of that commit."""
        return self.material.lists.policy

    @staticmethod
    def bars(bars: Iterable[Mapping[str, Cell]]) -> Sequence[tuple[Cell, Cell, Sequence[Mapping[str, Cell]]]]:
        """Bars under the text that gives them."""
        return bars_by_source(bars)

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.material.asked.until

    @property
    def subject(self) -> str:
        """Whose pack it is, in a line."""
        if self.material.asked.districts:
            return self.words(tuple(self.district(each) for each in self.material.asked.districts))
        return self.words(tuple(self.called(each) for each in self.material.asked.people))

    @property
    def register(self) -> str:
        """The register's name."""
        settings = self.material.lists.register.settings
        name = settings.name_en if self.words.lang == "en" and settings.name_en else settings.name
        return name or self.words(say("Follow-up visits"))

    @property
    def running(self) -> str:
        """The pack in the head of every page."""
        first, *others = self.material.asked.people or self.material.asked.districts
        return f"{first}{f' +{len(others)}' if others else ''} · {self.day.isoformat()}"

    @cached_property
    def row_of(self) -> Mapping[str, EligibleRow]:
        """Code -> where the person stands."""
        return {row.person: row for row in self.material.eligible.rows}

    @cached_property
    def commit_of(self) -> Mapping[str, CommitRow]:
        """Hash -> commit."""
        return {row.commit: row for row in self.material.commits.rows}

    def t(self, value: Value) -> str:
        """The text of a sentence or label."""
        return self.words(value)

    def label(self, enumeration: str, value: object) -> str:
        """The label of a word."""
        return self.words(self.policy.label(enumeration, str(value)))

    def key(self, name: str) -> str:
        """The label of a record key."""
        label = self.policy.key_label(name)
        return self.words(label) if label else name

    def org(self, organization: str | None) -> str:
        """The name of a body or unit."""
        return self.material.lists.register.organizations.name(organization, self.words.lang) if organization else ""

    def district(self, district: str) -> str:
        """The name of a district."""
        found = self.material.lists.register.organizations.districts.get(district)
        return district if found is None else (found.name_en if self.words.lang == "en" else None) or found.name

    def called(self, code: str) -> str:
        """The code, with the name where names were asked for."""
        name = (self.material.names or {}).get(code)
        return f"{code} {name}" if name else code

    def grid(self, table: Table, wanted: Container[str] | None = None) -> PaperTable:
        """A table as texts, as every other format shows it; `wanted` are its columns, else those that people see."""
        columns = [each for each in table.columns if (each.shown if wanted is None else each.name in wanted)]
        heads = [PaperColumn(self.words.plain(each.label), STYLES.get(each.kind, "")) for each in columns]
        rows = [[cell(row, each, table, self.words) for each in columns] for row in table.rows]
        return PaperTable(heads, rows, self.words(table.heading.empty))

    def field(self, name: str | None) -> str:
        """A field of a change, in words."""
        return field_words(name, self.key, self.words)

    def before(self, row: HistoryRow) -> str:
        """The value that was; of a whole record nothing, it stands in the history files."""
        return UNKNOWN if row.old is None or row.field is None else _cut(self._text(row.old))

    def after(self, row: HistoryRow) -> str:
        """The value that came; of a whole record that it came or went."""
        if row.field is None:
            return self.words.plain(CHANGE["removed" if row.new is None else "added"])
        return UNKNOWN if row.new is None else _cut(self._text(row.new))

    def _text(self, value: object) -> str:
        if isinstance(value, bool):
            return self.words.plain(YES if value else NO)
        if isinstance(value, dict):
            told = ((self.key(str(name)), self._text(part)) for name, part in value.items() if part is not None)
            return self.words.sentences(say("{what}: {value}", what=name, value=part) for name, part in told)
        if isinstance(value, list):
            return self.words.sentences(say("{value}", value=self._text(part)) for part in value)
        return str(value)

    def signed(self, row: HistoryRow | CommitRow) -> str:
        """Whether a commit is signed."""
        return self.words.plain(SIGNED[row.signed])

    def answer(self, row: Any) -> str:  # noqa: ANN401 - a row of the audit
        """Who answered a finding, or that nobody did."""
        return self.words(say("not answered") if row.answered is None else answer_text(row))

    @staticmethod
    def minutes(time: str) -> str:
        """A time of Git up to its minutes, at UTC+8."""
        return f"{datetime.fromisoformat(time).astimezone(UTC8):%Y-%m-%d %H:%M}"

    @staticmethod
    def short(commit: str | None) -> str:
        """A commit as people read it."""
        return (commit or "")[:SHORT]

    @staticmethod
    def css(text: str) -> Markup:
        """A text inside a style sheet, where HTML's escapes mean nothing: letters, digits and a few signs alone."""
        return Markup('"{}"').format(Markup(PLAIN.sub(" ", text)))  # noqa: S704 - nothing else is left in it


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
