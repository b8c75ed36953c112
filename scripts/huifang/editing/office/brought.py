"""`policy/shipped.yml`: what the program brought into a register, by checksums: the base of the next `upgrade`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.editing.office.blocks import checksum
from huifang.editing.office.merge import marks_of
from huifang.editing.writing import scalar
from huifang.register import yamltext

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "1"
HEAD = """\
# 随程序提供的规则条目和文件的校验值：huifang upgrade 据此区分本机关的改动。由程序写，请不要改动。
# Checksums of what the program brought; `huifang upgrade` tells the office's changes by them. Do not edit.
"""
PARTS = ("setup", "files", "entries")


class BroughtError(Exception):
    """The file is none of ours, or somebody changed it."""


@dataclass(frozen=True)
class BroughtBefore:
    """The program that brought it, the answers by which files were made, and the checksums of files and entries."""

    program: str = ""
    setup: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The file."""
        lines = [f"{HEAD}format: {FORMAT}\n", f"program: {scalar(self.program)}\n"]
        for name in PARTS:
            values: Mapping[str, str] = getattr(self, name)
            if values:
                lines.append(f"{name}:\n")
                lines += [f"  {scalar(key)}: {scalar(value)}\n" for key, value in sorted(values.items())]
        return "".join(lines)


def brought_now(policy: Mapping[str, str], files: Mapping[str, str], setup: Mapping[str, str]) -> BroughtBefore:
    """What this program brings: `policy` is file name -> text, `files` path -> text."""
    entries = {path: mark for name, text in policy.items() for path, mark in marks_of(name, text).items()}
    return BroughtBefore(__version__, setup, {path: checksum(text) for path, text in files.items()}, entries)


def read_brought(raw: bytes) -> BroughtBefore:
    """The file as it was read; BroughtError where it says something else."""
    try:
        data = yamltext.plain_data(raw.decode())
    except (UnicodeDecodeError, yamltext.Refused) as problem:
        raise BroughtError from problem
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("program"), str):
        raise BroughtError
    found: dict[str, Mapping[str, str]] = {}
    for name in PARTS:
        part = data.get(name) or {}
        if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
            raise BroughtError
        found[name] = {key: str(value) for key, value in part.items()}
    return BroughtBefore(str(data["program"]), **found)
