"""The office's page from its first command to its last, with the network cut off: 40 people from a ledger, served."""

from __future__ import annotations

import calendar
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

import bundle
import standalone
from huifang import __version__
from tests import offline
from tests.conftest import IN_CI
from tests.handbook.pages import blocks, text_of

(INSTALL, INIT, UNITS, LEDGER, PORTAL, PUSH, TRACKED, IMAGE, SERVER, TIMER, UPDATE, COMPARE) = blocks("office.md")
SERVICE = blocks("office.md", "ini")[0]
ARCHIVE = r"huifang-[\d.]+-py\d+-linux_\w+\.zip"
ADDRESS = "ssh://git@git.example.internal/ja"  # the page's; a folder stands for the forge here
DIGITS = "零一二三四五六七八九"
TYPES = ("党内警告", "党内严重警告", "政务记过", "诫勉")
PROGRAMS = {  # what only an administrator or a container does; each says how it was called
    "useradd": 'mkdir -p "$4"',
    "chgrp": "",
    "runuser": 'shift 3; "$@"',
    "systemctl": "",
    "podman": "ls Containerfile huifang-*.zip",
}
SERVED = """
{serve} & server=$!
for second in $(seq 60); do
  python3 -c 'import urllib.request as u; print(u.urlopen("http://127.0.0.1:8000/people/JA-0040.html").status)' && break
  sleep 1
done 2>/dev/null
kill -TERM $server  # a shell lets what runs behind it not hear Ctrl-C
wait $server || true
"""
PACKED = (".whl", ".webp")  # of others, and pictures, which hold any bytes


def name_of(number: int) -> str:
    """The name of an invented person, such as 测试人四十."""
    tens, ones = divmod(number, 10)
    ten = ("", "十")[tens > 0] if tens < 2 else f"{DIGITS[tens]}十"
    return f"测试人{ten}{DIGITS[ones] if ones or not tens else ''}"


def ledger(path: Path) -> None:
    """Forty invented people of the two units that the page adds."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "姓名", "工作单位", "现任职务", "级别", "人员类别", "政治面貌", "干部管理权限", "回访机关",
                  "处分种类", "处分时间", "处分机关", "形态", "处分文号"])  # fmt: skip
    for number in range(1, 41):
        kind = TYPES[number % 4]
        sheet.append([number, name_of(number), ("甲区档案局", "甲区财政局")[number % 2], "科员", "其他", "公务员",
                      "中共党员", "区管", "甲区纪委监委", kind, f"2026年{number % 11 + 1}月{number % 27 + 1}日",
                      "甲区纪委监委", 1 if kind == "诫勉" else 2, f"示纪〔2026〕{number}号"])  # fmt: skip
    book.save(path)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real archive for this Python; without packages it is skipped by name, in CI it fails."""
    offline.need()
    target = bundle.wanted(bundle.arguments([]))
    try:
        return bundle.make(bundle.ROOT, target, tmp_path_factory.mktemp("dist"))
    except standalone.Stop as stop:
        reason = standalone.say(stop.text, bundle.TEXTS, **stop.values)
        if IN_CI:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


class Trial:
    """A folder with the archive, a ledger and an empty home."""

    def __init__(self, folder: Path, archive: Path) -> None:
        self.folder, self.archive, self.home = folder, archive, folder / "home"
        (self.home / ".local").mkdir(parents=True)
        shutil.copy(archive, folder / archive.name)
        ledger(folder / "台账.xlsx")
        programs = folder / "programs"
        programs.mkdir()
        (programs / "python3").symlink_to(offline.PYTHON)
        for name, does in PROGRAMS.items():
            (programs / name).write_text(f'#!/bin/sh\necho "{name} $*" >> {folder}/calls\n{does}\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        for name in ("register", "identities", "restricted"):
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder / f"forge/{name}.git")], check=True)
        path = f"{self.home}/.local/bin:{programs}:{os.environ['PATH']}"
        self.environment = {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "CI": "true"}

    def here(self, text: str) -> str:
        """What the page says, with this machine's places instead of the page's."""
        text = re.sub(ARCHIVE, self.archive.name, text).replace(ADDRESS, str(self.folder / "forge"))
        text = text.replace("/opt/huifang/current", f"{self.home}/.local/share/huifang/current")
        return text.replace("/srv/huifang", str(self.folder / "srv"))

    def types(self, *commands: str, where: str = "") -> str:
        """Somebody types the commands of the page."""
        done = offline.run(self.here("".join(commands)), self.folder / where, self.environment)
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    @property
    def register(self) -> Path:
        """The register that `init` makes."""
        return self.folder / "register"


@pytest.mark.slow
def test_the_commands_of_the_page(archive: Path, tmp_path: Path) -> None:
    """One after the other in one folder: what each leaves is what the next one finds."""
    trial = Trial(tmp_path, archive)
    serves(trial)
    pushes_and_publishes(trial)
    updates(trial)


