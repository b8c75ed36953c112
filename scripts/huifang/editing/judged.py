"""What would be wrong with a register that was not before: errors refuse a change, warnings are told with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing.new import RefusedError
from huifang.register import Severity
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.register import Finding


def new_warnings(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The warnings that are new; RefusedError, with the errors, where a new one of those would stand there."""
    known = {_same(each) for each in before}
    new = [each for each in after if _same(each) not in known]
    errors = [each for each in new if each.severity is Severity.ERROR]
    if errors:
        raise RefusedError(say("nothing was written: the register would have errors"), errors)
    return new


def _same(found: Finding) -> tuple[object, ...]:
    """By what a finding is the same in two states of a register: its line may move."""
    return found.check, found.place.path, found.place.key, found.message
