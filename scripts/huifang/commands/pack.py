"""`huifang audit pack`: evidence for somebody who was not there, as a folder and as one zip file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from huifang.commands.options import Option
from huifang.commands.verb import Document, Verb, Work, print_note
from huifang.editing import write_folder_with
from huifang.output.evidence import evidence, left_out, zip_of
from huifang.services.evidence import gathered
from huifang.services.exits import ExitCode, Stop
from huifang.services.targets import refuse_within
from huifang.texts import N_, say

TAKES = ("records", "person", "district", "names", "lang")


def make_pack(
    work: Work,
    until: Annotated[str, Option(help=N_("the day up to which the pack tells, YYYY-MM-DD"))],
    output: Annotated[Path | None, Option(help=N_("the folder of the pack; a zip file goes beside"))] = None,
) -> Document:
    """Records, history, lists, rules, findings, checksums and a report, as they stood on a day."""
    if output is not None:
        _refuse(output, work.wanted.records)
    found = gathered(work.wanted, until, names=work.names)
    folder = output or Path(found.asked.name)
    zipped = _refuse(folder, work.wanted.records)
    material = found.material()
    files = evidence(material, work.words)
    whole = zip_of(files)
    try:
        write_folder_with(folder, files.items(), zipped, whole)
    except FileExistsError as problem:
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(problem.filename))) from problem
    if hidden := left_out(material):
        print_note(say("left out, because they name people who were cleared: {n} files", n=len(hidden)), work.words)
    if named := found.named_by_records(material):
        print_note(say("the name of {people} stands in the records themselves", people=named), work.words)
    lines = (
        say("{folder}: {n} files", folder=str(folder), n=len(files)),
        say("{path}; hand over its SHA-256 by another way:", path=str(zipped)),
    )
    sums = f"{hashlib.sha256(whole).hexdigest()}  {zipped.name}"
    return Document("".join(f"{line}\n" for line in (*map(work.words, lines), sums)))


def _refuse(folder: Path, typed: Sequence[Path]) -> Path:
    """The zip file beside; Stop where a pack cannot go: into a register, over something, or nowhere."""
    refuse_within(folder, typed)
    _refuse_taken(folder)
    zipped = folder.with_name(f"{folder.name}.zip")
    _refuse_taken(zipped)
    above = folder.absolute().parent
    if not above.is_dir():
        raise Stop(ExitCode.UNREADABLE, say("there is no folder {folder}", folder=str(above)))
    return zipped


def _refuse_taken(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(path)))


VERBS = (
    Verb("audit pack", N_("Evidence up to a day, to be checked without this program."), make_pack, takes=TAKES),
)  # fmt: skip
