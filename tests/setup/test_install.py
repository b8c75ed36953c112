"""The installer: what it refuses, and that the version in use stays until the next one works, whatever happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import archive
import install
import standalone
from tests.setup.archives import FILLS, HERE, MAKES, TRIES, Steps, files, opened, reading

ROOT = Path(install.__file__).parents[1]
KILLED = """
import sys; sys.path[:0] = {path}
from pathlib import Path
import install
from tests.setup.archives import Steps, opened
from install import Place
{before}
install.install(opened("2.0"), Place(Path({folder!r}), None), Steps({at}, "killed"))
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name is not easy, with version 1.0 in use."""
    place = tmp_path / "程 序"
    put(place, "1.0")
    return place


def put(folder: Path, version: str, steps: Steps | None = None, commands: Path | None = None) -> int:
    """Install a version; how many steps its filling took."""
    steps = steps or Steps()
    install.install(opened(version), install.Place(folder, commands), steps)
    return steps.filled


def used(folder: Path) -> str:
    """The number of the version in use; it is complete."""
    version = (folder / "current").resolve()
    assert (version / archive.FACTS).is_file()
    assert (version / "bin" / "huifang").is_file()
    return version.name.partition("-")[0]


def kept(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (folder / "versions").iterdir())


# What is in use, and what stays


def test_the_same_archive_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert put(folder, "1.0") == 0
    assert capsys.readouterr() == ("", f"{folder} has this version in use; nothing was changed.\n")


IN_TURN = (  # the archives with the steps that each takes, what is in use then, what is kept
    ((("1.0", 0),), "1.0", ["1.0"]),
    ((("2.0", 5),), "2.0", ["1.0", "2.0"]),
    ((("2.0", 5), ("2.0", 0)), "2.0", ["1.0", "2.0"]),
    ((("2.0", 5), ("1.0", 0)), "1.0", ["1.0", "2.0"]),  # the older archive turns back
    ((("2.0", 5), ("3.0", 5)), "3.0", ["2.0", "3.0"]),  # only one version before stays
)


@pytest.mark.parametrize(("archives", "in_use", "stays"), IN_TURN)
def test_what_is_in_use_and_what_stays(
    folder: Path, archives: tuple[tuple[str, int], ...], in_use: str, stays: list[str]
) -> None:
    assert [put(folder, version) for version, _ in archives] == [steps for _, steps in archives]
    assert (used(folder), kept(folder)) == (in_use, stays)


def test_a_version_that_lost_a_file_is_made_again_beside(folder: Path) -> None:
    """Its trial fails; what is in use is not taken away until the new one works."""
    steps = Steps()
    broken = (folder / "current").resolve()

    def runner(command: Sequence[str], log: Path) -> int:
        return int(command[0].startswith(f"{broken}/")) or steps(command, log)

    install.install(opened("1.0"), install.Place(folder, None), runner)
    assert used(folder) == "1.0"
    assert (folder / "current").resolve().name == f"{broken.name}-again"


@pytest.mark.parametrize("at", [MAKES, FILLS, TRIES, TRIES + 2])
@pytest.mark.parametrize("how", ["fails", KeyboardInterrupt(), OSError(28, "No space left on device")], ids=str)
def test_what_fails_leaves_the_old_one_in_use(folder: Path, at: int, how: BaseException | str) -> None:
    with pytest.raises((standalone.Stop, KeyboardInterrupt, OSError)):
        put(folder, "2.0", Steps(at, how))
    assert (used(folder), kept(folder)) == ("1.0", ["1.0"])
    assert not (folder / "unpacked").exists()
    assert put(folder, "2.0") == 5
    assert used(folder) == "2.0"


DEATHS = (  # at which step; or before what the last two moves do
    (str(MAKES), ""),
    (str(FILLS), ""),
    (str(TRIES + 2), ""),
    ("None", "install.put_to_use = lambda *told: Steps(0, 'killed').end(Path('log'))"),
    ("None", "install.Path.replace = lambda *told: Steps(0, 'killed').end(Path('log'))"),
)


@pytest.mark.parametrize(("at", "before"), DEATHS, ids=["making", "filling", "trying", "turning", "renaming"])
def test_what_is_killed_leaves_the_old_one_in_use(folder: Path, tmp_path: Path, at: str, before: str) -> None:
    path = [str(ROOT / "scripts"), str(ROOT)]
    script = KILLED.format(path=path, before=before, folder=str(folder), at=at)
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=tmp_path).returncode == -9
    assert used(folder) == "1.0"
    put(folder, "2.0")
    assert (used(folder), kept(folder)) == ("2.0", ["1.0", "2.0"])
    assert sorted(each.name for each in folder.iterdir()) == [install.MARK, "current", "previous", "versions"]


# The command on the path


@pytest.mark.parametrize(("there", "linked"), [(None, True), ("ours", True), ("file", False), ("link", False)])
def test_the_command(tmp_path: Path, there: str | None, *, linked: bool) -> None:
    """A link is made where nothing is; another program of that name stays."""
    folder, commands = tmp_path / "program", tmp_path / "bin"
    commands.mkdir()
    command = commands / "huifang"
    ways: dict[str | None, Callable[[], object]] = {
        None: lambda: None,
        "ours": lambda: command.symlink_to(folder / "current/bin/huifang"),
        "file": command.touch,
        "link": lambda: command.symlink_to("/nowhere"),
    }
    ways[there]()
    put(folder, "1.0", commands=commands)
    assert (command.is_symlink() and command.readlink() == folder / "current/bin/huifang") is linked


@pytest.mark.parametrize(("user", "place"), [(0, "/opt/huifang"), (1000, "~/.local/share/huifang")])
def test_the_usual_place(monkeypatch: pytest.MonkeyPatch, user: int, place: str) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert install.usual_place().folder == Path(place).expanduser()


# What it says

OTHER = "3.12" if HERE["python"] == "3.11" else "3.11"
REFUSED = (  # what the archive is for, the sentence
    (
        {"python": OTHER},
        (
            f"This archive is for Python {OTHER} and this is {HERE['python']}: "
            f"run it with python{OTHER}, or take one for {HERE['python']}."
        ),
    ),
    (
        {"machine": "loongarch64"},
        f"This archive is for loongarch64 machines and this is {HERE['machine']}: take one for {HERE['machine']}.",
    ),
    (
        {"glibc": "2.98"},
        f"This archive needs glibc 2.98 or newer and here is {archive.glibc()}: take one made for this system.",
    ),
)


@pytest.mark.parametrize(("facts", "sentence"), REFUSED, ids=[*map(str, range(3))])
def test_an_archive_for_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: dict[str, str], sentence: str
) -> None:
    assert install.main([str(tmp_path / "new")], reading(files(**facts))) == standalone.EXIT_MISSING
    assert capsys.readouterr() == ("", f"{sentence}\n")
    assert not (tmp_path / "new").exists()


DAMAGED = (  # the file, what became of it
    (archive.SUMS, None),
    (archive.SUMS, b"nonsense\n"),
    (archive.SUMS, b"0" * 64 + b"  ../../etc/passwd\n"),
    (archive.SUMS, b""),
    (archive.FACTS, b"{}"),
    ("wheels/tool-1-py3-none-any.whl", b"whee1"),
    ("wheels/tool-1-py3-none-any.whl", None),
)


@pytest.mark.parametrize(("name", "content"), DAMAGED)
def test_a_damaged_archive(folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None) -> None:
    capsys.readouterr()
    held = {other: each for other, each in files("2.0").items() if other != name}
    held |= {} if content is None else {name: content}
    assert install.main([str(folder)], reading(held)) == standalone.EXIT_MISSING
    at = archive.FACTS if content == b"" else name
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"The archive is damaged at {at} and nothing was installed: fetch it again and compare its SHA-256."
    assert used(folder) == "1.0"


@pytest.mark.parametrize("found", ["file", "folder"])
def test_a_folder_of_others_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str], found: str) -> None:
    ways: dict[str, Callable[[], None]] = {"file": (tmp_path / "kept").touch, "folder": (tmp_path / "kept").mkdir}
    ways[found]()
    assert install.main([str(tmp_path)], reading(files())) == standalone.EXIT_MISSING
    assert capsys.readouterr().err.startswith(f"{tmp_path} holds something else and nothing was installed")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


SENTENCES = (  # the step, what it wrote, the sentence
    (MAKES, "", "Nothing was installed and the old version is as it was: what happened stands in {log}."),
    (
        MAKES,
        "No module named ensurepip",
        f"This Python ({sys.executable}) has no ensurepip to set itself up with: apt install python3-venv.",
    ),
    (
        FILLS,
        "ERROR: No matching distribution found for tool==1",
        "The archive has no tool for this Python and nothing was installed: take another (what happened: {log}).",
    ),
    (
        FILLS,
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "A package is not the one that the archive names by its hash; nothing was installed (what happened: {log}).",
    ),
    (
        FILLS,
        "OSError: [Errno 28] No space left on device",
        "The disk is full and about 500 MB are needed: free some, or set TMPDIR to a folder that has room.",
    ),
    (
        TRIES,
        "ModuleNotFoundError: No module named 'nh3'",
        "The new version did not pass its trial and is not put to use; the old one is as it was: see {log}.",
    ),
)


@pytest.mark.parametrize(("at", "output", "sentence"), SENTENCES)
def test_sentence_of_a_failed_step(folder: Path, at: int, output: str, sentence: str) -> None:
    with pytest.raises(standalone.Stop) as stop:
        put(folder, "2.0", Steps(at, output=output))
    told = standalone.say(stop.value.text, install.TEXTS, **stop.value.values)
    assert told == sentence.format(log=folder / install.FULL_LOG)


@pytest.mark.parametrize("text", install.TEXTS)
def test_both_languages_name_the_same_values(text: str) -> None:
    chinese, english = install.TEXTS[text]
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))
    assert english.isascii()


@pytest.mark.parametrize("module", ["archive", "bootstrap", "install", "standalone"])
def test_an_old_python_can_read_it(module: str) -> None:
    source = (ROOT / "scripts" / f"{module}.py").read_text("utf-8")
    compile(source, module, "exec", dont_inherit=True)
    assert ":= " not in source
    assert "\n    match " not in source


def test_no_setting_of_the_person_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "PIP_USER", "PYTHONPATH", "PYTHONHOME"):
        monkeypatch.setenv(name, "/nowhere")
    before = os.umask(0o077)
    try:
        install.settle()
        assert os.umask(0) == 0o022
    finally:
        os.umask(before)
    assert {name for name in os.environ if name.startswith(("PIP_", "PYTHON"))} == {"PIP_CONFIG_FILE"}
