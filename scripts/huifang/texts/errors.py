"""An error that carries the sentence a person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huifang.texts.text import Text


class ToldError(Exception):
    """What could not be done; `message` is the sentence that says why, and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.template)
        self.message = message
