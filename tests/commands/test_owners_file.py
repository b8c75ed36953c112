"""A district that is added is told to whoever validates, with the line that CODEOWNERS lacks; `upgrade` adds it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from huifang.commands.main import main
from tests.commands.running import INIT
from tests.sound import organizations, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.running import Command

YI = organizations(("yi-jw", "示例乙区纪委监委", "纪检监察机关", None), district="yi", name="示例乙区",
                   register_from="2026-11-01")  # fmt: skip
LINES = {
    "gitlab": "/records/people/yi/ @ja/yi-jw",
    "github": "/records/people/yi/ @ja/yi-jw",
    "gitea": "records/people/yi/.* @ja/yi-jw",
}


def made(tmp_path: Path, forge: str, capsysbinary: pytest.CaptureFixture[bytes]) -> Path:
    assert main(["init", str(tmp_path / "r"), "--forge", forge, *INIT]) == 0
    capsysbinary.readouterr()
    return tmp_path / "r"


@pytest.mark.parametrize("forge", LINES)
def test_a_new_district(
    huifang: Command, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], forge: str
) -> None:
    root = made(tmp_path, forge, capsysbinary)
    records = ("--records", root / "records")
    assert huifang("validate", *records).err == ""
    put(root / "records", YI)
    line = LINES[forge]
    for lang, said in (
        ("en", f"CODEOWNERS has no line for records/people/yi/; add `{line}`, or run `huifang upgrade --write`"),
        ("zh", f"CODEOWNERS 没有 records/people/yi/ 的一行；请加上 `{line}`，或者运行 `huifang upgrade --write`"),
    ):
        found = huifang("validate", *records, "--lang", lang)
        assert (found.code, found.err) == (0, f"huifang: {said}\n")
    assert huifang("validate", root / "records/policy", *records).err == ""
    assert huifang("upgrade", "--write", *records).code == 0
    text = (root / "CODEOWNERS").read_text(encoding="utf-8")
    before, _, after = text.partition(f"{line}\n")
    assert before.splitlines()[-1] == line.replace("yi", "ja")
    assert after.startswith(("/records/plans/", "records/plans/"))
    assert huifang("validate", *records).err == ""


def gone(path: Path) -> None:
    path.unlink()


def linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def device(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def large(path: Path) -> None:
    path.write_bytes(b"#" * 300_000)


def other(path: Path) -> None:
    path.write_bytes("王".encode("gb18030"))


def first(path: Path) -> None:
    put(path.parent, {".github/CODEOWNERS": "* @ja/x\n"})


def own(path: Path) -> None:
    """The office's own file, of which we say nothing."""
    path.write_text("", encoding="utf-8")
    shipped = path.parent / "records/policy/shipped.yml"
    lines = shipped.read_text(encoding="utf-8").splitlines(keepends=True)
    shipped.write_text("".join(each for each in lines if "CODEOWNERS" not in each), encoding="utf-8")


NO_FILE = "CODEOWNERS is no plain file, or one too large"
SPOILT: tuple[tuple[Callable[[Path], None], str], ...] = (
    (own, ""),
    (gone, "CODEOWNERS is not there any more; nobody is asked to review"),
    (linked, NO_FILE), (device, NO_FILE), (folder, NO_FILE), (large, NO_FILE),
    (other, "CODEOWNERS is not in UTF-8"),
    (first, ".github/CODEOWNERS counts, and CODEOWNERS is not read by the forge"),
)  # fmt: skip


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office") / "r"
    assert main(["init", str(root), "--forge", "github", *INIT]) == 0
    return root


@pytest.mark.parametrize(("spoil", "said"), SPOILT)
def test_a_file_that_cannot_be_read(
    huifang: Command, set_up: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    root = tmp_path / "r"
    shutil.copytree(set_up, root, ignore=shutil.ignore_patterns(".git"))
    spoil(root / "CODEOWNERS")
    found = huifang("validate", "--records", root / "records", "--lang", "en")
    assert (found.code, found.err) == (0, f"huifang: {said}\n" if said else "")
