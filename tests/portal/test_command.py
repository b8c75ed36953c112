"""`huifang portal build`: whole or not at all, never over something else, exit codes as the contract says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.portal.stamp import STAMP_URI
from tests.portal.conftest import ROOT

pytestmark = pytest.mark.slow
RECORDS = ("--records", str(ROOT / "records"), "--lang", "en")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the verb writes into the environment goes away with the test."""
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")


def test_a_site_is_made_and_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a register of its own lies anywhere
    assert main(["portal", "build", *RECORDS, "--as-of", "2026-06-29"]) == 0
    (tmp_path / "site" / "left-over.html").write_text("", encoding="utf-8")
    assert main(["portal", "build", *RECORDS, "--as-of", "2026-06-30"]) == 0
    assert "as of 2026-06-30" in (tmp_path / "site" / "due.html").read_text(encoding="utf-8")
    assert not (tmp_path / "site" / "left-over.html").exists()
    stamp = json.loads((tmp_path / "site" / STAMP_URI).read_text(encoding="utf-8"))
    assert (stamp["day"], stamp["since"]["day"]) == ("2026-06-30", "2026-06-29")  # of the site that was replaced
    assert (tmp_path / "site" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


REFUSED = (  # what somebody typed, the exit code
    ((*RECORDS, "--as-of", "2026-13-01"), 2),
    (("--records", "nowhere"), 3),
    ((*RECORDS, "--district", "ja"), 2),
    ((*RECORDS, "--output", "kept"), 3),
)


@pytest.mark.parametrize("epoch", ["x", "-1", "1.5", "１２", "999999999999", " 1"])
def test_no_time_of_build(
    epoch: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["portal", "build", *RECORDS]) == 2
    said = f"SOURCE_DATE_EPOCH is {epoch}; it is a number of seconds since 1970, or it is unset"
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_refused(
    typed: tuple[str, ...],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["portal", "build", *typed]) == code
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "mine.txt"]
