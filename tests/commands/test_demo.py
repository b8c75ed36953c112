"""`huifang demo`: plain files or a repository; what is refused, and what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands.running import Command

SMALL = ("--people", "3", "--lang", "en")


def test_plain_files(huifang: Command, tmp_path: Path) -> None:
    made = huifang("demo", "made", *SMALL)
    assert (made.code, made.out, made.err) == (0, b"made\n", "")
    assert not (tmp_path / "made" / ".git").exists()


def test_a_repository(huifang: Command, tmp_path: Path) -> None:
    assert huifang("demo", "made", "--history", "--authors", "5", *SMALL).code == 0
    assert (tmp_path / "made" / ".git").is_dir()
    assert huifang("validate", "--records", "made").code == 0
    authors = {row["author"] for row in huifang("history", "--records", "made", "--format", "json").data["rows"]}
    assert 1 < len(authors) <= 5
    again = huifang("demo", "made", "--history", *SMALL)
    assert again.code == 2
    assert again.err == "huifang: made is not empty; name a folder that is empty or does not exist\n"


REFUSED = (  # what is typed, what is said
    (("--authors", "5"), "--authors goes with --history: without it nobody commits anything"),
    (
        ("--history", "--authors", "0"),
        "--authors takes a whole number from 1 to 10000, not 0",
    ),
)


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_refused(huifang: Command, tmp_path: Path, typed: tuple[str, ...], said: str) -> None:
    found = huifang("demo", "made", *typed, *SMALL)
    assert (found.code, found.out, found.err) == (2, b"", f"huifang: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_without_the_package_that_signs(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    found = huifang("demo", "made", "--history", *SMALL)
    said = "--history signs commits with the package cryptography, which is missing: pip install 'cryptography'"
    assert (found.code, found.out, found.err) == (3, b"", f"huifang: {said}\n")
    assert list(tmp_path.iterdir()) == []
    assert huifang("demo", "made", *SMALL).code == 0


def test_without_git(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = huifang("demo", "made", "--history", *SMALL)
    assert (found.code, found.err) == (3, "huifang: the program git is missing: install it, then try again\n")
    assert list(tmp_path.iterdir()) == []


def test_a_forecast_that_says_why_is_a_document(huifang: Command) -> None:
    """Where even all candidates are too few, the months say so, in every format."""
    huifang("demo", "made", "--people", "40", "--lang", "en")
    found = huifang("forecast", "--records", "made", "--format", "json", "--lang", "en")
    assert found.code == 0
    reasons = {row["reason"] for row in found.data["rows"]} - {None}
    assert reasons
    assert all(each in found.data["notice"] for each in reasons)
    assert all(huifang("forecast", "--records", "made", "--format", each).code == 0 for each in ("table", "csv"))


def test_where_the_demonstration_is_not_installed(
    huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huifang.services.demonstration.find_spec", lambda _: None)
    answer = huifang("demo", "new", *SMALL)
    assert (answer.code, (tmp_path / "new").exists()) == (3, False)
    assert "run it in a checkout of huifang: pip install -e ." in answer.err
