"""`huifang portal build`, `huifang portal serve`: the internal site, made by MkDocs from the lists."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import huifang
from huifang.commands.chronicle import with_past
from huifang.commands.exits import ExitCode, Stop
from huifang.commands.opening import Wanted, open_lists, register_folders
from huifang.commands.options import Option
from huifang.commands.verb import Document, Verb, Work
from huifang.lists import Lists
from huifang.portal.asked import Asked, CannotReadError
from huifang.texts import N_, Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.portal.mkdocs import Hooks

TAKES = ("records", "as_of", "at", "lang")
CONFIG = Path(huifang.__file__).parents[2] / "mkdocs.yml"
MARK = "assets/huifang/lookup.json"  # a folder with this file is a portal, and may be replaced
INTERNAL = "internal"
TAKEN = (errno.EADDRINUSE, errno.EACCES)


def from_environment() -> Asked:
    """What HUIFANG_RECORDS, _AS_OF, _AT, _AUDIENCE and _LANG ask for."""
    wanted = Wanted(at=os.environ.get("HUIFANG_AT") or None)
    lang: Language = "en" if os.environ.get("HUIFANG_LANG") == "en" else "zh"
    return Asked(lambda: _lists(wanted), lang, _watched())


def _watched() -> tuple[Path, ...]:
    try:
        return tuple(folder.resolve() for folder in register_folders(()))
    except Stop:
        return ()


def _lists(wanted: Wanted) -> Lists:
    audience = os.environ.get("HUIFANG_AUDIENCE") or INTERNAL
    if audience != INTERNAL:  # a narrower portal must never come out as the whole one
        raise CannotReadError(say("there is no audience {value}; there is: {known}", value=audience, known=INTERNAL))
    try:
        return with_past(open_lists(wanted), wanted, os.environ.get("HUIFANG_SINCE") or None)
    except Stop as stop:
        raise CannotReadError(stop.message, stop.findings) from stop


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
    target = site.resolve()
    _replaceable(target, register_folders(work.wanted.records))
    hooks().given = with_past(work.lists, work.wanted, since)
    _environment(work)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as made:
        _tell(work, N_("making the portal; the register knows {n} people"), n=len(work.lists.known.people))
        _mkdocs_build(Path(made))
        (Path(made) / ".gitignore").write_text("*\n", encoding="utf-8")  # a portal is never committed
        _put(Path(made), target)
    _tell(work, N_("the portal lies in {folder}"), folder=str(site))
    return Document()


def serve(
    work: Work, port: Annotated[int, Option("--port", min=1, max=65535, help=N_("the port on this machine"))] = 8000
) -> Document:
    """The site on this machine, made anew when a record changes, until Ctrl-C."""
    from mkdocs.commands.serve import serve as run  # noqa: PLC0415 - MkDocs is loaded when it is used

    _environment(work)
    try:
        hooks().given = with_past(work.lists, work.wanted)
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
        message = say("there is no {file}: the portal needs a checkout of the program", file=str(CONFIG))
        raise Stop(ExitCode.UNREADABLE, message)
    return CONFIG


def _environment(work: Work) -> None:
    """The hook reads the environment, as it does when MkDocs is called by itself."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
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


def _mkdocs_build(folder: Path) -> None:
    from mkdocs.commands.build import build as run  # noqa: PLC0415 - as above
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", level=logging.WARNING)
    config = load_config(config_file=str(_config()), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        run(config)
    except Abort as problem:
        message = say("the portal could not be made: {reason}", reason=str(problem))
        raise Stop(ExitCode.UNREADABLE, message) from problem
    finally:
        config.plugins.on_shutdown()


def _replaceable(target: Path, folders: Iterable[Path]) -> None:
    """Only an empty folder or an earlier portal is replaced, and nothing is written into a register."""
    if any(target.is_relative_to(folder.resolve()) for folder in folders):
        message = say("{path} lies in the register; name a folder outside with --output", path=str(target))
        raise Stop(ExitCode.UNREADABLE, message)
    if not target.exists() or (target / MARK).is_file():
        return
    if not target.is_dir() or any(target.iterdir()):
        message = say("{folder} holds something else than a portal and is left alone", folder=str(target))
        raise Stop(ExitCode.UNREADABLE, message)


def _put(made: Path, target: Path) -> None:
    """The new site in the place of the old one."""
    made.chmod(0o755)
    fresh = made.with_name(f"{made.name}.new")
    old = made.with_name(f"{made.name}.old")
    made.rename(fresh)
    made.mkdir()
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _tell(work: Work, template: str, **values: object) -> None:
    sentence = say(template, **values)  # type: ignore[arg-type]
    print(f"huifang: {work.words(sentence)}", file=sys.stderr)  # noqa: T201 - stderr is for notes


VERBS = (
    Verb("portal build", N_("The internal site in a folder."), build, takes=TAKES),
    Verb("portal serve", N_("The internal site on this machine, until Ctrl-C."), serve, takes=TAKES),
)
