"""`huifang erase CODE`: the name is taken from the code, which is recorded; what remains in the history is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import only_writer, sweep_register, write_record
from huifang.editing.erase import recorded, without
from huifang.editing.new import RefusedError
from huifang.register.erasures import ERASURES, Erasure, read_erasures
from huifang.register.identities import naming
from huifang.services.erasure import COMMON, IdentityPlaces, home_of, standing_or_stop
from huifang.services.erasure_report import ErasureReport, erasure_json, erasure_text
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of, register_folders, today
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    import re
    from datetime import date


def erase(
    work: Work,
    code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))],
    by: Annotated[str | None, Option("--by", help=N_("erase, and record who decided it"))] = None,
    reason: Annotated[str | None, Option("--reason", help=N_("erase, and record why; without the name"))] = None,
) -> Document:
    """What stands where and what remains, exit code 1 while anything does; --by and --reason remove the identity."""
    if by is not None or reason is not None:
        _sweep(work)
    opened = work.opened
    day = as_of(work.wanted.as_of, opened.register.settings)
    home = home_of(opened, code)
    ground = standing_or_stop(opened, code, day)
    home.recorded  # noqa: B018 - Stop where the file cannot be read
    performed = False
    if by is not None or reason is not None:
        if day > today(opened.register.settings):
            raise Stop(ExitCode.USAGE, say("{day} is still to come; nothing was erased", day=day))
        said = _said(home, by, reason)
        if home.bare:
            raise Stop(
                ExitCode.UNREADABLE, say("a bare repository has no work tree to write to; erase in a clone of it")
            )
        with only_writer(home.folder):
            performed = _perform(home, code, day, said)
    told = ErasureReport(home, ground, day, work.names, performed, opened.register.sample)
    text = erasure_json(told, opened, work.words) if work.format == "json" else erasure_text(told, work.words)
    return Document(text, ExitCode.FOUND if told.home.left else ExitCode.DONE)


def _said(home: IdentityPlaces, by: str | None, reason: str | None) -> tuple[str, str]:
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


def _perform(home: IdentityPlaces, code: str, day: date, said: tuple[str, str]) -> bool:
    """Write the entry, then take the identity away: stopped in between, the next call completes it.

    Whether there was anything to do.
    """
    try:
        raw, _ = read_erasures(home.tree)
        present = {each.path: home.tree.read(each.path) for each in home.listed}
        rest = {path: without(before, f"{home.tree.name}/{path}", code) for path, before in present.items()}
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


def _sweep(work: Work) -> None:
    """What a stopped run left may hold the very name; it goes before anything is looked at."""
    for folder in register_folders(work.wanted.records):
        sweep_register(folder)


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


VERBS = (
    Verb(
        "erase",
        N_("Take the name from a code: what may be, what was done, what remains in the history."),
        erase,
        takes=("records", "as_of", "names", "format", "lang"),
        formats=("text", "json"),
    ),
)
