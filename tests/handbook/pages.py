"""The commands of a page of the handbook, and one shell that runs them as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = sorted(path.name for path in (ROOT / "docs" / "handbook" / "images").iterdir())
STOPS = "set -eu -o pipefail\n"  # the first command that fails ends it


def text_of(page: str) -> str:
    """The page as it is written."""
    return (ROOT / "docs" / "handbook" / page).read_text(encoding="utf-8")


def blocks(page: str, kind: str = "sh") -> list[str]:
    """What stands in the page's blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


def bare_environment(home: Path) -> dict[str, str]:
    """No setting of this machine or its user: an empty home, the program first on the path."""
    home.mkdir(exist_ok=True)
    settings = "[user]\n\tname = 示例员\n\temail = a@example.internal\n[init]\n\tdefaultBranch = main\n"
    (home / ".gitconfig").write_text(settings, encoding="utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a script to its end; what it says on standard output."""
    done = subprocess.run(
        ["bash", "-c", f"{STOPS}set -x\n{script}"],
        cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout
