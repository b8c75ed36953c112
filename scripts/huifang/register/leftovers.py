"""What a run that was stopped left behind in a register: a finding, once, at its top; what lies in it is no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register.finding import Place, warning
from huifang.register.layout import is_secret
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register.finding import Finding

LEFT_OVER = say("a run of huifang that was stopped left this behind; it is no record")
MAY_HOLD_NAMES = say("this was left behind and is no record; names or restricted facts may stand in it")
DELETE_LEFTOVER = say("when nobody is writing here any more: delete it; one of huifang goes when huifang writes next")


def left_behind(inside: str, path: str) -> Iterator[Finding]:
    """The finding of a leftover at `inside` the register, which is called `path` for people."""
    secret = is_secret(inside)
    if inside.count("/") == secret:
        message = MAY_HOLD_NAMES if secret else LEFT_OVER
        yield warning(Place(path), message, fix=DELETE_LEFTOVER, check="left-behind")
