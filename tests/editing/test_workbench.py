"""What a stopped run left is swept by the next writer, what somebody works on is not, and nothing else is touched."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huifang.editing import renames, write_file, write_record
from huifang.editing.files import NotWrittenError, errors_name
from huifang.editing.folders import new_folder, site_for
from huifang.editing.workbench import sweep, workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

LEFT = ".huifang-0a1b2c3d.tmp"
IGNORED = {f"{LEFT}/.gitignore": "*\n"}
KEPT: tuple[dict[str, str], ...] = (  # files by path: what is not ours, or not left behind
    {},
    {".huifang.tmp/x": ""},
    {".huifang-UPPER.tmp/.gitignore": "*\n"},
    {"huifang-0a1b.tmp/.gitignore": "*\n"},
    {LEFT: "a file"},
    {f"{LEFT}/new": "without our mark"},
    {f"{LEFT}/.gitignore": "!*\n", f"{LEFT}/new": ""},
    {f"{LEFT}/.gitignore/x": "a folder"},
    {f"deeper/{name}": text for name, text in IGNORED.items()},
)
SWEPT = (
    IGNORED,
    {f"{LEFT}/.gitignore": ""},
    {**IGNORED, f"{LEFT}/new": "half"},
    {**IGNORED, f"{LEFT}/new/people/x.html": "", f"{LEFT}/old/.gitignore": "*\n"},
)


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def files(root: Path) -> dict[str, str]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.mark.parametrize("there", KEPT, ids=str)
def test_kept(tmp_path: Path, there: dict[str, str]) -> None:
    put(tmp_path, there)
    sweep(tmp_path)
    assert files(tmp_path) == there


@pytest.mark.parametrize("there", SWEPT, ids=str)
def test_swept(tmp_path: Path, there: dict[str, str]) -> None:
    put(tmp_path, {**there, "mine.txt": "mine"})
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_one_is_swept_and_a_link_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"mine/.gitignore": "*\n", "mine/x": "mine"})
    (tmp_path / LEFT).mkdir()
    (tmp_path / ".huifang-1.tmp").symlink_to("mine")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".huifang-1.tmp", "mine"]
    assert files(tmp_path / "mine") == {".gitignore": "*\n", "x": "mine"}


def test_what_a_link_inside_leads_to_is_kept(tmp_path: Path) -> None:
    put(tmp_path, {**IGNORED, "mine/x": "mine"})
    (tmp_path / LEFT / "new").symlink_to("../mine")
    sweep(tmp_path)
    assert files(tmp_path) == {"mine/x": "mine"}


def test_what_somebody_works_on_is_kept(tmp_path: Path) -> None:
    with workbench(tmp_path) as mine:
        put(mine, {"new": "half"})
        with workbench(tmp_path) as other:
            assert (mine / "new").exists()
            assert mine != other
    assert list(tmp_path.iterdir()) == []


def test_without_locks_nothing_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    put(tmp_path, IGNORED)
    monkeypatch.setattr(fcntl, "flock", lacking)
    write_file(tmp_path / "x", b"x")
    assert files(tmp_path) == {**IGNORED, "x": "x"}


# where a file system lacks a rename


@pytest.fixture(params=[errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, None])
def poor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system, a kernel or a C library without renameat2."""

    def lacking(_: Path, new: Path, __: int) -> None:
        raise OSError(request.param, os.strerror(request.param), str(new))

    if request.param is None:
        monkeypatch.setattr(renames, "CLIB", object())
    else:
        monkeypatch.setattr(renames, "renamed", lacking)


@pytest.mark.usefixtures("poor")
def test_a_new_record_is_never_put_over_another(tmp_path: Path) -> None:
    write_record(tmp_path, "people/x.md", b"first", new=True)
    write_record(tmp_path, "people/y.md", b"second", new=True)
    with pytest.raises(FileExistsError):
        write_record(tmp_path, "people/x.md", b"third", new=True)
    assert files(tmp_path) == {"people/x.md": "first", "people/y.md": "second"}


@pytest.mark.usefixtures("poor")
def test_a_site_is_replaced_by_two_renames_and_that_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"site/x": "old"})
    with site_for(tmp_path / "site") as made:
        put(made.folder, {"x": "new"})
    assert not made.at_once
    assert files(tmp_path) == {"site/.gitignore": "*\n", "site/x": "new"}


