"""What differs between two states of a register, as sections of rows: for the terminal, and for JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, Table
from huifang.output.affected import HEADS, affected_rows
from huifang.output.cells import cell_text
from huifang.output.differing import ARROW, before_and_after, differing
from huifang.output.historytext import value_shown
from huifang.output.jsontext import dumps, envelope, row_data
from huifang.output.terminal_grid import GridColumn, terminal_grid, terminal_width
from huifang.past.difference import alike
from huifang.past.rows import field_shown
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from huifang.lists.table import Heading
    from huifang.past.difference import ListsDifference, RowChanges
    from huifang.texts import Words

CHANGE = {
    "added": N_("added"),
    "removed": N_("removed"),
    "moved": N_("moved"),
    "changed": N_("changed"),
    "unreadable": N_("cannot be read"),
    "appeared": N_("new row"),
    "vanished": N_("row gone"),
    "alike": N_("reasons or rules differ"),
    "people": N_("same numbers, other people"),
}
WITHOUT_VALUES = (None, "file")  # fields that are a whole record, or told by blobs alone
SHORT = 12  # characters of a commit
ELSE = N_("what else differs")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states: what they are called, the files between them (with path, change, fields), and their lists.

    `left`: the branch, commit or day that was asked for, where `base` is the commit at which `head` left it.
    """

    heading: Heading
    base: str
    head: Text
    records: Sequence[Any]
    lists: ListsDifference
    left: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonSection:
    """A table of texts under a title with `count` things in it; `empty` stands for it where it has no rows."""

    title: str
    count: int
    heads: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def title_of(found: Comparison, words: Words) -> str:
    """What is compared, on which day."""
    base, day = found.base[:SHORT], found.heading.as_of
    if found.left:
        return words(say("Compared: {base}, where it left {left}, with {head}, lists as of {day}", base=base,
                         left=found.left, head=found.head, day=day))  # fmt: skip
    return words(say("Compared: {base} with {head}, lists as of {day}", base=base, head=found.head, day=day))


def sections(found: Comparison, words: Words) -> tuple[ComparisonSection, ...]:
    """People, then findings, records, periods, duties, coverage: in the order in which a reviewer asks."""
    findings = found.lists.findings
    return (
        _affected(found, words),
        findings_section(found, findings.appeared, findings.vanished, words),
        records_section(found.records, words),
        _eligible(found, words),
        _due(found, words),
        coverage_section(found, words),
    )


def comparison_text(found: Comparison, words: Words) -> str:
    """For the terminal."""
    lines = [title_of(found, words)]
    for section in sections(found, words):
        lines += ["", f"{section.title} ({section.count})" if section.rows else section.title]
        lines += (
            terminal_grid(section.heads, section.rows, terminal_width(), words) if section.rows else [section.empty]
        )
    lines += [words(each) for each in found.heading.notice]
    return "\n".join(lines) + "\n"


def comparison_json(found: Comparison, words: Words) -> str:
    """As the contract says."""
    before, after, lists = found.lists.before, found.lists.after, found.lists

    def data(row_type: type, rows: Sequence[object]) -> list[dict[str, Any]]:
        table = Table(found.heading, row_type, tuple(rows), after.policy, after.register.organizations)
        return [row_data(row, table, words) for row in rows]

    def changes(row_type: type, each: RowChanges) -> dict[str, Any]:
        pairs = [dict(zip(("before", "after"), data(row_type, pair), strict=True)) for pair in each.changed]
        return {
            "appeared": data(row_type, each.appeared),
            "vanished": data(row_type, each.vanished),
            "changed": pairs,
        }

    return dumps({
        **envelope(found.heading, words),
        "base": found.base,
        "records": [_record_data(each) for each in found.records],
        "findings": {
            "new": data(FindingRow, lists.findings.appeared),
            "fixed": data(FindingRow, lists.findings.vanished),
        },
        "due": changes(DueRow, lists.due),
        "eligible": changes(EligibleRow, lists.eligible),
        "coverage": {"before": data(CoverageRow, before.coverage), "after": data(CoverageRow, after.coverage)},
    })  # fmt: skip


