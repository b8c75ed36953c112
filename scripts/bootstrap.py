"""Set up `.venv`, the program's own Python: the one step before `huifang` exists, so standard library only.

The folder is filled under another name, stamped, and renamed when it is complete: what was interrupted is never taken
for finished. Whatever is missing is one sentence with the Debian package or the variable that helps. `make` calls it.
The syntax stays that of Python 3.7, so that an old Python reads the sentence about itself.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from standalone import Stop, alone, ending, note, remove, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OLDEST = (3, 11)
LOCKS = {"plain": "requirements.lock", "dev": "requirements-dev.lock"}  # all of plain stands in dev
STAMP, LOCK = "huifang-stamp.json", ".venv.lock"
PIP = ("-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-user")

PORT, ANYBODYS_PORTS = 8000, range(1024, 49151)  # below: the administrator's; above: the system's, for a moment

PACKAGES = {  # program: its Debian package
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "git": "git",
    "ssh-keygen": "openssh-client",
}

TEXTS = {  # template: Chinese, English
    "python": (
        (
            "需要 Python 3.11 或更新的版本，现在的是 {found}："
            "请执行 apt install python3，或用 make PYTHON=/…/python3 指定另一个。"
        ),
        (
            "Python 3.11 or newer is needed and this is {found}: "
            "apt install python3, or name another one by make PYTHON=/.../python3."
        ),
    ),
    "venv": (
        "这个 Python（{found}）没有 ensurepip，无法建立运行环境：请执行 apt install python3-venv。",
        "This Python ({found}) has no ensurepip to set itself up with: apt install python3-venv.",
    ),
    "program": (
        "缺少程序 {name}：请执行 apt install {package}。",
        "The program {name} is missing: apt install {package}.",
    ),
    "port": (
        "端口 {port} 已被占用或不可用：请换一个，例如 make portal PORT={other}。",
        "Port {port} is in use or not allowed: choose another one, such as make portal PORT={other}.",
    ),
    "index": (
        (
            "从软件包索引取不到软件包：请把 PIP_INDEX_URL 设为能用的索引，"
            "或设 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=安装包文件夹（经过见 {log}）。"
        ),
        (
            "The package index gives nothing: set PIP_INDEX_URL to one that can be reached, "
            "or PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder of wheels (what happened: {log})."
        ),
    ),
    "offer": (
        (
            "软件包索引或安装包文件夹里没有适合这个 Python 的 {name}："
            "请检查 PIP_INDEX_URL 或 PIP_FIND_LINKS（经过见 {log}）。"
        ),
        (
            "The index or folder of wheels has no {name} for this Python: "
            "check PIP_INDEX_URL or PIP_FIND_LINKS (what happened: {log})."
        ),
    ),
    "hash": (
        "取得的软件包与 {lock} 中的校验值不符，没有安装：请检查 PIP_INDEX_URL 或 PIP_FIND_LINKS（经过见 {log}）。",
        (
            "A package is not the one that {lock} names by its hash and was not installed: "
            "check PIP_INDEX_URL or PIP_FIND_LINKS (what happened: {log})."
        ),
    ),
    "space": (
        "磁盘空间不足，约需 500 MB：请清理后再试，或把 TMPDIR 设为有空间的文件夹。",
        "The disk is full and about 500 MB are needed: free some, or set TMPDIR to a folder that has room.",
    ),
    "disk": ("无法读写 {path}：{reason}。", "Cannot read or write {path}: {reason}."),
    "failed": ("运行环境没有建成：经过见 {log}。", "The set-up failed: what happened stands in {log}."),
    "begin": ("正在建立运行环境，约需一分钟……", "Setting up, about a minute ..."),
    "interrupted": ("已中断，没有留下未完成的运行环境。", "Interrupted; nothing unfinished is left behind."),
}

FAILURES = (  # what stands in pip's output: what it means; the first that is found
    (r"DO NOT MATCH THE HASHES", "hash"),
    (r"No space left on device", "space"),
    (r"ensurepip is not\s+available|No module named ensurepip", "venv"),
    (r"NewConnectionError|NameResolutionError|Connection refused|ConnectTimeout|[Rr]ead timed out", "index"),
    (r"ProxyError|SSLError|CERTIFICATE_VERIFY_FAILED|\b(401|403|407|5\d\d) (Client |Server )?Error", "index"),
    (r"from versions: none", "index"),  # all that pip says of an index that refuses
    (r"No matching distribution found for (?P<name>[\w.-]+)", "offer"),
)


def require_python(version: tuple[int, int, int]) -> None:
    """Stop for a Python older than the program."""
    if version[:2] < OLDEST:
        raise Stop("python", found="{}.{}.{}".format(*version))


def require_ensurepip(find: Callable[[str], object] = importlib.util.find_spec) -> None:
    """Stop for a Python that cannot fill a virtual environment: Debian ships that part apart."""
    if not (find("venv") and find("ensurepip")):
        raise Stop("venv", found=sys.executable)


def require_program(name: str) -> None:
    """Stop when a program that the tests run is not on the PATH."""
    if shutil.which(name) is None:
        raise Stop("program", name=name, package=PACKAGES[name])


def require_port(port: int) -> None:
    """Stop when nobody could listen on the port, before a minute is spent on building what it should serve."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            other = port + 1 if port in ANYBODYS_PORTS else PORT
            raise Stop("port", port=port, other=other) from None


def fingerprint(root: Path, kind: str) -> str:
    """What the environment was made from: Python, place, lock file, and what pyproject says about installing."""
    import tomllib  # noqa: PLC0415 - an old Python lacks it and must get as far as its sentence

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project.get("build-system"), project.get("project"), project.get("tool", {}).get("hatch")]
    lock = (root / LOCKS[kind]).read_text(encoding="utf-8")
    made_from = json.dumps([sys.version, str(root), lock, installed], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()


def is_ready(venv: Path, kind: str, wanted: str) -> bool:
    """Whether the environment is complete and made from what lies here now."""
    try:
        stamps = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (venv / "bin/python").exists() and isinstance(stamps, dict) and stamps.get(kind) == wanted


def steps(root: Path, new: Path, lock: str) -> list[list[str]]:
    """Make the environment, fill it from the locked files only, and put the project in where it lies."""
    python = str(new / "bin/python")
    return [
        [sys.executable, "-I", "-m", "venv", "--prompt", "huifang", str(new)],
        [python, *PIP, "--require-hashes", "--only-binary=:all:", "--requirement", str(root / lock)],
        [python, *PIP, "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(root)],
    ]


def explain(log: Path, lock: str) -> Stop:
    """The sentence for what a failed step wrote."""
    output = log.read_text(encoding="utf-8", errors="replace")
    has_index = os.environ.get("PIP_NO_INDEX", "").lower() in ("", "0", "false", "no", "off")
    for pattern, text in FAILURES:
        found = re.search(pattern, output)
        if found and (has_index or text != "index"):
            return Stop(text, log=log.name, lock=lock, found=sys.executable, **found.groupdict())
    return Stop("failed", log=log.name)


def readdress(new: Path, final: Path) -> None:
    """Scripts of an environment name the folder they were made in: let them name the one they will lie in."""
    for path in (new / "pyvenv.cfg", *sorted((new / "bin").iterdir())):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if os.fsencode(new) in content and b"\0" not in content:
            path.write_bytes(content.replace(os.fsencode(new), os.fsencode(final)))


def make(root: Path, kind: str, stamps: dict[str, str], runner: Callable[[Sequence[str], Path], int]) -> None:
    """Make the environment anew; the old one stays usable until the new one is complete."""
    venv, new, old, log = (root / name for name in (".venv", ".venv.tmp", ".venv.old", ".venv.log"))
    for leftover in (new, old, log):
        remove(leftover)
    try:
        for step in steps(root, new, LOCKS[kind]):
            if runner(step, log):
                raise explain(log, LOCKS[kind])
        readdress(new, venv)
        (new / STAMP).write_text(json.dumps(stamps), encoding="utf-8")
        if venv.exists() or venv.is_symlink():
            venv.rename(old)
        new.rename(venv)
    finally:
        remove(new)
    remove(old)


def set_up(root: Path, kind: str, runner: Callable[[Sequence[str], Path], int] = run) -> None:
    """See that `.venv` is there, complete and made from what lies here now; `dev` will do for `plain`."""
    with alone(root, LOCK):
        stamps = {each: fingerprint(root, each) for each in ("plain", kind)}
        if is_ready(root / ".venv", kind, stamps[kind]):
            return
        require_ensurepip()
        note("begin", TEXTS)
        make(root, kind, stamps, runner)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What make asks for."""
    parser = argparse.ArgumentParser(description="Set up .venv; text is Chinese, or English with HUIFANG_LANG=en.")
    parser.add_argument("--dev", action="store_true", help="also what lints, type-checks and tests need")
    parser.add_argument("--need", action="append", default=[], choices=sorted(PACKAGES), help="a program to look for")
    parser.add_argument("--port", type=int, help="the port that the portal will be served on")
    return parser.parse_args(argv)


def prepare(asked: argparse.Namespace, root: Path) -> None:
    """Look for what make needs, then set up."""
    require_python(sys.version_info[:3])
    for name in asked.need:
        require_program(name)
    if asked.port is not None:
        require_port(asked.port)
    set_up(root, "dev" if asked.dev else "plain")


def main(argv: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Set up; the answer is the exit code: 0 ready, 2 usage, 3 something is missing, 130 interrupted."""
    asked = arguments(argv)
    return ending(lambda: prepare(asked, root or Path(__file__).resolve().parents[1]), TEXTS)


if __name__ == "__main__":
    sys.exit(main())
