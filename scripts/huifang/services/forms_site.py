"""The site of entry forms: what was asked for, the codes that come next, and the files that are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from huifang.editing import pieces, spelling
from huifang.editing.new import RefusedError, Workspace, codes_from
from huifang.forms.data import ForgeSettings, FormsContents, Spelling
from huifang.register.organizations import OUTSIDE
from huifang.services.exits import ExitCode, Stop
from huifang.services.workspaces import codes_of_histories, registers_here
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from huifang.lists import Lists
    from huifang.texts import Text, Words

FORGES = ("none", "gitlab", "gitea", "github")
PROJECT = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
BRANCH = re.compile(r"[\w./-]+", re.ASCII)
FOLDER = re.compile(r"(?:[\w.-]+(?:/[\w.-]+)*)?", re.ASCII)
HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
PATH = re.compile(r"[A-Za-z0-9._~/-]*")


def forge_settings(given: Mapping[str, str]) -> ForgeSettings:
    """What was typed, judged; Stop(USAGE) for an address or a name that no forge has."""
    made = ForgeSettings(**{**given, "url": given["url"].rstrip("/"), "folder": given["folder"].strip("/")})
    if made.forge not in FORGES:
        raise _wrong(say("there is no forge {value}; there are: {known}", value=made.forge, known=FORGES))
    if not BRANCH.fullmatch(made.branch):
        raise _wrong(say("{value} is no name of a branch", value=made.branch))
    if not FOLDER.fullmatch(made.folder) or ".." in made.folder.split("/"):
        raise _wrong(say("{value} is no folder of a repository", value=made.folder))
    if made.forge == "none":
        return made
    if not made.url or not made.project:
        raise _wrong(say("a forge needs {options}", options=("--forge-url", "--project")))
    if not _is_address(made.url):
        raise _wrong(say("{value} is no address of a forge; write it as {form}", value=made.url,
                         form="https://git.example.org"))  # fmt: skip
    if not PROJECT.fullmatch(made.project):
        raise _wrong(say("{value} is no project of a forge; write it as {form}", value=made.project, form="GROUP/NAME"))
    return made


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and HOST.fullmatch(parts.netloc) is not None
        and PATH.fullmatch(parts.path) is not None
        and not parts.query
        and not parts.fragment
    )


def _wrong(message: Text) -> Stop:
    return Stop(ExitCode.USAGE, message)


def forms_contents(
    lists: Lists, records: Sequence[Path], settings: ForgeSettings, spoken: Words, *, names: bool
) -> FormsContents:
    """What the site is made from; Stop where names are asked for and nobody knows any, or no code can be given."""
    if names and not lists.register.names:
        message = say("--names needs the names: put the repository of names into {folder}", folder="identities/")
        raise Stop(ExitCode.USAGE, message)
    return FormsContents(lists, written_spelling(), settings, _next_codes(records, spoken), names)


def written_spelling() -> Spelling:
    """How the room that writes spells values, for the pages that write the same."""
    patterns = {"oddStart": spelling.ODD_START, "odd": spelling.ODD, "oddInFlow": spelling.ODD_IN_FLOW,
                "printable": spelling.PRINTABLE}  # fmt: skip
    return Spelling(patterns, spelling.ESCAPES, spelling.BY_NUMBER, pieces.BLOCKS, pieces.LINE_BY_LINE)


def _next_codes(records: Sequence[Path], spoken: Words) -> dict[str, str]:
    """District -> the code that a new person would get: one that nobody ever had, as `huifang new person` gives it."""
    folders, trees, policy, day = registers_here(records)
    desk = Workspace(trees, policy, day, spoken, lambda: codes_of_histories(folders))
    try:
        return {
            each.id: next(codes_from(each, desk.next_number(each)))
            for each in desk.frame.organizations.districts.values()
            if each.prefix is not None and each.level != OUTSIDE
        }
    except RefusedError as refused:
        raise Stop(ExitCode.UNREADABLE, refused.message, refused.findings) from refused
