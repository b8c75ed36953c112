"""The portal as MkDocs makes it: what the environment asks for, the hooks of this process, building and serving."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from huifang.git_access import sweep_stages
from huifang.policy.shipped import ROOT
from huifang.portal.request import CannotReadError, PortalContents, PortalRequest
from huifang.portal.stamp import STAMP_URI, read_stamp
from huifang.services.exits import ExitCode, Stop
from huifang.services.portal_history import portal_contents
from huifang.services.registers import Request, open_lists, register_folders
from huifang.services.targets import replaceable_folder
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from huifang.portal.mkdocs import Hooks
    from huifang.portal.stamp import SiteStamp
    from huifang.texts import Language, Text

CONFIG = ROOT / "mkdocs.yml"
MARK = "assets/huifang/portal.css"  # a folder with this file is a portal, and may be replaced
INTERNAL = "internal"
TAKEN = (errno.EADDRINUSE, errno.EACCES)
SECONDS = re.compile(r"\d{1,11}", re.ASCII)  # to the year 5138


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


@cache
def hooks() -> Hooks:
    """The hooks of this process: MkDocs' hook file and the verbs share them."""
    from huifang.portal.mkdocs import Hooks  # noqa: PLC0415 - MkDocs is loaded when it is used

    return Hooks(from_environment)


def ask_by_environment(wanted: Request, lang: Language) -> None:
    """Put what is asked for into the environment, which the hook reads, as it does when MkDocs is called by itself."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and not SECONDS.fullmatch(epoch):
        message = say("SOURCE_DATE_EPOCH is {value}; it is a number of seconds since 1970, or it is unset", value=epoch)
        raise Stop(ExitCode.USAGE, message)
    given = {
        "HUIFANG_RECORDS": os.pathsep.join(str(folder.resolve()) for folder in register_folders(wanted.records)),
        "HUIFANG_AS_OF": wanted.as_of,
        "HUIFANG_AT": wanted.at,
        "HUIFANG_LANG": lang,
    }
    os.environ.update({name: value for name, value in given.items() if value})
    if not wanted.at:
        os.environ.pop("HUIFANG_AT", None)


def replaceable_site(site: Path, registers: Sequence[Path]) -> Path:
    """The folder of the site. Only an empty folder or an earlier portal is replaced, none in or around a register."""
    taken = say("{folder} holds something else than a portal and is left alone", folder=str(site.resolve()))
    return replaceable_folder(site, registers, MARK, taken)


def stamp_of(site: Path) -> SiteStamp | None:
    """What the site in a folder says of itself; None where there is none, or it is of a program that said nothing."""
    try:
        return read_stamp((site / STAMP_URI).read_bytes())
    except OSError:
        return None


def build_site(folder: Path) -> Mapping[str, Text]:
    """The site in a folder; the pages that could not be made, and why. What killed runs left of Git's goes first."""
    sweep_stages()
    from mkdocs.commands.build import build  # noqa: PLC0415 - as above
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", level=logging.WARNING)
    config = load_config(config_file=str(_config()), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as problem:
        message = say("the portal could not be made: {reason}", reason=hooks().refused or str(problem))
        raise Stop(ExitCode.UNREADABLE, message) from problem
    finally:
        config.plugins.on_shutdown()
    return dict(hooks().failed)


def serve_site(port: int) -> None:
    """The site on this machine until somebody interrupts it; Stop(UNREADABLE) where the port is taken."""
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - as above

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        serve(str(_config()), livereload=True, dev_addr=f"127.0.0.1:{port}")
    except OSError as problem:
        if problem.errno not in TAKEN:
            raise
        message = say("port {port} cannot be used: {reason}", port=port, reason=problem.strerror or "")
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _config() -> Path:
    if not CONFIG.is_file():
        message = say("there is no {file}, which belongs to the program; install it anew", file=str(CONFIG))
        raise Stop(ExitCode.UNREADABLE, message)
    return CONFIG
