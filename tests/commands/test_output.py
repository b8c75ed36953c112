"""`--output` writes a plain file outside every register, into a stream that is there, and replaces nothing else."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.faults import run
from tests.sound import ONE, OTHER, put

ASK = ("stats", "--lang", "en", "--format", "json")
INSIDE = (  # what is typed behind --output, from the folder that holds `records` and `other`
    "records/people/tt/TT-0001/person.md",
    "records/x.json",
    "records/new/x.json",
    "records/register.yml/x",
    "records/identities/x.json",
    "./outside/../records/x.json",
    "way/x.json",  # a link to records/people
    "/proc/self/cwd/records/x.json",
    "other/x.json",  # nobody named it, but it is one
    "other/people/uu/x.json",
)
REFUSED = (  # what is typed, what is told
    ("outside", "cannot write outside: Is a directory"),
    ("nowhere/x.json", "there is no folder {root}/nowhere"),
    ("file.txt/x.json", "there is no folder {root}/file.txt"),
    ("link", "link is a link to file.txt; name the file itself"),
    ("record", "record is a link to records/register.yml; name the file itself"),
    ("dangling", "dangling is a link to nowhere/x; name the file itself"),
    ("loop", "loop is a link to loop; name the file itself"),
    ("socket", "socket is not a plain file and is left alone"),
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two registers side by side, with things around them."""
    put(tmp_path / "records", ONE)
    put(tmp_path / "other", OTHER)
    (tmp_path / "outside").mkdir()
    (tmp_path / "file.txt").write_text("mine", encoding="utf-8")
    targets = {"link": "file.txt", "record": "records/register.yml", "dangling": "nowhere/x", "loop": "loop"}
    for name, target in {**targets, "way": "records/people"}.items():
        (tmp_path / name).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
    return tmp_path


def seen(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything that is there: its kind, when it was written, its content."""
    found = {}
    for path in sorted(root.rglob("*")):
        mode, plain = path.lstat().st_mode, path.is_file() and not path.is_symlink()
        found[str(path)] = (mode, path.lstat().st_mtime_ns if plain else 0, path.read_bytes() if plain else b"")
    return found


@pytest.mark.parametrize("typed", INSIDE)
def test_nothing_is_written_into_a_register(huifang: Command, root: Path, typed: str) -> None:
    before = seen(root)
    answer = huifang(*ASK, "--output", typed)
    said = f"huifang: {Path(typed)} lies in a register; name a place outside it\n"
    assert (answer.code, answer.out, answer.err) == (2, b"", said)
    assert seen(root) == before


@pytest.mark.parametrize("typed", ["--output records/x.json", "--records odd --output odd/x.json"])
def test_the_register_that_is_near_is_one_too(huifang: Command, root: Path, typed: str) -> None:
    (root / "odd").mkdir()
    assert huifang(*ASK, "--records", "other", *typed.split()).code == 2


FOLDERS = (("audit", "pack", "--until", "2026-03-31", "--output"), ("demo",), ("portal", "build", "--output"))


@pytest.mark.parametrize("typed", FOLDERS)
@pytest.mark.parametrize("folder", ["records/x", "way/x", "other/people/x"])
def test_no_folder_is_made_in_a_register(huifang: Command, root: Path, typed: tuple[str, ...], folder: str) -> None:
    before = seen(root)
    answer = huifang(*typed, folder, "--records", "records", "--lang", "en")
    assert (answer.code, answer.err) == (2, f"huifang: {folder} lies in a register; name a place outside it\n")
    assert seen(root) == before


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_is_no_plain_file_is_left_alone(huifang: Command, root: Path, typed: str, said: str) -> None:
    before = seen(root)
    answer = huifang(*ASK, "--output", typed)
    assert (answer.code, answer.out, answer.err) == (3, b"", f"huifang: {said.format(root=root)}\n")
    assert seen(root) == before


def test_a_plain_file_is_replaced_and_keeps_its_mode(huifang: Command, root: Path) -> None:
    (root / "file.txt").chmod(0o640)
    os.link(root / "file.txt", root / "outside/second name")
    assert huifang(*ASK, "--output", "file.txt").code == 0
    assert (root / "file.txt").read_bytes() == huifang(*ASK).out
    assert stat.S_IMODE((root / "file.txt").stat().st_mode) == 0o640
    assert (root / "outside/second name").read_text(encoding="utf-8") == "mine"


def test_a_second_name_of_a_record_leaves_the_record(huifang: Command, root: Path) -> None:
    os.link(root / "records/register.yml", root / "outside/x")
    assert huifang(*ASK, "--output", "outside/x").code == 0
    assert (root / "records/register.yml").read_text(encoding="utf-8") == ONE["register.yml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_may_not_be_written_is_kept(huifang: Command, root: Path) -> None:
    (root / "file.txt").chmod(0o400)
    assert huifang(*ASK, "--output", "file.txt").code == 3
    assert (root / "file.txt").read_text(encoding="utf-8") == "mine"


def test_a_pipe_is_written_into(huifang: Command, root: Path) -> None:
    os.mkfifo("pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((root / "pipe").read_bytes()))
    reader.start()
    assert huifang(*ASK, "--output", "pipe").code == 0
    reader.join()
    assert read == [huifang(*ASK).out]
    assert stat.S_ISFIFO((root / "pipe").stat().st_mode)


def test_a_pipe_that_nobody_reads_is_told(huifang: Command, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huifang.editing.output_file.PATIENCE", 0.1)
    os.mkfifo(root / "pipe")
    assert huifang(*ASK, "--output", "pipe").err == "huifang: cannot write pipe: No such device or address\n"


DEVICES = (("null", stat.S_IFCHR, os.makedev(1, 3), 0), ("disk", stat.S_IFBLK, os.makedev(7, 255), 3))


@pytest.mark.parametrize(("name", "kind", "number", "code"), DEVICES)
def test_a_device_stays_one(huifang: Command, root: Path, name: str, kind: int, number: int, code: int) -> None:
    try:
        os.mknod(root / name, kind | 0o600, number)
    except PermissionError:
        pytest.skip("only root makes devices")
    assert huifang(*ASK, "--output", name).code == code
    assert ((root / name).stat().st_mode, (root / name).stat().st_rdev) == (kind | 0o600, number)


STREAMS = (  # what is typed, whether stdout and stderr get the document
    ("/dev/stdout", True, False),
    ("/dev/fd/1", True, False),
    ("/proc/self/fd/1", True, False),
    ("/proc/thread-self/fd/1", True, False),
    ("/dev/stderr", False, True),
    ("/dev/null", False, False),
)


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(("typed", "out", "err"), STREAMS)
def test_what_is_open_is_written_into(
    root: Path, tmp_path_factory: pytest.TempPathFactory, typed: str, out: bool, err: bool, form: str
) -> None:
    scratch = tmp_path_factory.mktemp("said")
    ask: Callable[..., object] = lambda *more: run(("stats", "--format", form, *more), root, scratch)  # noqa: E731
    document = ask().out  # type: ignore[attr-defined]
    ended = ask("--output", typed)
    assert (ended.code, ended.out, ended.err) == (0, document * out, document * err)  # type: ignore[attr-defined]
