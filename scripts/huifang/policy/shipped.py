"""What the program brings along: the rules it was made with, the handbook, the set-up of the portal.

There is one copy of each. In a checkout they lie where they are edited; a wheel carries the same files inside the
package, in the folders they have in the checkout.
"""

from __future__ import annotations

from pathlib import Path

from huifang.policy.load import FILES

PACKAGE = Path(__file__).resolve().parents[1]
INSIDE = PACKAGE / "shipped"  # of an installed wheel, see pyproject.toml
ROOT = INSIDE if INSIDE.is_dir() else PACKAGE.parents[1]
POLICY = "policy"


def shipped_policy() -> dict[str, bytes]:
    """The policy files that the program brings along: path in a register -> bytes. OSError where one is missing."""
    return {f"{POLICY}/{name}.yml": (ROOT / "records" / POLICY / f"{name}.yml").read_bytes() for name in FILES}
