"""The audit's own files in `audit/`: who may edit where, seals, answers. Read by the same three steps as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter

from huifang.register.models.base import Many, Mapped
from huifang.register.reading import FileReading, read
from huifang.register.scalars import Day, Line, Whole

if TYPE_CHECKING:
    from huifang.register import Finding, Tree

FOLDER = "audit"
EDITORS, ANSWERS, SEALS = f"{FOLDER}/editors.yml", f"{FOLDER}/answers.yml", f"{FOLDER}/seals"

Shape = TypeVar("Shape")


class Named(Mapped):
    """The finding that is meant; of the commit at least seven characters."""

    check: Line
    path: Line
    field: Line | None = None
    commit: Line | None = None


class Answer(Mapped):
    """What somebody says to a finding, which stays visible."""

    finding: Named
    by: Line
    reason: Line
    on: Day


class AnswersFile(Mapped):
    """`audit/answers.yml`."""

    format: Whole = 1
    answers: Many[Answer] = ()


class Seal(Mapped):
    """`audit/seals/<day>-<commit>.yml`: the history up to a commit, and the seal before it."""

    format: Whole
    on: Day
    commit: Line
    commits: Line  # how many; it may have more digits than a number of the record format
    tree: Line | None
    previous: Line | None
    previous_sha256: Line | None


EDITORS_SHAPE: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(dict[Line, tuple[Line, ...]])
ANSWERS_SHAPE: TypeAdapter[AnswersFile] = TypeAdapter(AnswersFile)
SEAL_SHAPE: TypeAdapter[Seal] = TypeAdapter(Seal)


def read_own(tree: Tree, path: str, shape: TypeAdapter[Shape], problems: list[Finding]) -> Shape | None:
    """A file of the audit; None where it is absent, or broken: then `problems` gets what is wrong."""
    try:
        raw = tree.read(path)
    except OSError:
        return None
    reading: FileReading[Shape] = read(shape, f"{tree.name}/{path}", raw, {}, markdown=False)
    problems.extend(reading.findings)
    return reading.value
