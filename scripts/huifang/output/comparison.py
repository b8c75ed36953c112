"""What differs between two states of a register, as sections of rows: for the terminal, for JSON; `markdown` too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, Table
from huifang.lists.changes import field_shown
from huifang.lists.difference import alike
from huifang.output.cells import UNKNOWN
from huifang.output.jsontext import dumps, envelope, row_data
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.lists.difference import Difference, RowChanges
    from huifang.lists.table import Heading
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
}
ARROW = "→"
SHORT = 12  # characters of a commit


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states: what they are called, the files between them (with path, change, fields), and their lists.

    `left`: the branch, commit or day that was asked for, where `base` is the commit at which `head` left it.
    """

    heading: Heading
    base: str
    head: Text
    records: Sequence[Any]
    lists: Difference
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table of texts under a title; `empty` stands for it where it has no rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def title_of(found: Comparison, words: Words) -> str:
    """What is compared, on which day."""
    base, day = found.base[:SHORT], found.heading.as_of
    if found.left is not None:
        return words(say("What {head} adds since it left {left} at {base}, lists as of {day}",
                         head=found.head, left=found.left, base=base, day=day))  # fmt: skip
    return words(say("Compared: {base} with {head}, lists as of {day}", base=base, head=found.head, day=day))


def sections(found: Comparison, words: Words) -> tuple[Section, ...]:
    """Records, findings, periods, duties, coverage: in the order in which a reviewer asks."""
    return (
        _records(found, words),
        _findings(found, words),
        _section(N_("Impact periods"), (N_("code"), N_("change"), N_("state"), N_("last barred day"), N_("free from")),
                 _eligible(found, words), N_("No row of the list differs."), words),
        _section(N_("Due list"), (N_("code"), N_("duty"), N_("period"), N_("change"), N_("status"), N_("due")),
                 _due(found, words), N_("No row of the list differs."), words),
        _section(N_("Coverage"), (N_("body"), N_("base (people)"), N_("required"), N_("visited"), N_("shortfall")),
                 _coverage(found, words), N_("Coverage is the same."), words),
    )  # fmt: skip


def comparison_text(found: Comparison, words: Words) -> str:
    """For the terminal."""
    lines = [title_of(found, words)]
    for section in sections(found, words):
        lines += ["", f"{section.title} ({len(section.rows)})" if section.rows else section.title]
        lines += [f"  {'  '.join(row)}" for row in section.rows] or [f"  {section.empty}"]
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


def _section(title: str, heads: Sequence[str], rows: Iterator[tuple[str, ...]], empty: str, words: Words) -> Section:
    return Section(words.plain(title), tuple(map(words.plain, heads)), tuple(rows), words.plain(empty))


def _records(found: Comparison, words: Words) -> Section:
    rows = (
        (each.path, words.plain(CHANGE[each.change]), _names(each.fields, words) if each.change != "added" else "")
        for each in found.records
    )
    return _section(
        N_("Records"), (N_("path"), N_("change"), N_("fields")), rows, N_("No file of the register differs."), words
    )


def _names(fields: Sequence[tuple[str | None, object, object]], words: Words) -> str:
    return words(tuple(field_shown(field, words) for field, _, _ in fields if field is not None))


def _findings(found: Comparison, words: Words) -> Section:
    def rows() -> Iterator[tuple[str, ...]]:
        changes = found.lists.findings
        for mark, group in ((N_("new"), changes.appeared), (N_("fixed"), changes.vanished)):
            for row in group:
                severity = words(found.lists.after.policy.label("severity", row.severity))
                where = f"{row.path}:{row.line}" if row.line else row.path
                yield words.plain(mark), severity, where, words(row.message)

    heads = (N_("change"), N_("severity"), N_("path"), N_("finding"))
    return _section(N_("Findings"), heads, rows(), N_("No finding is new or fixed."), words)


def _pairs(changes: RowChanges) -> Iterator[tuple[str, Any, Any]]:
    """Every row that differs: how, before, after."""
    yield from (("alike" if alike(old, new) else "changed", old, new) for old, new in changes.changed)
    yield from (("appeared", None, row) for row in changes.appeared)
    yield from (("vanished", row, None) for row in changes.vanished)


def _eligible(found: Comparison, words: Words) -> Iterator[tuple[str, ...]]:
    policy = found.lists.after.policy
    for change, old, new in sorted(_pairs(found.lists.eligible), key=lambda each: (each[2] or each[1]).person):
        state = _moved(old, new, lambda row: words(policy.label("state", row.state)))
        until, free = (
            _moved(old, new, lambda row, name=name: _day(getattr(row, name))) for name in ("until", "free_from")
        )
        yield (new or old).person, words.plain(CHANGE[change]), state, until, free


def _due(found: Comparison, words: Words) -> Iterator[tuple[str, ...]]:
    policy, organizations = found.lists.after.policy, found.lists.after.register.organizations
    for change, old, new in _pairs(found.lists.due):
        row = new or old
        about = row.person or organizations.name(row.owner, words.lang)
        status = _moved(old, new, lambda each: words(policy.label("status", each.status)))
        due = _moved(old, new, lambda each: _day(each.due_on))
        duty = words(policy.label("duty", row.duty))
        of = words(policy.label("duty_period", row.period)) if row.period else row.record or ""
        yield about, duty, of, words.plain(CHANGE[change]), status, due


def _coverage(found: Comparison, words: Words) -> Iterator[tuple[str, ...]]:
    organizations = found.lists.after.register.organizations
    for old, new in found.lists.coverage:
        row = new or old
        if row is not None:
            numbers = (
                _moved(old, new, lambda each, name=name: str(getattr(each, name)))
                for name in ("base", "required", "visited", "shortfall")
            )
            yield organizations.name(row.body, words.lang), *numbers


def _moved(old: Any, new: Any, shown: Any) -> str:  # noqa: ANN401 - any row and what to show of it
    """A value of a row before and after, once where it stayed."""
    sides = [shown(row) for row in (old, new) if row is not None]
    return sides[-1] if sides[0] == sides[-1] else f" {ARROW} ".join(sides)


def _day(value: object) -> str:
    return UNKNOWN if value is None else str(value)
