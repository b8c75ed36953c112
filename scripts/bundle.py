"""`make bundle`: write one archive from which an office without internet installs and updates huifang.

It is a zip that Python runs, so that one file and one command do: the wheels of requirements.lock and of the program
(which carries policy, handbook and portal), the installer, and the checksum of each. Nothing in it names the machine
it was made on, and the same commit gives the same bytes. Runs in `.venv`, whose pip fetches the wheels.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import parse_wheel_filename

import standalone
import wheels
from archive import FACTS, LOCKS, SUMS, WHEELS
from standalone import Stop
from wheels import PIP, Target, fetch, locked, unlisted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Runner = Callable[[Sequence[str], Path], int]

ROOT = Path(__file__).resolve().parents[1]
INSTALLER = {"__main__.py": "install.py", **{name: name for name in ("archive.py", "bootstrap.py", "standalone.py")}}
GLIBC = "2.28"  # of 2018: Debian 10, Kylin V10, UOS 20, openEuler 20.03 and all that came after
EPOCH_OF_ZIP = 315532800  # 1980-01-01: a zip knows no earlier day

TEXTS = {  # template: Chinese, English
    **wheels.TEXTS,
    "target": (
        "{option}={value} 不能用：请写成 {example} 的样子。",
        "{option}={value} cannot be used: write it as {example}.",
    ),
    "begin": (
        "正在准备安装包：Python {python}、{machine}、glibc {glibc} 或更新……",
        "Making the archive for Python {python}, {machine}, glibc {glibc} or newer ...",
    ),
    "unclean": (
        "注意：文件夹里有没有提交的改动，安装包不对应任何一次提交。",
        "Note: there are changes that are not committed; the archive is of no commit.",
    ),
    "done": ("安装包已写好：{path}，{size} MB，SHA-256：", "The archive is written: {path}, {size} MB, its SHA-256:"),
    "failed": ("安装包没有做成：经过见 {log}。", "The archive could not be made: what happened stands in {log}."),
    "interrupted": ("已中断，没有写出安装包。", "Interrupted; no archive was written."),
}


def program(root: Path, folder: Path, epoch: int, log: Path, runner: Runner) -> Path:
    """The program's wheel, built by what the lock names; the same commit gives the same bytes."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    command = [sys.executable, *PIP, "wheel", "--no-deps", "--no-index", "--no-build-isolation"]
    if runner([*command, "--wheel-dir", str(folder), str(root)], log):
        raise Stop("failed", log=log)
    return next(folder.glob("*.whl"))


def git(root: Path, *words: str) -> str:
    """What Git says of the checkout; nothing where it is none."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],  # noqa: S607 - the builder's own git
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def commit_of(root: Path) -> str | None:
    """The commit that lies here, when nothing was changed since."""
    return None if git(root, "status", "--porcelain") else git(root, "rev-parse", "HEAD") or None


def epoch_of(root: Path) -> int:
    """The time that files in the archive bear: SOURCE_DATE_EPOCH, else the commit's."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or git(root, "log", "-1", "--format=%ct")
    return max(int(told), EPOCH_OF_ZIP) if told.isdecimal() else EPOCH_OF_ZIP


def contents(root: Path, target: Target, wheels: Sequence[Path], wheel: Path) -> dict[str, bytes]:
    """Every file of the archive, by its name."""
    version = str(parse_wheel_filename(wheel.name)[1])
    facts = {"format": 1, "name": "huifang", "version": version, **target._asdict(), "commit": commit_of(root)}
    own = f"huifang=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    files = {name: (root / "scripts" / source).read_bytes() for name, source in INSTALLER.items()}
    files |= {LOCKS[0]: (root / LOCKS[0]).read_bytes(), LOCKS[1]: own.encode()}
    files |= {FACTS: json.dumps(facts, indent=2).encode() + b"\n", "LICENSE": (root / "LICENSE").read_bytes()}
    return files | {f"{WHEELS}/{each.name}": each.read_bytes() for each in (*wheels, wheel)}


def summed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the list of their checksums."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: sums.encode()}


def write(path: Path, files: Mapping[str, bytes], epoch: int) -> None:
    """The archive: nothing is packed twice, and equal files give equal bytes on any machine."""
    temporary = path.with_name(f".{path.name}.tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            file.writestr(entry, files[name])
    temporary.replace(path)


def make(root: Path, target: Target, dist: Path, runner: Runner = standalone.run) -> Path:
    """The archive for the target in the folder."""
    entries = locked((root / LOCKS[0]).read_text(encoding="utf-8"), LOCKS[0])
    epoch, log = epoch_of(root), dist / "bundle.log"
    dist.mkdir(exist_ok=True)
    standalone.remove(log)
    with tempfile.TemporaryDirectory(prefix=".bundle-", dir=dist) as made:
        own, others = Path(made, "program"), Path(made, WHEELS)
        wheel = program(root, own, epoch, log, runner)
        others.mkdir()
        fetch(entries, target, others, log, runner)
        wheels = sorted(others.iterdir())
        missing = unlisted(entries, target, wheels)
        if missing:
            raise Stop("wheel", name=missing, log=log, **target._asdict())
        files = summed(contents(root, target, wheels, wheel))
    version = json.loads(files[FACTS])["version"]
    path = dist / f"huifang-{version}-py{target.python.replace('.', '')}-linux_{target.machine}.zip"
    write(path, files, epoch)
    return path


def wanted(asked: argparse.Namespace) -> Target:
    """The target that make asks for."""
    patterns = (
        ("FOR", asked.python, r"3\.(1[1-9]|[2-9]\d)", "FOR=3.11"),
        ("ARCH", asked.machine, r"[a-z][a-z0-9_]*", "ARCH=aarch64"),
        ("GLIBC", asked.glibc, r"2\.([5-9]|[1-9]\d)", f"GLIBC={GLIBC}"),
    )
    for option, value, pattern, example in patterns:
        if not re.fullmatch(pattern, value):
            raise Stop("target", option=option, value=value, example=example)
    return Target(asked.python, asked.machine, asked.glibc)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What make asks for."""
    parser = argparse.ArgumentParser(description="Write the archive that installs huifang without an index.")
    parser.add_argument("--python", default="{}.{}".format(*sys.version_info[:2]), help="for this Python, such as 3.11")
    parser.add_argument("--machine", default=platform.machine(), help="for this processor, such as aarch64")
    parser.add_argument("--glibc", default=GLIBC, help="for this C library and newer ones")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="the folder of the archive")
    return parser.parse_args(argv)


def work(asked: argparse.Namespace) -> None:
    """Make the archive and say where it lies; its checksum goes to standard output."""
    target = wanted(asked)
    standalone.note("begin", TEXTS, **target._asdict())
    path = make(ROOT, target, asked.output)
    if commit_of(ROOT) is None:
        standalone.note("unclean", TEXTS)
    content = path.read_bytes()
    standalone.note("done", TEXTS, path=path, size=round(len(content) / 1e6))
    sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the archive; the answer is the exit code: 0 written, 2 usage, 3 something is missing, 130 interrupted."""
    asked = arguments(argv)
    return standalone.ending(lambda: work(asked), TEXTS)


if __name__ == "__main__":
    sys.exit(main())
