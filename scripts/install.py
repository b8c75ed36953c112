"""The `__main__.py` of the archive that `make bundle` writes: installs or updates huifang from it, without any index.

    python3 huifang-….zip [FOLDER]

The folder holds `versions/`, an environment each, and the links `current` and `previous`. A new version is filled and
tried under its own name before `current` is turned to it by one rename: what fails or is killed leaves the old one in
use. The older archive, run again, turns back. Standard library only, in the syntax of Python 3.7, as `archive`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import archive
import bootstrap
import standalone
from archive import FACTS, LOCKS, WHEELS
from standalone import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive import Archive

    Runner = Callable[[Sequence[str], Path], int]

MARK = ".huifang-program"  # a folder with this file is ours; it is the lock too
FULL_LOG, UNPACKED, VERSIONS, CURRENT, PREVIOUS = "install.log", "unpacked", "versions", "current", "previous"

EMPTY = """
import sys, material, nh3, openpyxl, huifang.portal.mkdocs
from huifang.commands.main import main
from huifang.policy.shipped import ROOT
sys.exit(main(["validate", "--records", str(ROOT / "records")]))
"""
TRIED = (  # what must work before a version is put to use
    ("bin/python", "-I", "-m", "pip", "--disable-pip-version-check", "check"),
    ("bin/python", "-I", "-c", EMPTY),  # a register of the program's own policy and nobody in it
    ("bin/huifang", "--help"),
)

TEXTS = {  # template: Chinese, English
    **archive.TEXTS,
    "foreign": (
        "{folder} 里有别的内容，没有安装：请另写一个不存在或者空的文件夹。",
        "{folder} holds something else and nothing was installed: name a folder that is empty or not there.",
    ),
    "offer": (
        "安装包里没有适合这个 Python 的 {name}，没有安装：请另取用于这个 Python 的安装包（经过见 {log}）。",
        "The archive has no {name} for this Python and nothing was installed: take another (what happened: {log}).",
    ),
    "hash": (
        "安装包里的软件包与校验值不符，没有安装：请重新取得安装包（经过见 {log}）。",
        "A package is not the one that the archive names by its hash; nothing was installed (what happened: {log}).",
    ),
    "untried": (
        "新版本没有通过检查，没有启用，原来的版本不受影响：经过见 {log}。",
        "The new version did not pass its trial and is not put to use; the old one is as it was: see {log}.",
    ),
    "failed": (
        "没有安装，原来的版本不受影响：经过见 {log}。",
        "Nothing was installed and the old version is as it was: what happened stands in {log}.",
    ),
    "begin": (
        "正在把 huifang {version} 装入 {folder}，约需一分钟……",
        "Installing huifang {version} in {folder}, about a minute ...",
    ),
    "same": ("{folder} 里正在使用的就是这一版，没有改动。", "{folder} has this version in use; nothing was changed."),
    "done": ("huifang {version} 已经装好：{command}", "huifang {version} is installed: {command}"),
    "before": (
        "上一版 {version} 仍然保留；要退回，重新运行上一版的安装包。",
        "The version before, {version}, is kept: to go back, run its archive again.",
    ),
    "path": ("要直接使用 huifang 命令，请执行 {line}", "To have the command huifang on the path: {line}"),
    "git": (
        "另需 Git 2.38 或更新的版本：请执行 apt install git。",
        "Git 2.38 or newer is needed too: apt install git.",
    ),
    "interrupted": ("已中断，原来的版本不受影响。", "Interrupted; the old version is as it was."),
}

FAILURES = (  # what stands in the output of a step: what it means; the first that is found
    (r"DO NOT MATCH THE HASHES", "hash"),
    (r"No space left on device", "space"),
    (r"ensurepip is not\s+available|No module named ensurepip", "venv"),
    (r"No matching distribution found for (?P<name>[\w.-]+)", "offer"),
)


class Place(NamedTuple):
    """Where the program is installed, and the folder of commands that gets a link to it; none: no link."""

    folder: Path
    commands: Path | None

    @property
    def command(self) -> Path:
        """The command of the version in use."""
        return self.folder / CURRENT / "bin" / "huifang"


def usual_place() -> Place:
    """/opt for the administrator, the home folder for anybody else."""
    if os.geteuid() == 0:
        return Place(Path("/opt/huifang"), Path("/usr/local/bin"))
    return Place(Path.home() / ".local/share/huifang", Path.home() / ".local/bin")


def claim(folder: Path) -> None:
    """Make the folder ours, unless it holds something else."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARK).exists() and any(folder.iterdir()):
        raise Stop("foreign", folder=folder)
    (folder / MARK).touch()


def named(link: Path) -> Path | None:
    """The version that a link points to."""
    return link.parent / VERSIONS / link.readlink().name if link.is_symlink() else None


def is_complete(version: Path) -> bool:
    """Whether the version was filled and tried to the end."""
    return (version / FACTS).is_file()


def works(version: Path, log: Path, runner: Runner) -> bool:
    """Whether a complete version still does what it did: its Python may be gone, a file lost."""
    try:
        return is_complete(version) and not any(runner(step, log) for step in trial(version))
    except OSError:
        return False


def trial(version: Path) -> list[list[str]]:
    """The steps that try a version."""
    return [[str(version / program), *words] for program, *words in TRIED]


def steps(unpacked: Path, version: Path) -> list[list[str]]:
    """Make the environment, fill it from the archive's wheels only, each by its hash, and try it."""
    locks = [part for lock in LOCKS for part in ("--requirement", str(unpacked / lock))]
    source = ["--no-index", "--find-links", str(unpacked / WHEELS), "--only-binary=:all:", "--require-hashes"]
    return [
        [sys.executable, "-I", "-m", "venv", "--prompt", "huifang", str(version)],
        [str(version / "bin/python"), *bootstrap.PIP, *source, *locks],
        *trial(version),
    ]