@pytest.mark.parametrize("place", ["site", "out/site", "out/of/site"])
@pytest.mark.parametrize("meanwhile", ["out/other/x", "{place}/.gitignore", "out/of/{place}/.gitignore"])
def test_another_run_makes_the_same_site_meanwhile(tmp_path: Path, place: str, meanwhile: str) -> None:
    """The last to be done is served, whole; nothing that lies beside it is touched."""
    with site_for(tmp_path / place) as made:
        put(made.folder, {"x": "new"})
        put(tmp_path, {meanwhile.format(place=place): "*\n"})
    found = {name: text for name, text in files(tmp_path / place).items() if not name.startswith(place)}
    assert found == {".gitignore": "*\n", "x": "new"}
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize(("way", "said"), [(site_for, "not empty"), (new_folder, "made")], ids=["site", "folder"])
def test_what_is_put_there_meanwhile_is_kept(
    tmp_path: Path, way: Callable[[Path], AbstractContextManager[object]], said: str
) -> None:
    with pytest.raises(OSError, match=said), way(tmp_path / "made"):
        put(tmp_path, {"made/letter": "theirs"})
    assert files(tmp_path) == {"made/letter": "theirs"}


def test_a_site_is_replaced_at_once_and_keeps_its_mode(tmp_path: Path) -> None:
    put(tmp_path, {"site/x": "old"})
    (tmp_path / "site").chmod(0o2750)
    with site_for(tmp_path / "site") as made:
        put(made.folder, {"x": "new"})
    assert made.at_once
    assert (tmp_path / "site").stat().st_mode & 0o7777 == 0o2750
    assert files(tmp_path) == {"site/.gitignore": "*\n", "site/x": "new"}


STOPPED = {**IGNORED, f"{LEFT}/new/x": "new", f"{LEFT}/old/x": "old", f"{LEFT}/place": "site"}
BETWEEN: tuple[
    tuple[dict[str, str], dict[str, str]], ...
] = (  # what a run left that was stopped around its two renames, what is there after the next
    (STOPPED, {"site/x": "new"}),
    ({**STOPPED, "site/x": "other"}, {"site/x": "other"}),
    ({name: text for name, text in {**STOPPED, "site/x": "new"}.items() if "/new/" not in name}, {"site/x": "new"}),
    ({**STOPPED, f"{LEFT}/place": "../site"}, {}),
    ({**STOPPED, f"{LEFT}/place": ".."}, {}),
    ({**STOPPED, f"{LEFT}/place": ""}, {}),
)


@pytest.mark.parametrize(("there", "after"), BETWEEN)
def test_stopped_between_two_renames(tmp_path: Path, there: dict[str, str], after: dict[str, str]) -> None:
    put(tmp_path / "home", there)
    sweep(tmp_path / "home")
    assert files(tmp_path) == {f"home/{name}": text for name, text in after.items()}


# what is refused, and how it is told


def test_what_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    put(tmp_path, {"audit/answers.yml": "theirs"})
    with pytest.raises(NotWrittenError):
        write_record(tmp_path, "audit/answers.yml", b"mine", before=b"what I read")
    assert files(tmp_path) == {"audit/answers.yml": "theirs"}


@pytest.mark.parametrize("link", ["audit", "audit/answers.yml", "identities/tt.yml"])
def test_nothing_is_written_through_a_link(tmp_path: Path, link: str) -> None:
    put(tmp_path, {"away/answers.yml": "theirs", "away.yml": "theirs"})
    path = tmp_path / "records" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / ("away" if link == "audit" else "away.yml"))
    with pytest.raises(NotWrittenError):
        write_record(tmp_path / "records", link if "/" in link else f"{link}/answers.yml", b"mine")
    assert files(tmp_path / "away") == {"answers.yml": "theirs"}
    assert (tmp_path / "away.yml").read_text(encoding="utf-8") == "theirs"


def test_no_folder_is_left_where_a_record_was_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="TT-0001") as told:
        write_record(tmp_path, "people/tt/TT-0001/person.md", b"x", new=True)
    assert (told.value.errno, list(tmp_path.iterdir())) == (errno.ENOSPC, [])


def test_a_folder_that_was_made_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = renames.renamed

    def late(old: Path, new: Path, how: int) -> None:
        monkeypatch.setattr(renames, "renamed", real)
        put(tmp_path, {"people/other.md": "other"})
        real(old, new, how)

    monkeypatch.setattr(renames, "renamed", late)
    write_record(tmp_path, "people/mine.md", b"mine", new=True)
    assert files(tmp_path) == {"people/other.md": "other", "people/mine.md": "mine"}


TOLD = (  # what went wrong, the path that the error names, the path that is told
    (errno.EACCES, None, "mine"),
    (errno.EACCES, f"/a/{LEFT}/new", "mine"),
    (errno.EACCES, "/etc/theirs", "/etc/theirs"),
    (errno.ENOSPC, None, "mine"),
    (errno.ENOSPC, "/etc/the-source-of-a-copy", "mine"),
    (errno.EDQUOT, "/etc/the-source-of-a-copy", "mine"),
)


@pytest.mark.parametrize(("number", "named", "path"), TOLD)
def test_an_error_names_a_path(number: int, named: str | None, path: str) -> None:
    with pytest.raises(OSError, match=re.escape(os.strerror(number))) as told, errors_name(Path("mine")):
        raise OSError(number, os.strerror(number), named)
    assert told.value.filename == path