def _record_data(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a file with its fields
    fields = [{"field": field, "old": old, "new": new} for field, old, new in each.fields]
    return {"path": each.path, "change": each.change, "fields": fields}


def _section(
    title: str, heads: Sequence[tuple[str, bool]], rows: Sequence[tuple[str, ...]], empty: str, words: Words
) -> ComparisonSection:
    """`heads` say whether a cell is never broken; a column that has nothing in any row is left out."""
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    return ComparisonSection(
        words.plain(title),
        len(rows),
        tuple(GridColumn(words.plain(heads[at][0]), whole=heads[at][1]) for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        words.plain(empty),
    )


def _affected(found: Comparison, words: Words) -> ComparisonSection:
    rows = tuple(affected_rows(found.lists, (_table(found, EligibleRow), _table(found, DueRow)), words))
    return _section(N_("Who is affected"), HEADS, rows, N_("Nobody is affected."), words)


def records_section(
    records: Sequence[Any], words: Words, named: Callable[[str | None, Words], str] = field_shown
) -> ComparisonSection:
    """A row for each field, from what to what; the whole record has none."""
    heads = (
        (N_("path"), True), (N_("change"), True), (N_("field"), False), (N_("from"), False), (N_("to"), False),
    )  # fmt: skip
    rows = tuple(row for each in records for row in _fields(each, words, named))
    section = _section(N_("Records"), heads, rows, N_("No file of the register differs."), words)
    return replace(section, count=len(records))


def _fields(
    each: Any,  # noqa: ANN401 - a file with its fields
    words: Words,
    named: Callable[[str | None, Words], str],
) -> Iterator[tuple[str, ...]]:
    told = [one for one in each.fields if one[0] not in WITHOUT_VALUES]
    for field, old, new in told:
        yield each.path, words.plain(CHANGE[each.change]), named(field, words), value_shown(old), value_shown(new)
    if not told:
        yield each.path, words.plain(CHANGE[each.change]), "", "", ""


def findings_section(
    found: Comparison, new: Sequence[FindingRow], fixed: Sequence[FindingRow], words: Words
) -> ComparisonSection:
    """Findings that came and went, those of the files of one person or of all."""

    def rows() -> Iterator[tuple[str, ...]]:
        for mark, group in ((N_("new"), new), (N_("fixed"), fixed)):
            for row in group:
                severity = words(found.lists.after.policy.label("severity", row.severity))
                where = f"{row.path}:{row.line}" if row.line else row.path
                yield words.plain(mark), severity, where, words(row.message), row.check

    heads = (
        (N_("change"), True), (N_("severity"), True), (N_("path"), True), (N_("finding"), False), (N_("check"), True),
    )  # fmt: skip
    return _section(N_("Findings"), heads, tuple(rows()), N_("No finding is new or fixed."), words)


def _pairs(changes: RowChanges) -> Iterator[tuple[str, Any, Any]]:
    """Every row that differs: how, before, after."""
    yield from (("alike" if alike(old, new) else "changed", old, new) for old, new in changes.changed)
    yield from (("appeared", None, row) for row in changes.appeared)
    yield from (("vanished", row, None) for row in changes.vanished)


def _shower(found: Comparison, row_type: type, words: Words) -> Callable[[Any, Any, str], str]:
    """What a column shows of a row before and after."""
    table = _table(found, row_type)
    known = {column.name: column for column in table.columns}

    def told(old: Any, new: Any, name: str) -> str:  # noqa: ANN401 - rows of any list
        return before_and_after(*(None if row is None else cell_text(getattr(row, name), known[name], table, words)
                       for row in (old, new)))  # fmt: skip

    return told


def _table(found: Comparison, row_type: type) -> Table:
    after = found.lists.after
    return Table(found.heading, row_type, (), after.policy, after.register.organizations)


def _eligible(found: Comparison, words: Words) -> ComparisonSection:
    told, table = _shower(found, EligibleRow, words), _table(found, EligibleRow)
    names = ("state", "until", "free_from")
    heads = (
        (N_("code"), True), (N_("change"), False), (N_("state"), False), (N_("last barred day"), True),
        (N_("free from"), True), (ELSE, False),
    )  # fmt: skip
    rows = tuple(
        ((new or old).person, words.plain(CHANGE[change]), *(told(old, new, name) for name in names),
         differing((old, new), ("person", *names), table, words))
        for change, old, new in sorted(_pairs(found.lists.eligible), key=lambda each: (each[2] or each[1]).person)
    )  # fmt: skip
    return _section(N_("Impact periods"), heads, rows, N_("No row of the list differs."), words)


def _due(found: Comparison, words: Words) -> ComparisonSection:
    told, table = _shower(found, DueRow, words), _table(found, DueRow)
    names = ("status", "due_on")
    heads = (
        (N_("code"), True), (N_("duty"), False), (N_("period"), False), (N_("change"), False), (N_("status"), False),
        (N_("due"), True), (ELSE, False),
    )  # fmt: skip

    def rows() -> Iterator[tuple[str, ...]]:
        for change, old, new in _pairs(found.lists.due):
            row = new or old
            about = row.person or table.organizations.name(row.owner, words.lang)
            of = words(table.policy.label("duty_period", row.period)) if row.period else row.record or ""
            yield (about, words(table.policy.label("duty", row.duty)), of, words.plain(CHANGE[change]),
                   *(told(old, new, name) for name in names), differing((old, new), names, table, words))  # fmt: skip

    return _section(N_("Due list"), heads, tuple(rows()), N_("No row of the list differs."), words)


def coverage_section(found: Comparison, words: Words) -> ComparisonSection:
    """The bodies whose numbers differ, or the people behind the same numbers."""
    told, table = _shower(found, CoverageRow, words), _table(found, CoverageRow)
    names = ("base", "required", "visited", "shortfall")
    heads = (
        (N_("body"), False), (N_("year"), True), (N_("change"), True), (N_("base (people)"), True),
        (N_("required"), True), (N_("visited"), True), (N_("shortfall"), True), (ELSE, False),
    )  # fmt: skip

    def rows() -> Iterator[tuple[str, ...]]:
        for old, new in found.lists.coverage:
            row, numbers = new or old, [told(old, new, name) for name in names]
            change = "appeared" if old is None else "vanished" if new is None else "changed"
            if change == "changed" and not any(ARROW in each for each in numbers):
                change = "people"
            if row is not None:
                yield (table.organizations.name(row.body, words.lang), str(row.year), words.plain(CHANGE[change]),
                       *numbers, differing((old, new), names, table, words))  # fmt: skip

    return _section(N_("Coverage"), heads, tuple(rows()), N_("Coverage is the same."), words)
