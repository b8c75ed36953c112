"""The set-up: what it decides, what it says, and that an environment works where it lies."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

import bootstrap
import standalone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(bootstrap.__file__).resolve().parents[1]

BACKEND = '''
"""A build backend of the project's own: the test needs no index."""
import base64, hashlib, os, zipfile

def build_editable(folder, settings=None, metadata=None):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        for path, text in {
            "tiny.pth": os.getcwd(),
            "tiny-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n",
            "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
            "tiny-1.dist-info/RECORD": "",
        }.items():
            wheel.writestr(path, text)
    return name
'''


@pytest.fixture(autouse=True)
def plain_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine: English sentences, no index, no retries."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in {"HUIFANG_LANG": "en", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a folder whose name is not easy: a space and Chinese."""
    folder = tmp_path / "登记 册"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "tiny"\n[tool.ruff]\nline-length = 120\n', "utf-8")
    for lock in bootstrap.LOCKS.values():
        (folder / lock).write_text("tool==1 --hash=sha256:00\n", "utf-8")
    return folder


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def refused_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Steps:
    """Does what the real steps leave behind, and counts; `fails_at` writes the output and stops there."""

    def __init__(self, fails_at: int = 0, output: str = "", error: BaseException | None = None) -> None:
        self.fails_at, self.output, self.error, self.done = fails_at, output, error, 0

    def __call__(self, command: Sequence[str], log: Path) -> int:
        self.done += 1
        log.write_text(self.output, "utf-8")
        if self.done == self.fails_at:
            if self.error is not None:
                raise self.error
            return 1
        if self.done == 1:
            new = Path(command[-1])
            (new / "bin").mkdir(parents=True)
            (new / "bin/python").symlink_to(sys.executable)
            (new / "bin/tool").write_text(f"#!{new}/bin/python\n", "utf-8")
            (new / "pyvenv.cfg").write_text(f"command = python -m venv {new}\n", "utf-8")
        return 0


def set_up(root: Path, kind: str = "plain", steps: Steps | None = None) -> int:
    """How many steps the set-up took."""
    steps = steps or Steps()
    bootstrap.set_up(root, kind, steps)
    return steps.done


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; nothing stands on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = [line for line in err.splitlines() if not line.startswith(("Setting up", "正在建立"))]
    return line


# What makes the environment anew


def nothing(_root: Path) -> None:
    """Leave all as it is."""


def edit_lock(root: Path) -> None:
    (root / "requirements.lock").write_text("tool==2 --hash=sha256:00\n", "utf-8")


def edit_dev_lock(root: Path) -> None:
    (root / "requirements-dev.lock").write_text("tool==2 --hash=sha256:00\n", "utf-8")


def edit_project(root: Path) -> None:
    (root / "pyproject.toml").write_text('[project]\nname = "tiny"\nversion = "2"\n', "utf-8")


def edit_linter(root: Path) -> None:
    (root / "pyproject.toml").write_text('[project]\nname = "tiny"\n[tool.ruff]\nline-length = 88\n', "utf-8")


def lose_stamp(root: Path) -> None:
    (root / ".venv" / bootstrap.STAMP).unlink()


def spoil_stamp(root: Path) -> None:
    (root / ".venv" / bootstrap.STAMP).write_text("[", "utf-8")


def odd_stamp(root: Path) -> None:
    (root / ".venv" / bootstrap.STAMP).write_text("[]", "utf-8")


def lose_python(root: Path) -> None:
    (root / ".venv/bin/python").unlink()


def leave_unfinished(root: Path) -> None:
    """As a set-up that was killed leaves them."""
    for name in (".venv.tmp", ".venv.old"):
        (root / name / "bin").mkdir(parents=True)


@pytest.mark.parametrize(
    ("first", "change", "then", "anew"),
    [
        ("plain", nothing, "plain", False),
        ("dev", nothing, "dev", False),
        ("dev", nothing, "plain", False),  # all of plain stands in dev
        ("dev", edit_linter, "dev", False),  # changes nothing that is installed
        ("plain", leave_unfinished, "plain", False),
        ("plain", edit_dev_lock, "plain", False),
        ("plain", nothing, "dev", True),
        ("plain", edit_lock, "plain", True),
        ("dev", edit_dev_lock, "dev", True),
        ("plain", edit_project, "plain", True),
        ("plain", lose_stamp, "plain", True),
        ("plain", spoil_stamp, "plain", True),
        ("plain", odd_stamp, "plain", True),
        ("plain", lose_python, "plain", True),  # the Python it was made from is gone
    ],
)
def test_made_anew(root: Path, first: str, change: Callable[[Path], None], then: str, *, anew: bool) -> None:
    assert set_up(root, first) == 3
    change(root)
    assert set_up(root, then) == (3 if anew else 0)


def test_another_python_makes_it_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(root)
    monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    assert set_up(root) == 3


def test_a_moved_folder_makes_it_anew(root: Path) -> None:
    set_up(root)
    moved = root.rename(root.with_name("moved"))
    assert set_up(moved) == 3
    assert (moved / ".venv/bin/tool").read_text("utf-8") == f"#!{moved}/.venv/bin/python\n"


@pytest.mark.parametrize("what", ["file", "link", "folder"])
def test_a_foreign_venv_is_replaced(root: Path, what: str) -> None:
    venv, elsewhere = root / ".venv", root / "elsewhere"
    elsewhere.mkdir()
    {"file": venv.touch, "link": lambda: venv.symlink_to(elsewhere), "folder": venv.mkdir}[what]()
    assert set_up(root) == 3
    assert (venv / bootstrap.STAMP).is_file()
    assert list(elsewhere.iterdir()) == []


# What an unfinished set-up leaves


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("error", [None, KeyboardInterrupt(), OSError(28, "No space left on device")], ids=str)
def test_unfinished(root: Path, step: int, error: BaseException | None) -> None:
    with pytest.raises((standalone.Stop, KeyboardInterrupt, OSError)):
        set_up(root, steps=Steps(fails_at=step, error=error))
    assert not list(root.glob(".venv.tmp"))
    assert not (root / ".venv").exists()
    assert set_up(root) == 3


def test_the_old_one_stays_until_the_new_one_is_complete(root: Path) -> None:
    set_up(root)
    edit_lock(root)
    with pytest.raises(standalone.Stop):
        set_up(root, steps=Steps(fails_at=2))
    assert (root / ".venv/bin/tool").is_file()
    assert set_up(root) == 3
    assert sorted(path.name for path in root.glob(".venv*")) == [".venv", ".venv.lock", ".venv.log"]


def test_leftovers_of_a_killed_set_up_are_removed(root: Path) -> None:
    leave_unfinished(root)
    assert set_up(root) == 3
    assert not (root / ".venv.tmp").exists()
    assert not (root / ".venv.old").exists()


# What it says

SENTENCES = (  # what a failed step wrote, the sentence
    ("", "The set-up failed: what happened stands in .venv.log."),
    (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        (
            "A package is not the one that requirements.lock names by its hash and was not installed: "
            "check PIP_INDEX_URL or PIP_FIND_LINKS (what happened: .venv.log)."
        ),
    ),
    (
        "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for tool==1",
        (
            "The package index gives nothing: set PIP_INDEX_URL to one that can be reached, "
            "or PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder of wheels (what happened: .venv.log)."
        ),
    ),
    (
        "(from versions: 0.9)\nERROR: No matching distribution found for tool==1",
        (
            "The index or folder of wheels has no tool for this Python: "
            "check PIP_INDEX_URL or PIP_FIND_LINKS (what happened: .venv.log)."
        ),
    ),
    (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "The disk is full and about 500 MB are needed: free some, or set TMPDIR to a folder that has room.",
    ),
    (
        "The virtual environment was not created successfully because ensurepip is not\navailable.",
        f"This Python ({sys.executable}) has no ensurepip to set itself up with: apt install python3-venv.",
    ),
)


@pytest.mark.parametrize(("output", "expected"), SENTENCES, ids=[row[1][:24] for row in SENTENCES])
def test_sentence_of_a_failed_step(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    output: str,
    expected: str,
) -> None:
    monkeypatch.setattr(bootstrap.set_up, "__defaults__", (Steps(fails_at=2, output=output),))
    assert bootstrap.main([], root) == standalone.EXIT_MISSING
    assert sentence(capsys) == expected


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_new_enough_a_python(version: tuple[int, int, int]) -> None:
    bootstrap.require_python(version)


def test_an_old_python_can_read_the_file() -> None:
    source = Path(bootstrap.__file__).read_text("utf-8")
    compile(source, "bootstrap.py", "exec", dont_inherit=True)
    assert not re.search(r":=|^\s*match .*:$|except\*|^\s*type \w+ =", source, re.MULTILINE)


def test_python_without_ensurepip() -> None:
    with pytest.raises(standalone.Stop, match=r"^venv$"):
        bootstrap.require_ensurepip(lambda name: None if name == "ensurepip" else object())


def old_python(patch: pytest.MonkeyPatch, _root: Path) -> None:
    patch.setattr(sys, "version_info", (3, 10, 13, "final", 0))


def no_programs(patch: pytest.MonkeyPatch, root: Path) -> None:
    patch.setenv("PATH", str(root))


def no_lock(_patch: pytest.MonkeyPatch, root: Path) -> None:
    (root / "requirements.lock").unlink()


def interrupted(patch: pytest.MonkeyPatch, _root: Path) -> None:
    patch.setattr(bootstrap.set_up, "__defaults__", (Steps(fails_at=2, error=KeyboardInterrupt()),))


MISSING, STOPPED = standalone.EXIT_MISSING, standalone.EXIT_INTERRUPTED
STOPS: tuple[tuple[Callable[[pytest.MonkeyPatch, Path], None], tuple[str, ...], int, str, str], ...] = (
    # what is the matter, what is asked for, the exit code, the sentence in both languages
    (old_python, (), MISSING,
     ("Python 3.11 or newer is needed and this is 3.10.13: "
      "apt install python3, or name another one by make PYTHON=/.../python3."),
     ("需要 Python 3.11 或更新的版本，现在的是 3.10.13："
      "请执行 apt install python3，或用 make PYTHON=/…/python3 指定另一个。")),
    (no_programs, ("--need", "ssh-keygen"), MISSING, "The program ssh-keygen is missing: apt install openssh-client.",
     "缺少程序 ssh-keygen：请执行 apt install openssh-client。"),
    (no_lock, (), MISSING, "Cannot read or write {root}/requirements.lock: No such file or directory.",
     "无法读写 {root}/requirements.lock：No such file or directory。"),
    (interrupted, (), STOPPED, "Interrupted; nothing unfinished is left behind.",
     "已中断，没有留下未完成的运行环境。"),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("matter", "asked", "code", "english", "chinese"), STOPS, ids=[row[0].__name__ for row in STOPS]
)
def test_what_stops_it_is_one_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str,
    matter: Callable[[pytest.MonkeyPatch, Path], None], asked: tuple[str, ...], code: int, english: str, chinese: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("HUIFANG_LANG", lang)
    matter(monkeypatch, root)
    assert bootstrap.main([*asked], root) == code
    assert sentence(capsys) == {"en": english, "zh": chinese}[lang].replace("{root}", str(root))


def test_port_in_use(taken_port: int, capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert bootstrap.main(["--port", str(taken_port)], root) == standalone.EXIT_MISSING
    assert sentence(capsys).startswith(f"Port {taken_port} is in use or not allowed: choose another one, such as make")


def test_chinese_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIFANG_LANG")
    assert (
        standalone.say("program", bootstrap.TEXTS, name="git", package="git")
        == "缺少程序 git：请执行 apt install git。"
    )


@pytest.mark.parametrize("port", [-1, 65536])
def test_no_such_port(port: int) -> None:
    with pytest.raises(standalone.Stop) as stop:
        bootstrap.require_port(port)
    assert stop.value.values == {"port": port, "other": bootstrap.PORT}


@pytest.mark.parametrize("text", bootstrap.TEXTS)
def test_both_languages_name_the_same_values(text: str) -> None:
    chinese, english = bootstrap.TEXTS[text]
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))
    assert re.search(r"[一-鿿]", chinese)
    assert english.isascii()


@pytest.mark.parametrize(("no_index", "text"), [("", "index"), ("0", "index"), ("1", "offer"), ("true", "offer")])
def test_nothing_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_index: str, text: str) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", no_index)
    log = tmp_path / "log"
    log.write_text("(from versions: none)\nERROR: No matching distribution found for tool==1", "utf-8")
    assert bootstrap.explain(log, "requirements.lock").text == text


def test_unreachable_index(root: Path, refused_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real pip against a port of this machine that refuses."""
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{refused_port}/simple")
    install = bootstrap.steps(root, root / ".venv.tmp", "requirements.lock")[1]
    log = root / ".venv.log"
    assert standalone.run([sys.executable, *install[1:]], log) != 0
    assert bootstrap.explain(log, "requirements.lock").text == "index"


# The environment itself


def tiny_wheel(folder: Path) -> str:
    """A wheel with one command, `tool`; its line for a lock file."""
    files = {
        "tool.py": "import sys\ndef main():\n    print(sys.prefix)\n",
        "tool-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tool\nVersion: 1\n",
        "tool-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tool-1.dist-info/entry_points.txt": "[console_scripts]\ntool = tool:main\n",
    }
    digests = {
        name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        for name, text in files.items()
    }
    record = "".join(f"{name},sha256={digests[name]},{len(text)}\n" for name, text in files.items())
    path = folder / "tool-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**files, "tool-1.dist-info/RECORD": record}.items():
            wheel.writestr(name, text)
    return f"tool==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.mark.slow
def test_a_real_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder of wheels alone: the commands work in the place the environment was renamed to."""
    (root / "requirements.lock").write_text(tiny_wheel(root), "utf-8")
    (root / "backend.py").write_text(BACKEND, "utf-8")
    build = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    (root / "pyproject.toml").write_text(build + '[project]\nname = "tiny"\nversion = "1"\n', "utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", root.as_uri())
    bootstrap.set_up(root, "plain")
    venv = root / ".venv"
    for command in ([f"{venv}/bin/tool"], [f"{venv}/bin/python", "-c", "import backend, tool; tool.main()"]):
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"{venv}\n"
    assert [path for path in (venv / "bin").iterdir() if b".venv.tmp" in path.read_bytes()] == []
    assert set(json.loads((venv / bootstrap.STAMP).read_text("utf-8"))) == {"plain"}


# The lock files


@pytest.mark.parametrize("lock", bootstrap.LOCKS.values())
def test_lock_has_hashes_and_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.partition("make lock\n")[2].strip())
    assert entries
    assert [
        entry for entry in entries if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry, re.DOTALL)
    ] == []
    assert re.findall(r"://|^-|file:|@|/\w+/", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ["setup"]), ("requirements-dev.lock", ["setup", "dev"])]
)
def test_lock_keeps_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    wanted = {requirement.name.lower(): requirement.specifier for requirement in map(Requirement, asked)}
    wanted.pop(project["name"], None)  # an extra that takes in another one
    assert [name for name, range_ in wanted.items() if name not in pinned or pinned[name] not in range_] == []


def test_dev_lock_holds_the_plain_lock() -> None:
    plain, dev = (
        set(re.findall(r"^\S+==.*$", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in bootstrap.LOCKS.values()
    )
    assert plain - dev == set()


def test_setup_extra_is_what_the_build_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["optional-dependencies"]["setup"] == project["build-system"]["requires"]
