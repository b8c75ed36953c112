"""The audit for the terminal: each finding with its commit, and its answer where it has one."""

from __future__ import annotations

import shlex
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from huifang.output.printable import one_line
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from huifang.lists.table import Table
    from huifang.texts import Text, Words

SHORT = 12  # characters of a commit
MANY = 20  # findings of one check, or people, that are told one by one


def audit_text(table: Table, words: Words, answerable: Collection[str] = (), *, whole: bool = True) -> str:
    """How many of which check and person first; then what concerns people, other files, and the repository.

    Each finding says where and what, what to do, which commit, who answered; more than `MANY` of one check are one line
    with their number, unless they are told `whole`. The counts stand last. `answerable` are the checks that can be
    answered: of them the command line that does.
    """
    lines = [] if not table.rows else [*_by_check(table, words), *_by_person(table, words)]
    for _, rows in groupby(sorted(table.rows, key=_order), key=lambda row: _order(row)[::2]):
        kind = tuple(rows)
        if len(kind) > MANY and not whole:
            lines.append(_many(kind[0].check, len(kind), words))
        else:
            lines += [line for row in kind for line in _finding(row, table, words, answerable)]
    if not table.rows:
        lines.append(words(table.heading.empty))
    standing = [row for row in table.rows if row.is_open]
    errors = sum(row.severity == "error" for row in standing)
    if answerable and any(row.check in answerable for row in standing):
        lines.append(words(say("Answers stand in `audit/answers.yml`; they count once somebody else than who made the "
                               "change has committed them.")))  # fmt: skip
    counts = say("{errors} errors, {warnings} warnings, {answered} answered", errors=errors,
                 warnings=len(standing) - errors, answered=len(table.rows) - len(standing))  # fmt: skip
    lines += [words(counts), _asked(table, words), *(words(each) for each in table.heading.notice)]
    return "\n".join(lines) + "\n"


def _order(row: Any) -> tuple[int, bool, str]:  # noqa: ANN401 - a row of the audit
    """People, other files, the repository itself; errors before warnings; by check."""
    about = 0 if row.person else 1 if "/" in row.path else 2
    return about, row.severity != "error", row.check


def _many(check: str, n: int, words: Words) -> str:
    return words(say("[{check}] {n} findings; each of them: `huifang audit --check {check}`", check=check, n=n))


def _counted(rows: Iterable[Any], words: Words) -> str:
    """How many errors and warnings nobody answered, and how many findings somebody did."""
    found = Counter(row.severity if row.is_open else "answered" for row in rows)
    parts = [
        say("{n} errors", n=found["error"]),
        say("{n} warnings", n=found["warning"]),
        say("{n} answered", n=found["answered"]),
    ]
    told = tuple(part for part in parts if dict(part.values)["n"])
    return words(say("{parts}", parts=told))


def _stands(row: Any) -> bool:  # noqa: ANN401 - a row of the audit
    """Whether a finding is an error that nobody answered."""
    return bool(row.severity == "error" and row.is_open)


def _by_check(table: Table, words: Words) -> Iterator[str]:
    """A line for each check, in the order in which the findings stand."""
    yield words(say("By check:"))
    kinds: dict[str, list[Any]] = {}
    for row in sorted(table.rows, key=_order):
        kinds.setdefault(row.check, []).append(row)
    yield from (f"  [{check}] {_counted(rows, words)}" for check, rows in kinds.items())


def _by_person(table: Table, words: Words) -> Iterator[str]:
    """A line for each person, those with most unanswered errors first."""
    people: dict[str, list[Any]] = {}
    for row in table.rows:
        if row.person:
            people.setdefault(row.person, []).append(row)
    if not people:
        return
    yield words(say("By person:"))
    grave = {code: sum(map(_stands, rows)) for code, rows in people.items()}
    order = sorted(people, key=lambda code: (-grave[code], -len(people[code]), code))
    yield from (f"  {code} {_counted(people[code], words)}" for code in order[:MANY])
    if len(order) > MANY:
        yield words(say("  and {n} more people; of one of them: `huifang audit --person CODE`", n=len(order) - MANY))


def _asked(table: Table, words: Words) -> str:
    """Which commit was asked, on which day, and whether the work tree is another."""
    heading = table.heading
    revision = heading.revision[:SHORT] if heading.revision else words(say("no commit"))
    mark = words(say(" (changed since)")) if heading.dirty and heading.revision else ""
    line = say("Records {revision}{mark} · as of {day} · policy {policy}", revision=revision, mark=mark,
               day=heading.as_of, policy=heading.policy_version)  # fmt: skip
    return words(line)


def _finding(
    row: Any,  # noqa: ANN401 - a row of the audit
    table: Table,
    words: Words,
    answerable: Collection[str],
) -> Iterator[str]:
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
    if row.is_open and row.check in answerable:
        told = say("    then answer it: `{command}`", command=answer_command(row, words))
        yield one_line(words(told))


def answer_command(row: Any, words: Words) -> str:  # noqa: ANN401 - a row of the audit
    """The command line that answers one finding; who and why is filled in by whoever answers."""
    parts = ["huifang", "audit", "answer", row.check, row.path]
    parts += ["--field", row.field] if row.field else []
    parts += ["--commit", row.commit[:SHORT]] if row.commit else []
    parts += ["--by", words(say("NAME")), "--reason", words(say("REASON"))]
    return shlex.join(parts)


def answer_text(row: Any) -> Text:  # noqa: ANN401 - a row of the audit
    """Who answered a finding, when and how."""
    told = row.answered
    said = say("answered by {by} on {day}: {reason}", by=told["by"], day=told["on"], reason=told["reason"])
    return say("{answer} ({refused})", answer=said, refused=told["refused"]) if row.is_open else said
