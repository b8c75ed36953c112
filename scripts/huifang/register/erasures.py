"""`audit/erasures.yml`: whose identity was removed, by whom, why and when; never the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, TypeAdapter

from huifang.register.models.base import Many, Mapped
from huifang.register.reading import FileReading, read
from huifang.register.scalars import Code, Day, Line, Whole

if TYPE_CHECKING:
    from huifang.register.tree import Tree

ERASURES = "audit/erasures.yml"


class Erasure(Mapped):
    """One erasure. The last four keys are filled in by hand where the history was rewritten afterwards."""

    code: Code
    on: Day
    identity: Literal["removed", "absent"]
    commits: Line | None = Field()  # how many of the common repository held it then; null without Git
    by: Line
    reason: Line
    rewritten_on: Day | None = None
    old_tip: Line | None = None
    new_tip: Line | None = None
    supersedes: Many[Line] = ()  # names of seals whose commits the rewriting took out of the history


class ErasuresFile(Mapped):
    """`audit/erasures.yml`."""

    format: Whole = 1
    erasures: Many[Erasure] = ()


ERASURES_SHAPE: TypeAdapter[ErasuresFile] = TypeAdapter(ErasuresFile)


def read_erasures(tree: Tree) -> tuple[bytes | None, FileReading[ErasuresFile] | None]:
    """The file as it lies there with its reading; None for both where there is none. OSError where it is unreadable."""
    try:
        raw = tree.read(ERASURES)
    except FileNotFoundError:
        return None, None
    return raw, read(ERASURES_SHAPE, f"{tree.name}/{ERASURES}", raw, {}, markdown=False)
