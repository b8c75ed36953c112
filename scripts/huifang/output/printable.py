"""Text that can be printed: what would move the cursor, erase a line or reverse the reading is spelled out instead."""

from __future__ import annotations

from huifang.texts.invisible import one_line, visible

__all__ = ["one_line", "visible"]
