"""The builder of the archive: which wheels it takes, what it refuses, and that nothing of this machine lies in it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

import archive
import bundle
import standalone
import wheels
from tests.setup.test_bootstrap import tiny_wheel
from wheels import Target

ROOT = Path(bundle.__file__).resolve().parents[1]
HASH = " \\\n    --hash=sha256:" + "0" * 64
PC = Target("3.11", "x86_64", "2.28")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English sentences, and no index but what a test names."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in {"HUIFANG_LANG": "en", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}.items():
        monkeypatch.setenv(name, value)


# What is locked

LOCK = (  # one line of a lock file, the Python, on which newest 3.N.patch it is wanted
    ("plain==1", "3.11", 99),
    ("later==1 ; python_version >= '3.12'", "3.11", None),
    ("windows==1 ; sys_platform == 'win32'", "3.11", None),
    ("pypy==1 ; implementation_name == 'pypy'", "3.11", None),
    ("arm==1 ; platform_machine == 'aarch64'", "3.11", None),
    ("early==1 ; python_full_version < '3.11.5'", "3.11", 4),  # Debian 12 has 3.11.2
    ("early==1 ; python_full_version < '3.11.5'", "3.12", None),
    ("since==1 ; python_full_version >= '3.11.5'", "3.11", 99),
)


@pytest.mark.parametrize(("line", "python", "patch"), LOCK)
def test_wanted(line: str, python: str, patch: int | None) -> None:
    (entry,) = wheels.locked(f"# a comment\n{line}{HASH}{HASH}\n", "x.lock")
    assert entry.newest_patch(PC._replace(python=python)) == patch


NO_LOCK = (
    "plain==1\n",  # no hash
    f"plain>=1{HASH}\n",
    f"-e .{HASH}\n",
    "--index-url nowhere\n",
    f"plain @ file:///plain.whl{HASH}\n",
    f"plain==1 \\\n    --hash=md5:{'0' * 64}\n",
)


@pytest.mark.parametrize("text", NO_LOCK)
def test_what_is_no_locked_version_is_refused(text: str) -> None:
    with pytest.raises(standalone.Stop) as stop:
        wheels.locked(f"# a comment\nfirst==1{HASH}\n{text}", "x.lock")
    assert standalone.say(stop.value.text, bundle.TEXTS, **stop.value.values) == (
        "x.lock, line 4, is no version with its hashes: make lock writes the file anew."
    )


def test_the_lock_file_is_read_whole() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert len(wheels.locked(text, "requirements.lock")) == len(re.findall(r"^\S+==", text, re.MULTILINE))


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_no_name_stands_twice_in_a_group(python: str) -> None:
    entries = wheels.locked((ROOT / "requirements.lock").read_text("utf-8"), "requirements.lock")
    for group in wheels.groups(entries, PC._replace(python=python)).values():
        assert len({entry.name for entry in group}) == len(group)


def test_platforms() -> None:
    assert list(PC._replace(glibc="2.18", machine="aarch64").platforms())[:3] == [
        "manylinux_2_18_aarch64",
        "manylinux_2_17_aarch64",
        "manylinux2014_aarch64",
    ]


TARGETS = (  # what make was asked for; the sentence, or none
    (["--python", "3.13", "--machine", "aarch64", "--glibc", "2.17"], None),
    (["--python", "3.10"], "FOR=3.10 cannot be used: write it as FOR=3.11."),
    (["--python", "311"], "FOR=311 cannot be used: write it as FOR=3.11."),
    (["--python", "3.11.2"], "FOR=3.11.2 cannot be used: write it as FOR=3.11."),
    (["--machine", "x86-64"], "ARCH=x86-64 cannot be used: write it as ARCH=aarch64."),
    (["--glibc", "musl"], "GLIBC=musl cannot be used: write it as GLIBC=2.28."),
)


@pytest.mark.parametrize(("typed", "sentence"), TARGETS)
def test_target(typed: list[str], sentence: str | None) -> None:
    told = None
    try:
        bundle.wanted(bundle.arguments(typed))
    except standalone.Stop as stop:
        told = standalone.say(stop.text, bundle.TEXTS, **stop.values)
    assert told == sentence


# What pip finds: real runs, from a folder of packages alone


def offered(folder: Path, what: str) -> str:
    """A folder that offers tool 1 so, and the lock's line for it."""
    if what == "source":
        path = folder / "tool-1.tar.gz"
        with tarfile.open(path, "w:gz") as file:
            file.add(__file__, "tool-1/setup.py")
        return f"tool==1 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
    line = tiny_wheel(folder).replace(" --hash", " \\\n    --hash")
    return line.replace(line.strip()[-64:], "0" * 64) if what == "another" else line


FOUND = (  # what the folder offers, the sentence
    ("wheel", None),
    (
        "source",
        (
            "There is no wheel of tool for Python 3.11, x86_64, glibc 2.28, and an archive takes no sources to be "
            "compiled in the office: change FOR, ARCH or GLIBC, or check PIP_INDEX_URL and PIP_FIND_LINKS "
            "(what happened: {log})."
        ),
    ),
    (
        "another",
        (
            "A package is not the one that requirements.lock names by its hash and was not installed: "
            "check PIP_INDEX_URL or PIP_FIND_LINKS (what happened: {log})."
        ),
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(("what", "sentence"), FOUND, ids=[row[0] for row in FOUND])
def test_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, sentence: str | None) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    entries, told = wheels.locked(offered(tmp_path, what), "x.lock"), None
    (tmp_path / "made" / "wheels").mkdir(parents=True)
    try:
        wheels.fetch(entries, PC, tmp_path / "made" / "wheels", tmp_path / "log", standalone.run)
    except standalone.Stop as stop:
        told = standalone.say(stop.text, bundle.TEXTS, **stop.values)
    assert told == (sentence and sentence.format(log=tmp_path / "log"))
    assert wheels.unlisted(entries, PC, list((tmp_path / "made" / "wheels").iterdir())) == (sentence and "tool")


# The archive


def test_equal_files_give_equal_bytes(tmp_path: Path) -> None:
    content = {"b": b"2", "a": b"1", "wheels/c.whl": b"3"}
    bundle.write(tmp_path / "one.zip", content, 1_700_000_000)
    bundle.write(tmp_path / "two.zip", dict(reversed(content.items())), 1_700_000_000)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as file:
        assert {(entry.date_time, stat.filemode(entry.external_attr >> 16)) for entry in file.infolist()} == {
            ((2023, 11, 14, 22, 13, 20), "-rw-r--r--")
        }
        assert file.namelist() == ["a", "b", "wheels/c.whl"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


def test_the_sums_are_those_of_sha256sum() -> None:
    assert bundle.summed({"b": b"", "a": b"1"})[archive.SUMS].decode() == (
        f"{hashlib.sha256(b'1').hexdigest()}  a\n{hashlib.sha256(b'').hexdigest()}  b\n"
    )


@pytest.mark.parametrize(
    ("told", "epoch"), [("1700000000", 1_700_000_000), ("0", bundle.EPOCH_OF_ZIP), ("yesterday", bundle.EPOCH_OF_ZIP)]
)
def test_the_time_that_files_bear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, epoch: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    assert bundle.epoch_of(tmp_path) == epoch


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path) -> None:
    assert bundle.commit_of(tmp_path) is None


@pytest.mark.parametrize("text", bundle.TEXTS)
def test_both_languages_name_the_same_values(text: str) -> None:
    chinese, english = bundle.TEXTS[text]
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))
    assert english.isascii()
