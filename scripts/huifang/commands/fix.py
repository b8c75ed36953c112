"""`huifang fix`: makes the fixes of findings that are certain, and shows each; what must be decided is left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.editing.fixing import FixedRegister


def fix(
    work: Work,
    paths: Annotated[list[Path] | None, Argument(help=N_("only these files and folders"))] = None,
    check: Annotated[
        list[str] | None, Option(help=N_("only the fixes of this check; may be given several times"))
    ] = None,
    dry_run: Annotated[bool, Option(help=N_("write nothing; show what would be fixed"))] = False,
) -> Document:
    """Every fix, with its lines before and after; then what remains."""
    from huifang.output.fixtext import fixes_text
    from huifang.services.fixes import checks_named, fixed_register
    from huifang.services.paths import is_asked_for, is_wanted, register_path

    wanted = [register_path(path, work.opened.folders, work.opened.trees) for path in paths or ()]
    checks = checks_named(check or ())
    made = fixed_register(work.opened, work.wanted)
    made.fix(lambda each: is_wanted(each.place.path, wanted) and (not checks or each.check in checks))
    if not dry_run:
        made.write()
    _tell(made, wanted, work, all_checks=not checks, dry_run=dry_run)
    return Document(fixes_text(made.made, partial(is_asked_for, wanted=wanted), work.words))


def _tell(made: FixedRegister, wanted: Sequence[str], work: Work, *, all_checks: bool, dry_run: bool) -> None:
    from huifang.services.paths import is_wanted

    n, files = len(made.made), len(made.paths)
    done = say("nothing could be fixed for certain") if not n else say("fixed: {n}, in {files} files", n=n, files=files)
    if dry_run and n:
        done = say("nothing was written; without --dry-run these are fixed: {n}, in {files} files", n=n, files=files)
    print_note(done, work.words)
    left = [each for each in made.found if is_wanted(each.place.path, wanted)]
    errors = sum(each.severity == "error" for each in left)
    counts = {"errors": errors, "warnings": len(left) - errors}
    if left and all_checks:
        told = say("for somebody to decide remain {errors} errors, {warnings} warnings: huifang validate", **counts)
        print_note(told, work.words)
    elif left:
        print_note(say("there remain {errors} errors, {warnings} warnings: huifang validate", **counts), work.words)


VERBS = (
    Verb(
        "fix",
        fix,
        takes=("records", "as_of", "lang"),
    ),
)
