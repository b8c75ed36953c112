"""The audit for the terminal: each finding with its commit, and its answer where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.output.printable import one_line
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists.table import Table
    from huifang.texts import Text, Words

SHORT = 12  # characters of a commit


def audit_text(table: Table, words: Words) -> str:
    """Where and what, what to do, which commit, who answered; the counts last."""
    lines = [line for row in table.rows for line in _finding(row, table, words)]
    if not table.rows:
        lines.append(words(table.heading.empty))
    standing = [row for row in table.rows if row.answered is None]
    errors = sum(row.severity == "error" for row in standing)
    counts = say("{errors} errors, {warnings} warnings, {answered} answered", errors=errors,
                 warnings=len(standing) - errors, answered=len(table.rows) - len(standing))  # fmt: skip
    lines += [words(counts), _asked(table, words), *(words(each) for each in table.heading.notice)]
    return "\n".join(lines) + "\n"


def _asked(table: Table, words: Words) -> str:
    """Which commit was asked, on which day, and whether the work tree is another."""
    heading = table.heading
    revision = heading.revision[:SHORT] if heading.revision else words(say("no commit"))
    mark = words(say(" (changed since)")) if heading.dirty and heading.revision else ""
    line = say("Records {revision}{mark} · as of {day} · policy {policy}", revision=revision, mark=mark,
               day=heading.as_of, policy=heading.policy_version)  # fmt: skip
    return words(line)


def _finding(row: Any, table: Table, words: Words) -> Iterator[str]:  # noqa: ANN401 - a row of the audit
    place = ":".join(str(part) for part in (row.path, row.line, row.column) if part is not None)
    severity = words(table.policy.label("severity", row.severity))
    field = f"{row.field}: " if row.field else ""
    yield one_line(f"{place}: {severity} [{row.check}] {field}{words(row.message)}")
    if row.commit:
        commit = say("commit {commit}", commit=row.commit[:SHORT])
        yield f"    {words(commit)}"
    if row.answered is None:
        yield one_line(f"    → {words(row.fix)}")
    else:
        yield one_line(f"    {words(answer_text(row))}")


def answer_text(row: Any) -> Text:  # noqa: ANN401 - a row of the audit
    """Who answered a finding, when and how."""
    told = row.answered
    return say("answered by {by} on {day}: {reason}", by=told["by"], day=told["on"], reason=told["reason"])
