"""The next seal of a history: when it may be made, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing import write_record
from huifang.history.audit import made_seal
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.texts import say

if TYPE_CHECKING:
    from datetime import date

    from huifang.history.audit import Audited
    from huifang.history.audit.seals import Sealed
    from huifang.services.repositories import RegisterHistory


def refuse_sealing(past: RegisterHistory, mine: Audited, day: date) -> None:
    """Stop where there is nothing to seal, or something newer than the day; what stopped runs left is swept before."""
    sweep_before_writing(past.folder)
    if mine.history.tip is None:
        raise Stop(ExitCode.UNREADABLE, say("there is no commit yet, so there is nothing to seal"))
    newest = mine.day(mine.history.mainline[-1])
    if day < newest:
        message = say("the newest commit is of {newest}; a seal of {day} would be older than what it seals",
                      newest=newest, day=day)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)


def next_seal(mine: Audited, day: date) -> Sealed:
    """The seal of the history as it is; Stop(DONE) where the newest one has it already."""
    made = made_seal(mine, day)
    if made is None:
        raise Stop(ExitCode.DONE, say("there is nothing new since the last seal"))
    return made


def write_seal(past: RegisterHistory, made: Sealed) -> None:
    """The seal in its place, over nothing; Stop(UNREADABLE) where it cannot be."""
    if past.place.bare:
        message = say("a bare repository has no work tree to write to; name a file with --output")
        raise Stop(ExitCode.UNREADABLE, message)
    try:
        write_record(past.folder, made.path, made.raw, new=True)
    except FileExistsError as problem:
        path = str(past.folder / made.path)
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=path)) from problem
