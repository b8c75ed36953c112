"""Who can clone can read: names and restricted facts never stand in the common repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from huifang.commands.main import main

SAMPLE = Path(__file__).parent.parent.parent / "records"
ME = ("-c", "user.name=示例编辑", "-c", "user.email=editor@example.invalid")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *ME, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the sample that says it is none, in a repository of its own."""
    shutil.copytree(SAMPLE, tmp_path / "records")
    text = (tmp_path / "records" / "register.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("sample")]
    (tmp_path / "records" / "register.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    return tmp_path


def told(office: Path, capsysbinary: pytest.CaptureFixture[bytes], *more: str) -> list[tuple[str, str, str]]:
    records = str(office / "records")
    main(["validate", "--records", records, "--as-of", "2026-11-20", "--lang", "en", "--format", "json", *more])
    found = json.loads(capsysbinary.readouterr().out)["findings"]
    return [(row["path"], row["message"], row["severity"]) for row in found if row["check"].startswith("tracked-")]


NAMES = ("records/identities", "the common repository tracks 4 files of records/identities", "error")


@pytest.mark.parametrize(("ignored", "expected"), [(("identities", "restricted"), []), (("restricted",), [NAMES])])
def test_a_tracked_name_is_an_error(
    office: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    ignored: tuple[str, ...],
    expected: list[tuple[str, str, str]],
) -> None:
    (office / ".gitignore").write_text("".join(f"/records/{name}/\n" for name in ignored))
    git(office, "add", ".")
    git(office, "commit", "-qm", "records")
    assert told(office, capsysbinary) == told(office, capsysbinary, "--at", "HEAD") == expected


LEFT = "left behind by a run that was stopped, or hidden beside names: names may stand in it"


@pytest.mark.parametrize(
    ("file", "sample", "expected"),
    [
        ("people/ja/.huifang-x1.tmp", True, []),  # told as a file that no record is
        ("identities/.gitignore", True, []),
        (".huifang-x1.tmp/site/index.html", True, [("records/.huifang-x1.tmp", LEFT, "error")]),
        (".huifang-x1.tmp/due.csv", False, [("records/.huifang-x1.tmp", LEFT, "error")]),
        ("identities/.ja.yml.e3qb2tvm", True, [("records/identities/.ja.yml.e3qb2tvm", LEFT, "error")]),
        ("restricted/.huifang-x1.tmp/new", True, [("records/restricted/.huifang-x1.tmp", LEFT, "error")]),
    ],
)
def test_a_tracked_leftover_is_an_error(
    office: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    file: str,
    sample: bool,
    expected: list[tuple[str, str, str]],
) -> None:
    settings = office / "records/register.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "sample: true\n" * sample, encoding="utf-8")
    (office / ".gitignore").write_text("" if sample else "/records/identities/\n/records/restricted/\n")
    git(office, "add", ".")
    git(office, "commit", "-qm", "records")
    left = office / "records" / file
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("x", encoding="utf-8")
    assert told(office, capsysbinary) == []  # not tracked
    git(office, "add", "-f", str(left))
    git(office, "commit", "-qm", "left behind")
    assert told(office, capsysbinary) == told(office, capsysbinary, "--at", "HEAD") == expected


def test_a_plain_folder_tracks_nothing(office: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.rmtree(office / ".git")
    assert told(office, capsysbinary) == []
