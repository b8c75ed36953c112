"""`huifang audit pack`: evidence for somebody who was not there, as a folder and as one zip file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.texts import N_, say

TAKES = ("records", "person", "district", "names", "lang")


def make_pack(
    work: Work,
    until: Annotated[str, Option(help=N_("the day up to which the pack tells, YYYY-MM-DD"))],
    output: Annotated[Path | None, Option(help=N_("the folder of the pack; a zip file goes beside"))] = None,
) -> Document:
    """Records, history, lists, rules, findings, checksums and a report, as they stood on a day."""
    from huifang.output.evidence import evidence, left_out
    from huifang.services.evidence import gathered, write_pack
    from huifang.services.targets import refuse_pack

    if output is not None:
        refuse_pack(output, work.wanted.records)
    found = gathered(work.wanted, until, names=work.names)
    folder = output or Path(found.asked.name)
    zipped = refuse_pack(folder, work.wanted.records)
    material = found.material()
    files = evidence(material, work.words)
    checksum = write_pack(folder, zipped, files)
    if hidden := left_out(material):
        print_note(say("left out, because they name people who were cleared: {n} files", n=len(hidden)), work.words)
    if named := found.named_by_records(material):
        print_note(say("the name of {people} stands in the records themselves", people=named), work.words)
    written = work.words(say("{folder}: {n} files", folder=str(folder), n=len(files)))
    beside = work.words(say("{path}; hand over its SHA-256 by another way:", path=str(zipped)))
    return Document(f"{written}\n{beside}\n{checksum}  {zipped.name}\n")


VERBS = (
    Verb("audit pack", make_pack, takes=TAKES),
)  # fmt: skip
