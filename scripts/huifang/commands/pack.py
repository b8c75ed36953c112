"""`huifang audit pack`: evidence for somebody who was not there, as a folder and as one zip file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.gather import gathered
from huifang.commands.options import Option
from huifang.commands.verb import Document, Verb, Work, told
from huifang.editing import write_file, write_folder
from huifang.output.evidence import archive, evidence, left_out
from huifang.texts import N_, say

TAKES = ("records", "person", "district", "names", "lang")


def pack(
    work: Work,
    until: Annotated[str, Option("--until", help=N_("the day up to which the pack tells, YYYY-MM-DD"))],
    output: Annotated[
        Path | None, Option("--output", help=N_("the folder of the pack; a zip file goes beside"))
    ] = None,
) -> Document:
    """Records, history, lists, rules, findings, checksums and a report, as they stood on a day."""
    found = gathered(work, until)
    folder = output or Path(found.asked.name)
    zipped = _refuse(folder, found.folder)
    material = found.material()
    files = evidence(material, work.words)
    whole = archive(files)
    try:
        write_folder(folder, files.items())
        write_file(zipped, whole, new=True)
    except FileExistsError as problem:
        raise Stop(
            ExitCode.UNREADABLE, say("{path} is there already", path=str(problem.filename2 or folder))
        ) from problem
    if hidden := left_out(material):
        told(say("left out, because they name people who were cleared: {n} files", n=len(hidden)), work.words)
    if named := found.named_by_records(material):
        told(say("the name of {people} stands in the records themselves", people=named), work.words)
    lines = (
        say("{folder}: {n} files", folder=str(folder), n=len(files)),
        say("{path}; hand over its SHA-256 by another way:", path=str(zipped)),
    )
    sums = f"{hashlib.sha256(whole).hexdigest()}  {zipped.name}"
    return Document("".join(f"{line}\n" for line in (*map(work.words, lines), sums)))


def _refuse(folder: Path, register: Path) -> Path:
    """The zip file beside; Stop(UNREADABLE) where a pack cannot go: over something, into the register, or nowhere."""
    _refuse_taken(folder)
    zipped = folder.with_name(f"{folder.name}.zip")
    _refuse_taken(zipped)
    above = folder.absolute().parent
    if not above.is_dir():
        raise Stop(ExitCode.UNREADABLE, say("there is no folder {folder}", folder=str(above)))
    if above.resolve().is_relative_to(register.resolve()):
        message = say("{path} lies in the register; name a folder outside with --output", path=str(folder))
        raise Stop(ExitCode.UNREADABLE, message)
    return zipped


def _refuse_taken(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(path)))


VERBS = (
    Verb("audit pack", N_("Evidence up to a day, to be checked without this program."), pack, takes=TAKES),
)  # fmt: skip
