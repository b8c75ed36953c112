"""A register with the fixes of its findings, judged as `validate` judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.editing.fixing import FixedRegister
from huifang.policy import words_of
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register import Finding, Tree
    from huifang.services.registers import OpenRegister, Request


def fixed_register(opened: OpenRegister, wanted: Request) -> FixedRegister:
    """The register before any fix; Stop(UNREADABLE) for a bare repository, where nothing can be written."""
    trees = tuple(tree for tree in opened.trees if isinstance(tree, FolderTree))
    if len(trees) < len(opened.trees):
        raise Stop(ExitCode.UNREADABLE, say("a bare repository has no files that could be written"))
    day = as_of(wanted.as_of, opened.register.settings)

    def judge(again: Sequence[Tree]) -> Sequence[Finding]:
        return findings(opened.read_again(again), opened.policy, day)

    return FixedRegister(trees, words_of(opened.policy), judge, findings(opened.register, opened.policy, day))
