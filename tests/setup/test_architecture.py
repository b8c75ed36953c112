"""The architecture page: its drawing and tables are of today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_of_today() -> None:
    made = subprocess.run([sys.executable, "scripts/architecture.py", "--check"], cwd=ROOT, check=False)
    assert made.returncode == 0, "make texts writes docs/maintainers/architecture.md anew"
