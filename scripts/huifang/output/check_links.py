"""Where a check is explained: its entry on the portal's page of checks, as an address and as a link of the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.lists.rows import FindingRow

NAMED = re.compile(r"\[([a-z][a-z0-9-]*)\]")
OPENS, CLOSES = "\x1b]8;;{}\x1b\\", "\x1b]8;;\x1b\\"  # OSC 8, which terminals that do not know it leave out


def check_address(check: str, portal: str | None) -> str:
    """The address of a check's entry; "" where the portal's is not known."""
    return f"{portal.rstrip('/')}/checks.html#{check}" if portal else ""


def check_addresses(rows: Iterable[FindingRow], portal: str | None) -> Mapping[str, str]:
    """Check -> address, each once, in the order of the findings."""
    return {row.check: check_address(row.check, portal) for row in rows} if portal else {}


def hyperlinked(text: str, addresses: Mapping[str, str]) -> str:
    """A text for the terminal in which every check between brackets is a link."""

    def link(found: re.Match[str]) -> str:
        address = addresses.get(found[1])
        return f"{OPENS.format(address)}{found[0]}{CLOSES}" if address else found[0]

    return NAMED.sub(link, text)
