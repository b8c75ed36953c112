"""Exit codes with their meaning, and the two ways in which a verb cannot go on."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register import Finding
    from huifang.texts import Text


class ExitCode(IntEnum):
    """The exit code that the shell gets."""

    DONE = 0  # a list too, however many findings
    FOUND = 1  # findings of severity error, differences, leaks
    USAGE = 2  # usage, unknown code, district or date
    UNREADABLE = 3  # cannot read or write
    INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - it ends a verb, with a sentence for a person
    """A verb ends here; the sentence goes to stderr, the findings before it."""

    def __init__(self, code: ExitCode, message: Text, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message.template)
        self.code, self.message, self.findings = code, message, tuple(findings)
