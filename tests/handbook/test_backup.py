"""The page on backup: its commands bring three real repositories back whole, and readable by their owner alone."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.handbook.pages import bare_environment, blocks, run

SEAL, BACKUP, RESTORE, CHECK, RECOVER = blocks("backup.md")
ADDRESS = "ssh://git@git.example.internal/ja"  # the page's; a folder stands for the forge here
NAMES = ("register", "identities", "restricted")
OFFICE = """
huifang init register --district-name 甲区 --district ja --register-from 2026-01-01 --forge none
cd register
huifang new person --unit ja-zzb --type 党内警告 --decided-on 2026-01-12 --decided-by ja-jw --form 2 --category 公务员 \
  --supervised-by ja-jw --helper 示例帮扶人:ja-dw:书记:2026-01-20
printf 'JA-0001: 示例甲一\\nJA-0009: 示例甲九\\n' > records/identities/ja.yml  # the second has no record any more
mkdir -p records/restricted/ja
echo 'investigations: [{opened_on: 2026-02-01, closed_on: 2026-03-01}]' > records/restricted/ja/JA-0001.yml
for name in register:. identities:records/identities restricted:records/restricted; do
  git -C "${name#*:}" add -A && git -C "${name#*:}" commit --quiet -m 登记
  git init --quiet --bare "../forge/${name%:*}.git"
  git -C "${name#*:}" remote add origin "$PWD/../forge/${name%:*}.git"
  git -C "${name#*:}" push --quiet -u origin main
done
"""
LOSS = """
git clone --quiet "$FORGE/register.git" clone
echo 备份以后的提交 >> clone/README.md
git -C clone commit --quiet -am 备份以后
rm -rf "$FORGE" register
"""


def here(script: str, folder: Path) -> str:
    """The page's commands with the forge's address for this machine."""
    return script.replace(ADDRESS, str(folder / "forge"))


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after backup, loss and restoration; the history of each repository before."""
    folder = tmp_path_factory.mktemp("office")
    environment = bare_environment(folder / "home")
    run(OFFICE, folder, environment)
    run(here(SEAL + BACKUP, folder), folder, environment)
    before = {name: git(folder / f"forge/{name}.git", "log", "--all", "--format=%H %s %ad") for name in NAMES}
    run(here(LOSS, folder), folder, environment | {"FORGE": str(folder / "forge")})
    said = run(here(RESTORE + CHECK + RECOVER, folder), folder, environment)
    assert said.splitlines()[-1].endswith("备份以后")  # the commit that only a colleague's clone still had
    return folder, before


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_history_is_the_same(restored: tuple[Path, dict[str, str]], name: str) -> None:
    folder, before = restored
    assert git(folder / f"restored/{name}.git", "log", "main", "--format=%H %s %ad") == before[name]
    git(folder / f"restored/{name}.git", "fsck", "--full", "--strict")


@pytest.mark.slow
@pytest.mark.parametrize("place", ["backup", "restored", "checked/records/identities", "checked/records/restricted"])
def test_nobody_else_may_read_it(restored: tuple[Path, dict[str, str]], place: str) -> None:
    for path in (restored[0] / place, *(restored[0] / place).rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert (mode & 0o077, mode & 0o700 if path.is_dir() else 0o700) == (0, 0o700), path


@pytest.mark.slow
def test_an_erased_name_that_comes_back_is_found(restored: tuple[Path, dict[str, str]]) -> None:
    """A backup of names from before an erasure brings the name back; the audit says so."""
    folder = restored[0]
    again = folder / "again"
    shutil.copytree(folder / "checked", again)
    erased = (
        "erasures:\n  - {code: JA-0009, on: 2026-02-01, identity: removed, commits: 0, by: 示例机关, reason: 示例}\n"
    )
    (again / "records/audit").mkdir(exist_ok=True)
    (again / "records/audit/erasures.yml").write_text(erased, encoding="utf-8")
    git(again, "add", "-A")
    git(again, "-c", "user.name=示例员", "-c", "user.email=a@example.internal", "commit", "-qm", "抹除")
    said = run("huifang audit || [ $? = 1 ]", again, bare_environment(folder / "home"))
    assert "[erased-identity-remains]" in said
