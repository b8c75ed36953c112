"""A register set up from answers: whole, in a repository of its own with those of names and restricted facts inside."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.editing import within
from huifang.editing.files import like
from huifang.editing.folders import new_folder
from huifang.editing.new import RefusedError
from huifang.editing.office.brought import brought_now
from huifang.editing.office.editor import CHINESE, editor_files
from huifang.editing.office.filled import OWN, around, inside, readme_of
from huifang.editing.office.setup import author_parts
from huifang.git_access import GitTroubleError, NoGitError, commit_first, find
from huifang.policy import load_policy, words_of
from huifang.policy.shipped import ROOT, shipped_policy
from huifang.register import FolderTree, Severity, load
from huifang.register.layout import SHIPPED
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import RECORDS
from huifang.texts import say, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Finding
    from huifang.texts import Words

PRIVATE = 0o700
NOT_KEPT = ("author", "register_from")  # answers that fill no file around the register
POLICY_FOLDER = "policy/"


def program_policy() -> Policy:
    """The rules that the program brings along."""
    return load_policy(FolderTree(ROOT / RECORDS, RECORDS))


def program_texts() -> dict[str, str]:
    """The policy files that the program brings along: name -> text."""
    return {Path(path).stem: raw.decode() for path, raw in shipped_policy().items()}


def refuse_place(folder: Path) -> None:
    """Stop(USAGE) where no register can stand: not empty, in a register or repository, or around who asks."""
    place = folder.resolve()
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        message = say("{folder} is not empty; name a folder that is empty or does not exist", folder=str(folder))
        raise Stop(ExitCode.USAGE, message)
    if Path.cwd().is_relative_to(place):
        message = say("you stand in {folder}; go to the folder above it with `cd ..` and name it from there",
                      folder=str(place))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    if within(place, ()):
        raise Stop(ExitCode.USAGE, say("{path} lies in a register; name a place outside it", path=str(folder)))
    above = next(each for each in place.parents if each.is_dir())
    around_it = next((each for each in (above, *above.parents) if os.path.lexists(each / ".git")), None)
    with suppress(NoGitError, GitTroubleError):
        around_it = around_it or Path(find(above).folder())  # a bare repository
    if around_it is not None:
        message = say("{path} lies in the Git repository {folder}; a register is a repository of its own: "
                      "name a place outside it", path=str(folder), folder=str(around_it))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)


def create_register(folder: Path, given: Mapping[str, str], day: date, spoken: Words) -> list[Finding]:
    """Set up a register in a folder: whole, or not at all. The warnings about it.

    RefusedError where it would have errors, GitTroubleError or OSError where it cannot be made.
    """
    author = author_parts(given["author"])
    place = folder.resolve()
    with new_folder(place) as draft:
        like(draft, place)  # an empty folder may have been given to a group
        _write(draft, given)
        found = _judged(draft / RECORDS, day)
        for name in OWN:
            commit_first(draft / RECORDS / name, author, spoken(say("create this repository")))
        commit_first(draft, author, spoken(say("create the register")))
    return found


def _write(draft: Path, given: Mapping[str, str]) -> None:
    files = around(given) | editor_files(given, program_policy(), words(CHINESE))
    policy = program_texts()
    setup = {key: value for key, value in given.items() if key not in NOT_KEPT}
    records = {f"{POLICY_FOLDER}{name}.yml": text for name, text in policy.items()} | dict(inside(given))
    records[SHIPPED] = brought_now(policy, files, setup).text
    for path, text in (*files.items(), *((f"{RECORDS}/{path}", text) for path, text in records.items())):
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_bytes(text.encode())
    for name in OWN:
        own = draft / RECORDS / name
        own.mkdir(mode=PRIVATE)
        (own / "README.md").write_bytes(readme_of(name, given).encode())


def _judged(records: Path, day: date) -> list[Finding]:
    tree = FolderTree(records)
    policy = load_policy(tree)
    found = list(findings(load([tree], words_of(policy)), policy, day))
    errors = [each for each in found if each.severity is Severity.ERROR]
    if errors:
        raise RefusedError(say("nothing was written: the register would have errors"), errors)
    return found
