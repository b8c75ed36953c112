"""Every command of the auditor's page of the handbook runs as it is written, on the register that the page makes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent.parent / "docs/handbook/audit.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.replace("\\\n", "").splitlines() if line.strip()]


@pytest.mark.slow
def test_the_commands_of_the_page_run_as_written(tmp_path: Path) -> None:
    """One shell runs them in turn; every line must succeed."""
    (tmp_path / "home").mkdir()
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUIFANG_")}
    environment |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path / "home")}
    script = "set -x\n" + "".join(f"{line}\n[ $? -eq 0 ] || exit 9\n" for line in COMMANDS)
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert (tmp_path / "练习/audit/answers.yml").is_file()


def test_there_are_commands_of_every_kind() -> None:
    """The page shows what an auditor asks; a page without them would prove nothing above."""
    verbs = {line.split()[1] for line in COMMANDS if line.startswith("huifang")}
    assert verbs >= {"demo", "history", "eligible", "due", "compare", "portal", "audit"}
