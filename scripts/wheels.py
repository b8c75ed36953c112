"""The wheels that an archive takes: every version of the lock file, for the machines that it is for."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

import archive
import bootstrap
from archive import LOCKS
from standalone import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Runner = Callable[[Sequence[str], Path], int]

PIP = ("-I", "-m", "pip", "--disable-pip-version-check", "--no-input")
ALIASES = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}  # glibc 2.N: the older name of its platform
PATCHES = range(99, -1, -1)  # the last number of any Python 3.N there will be

ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+?))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$",
    re.MULTILINE,
)

TEXTS = {  # template: Chinese, English
    **archive.TEXTS,
    "lock": (
        "{lock} 第 {line} 行不是带校验值的版本：请执行 make lock 重新生成。",
        "{lock}, line {line}, is no version with its hashes: make lock writes the file anew.",
    ),
    "wheel": (
        (
            "{name} 没有适合 Python {python}、{machine}、glibc {glibc} 的安装包（wheel）；源码包不能带进内网编译，"
            "所以没有做成：请换一组 FOR、ARCH、GLIBC，或者检查 PIP_INDEX_URL、PIP_FIND_LINKS（经过见 {log}）。"
        ),
        (
            "There is no wheel of {name} for Python {python}, {machine}, glibc {glibc}, and an archive takes no "
            "sources to be compiled in the office: change FOR, ARCH or GLIBC, or check PIP_INDEX_URL and "
            "PIP_FIND_LINKS (what happened: {log})."
        ),
    ),
}


class Target(NamedTuple):
    """The machines that the archive is for: a Python, a processor, the oldest C library."""

    python: str
    machine: str
    glibc: str

    def platforms(self) -> Iterator[str]:
        """Every platform of wheels that runs there, the newest first."""
        for minor in range(int(self.glibc.partition(".")[2]), 4, -1):
            yield f"manylinux_2_{minor}_{self.machine}"
            if minor in ALIASES:
                yield f"{ALIASES[minor]}_{self.machine}"

    def environment(self, patch: int) -> dict[str, str]:
        """What markers are asked of."""
        full = f"{self.python}.{patch}"
        return {
            "implementation_name": "cpython",
            "implementation_version": full,
            "os_name": "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": full,
            "python_version": self.python,
            "sys_platform": "linux",
        }


class Locked(NamedTuple):
    """One version of the lock file."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def newest_patch(self, target: Target) -> int | None:
        """The last number of the newest Python 3.N on which it is wanted; none: on no 3.N."""
        if not self.marker:
            return PATCHES[0]
        marker = Marker(self.marker)
        return next((patch for patch in PATCHES if marker.evaluate(target.environment(patch))), None)

    def requirement(self) -> str:
        """Its lines for pip."""
        return " ".join((f"{self.name}=={self.version}", *(f"--hash=sha256:{each}" for each in sorted(self.hashes))))


def locked(text: str, lock: str) -> list[Locked]:
    """Every version of a lock file; a line that is of none is refused, never passed over."""
    blank = ENTRY.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(blank.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            raise Stop("lock", lock=lock, line=number)
    return [
        Locked(
            found["name"],
            found["version"],
            found["marker"] or "",
            frozenset(re.findall(r"sha256:(\w+)", found["hashes"])),
        )
        for found in ENTRY.finditer(text)
    ]


def groups(entries: Sequence[Locked], target: Target) -> dict[int, list[Locked]]:
    """What is wanted on some Python 3.N, by the newest such: no name stands twice in a group."""
    found: dict[int, list[Locked]] = defaultdict(list)
    for entry in entries:
        patch = entry.newest_patch(target)
        if patch is not None:
            found[patch].append(entry)
    return found


def downloading(target: Target, patch: int, requirements: Path, folder: Path) -> list[str]:
    """The step that fetches the wheels of one group, each by its hash."""
    platforms = [part for each in target.platforms() for part in ("--platform", each)]
    python = ["--implementation", "cp", "--python-version", f"{target.python}.{patch}", *platforms]
    only = ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    return [sys.executable, *PIP, "download", *only, *python, "--requirement", str(requirements), "--dest", str(folder)]


def fetch(entries: Sequence[Locked], target: Target, folder: Path, log: Path, runner: Runner) -> None:
    """Fetch the wheel of everything that is wanted on the target."""
    for patch, group in groups(entries, target).items():
        requirements = folder.with_name(f"{patch}.txt")
        requirements.write_text("".join(f"{entry.requirement()}\n" for entry in group), encoding="ascii")
        if runner(downloading(target, patch, requirements, folder), log):
            raise explain(log, target)


def explain(log: Path, target: Target) -> Stop:
    """The sentence for what a failed step wrote."""
    stop = bootstrap.explain(log, LOCKS[0])
    output = log.read_text(encoding="utf-8", errors="replace")
    missing = re.search(r"No matching distribution found for (?P<name>[\w.-]+)", output)
    unreachable = re.search(r"NewConnectionError|NameResolutionError|Connection refused|timed out|ProxyError", output)
    if missing and stop.text in {"index", "offer"} and not unreachable:
        stop = Stop("wheel", name=missing["name"], **target._asdict())
    return Stop(stop.text, **{**stop.values, "log": log})


def unlisted(entries: Sequence[Locked], target: Target, wheels: Sequence[Path]) -> str | None:
    """The first locked version without a wheel that has one of its hashes."""
    found = defaultdict(set)
    for wheel in wheels:
        name, version, *_ = parse_wheel_filename(wheel.name)
        found[name, str(version)].add(hashlib.sha256(wheel.read_bytes()).hexdigest())
    wanted = (entry for group in groups(entries, target).values() for entry in group)
    return next(
        (entry.name for entry in wanted if not found[canonicalize_name(entry.name), entry.version] & entry.hashes), None
    )
