"""The portal's address, where the office has told it: HUIFANG_PORTAL_URL."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from huifang.texts import Text, say

NAME = "HUIFANG_PORTAL_URL"
ADDRESS = re.compile(r"https?://[!-~]+", re.ASCII | re.IGNORECASE)
NOT_IN_IT = re.compile(r"[\"'<>\\^`{|}#?]")


def portal_address() -> tuple[str | None, Text | None]:
    """The address, and what is wrong with it; it only makes links, so a wrong one keeps nothing from being done."""
    typed = os.environ.get(NAME, "").strip()
    if not typed:
        return None, None
    if ADDRESS.fullmatch(typed) and not NOT_IN_IT.search(typed) and _host(typed):
        return typed, None
    message = say("{name} is no address, so checks are not linked: write it like {example}", name=NAME,
                  example="https://portal.example/huifang/")  # fmt: skip
    return None, message


def _host(typed: str) -> bool:
    """Whether it names a machine, and no user with a password."""
    try:
        parts = urlsplit(typed)
        return bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
