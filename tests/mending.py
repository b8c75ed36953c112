"""A fix carried out: by the edit of a finding, or by what stands between backticks in its fix."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.register import Edit, edited
from huifang.register.reading import mark_of, with_position
from huifang.texts import words
from tests.sound import sample_policy

if TYPE_CHECKING:
    from huifang.register import Finding

EN = words("en")
OFFERED = re.compile(r"`([^`]+)`")
NEW_KEY = re.compile(r"[a-z_]+: .+")
TAKEN_OUT = re.compile(r"(?:take|leave) `\w+` out")
WHOLE_LINE = "write this line as `"


def mended(text: str, finding: Finding) -> str | None:
    """The text of the file with the fix carried out; None where the fix names nothing that could be written."""
    if finding.edit is not None:
        return edited(text, [finding.edit])
    fix = EN(finding.fix)
    offered = OFFERED.search(fix)
    if offered is None or finding.place.line is None:
        return None
    if TAKEN_OUT.match(fix) and finding.place.key[-1:] == (offered[1],):
        return _without(text, finding)
    if not finding.place.key or (offered[1] in sample_policy().vocabulary.keys and not finding.place.on_key):
        return None  # names a key, not what to write
    if fix.startswith(WHOLE_LINE):
        return _line(text, finding.place.line, offered[1])
    if NEW_KEY.fullmatch(offered[1]) and len(finding.place.key) == 1:
        return _with_key(text, offered[1])
    marks = mark_of(text.encode(), markdown=finding.place.path.endswith(".md"))
    return (
        edited(text, [edit]) if (edit := with_position(replace(finding, edit=Edit(offered[1])), marks).edit) else None
    )


def _line(text: str, number: int, typed: str) -> str:
    lines = text.split("\n")
    old = lines[number - 1]
    lines[number - 1] = old[: len(old) - len(old.lstrip())] + typed
    return "\n".join(lines)


def _with_key(text: str, typed: str) -> str:
    """The record with a key at its top: in place of the one it has, else as its first."""
    key = typed.partition(":")[0]
    if re.search(rf"^{key}:", text, re.MULTILINE):
        return re.sub(rf"^{key}:.*$", typed, text, count=1, flags=re.MULTILINE)
    return text.replace("---\n", f"---\n{typed}\n", 1)


def _without(text: str, finding: Finding) -> str:
    """The record without the key of the finding: its line, or its part of a line inside brackets."""
    lines = text.split("\n")
    number, key = (finding.place.line or 1) - 1, finding.place.key[-1]
    if re.match(rf"\s*{key}:", lines[number]):
        del lines[number]
    else:
        lines[number] = re.sub(rf",\s*{key}:[^,}}]*", "", lines[number], count=1)
    return "\n".join(lines)
