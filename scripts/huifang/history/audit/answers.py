"""Answers to findings: `audit/answers.yml` says by whom, why and when; a finding stays visible as answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.history.audit.answer_sides import AnswerSides
from huifang.history.audit.file_shapes import ANSWERS, ANSWERS_SHAPE, Answer, read_own
from huifang.register import Place, warning
from huifang.register.reading import read
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.history.audit.finding import Audited
    from huifang.lists import AuditRow
    from huifang.lists.table import Cell
    from huifang.texts import Text

LEAST = 7  # characters of a commit that name it


def answered(audited: Audited, rows: Iterable[AuditRow], *, every: bool) -> Iterator[AuditRow]:
    """The rows with their answers; where `every` check was asked, an answer to nothing is a problem."""
    file = read_own(audited.tree, ANSWERS, ANSWERS_SHAPE, audited.problems)
    answers = list(enumerate(file.answers)) if file else []
    sides = AnswerSides(audited)
    used = set[int]()
    for row in rows:
        meant = [(at, each) for at, each in answers if _meant(each, row)]
        used.update(at for at, _ in meant)
        told = [_told(answer, sides.refused(answer, row)) for _, answer in meant]
        counting = (each for each in told if "refused" not in each)
        yield replace(row, answered=next(counting, told[0])) if told else row
    for number, answer in answers if every else ():
        if number not in used:
            place = Place(f"{audited.root}/{ANSWERS}", ("answers", number, "finding"))
            message = say("no finding {check} of {path} is answered by this", check=answer.finding.check,
                          path=answer.finding.path)  # fmt: skip
            found = warning(place, message, fix=say("copy check, path, field and commit from `huifang audit`"),
                            check="answer-to-nothing")  # fmt: skip
            audited.problems.append(found)


def read_answers(audited: Audited, raw: bytes) -> tuple[Answer, ...] | None:
    """The answers in a file's bytes; None where they cannot be read."""
    reading = read(ANSWERS_SHAPE, f"{audited.root}/{ANSWERS}", raw, {}, markdown=False)
    return None if reading.value is None or reading.findings else tuple(reading.value.answers)


def _told(answer: Answer, refused: Text | None) -> dict[str, Cell]:
    """An answer as a row has it, with the reason why it does not count."""
    told: dict[str, Cell] = {"by": answer.by, "reason": answer.reason, "on": answer.on}
    return told if refused is None else {**told, "refused": refused}


def _meant(answer: Answer, row: AuditRow) -> bool:
    """Whether an answer names this finding: check, path, field and commit, the commit perhaps shortened."""
    named = answer.finding
    if (named.check, named.path, named.field) != (row.check, row.path, row.field):
        return False
    if row.commit is None or named.commit is None:
        return row.commit is None and named.commit is None
    return len(named.commit) >= LEAST and row.commit.startswith(named.commit)