def serves(trial: Trial) -> None:
    """Steps 1 to 4: from an empty folder to a served portal with everybody of the ledger."""
    trial.types(INSTALL, INIT)
    with (trial.register / "records/organizations/ja.yml").open("a", encoding="utf-8") as file:
        file.write(blocks("office.md", "yaml")[0])
    serve = PORTAL.splitlines()[-1]
    said = trial.types(UNITS, LEDGER, PORTAL.replace(serve, SERVED.format(serve=serve)))
    assert said.splitlines()[-1] == "200"  # the page of the last of them
    people = sorted(path.name for path in (trial.register / "records/people/ja").iterdir())
    assert people == [f"JA-{number:04}" for number in range(1, 41)]
    assert "测试人四十" in (trial.register / "site/people/JA-0040.html").read_text(encoding="utf-8")
    assert git(trial.register, "status", "--porcelain") == ""
    assert git(trial.register / "records/identities", "status", "--porcelain") == ""


def pushes_and_publishes(trial: Trial) -> None:
    """Steps 5 and 6: three repositories are pushed, and the service's own lines build the site that nginx serves."""
    assert "测试人" not in git(trial.register, "grep", "-I", "测试人", "HEAD", "--", "records", code=1)
    trial.types("cd register\n", PUSH)
    assert trial.types("cd register\n", TRACKED).splitlines()[-1].startswith(".gitignore:")
    for name in ("register", "identities", "restricted"):
        assert git(trial.folder / f"forge/{name}.git", "log", "-1", "--format=%H", "main")
    (trial.folder / "Containerfile").write_text(blocks("office.md", "dockerfile")[0], encoding="utf-8")
    trial.types(IMAGE)
    trial.types(f"export FORGE={ADDRESS}\n", SERVER, TIMER)
    starts = re.findall(r"^ExecStart(?:Pre)?=(.*)$", SERVICE, re.MULTILINE)
    trial.types("umask 0027\n", "\n".join(starts))
    assert "JA-0040" in (trial.folder / "srv/site/people/JA-0040.html").read_text(encoding="utf-8")
    assert "测试人四十" not in (trial.folder / "srv/site/people/JA-0040.html").read_text(encoding="utf-8")
    assert (trial.folder / "srv/register").stat().st_mode & 0o777 == 0o700
    assert [path for path in (trial.folder / "srv/site").rglob("*") if path.stat().st_mode & 0o007] == []
    calls = (trial.folder / "calls").read_text(encoding="utf-8")
    assert "systemctl enable --now huifang-portal.timer" in calls
    assert f"podman build --network=none --tag huifang:{__version__} ." in calls


def updates(trial: Trial) -> None:
    """The same archive changes nothing; beside it, in a folder of its own, a second one gives the same list."""
    program = trial.home / ".local/share/huifang"
    before = sorted(path.name for path in (program / "versions").iterdir())
    trial.types(UPDATE)
    assert sorted(path.name for path in (program / "versions").iterdir()) == before
    first, *others = COMPARE.splitlines(keepends=True)
    trial.types(first, "cd register\n", *others)
    assert len((trial.home / "新.csv").read_text(encoding="utf-8-sig").splitlines()) == 41


@pytest.mark.slow
def test_the_archive_names_no_machine(archive: Path, tmp_path: Path) -> None:
    """No folder, host or user of the builder stands in our own files, nor in the names of the others."""
    shutil.unpack_archive(archive, tmp_path / "out")
    (own,) = (tmp_path / "out/wheels").glob("huifang-*.whl")
    shutil.unpack_archive(own, tmp_path / "out/own", "zip")
    mine = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix not in PACKED]
    words = {str(bundle.ROOT), str(Path.home()), os.uname().nodename, str(archive.parent), sys.prefix} - {
        "/",
        "localhost",
    }
    words |= set(re.findall(r"//([^/]+)/", os.environ.get("PIP_INDEX_URL", "")))
    places = re.compile(rb"(?<![\w+/=-])(" + b"|".join(re.escape(word.encode()) for word in words) + rb")(?![\w+=-])")
    assert [(path, found[0]) for path in mine if (found := places.search(path.read_bytes()))] == []
    assert len(mine) > 400
    assert (tmp_path / "out/own/huifang/shipped/records/policy/measures.yml").is_file()


@pytest.mark.slow
def test_the_same_commit_gives_the_same_bytes(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built again from the wheels of the first; only the program's own is made anew."""
    shutil.unpack_archive(archive, tmp_path / "out")
    facts = json.loads((tmp_path / "out/bundle.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(bundle, "commit_of", lambda _: facts["commit"])  # somebody may commit while the tests run
    others = [path for path in sorted((tmp_path / "out/wheels").iterdir()) if not path.name.startswith("huifang-")]
    with zipfile.ZipFile(archive) as file:
        epoch = calendar.timegm((*file.infolist()[0].date_time, 0, 0, 0))
    wheel = bundle.program(bundle.ROOT, tmp_path / "own", epoch, tmp_path / "log", standalone.run)
    files = bundle.contents(bundle.ROOT, bundle.wanted(bundle.arguments([])), others, wheel)
    bundle.write(tmp_path / archive.name, bundle.summed(files), epoch)
    assert (tmp_path / archive.name).read_bytes() == archive.read_bytes()


@pytest.mark.parametrize("page", ["office.md", "../../README.md", "../../README.zh-CN.md"])
def test_the_page_names_this_version(page: str) -> None:
    """A release changes the page too: somebody copies the commands."""
    assert set(re.findall(r"huifang[-:](\d+\.\d+\.\d+)", text_of(page))) == {__version__}


def git(folder: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], check=False, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stdout
