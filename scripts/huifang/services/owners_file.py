"""CODEOWNERS beside a register that `init` set up: whether it still names who reviews the files of every district.

It is no record and lies outside the register, and what it means is the forge's to say: so these are notes, no findings.
"""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from huifang.editing.office.brought import BroughtBefore, BroughtError, read_brought
from huifang.editing.office.owners import CODEOWNERS, owners_told, owning_districts
from huifang.register import FolderTree
from huifang.register.layout import SHIPPED
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from huifang.services.registers import OpenRegister
    from huifang.texts import Text

MOST = 256 * 1024  # bytes of the file
FIRST = {"github": ".github/CODEOWNERS"}  # where the forge looks before it looks at the root


def owners_notes(opened: OpenRegister) -> tuple[Text, ...]:
    """What is wrong with the file; nothing for a commit, several registers, or a file that is the office's own."""
    if len(opened.trees) > 1 or not isinstance(opened.trees[0], FolderTree):
        return ()
    tree = opened.trees[0]
    brought = BroughtBefore()
    with suppress(OSError, BroughtError):
        brought = read_brought(tree.read(SHIPPED))
    if CODEOWNERS not in brought.files or not {"forge", "group"} <= brought.setup.keys():
        return ()
    return tuple(_told(opened, tree.root.resolve().parent, brought))


def _told(opened: OpenRegister, top: Path, brought: BroughtBefore) -> Iterator[Text]:
    other = FIRST.get(brought.setup["forge"])
    if other is not None and (top / other).exists():
        yield say("{other} counts, and {file} is not read by the forge", other=other, file=CODEOWNERS)
        return
    path = top / CODEOWNERS
    try:
        about = path.lstat()
    except OSError:
        yield say("{file} is not there any more; nobody is asked to review", file=CODEOWNERS)
        return
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST:
        yield say("{file} is no plain file, or one too large", file=CODEOWNERS)
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        yield say("{file} is not in UTF-8", file=CODEOWNERS)
        return
    yield from owners_told(text, brought.setup, owning_districts(opened.register))
