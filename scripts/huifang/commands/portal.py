"""`huifang portal build`, `huifang portal serve`: the internal site, made by MkDocs from the lists."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from huifang.commands.options import Option
from huifang.commands.verb import Document, Verb, Work, print_note
from huifang.editing import site_for
from huifang.policy.shipped import ROOT
from huifang.portal.request import CannotReadError, PortalContents, PortalRequest
from huifang.services.exits import ExitCode, Stop
from huifang.services.portal_history import portal_contents
from huifang.services.registers import Request, open_lists, register_folders
from huifang.services.targets import refuse_within
from huifang.texts import N_, Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.portal.mkdocs import Hooks
    from huifang.texts import Text

TAKES = ("records", "as_of", "at", "lang")
CONFIG = ROOT / "mkdocs.yml"
MARK = "assets/huifang/lookup.json"  # a folder with this file is a portal, and may be replaced
INTERNAL = "internal"
TAKEN = (errno.EADDRINUSE, errno.EACCES)


def from_environment() -> PortalRequest:
    """What HUIFANG_RECORDS, _AS_OF, _AT, _AUDIENCE and _LANG ask for."""
    wanted = Request(at=os.environ.get("HUIFANG_AT") or None)
    lang: Language = "en" if os.environ.get("HUIFANG_LANG") == "en" else "zh"
    return PortalRequest(lambda: _contents(wanted), lang, _watched())


def _watched() -> tuple[Path, ...]:
    try:
        return tuple(folder.resolve() for folder in register_folders(()))
    except Stop:
        return ()


def _contents(wanted: Request) -> PortalContents:
    audience = os.environ.get("HUIFANG_AUDIENCE") or INTERNAL
    if audience != INTERNAL:  # a narrower portal must never come out as the whole one
        raise CannotReadError(say("there is no audience {value}; there is: {known}", value=audience, known=INTERNAL))
    try:
        return portal_contents(open_lists(wanted), wanted, os.environ.get("HUIFANG_SINCE") or None)
    except Stop as stop:
        raise CannotReadError(stop.message, stop.findings) from stop


SECONDS = re.compile(r"\d{1,11}", re.ASCII)  # to the year 5138


@cache
def hooks() -> Hooks:
    """The hooks of this process: MkDocs' hook file and the verbs share them."""
    from huifang.portal.mkdocs import Hooks  # noqa: PLC0415 - MkDocs is loaded when it is used

    return Hooks(from_environment)


def build(
    work: Work,
    site: Annotated[Path, Option("--output", help=N_("the folder of the site"))] = Path("site"),
    since: Annotated[str | None, Option("--since", help=N_("tell what changed since this commit or day"))] = None,
) -> Document:
    """The site in a folder; it appears whole or not at all."""
    registers = register_folders(work.wanted.records)
    target = _replaceable(site, registers)
    _environment(work)
    hooks().start_from(portal_contents(work.lists, work.wanted, since))
    with site_for(target) as made:
        _tell(work, N_("making the portal; the register knows {n} people"), n=len(work.lists.known.people))
        failed = _mkdocs_build(made.folder)
    if not made.at_once:
        _tell(work, N_("this file system cannot exchange two folders; for a moment no portal lay in {folder}"),
              folder=str(site))  # fmt: skip
    _tell(work, N_("the portal lies in {folder}"), folder=str(site))
    return _told(work, failed)


def serve(
    work: Work, port: Annotated[int, Option("--port", min=1, max=65535, help=N_("the port on this machine"))] = 8000
) -> Document:
    """The site on this machine, made anew when a record changes, until Ctrl-C."""
    from mkdocs.commands.serve import serve as run  # noqa: PLC0415 - MkDocs is loaded when it is used

    _environment(work)
    try:
        hooks().start_from(portal_contents(work.lists, work.wanted))
    except Stop as stop:
        _tell(work, stop.message.template, **dict(stop.message.values))
    _tell(work, N_("the portal is at http://127.0.0.1:{port}/ until Ctrl-C"), port=port)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        run(str(_config()), livereload=True, dev_addr=f"127.0.0.1:{port}")
    except OSError as problem:
        if problem.errno not in TAKEN:
            raise
        message = say("port {port} cannot be used: {reason}", port=port, reason=problem.strerror or "")
        raise Stop(ExitCode.UNREADABLE, message) from problem
    return Document()


def _config() -> Path:
    if not CONFIG.is_file():
        message = say("there is no {file}, which belongs to the program; install it anew", file=str(CONFIG))
        raise Stop(ExitCode.UNREADABLE, message)
    return CONFIG


def _environment(work: Work) -> None:
    """The hook reads the environment, as it does when MkDocs is called by itself."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and not SECONDS.fullmatch(epoch):
        message = say("SOURCE_DATE_EPOCH is {value}; it is a number of seconds since 1970, or it is unset", value=epoch)
        raise Stop(ExitCode.USAGE, message)
    wanted = work.wanted
    given = {
        "HUIFANG_RECORDS": os.pathsep.join(str(folder.resolve()) for folder in register_folders(wanted.records)),
        "HUIFANG_AS_OF": wanted.as_of,
        "HUIFANG_AT": wanted.at,
        "HUIFANG_LANG": work.words.lang,
    }
    os.environ.update({name: value for name, value in given.items() if value})
    if not wanted.at:
        os.environ.pop("HUIFANG_AT", None)


def _told(work: Work, failed: Mapping[str, Text]) -> Document:
    """Every page that could not be made; all others are there."""
    for uri, reason in failed.items():
        _tell(work, N_("the page {uri} could not be made: {reason}"), uri=uri, reason=reason)
    if not failed:
        return Document()
    _tell(work, N_("{n} pages could not be made and say so; all others are complete"), n=len(failed))
    return Document(code=ExitCode.UNREADABLE)


def _mkdocs_build(folder: Path) -> Mapping[str, Text]:
    """The site in a folder; the pages that could not be made, and why."""
    from mkdocs.commands.build import build as run  # noqa: PLC0415 - as above
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", level=logging.WARNING)
    config = load_config(config_file=str(_config()), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        run(config)
    except Abort as problem:
        message = say("the portal could not be made: {reason}", reason=hooks().refused or str(problem))
        raise Stop(ExitCode.UNREADABLE, message) from problem
    finally:
        config.plugins.on_shutdown()
    return dict(hooks().failed)


def _replaceable(site: Path, registers: Sequence[Path]) -> Path:
    """The folder of the site. Only an empty folder or an earlier portal is replaced, none in or around a register."""
    refuse_within(site, registers)
    if site.is_symlink():
        message = say(
            "{path} is a link to {target}; name the folder itself", path=str(site), target=str(site.readlink())
        )
        raise Stop(ExitCode.UNREADABLE, message)
    target = site.resolve()
    portal = (target / MARK).is_file() and not any(each.resolve().is_relative_to(target) for each in registers)
    if target.exists() and not portal and (not target.is_dir() or any(target.iterdir())):
        message = say("{folder} holds something else than a portal and is left alone", folder=str(target))
        raise Stop(ExitCode.UNREADABLE, message)
    return target


def _tell(work: Work, template: str, **values: object) -> None:
    print_note(say(template, **values), work.words)  # type: ignore[arg-type]


VERBS = (
    Verb("portal build", N_("The internal site in a folder."), build, takes=TAKES),
    Verb("portal serve", N_("The internal site on this machine, until Ctrl-C."), serve, takes=TAKES),
)
