"""A register with the fixes of its findings, judged as `validate` judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.checks.catalogue import all_checks
from huifang.editing.fixing import FixedRegister
from huifang.policy import words_of
from huifang.register import FolderTree
from huifang.register.nearest_word import nearest
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register import Finding, Tree
    from huifang.services.registers import OpenRegister, Request
    from huifang.texts import Text


def fixed_register(opened: OpenRegister, wanted: Request) -> FixedRegister:
    """The register before any fix; Stop(UNREADABLE) for a bare repository, where nothing can be written."""
    trees = tuple(tree for tree in opened.trees if isinstance(tree, FolderTree))
    if len(trees) < len(opened.trees):
        raise Stop(ExitCode.UNREADABLE, say("a bare repository has no files that could be written"))
    day = as_of(wanted.as_of, opened.register.settings)

    def judge(again: Sequence[Tree]) -> Sequence[Finding]:
        return findings(opened.read_again(again), opened.policy, day)

    return FixedRegister(trees, words_of(opened.policy), judge, findings(opened.register, opened.policy, day))


def checks_named(typed: Sequence[str]) -> frozenset[str]:
    """The checks that somebody named; Stop(USAGE), with the nearest one, for what is none."""
    known = [each.id for each in all_checks()]
    for each in typed:
        if each not in known:
            raise Stop(ExitCode.USAGE, _no_check(each, nearest(each, known)))
    return frozenset(typed)


def _no_check(typed: str, near: tuple[str, ...]) -> Text:
    if near:
        return say("there is no check {value}; did you mean {near}?", value=typed, near=near)
    return say("there is no check {value}; `huifang validate --format json` names that of each finding", value=typed)