def explain(log: Path, *, tried: bool) -> Stop:
    """The sentence for what a failed step wrote."""
    output = log.read_text(encoding="utf-8", errors="replace")
    for pattern, text in FAILURES:
        found = re.search(pattern, output)
        if found:
            return Stop(text, log=log, found=sys.executable, **found.groupdict())
    return Stop("untried" if tried else "failed", log=log)


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left, and versions that nobody goes back to."""
    for leftover in (folder / UNPACKED, folder / (CURRENT + ".new"), folder / (PREVIOUS + ".new")):
        standalone.remove(leftover)
    used = (named(folder / CURRENT), named(folder / PREVIOUS))
    for version in (folder / VERSIONS).glob("*"):
        if version not in used:
            standalone.remove(version)


def fill(bundle: Archive, version: Path, runner: Runner) -> None:
    """Make the version of the archive; its facts are written last, when all of it works."""
    folder = version.parents[1]
    unpacked, log = folder / UNPACKED, folder / FULL_LOG
    standalone.remove(version)
    try:
        archive.unpack(bundle, unpacked)
        for number, step in enumerate(steps(unpacked, version)):
            if runner(step, log):
                raise explain(log, tried=number > 1)
        os.sync()  # after a power cut the facts must not be there without the rest
        (version / FACTS).write_bytes((unpacked / FACTS).read_bytes())
    finally:
        standalone.remove(unpacked)
        if not is_complete(version):
            standalone.remove(version)


def point(link: Path, version: Path) -> None:
    """Let a link name the version, in one step."""
    new = link.with_name(link.name + ".new")
    new.symlink_to(Path(VERSIONS) / version.name)
    new.replace(link)


def put_to_use(folder: Path, version: Path) -> None:
    """Turn to the version, and remember the one before."""
    before = named(folder / CURRENT)
    if before is not None:
        point(folder / PREVIOUS, before)
    point(folder / CURRENT, version)
    os.sync()


def install(bundle: Archive, place: Place, runner: Runner = standalone.run) -> None:
    """See that the folder has the version of the archive in use; the one before stays beside it."""
    claim(place.folder)
    with standalone.alone(place.folder, MARK):
        sweep(place.folder)
        standalone.remove(place.folder / FULL_LOG)
        update(bundle, place, runner)
        sweep(place.folder)
    link(place)


def update(bundle: Archive, place: Place, runner: Runner) -> None:
    """Turn to the archive's version, filled anew unless a working one is there."""
    folder, log = place.folder, place.folder / FULL_LOG
    before, versions = named(folder / CURRENT), folder / VERSIONS
    names = [versions / bundle.name, versions / (bundle.name + "-again")]  # the one in use is never filled over
    working = next((version for version in names if works(version, log, runner)), None)
    if working is not None and working == before:
        return note("same", folder=folder)
    if working is None:
        working = next(version for version in names if version != before)
        note("begin", version=bundle.facts["version"], folder=folder)
        fill(bundle, working, runner)
    put_to_use(folder, working)
    note("done", version=bundle.facts["version"], command=place.command)
    if before is not None and is_complete(before):
        note("before", version=before.name)
    return None


def link(place: Place) -> None:
    """Let the command be found on the path; another program of that name stays."""
    if place.commands is None:
        return
    command = place.commands / "huifang"
    if not command.exists() and not command.is_symlink():
        command.parent.mkdir(parents=True, exist_ok=True)
        command.symlink_to(place.command)
    if shutil.which("huifang") != str(command) or command.resolve() != place.command.resolve():
        note("path", line=f"export PATH={shlex.quote(str(place.command.parent))}:$PATH")


def note(text: str, **values: object) -> None:
    """Tell the person at the terminal."""
    standalone.note(text, TEXTS, **values)


def settle() -> None:
    """No setting of the person or the machine decides what pip does; everybody may read the program."""
    for name in [name for name in os.environ if name.startswith(("PIP_", "PYTHON"))]:
        del os.environ[name]
    os.environ["PIP_CONFIG_FILE"] = os.devnull
    os.umask(0o022)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What the person asks for."""
    parser = argparse.ArgumentParser(
        prog="python3 huifang-….zip",
        description="安装或者更新 huifang，不需要网络。Install or update huifang; no network is needed.",
    )
    told = f"装入的文件夹，不写即 {usual_place().folder}。The folder to install in."
    parser.add_argument("folder", nargs="?", type=Path, help=told)
    return parser.parse_args(argv)


def work(asked: argparse.Namespace, read: Callable[[str], bytes]) -> None:
    """Look whether the archive fits, then install from it."""
    bundle = archive.opened(read)
    archive.require_fit(bundle.facts)
    bootstrap.require_ensurepip()
    settle()
    install(bundle, Place(Path.cwd() / asked.folder, None) if asked.folder else usual_place())
    if not shutil.which("git"):
        note("git")


def main(argv: Sequence[str] | None = None, read: Callable[[str], bytes] = archive.beside) -> int:
    """Install; the answer is the exit code: 0 ready, 2 usage, 3 something is missing, 130 interrupted."""
    with contextlib.suppress(AttributeError, OSError):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # as bootstrap does for the other stream
    asked = arguments(argv)
    return standalone.ending(lambda: work(asked, read), TEXTS)


if __name__ == "__main__":
    sys.exit(main())
