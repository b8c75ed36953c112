"""Taking the name from a code: the entry that records it, then the identity itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing import only_writer, write_record
from huifang.editing.erase import recorded, without
from huifang.editing.new import RefusedError
from huifang.register.erasures import ERASURES, Erasure, read_erasures
from huifang.register.identities import naming
from huifang.services.erasure import COMMON, IdentityPlaces
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.services.registers import register_folders, today
from huifang.texts import Text, say

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from huifang.register.models import RegisterFile


def erase_as_decided(
    home: IdentityPlaces, day: date, settings: RegisterFile, by: str | None, reason: str | None
) -> bool:
    """Erase the identity, and whether there was anything to do; Stop where it may not be or cannot be written."""
    if day > today(settings):
        raise Stop(ExitCode.USAGE, say("{day} is still to come; nothing was erased", day=day))
    said = _decision_said(home, by, reason)
    if home.bare:
        raise Stop(ExitCode.UNREADABLE, say("a bare repository has no work tree to write to; erase in a clone of it"))
    with only_writer(home.folder):
        return _erase_identity(home, day, said)


def _decision_said(home: IdentityPlaces, by: str | None, reason: str | None) -> tuple[str, str]:
    """Both, each one line, none with the name in it; Stop(USAGE) otherwise."""
    if not (by or "").strip() or not (reason or "").strip():
        raise Stop(ExitCode.USAGE, say("say both who decided it (--by) and why (--reason); nothing was erased"))
    given = ((by or "").strip(), (reason or "").strip())
    if any(not each.isprintable() for each in given):
        raise Stop(ExitCode.USAGE, say("write --by and --reason on one line each; nothing was erased"))
    pattern = naming(home.names)
    if pattern and any(map(pattern.search, given)):
        raise Stop(ExitCode.USAGE, say("--by or --reason holds the name that is to be erased; nothing was erased"))
    return given


def _erase_identity(home: IdentityPlaces, day: date, said: tuple[str, str]) -> bool:
    """Write the entry, then take the identity away: stopped in between, the next call completes it.

    Whether there was anything to do.
    """
    try:
        raw, _ = read_erasures(home.tree)
        present = {each.path: home.tree.read(each.path) for each in home.listed}
        rest = {path: without(before, f"{home.tree.name}/{path}", home.code) for path, before in present.items()}
        changed = {path: after for path, after in rest.items() if after != present[path]}
        told = home.recorded
        if told and not changed:
            return False
        if not any((each.on, each.by, each.reason) == (day, *said) for each in told):
            entry = _entry(home, day, said, removed=bool(changed))
            write_record(home.folder, ERASURES, recorded(raw, entry), before=raw, new=raw is None)
        for path, after in changed.items():
            write_record(home.folder, path, after, before=present[path])
    except RefusedError as refused:
        raise Stop(ExitCode.UNREADABLE, unnamed(refused.message, naming(home.names)), refused.findings) from refused
    return True


def sweep_before_erasing(typed: Sequence[Path]) -> None:
    """What a stopped run left may hold the very name; it goes before anything is looked at."""
    for folder in register_folders(typed):
        sweep_before_writing(folder)


def unnamed(message: Text, names: re.Pattern[str] | None) -> Text:
    """A sentence in which a name, as part of a path, is left out."""
    values = (
        (key, names.sub("…", value) if names and isinstance(value, str) else value) for key, value in message.values
    )
    return Text(message.template, tuple(values))


def _entry(home: IdentityPlaces, day: date, said: tuple[str, str], *, removed: bool) -> Erasure:
    common = next((each.remains for each in home.repositories if each.name == COMMON), None)
    values = {
        "code": home.code,
        "on": day.isoformat(),
        "identity": "removed" if removed else "absent",
        "commits": None if common is None else str(common.identity.commits),
        "by": said[0],
        "reason": said[1],
    }
    return Erasure.model_validate(values)
