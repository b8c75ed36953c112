"""The site of entry forms: what was asked for, the codes that come next, and the files that are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing import pieces, spelling
from huifang.editing.new import RefusedError, Workspace, codes_from
from huifang.forms.data import FormsContents, Spelling
from huifang.forms.forge_config import APIS, ForgeConfig, forge_config
from huifang.portal.stamp import build_time, stamp
from huifang.register.forges import WrongForge
from huifang.register.organizations import OUTSIDE
from huifang.services.exits import ExitCode, Stop
from huifang.services.workspaces import codes_of_histories, registers_here
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from huifang.lists import Lists
    from huifang.texts import Words

NO_FORGE = "none"


def forge_asked(forge: str, url: str, project: str, branch: str, folder: str, client_id: str) -> ForgeConfig | None:
    """The forge that was asked for, None for none; Stop(USAGE) where an option cannot be meant."""
    if forge == NO_FORGE:
        if url or project or client_id:
            raise Stop(
                ExitCode.USAGE, say("an address, a project or a client id needs --forge: {known}", known=(*APIS,))
            )
        return None
    try:
        return forge_config(forge, url, project, branch=branch, folder=folder.strip("/"), client_id=client_id)
    except WrongForge as wrong:
        raise Stop(ExitCode.USAGE, wrong.sentence) from wrong


def forms_contents(
    lists: Lists, records: Sequence[Path], forge: ForgeConfig | None, spoken: Words, *, names: bool, folder: str
) -> FormsContents:
    """What the site is made from; Stop where names are asked for and nobody knows any, or no code can be given."""
    if names and not lists.register.names:
        message = say("--names needs the names: put the repository of names into {folder}", folder="identities/")
        raise Stop(ExitCode.USAGE, message)
    codes, made_from = _next_codes(records, spoken), stamp(lists, build_time())
    return FormsContents(lists, written_spelling(), forge, codes, names, folder.strip("/"), made_from)


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
