"""The archive of `make bundle` as its installer reads it: every file by its checksum, and whether it fits this machine.

Standard library only, and the syntax of Python 3.7, so that an old Python gets as far as the sentence about itself.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import bootstrap
from standalone import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUMS, FACTS, WHEELS = "SHA256SUMS", "bundle.json", "wheels"
LOCKS = ("requirements.lock", "program.lock")  # what the program needs; the program itself
LINE = re.compile(r"([0-9a-f]{64})  ((?:wheels/)?[A-Za-z0-9_][A-Za-z0-9_.+!-]*)")  # no name leads out of a folder

TEXTS = {  # template: Chinese, English
    **bootstrap.TEXTS,
    "python": (
        "这份安装包用于 Python {wanted}，现在的是 {found}：请改用 python{wanted} 运行，或者另取用于 {found} 的安装包。",
        "This archive is for Python {wanted} and this is {found}: run it with python{wanted}, or take one for {found}.",
    ),
    "machine": (
        "这份安装包用于 {wanted} 的机器，本机是 {found}：请另取用于 {found} 的安装包。",
        "This archive is for {wanted} machines and this is {found}: take one for {found}.",
    ),
    "glibc": (
        "这份安装包需要 glibc {wanted} 或更新的版本，本机的是 {found}：请另取用于本机系统的安装包。",
        "This archive needs glibc {wanted} or newer and here is {found}: take one made for this system.",
    ),
    "damaged": (
        "安装包已损坏，{name} 与校验值不符，没有安装：请重新取得安装包，并核对它的 SHA-256。",
        "The archive is damaged at {name} and nothing was installed: fetch it again and compare its SHA-256.",
    ),
}


class Archive(NamedTuple):
    """What lies in the archive; `read` gives one file, by its name."""

    read: Callable[[str], bytes]
    sums: bytes
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        """The folder for its version: other content is another version, whatever number it has."""
        python = self.facts["python"].replace(".", "")
        return f"{self.facts['version']}-py{python}-{hashlib.sha256(self.sums).hexdigest()[:12]}"


def beside(name: str) -> bytes:
    """One file of the archive that this module lies in, or of the folder that it was unpacked to."""
    loader: Any = __spec__.loader  # reads from a zip and from a folder alike
    return bytes(loader.get_data(str(Path(__file__).parent / name)))


def opened(read: Callable[[str], bytes]) -> Archive:
    """The archive with its facts, when the list of its files is whole."""
    sums = unread(read, SUMS)
    found = dict(listed(sums))
    return Archive(read, sums, json.loads(checked(read, FACTS, found.get(FACTS, ""))))


def listed(sums: bytes) -> Iterator[tuple[str, str]]:
    """Each file of the archive with its checksum."""
    for line in sums.decode("ascii", "replace").splitlines():
        found = LINE.fullmatch(line)
        if not found:
            raise Stop("damaged", name=SUMS)
        yield found[2], found[1]


def unread(read: Callable[[str], bytes], name: str) -> bytes:
    """One file of the archive, whatever it holds."""
    try:
        return read(name)
    except (OSError, EOFError, ImportError, ValueError):  # what zipimport says of a zip that is cut or overwritten
        raise Stop("damaged", name=name) from None


def checked(read: Callable[[str], bytes], name: str, digest: str) -> bytes:
    """One file of the archive, when it is what its checksum says."""
    content = unread(read, name)
    if hashlib.sha256(content).hexdigest() != digest:
        raise Stop("damaged", name=name)
    return content


def unpack(archive: Archive, folder: Path) -> None:
    """Write every file of the archive out, each when its checksum is right."""
    (folder / WHEELS).mkdir(parents=True)
    for name, digest in listed(archive.sums):
        (folder / name).write_bytes(checked(archive.read, name, digest))


def require_fit(facts: dict[str, Any]) -> None:
    """Stop where the wheels of the archive are for another Python or machine."""
    here = {"python": "{}.{}".format(*sys.version_info[:2]), "machine": platform.machine(), "glibc": glibc()}
    for name in ("python", "machine"):
        if facts[name] != here[name]:
            raise Stop(name, wanted=facts[name], found=here[name])
    if numbers(here["glibc"]) < numbers(facts["glibc"]):
        raise Stop("glibc", wanted=facts["glibc"], found=here["glibc"])


def glibc() -> str:
    """The version of the C library that runs here; 0 for another C library."""
    name, version = platform.libc_ver(sys.executable)
    return version if name == "glibc" else "0"


def numbers(version: str) -> tuple[int, ...]:
    """2.36 as numbers that can be compared."""
    return tuple(map(int, re.findall(r"\d+", version)))
