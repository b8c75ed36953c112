"""Every verb with a stdout or stderr that is closed, full, ASCII alone, narrow, or read by somebody who goes away."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huifang.commands.main import VERBS
from tests.commands.running import INIT
from tests.editing.ledgers.offices import saved
from tests.faults import Ended, Fault, run
from tests.history.repositories import PERSON, Repository
from tests.sound import ONE, PERSON_PATH, put

NEW_PERSON = (
    "--unit", "tt-unit", "--type", "诫勉", "--decided-on", "2026-06-01", "--decided-by", "tt-dw", "--form", "1",
    "--rank", "科级正职", "--category", "公务员", "--party-member", "--management", "区管", "--supervised-by", "tt-jw",
    "--post", "科长",
)  # fmt: skip
CALLS: dict[str, tuple[str, ...]] = {  # every verb, as it is typed
    "validate": (),
    "due": (),
    "eligible": (),
    "coverage": (),
    "stats": (),
    "forecast": (),
    "health": (),
    "show": ("TT-0001",),
    "new person": NEW_PERSON,
    "new visit": ("TT-0001", "--date", "2026-03-05", "--outcome", "refused", "--visitor", "李某:tt-jw"),
    "new talk": ("TT-0001", "--date", "2026-03-05"),
    "new plan": ("tt-jw", "--year", "2027"),
    "portal build": (),
    "forms build": (),
    "history": (),
    "compare": ("HEAD~1",),
    "audit": (),
    "audit seal": (),
    "audit verify": (),
    "audit answer": ("record-deleted", "--by", "王某", "--reason", "重复"),
    "audit pack": ("--until", "2026-03-31", "--person", "TT-0001", "--output", "pack"),
    "erase": ("TT-0001",),
    "handover": ("--helper", "王某", "--to", "示例新", "--from", "2026-05-01"),
    "init": ("../made", "--forge", "none", *INIT),
    "units": (),
    "upgrade": (),
    "hook install": (".",),
    "hook receive": (),
    "hook commit": (),
    "fmt": (),
    "fix": (),
    "schema": (),
    "export": ("--format", "csv"),
    "import": ("../plain.xlsx",),
    "note": ("records/register.yml",),  # without a token it posts nothing, and says so
    "demo": ("demo", "--people", "2"),
}  # fmt: skip
ENDLESS = {"portal serve"}
JOB = {  # a job of a merge request; `note` has no token there, so that it asks nobody
    "CI_API_V4_URL": "https://forge.invalid/api/v4",
    "CI_MERGE_REQUEST_PROJECT_ID": "1",
    "CI_MERGE_REQUEST_IID": "2",
    "HUIFANG_NOTE_TOKEN": "",
}


@pytest.fixture(autouse=True)
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")
    for name, value in JOB.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("huifang.services.portal_site.build_site", pages)
    saved(tmp_path, "plain")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of two commits with the register of one person; whoever writes does so in a copy."""
    root = tmp_path_factory.mktemp("streams") / "office"
    put(root / "records", ONE)
    made = Repository(root)
    made.git("init", "-q", "-b", "main")
    made.commit(message="first")
    made.commit({"people/tt/TT-0001/2026-02-10-talk.md": None}, "gone")
    revoked = PERSON.replace("form: 2}", "form: 2, revoked_on: 2026-05-06}")  # so that the name may be erased
    made.commit({PERSON_PATH: revoked}, "revoked")
    return root


def pages(folder: Path) -> dict[str, str]:
    """In the place of MkDocs: one page, and none that could not be made."""
    put(folder, {"index.html": "x"})
    return {}


def test_every_verb_is_here() -> None:
    assert {*CALLS, *ENDLESS} == {verb.name for verb in VERBS}


def closed(number: int, name: str) -> Callable[[], None]:
    def turned() -> None:
        os.close(number)
        setattr(sys, name, None)

    return turned


def on(number: int, name: str, path: str) -> Callable[[], None]:
    def turned() -> None:
        os.dup2(os.open(path, os.O_WRONLY), number)
        setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))

    return turned


def nobody_reads() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    os.dup2(writer, 1)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)


def ascii_alone() -> None:
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "ascii", "strict")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "ascii", "backslashreplace")


def narrow() -> None:
    os.environ["COLUMNS"] = "20"
    for stream in (sys.stdout, sys.stderr):
        stream.isatty = lambda: True  # type: ignore[method-assign] # nothing here draws on it


SAME, FAILS, UNREAD = "the same document", "a sentence", "no document"
TURNED = {  # what is done to the streams, what is expected
    "stdout closed": (closed(1, "stdout"), FAILS),
    "stdout full": (on(1, "stdout", "/dev/full"), FAILS),
    "stdout left": (nobody_reads, UNREAD),
    "stderr closed": (closed(2, "stderr"), SAME),
    "stderr full": (on(2, "stderr", "/dev/full"), SAME),
    "ascii": (ascii_alone, SAME),
    "narrow": (narrow, UNREAD),
}


def tried(office: Path, scratch: Path, verb: str, turned: Callable[[], None]) -> Ended:
    """A verb in a copy of the office, so that each writes for the first time."""
    where = scratch / "copy"
    subprocess.run(["rm", "-rf", str(where), str(scratch / "made")], check=True)
    subprocess.run(["cp", "-a", str(office), str(where)], check=True)
    return run([*verb.split(), *CALLS[verb]], where, scratch, Fault(), turned)


@pytest.mark.slow
@pytest.mark.parametrize("verb", CALLS)
def test_streams(office: Path, tmp_path: Path, verb: str) -> None:
    plain = tried(office, tmp_path, verb, lambda: None)
    assert plain.code in (0, 1), plain
    for name, (turned, expected) in TURNED.items():
        ended = tried(office, tmp_path, verb, turned)
        fails = expected is FAILS and plain.out != ""
        assert ended.code == (3 if fails else plain.code), (name, ended)
        assert not fails or "无法输出到屏幕：" in ended.err.splitlines()[-1], (name, ended)
        assert expected is not SAME or ended.out == plain.out, (name, ended)
        assert "Traceback" not in ended.err, (name, ended)


OUTSIDE = (  # as a shell has it, the exit code, what is told
    ("due >&-", 3, "cannot write to the screen: Bad file descriptor"),
    ("due >/dev/full", 3, "cannot write to the screen: No space left on device"),
    ("--version >/dev/full", 3, "cannot read or write: No space left on device"),
    ("--help >&-", 3, "cannot read or write: Bad file descriptor"),
    ("due 2>&-", 0, ""),
    ("due >&- 2>&-", 3, ""),
    ("due <&-", 0, ""),
    ("history <&- 2>&-", 0, ""),
    ("--help | true", 0, ""),
    ("stats | true", 0, ""),
    ("nonsense 2>&-", 2, ""),
    ("nonsense 2>/dev/full", 2, ""),
)


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "code", "said"), OUTSIDE, ids=[row[0] for row in OUTSIDE])
def test_as_a_process(office: Path, typed: str, code: int, said: str) -> None:
    """To the end of the process: Python flushes once more."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "scripts"), "HUIFANG_LANG": "en"}
    command = ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m huifang {typed}"]
    done = subprocess.run(command, cwd=office, env=environment, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr.decode()) == (code, f"huifang: {said}\n" if said else "")
