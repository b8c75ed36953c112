"""Stopped at any file operation, every verb that writes leaves things as they were, or as they were to be.

What stays behind of a run that was killed is ours by name, unseen by Git, told by `validate` and gone after the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from huifang.editing import only_writer
from huifang.editing.office.brought import brought_now
from huifang.editing.workbench import IGNORE
from huifang.policy.load import FILES
from huifang.register.layout import TEMPORARY
from huifang.texts import Text
from tests.conftest import LONG
from tests.faults import CRASHED, Ended, Fault, run
from tests.history.repositories import PERSON, Repository
from tests.sound import ONE, PERSON_PATH, POLICY, put

NAME = "示例一"
OFFICE = {
    **ONE,
    PERSON_PATH: PERSON.replace("form: 2}", "form: 2, revoked_on: 2026-05-06}"),
    "identities/tt.yml": f"TT-0001: {NAME}\nTT-0002: 示例二\n",
}
SAID = ("--by", "王某", "--reason", "处分撤销")
PERSON_SAID = (
    "--unit", "tt-unit", "--type", "诫勉", "--decided-on", "2026-06-01", "--decided-by", "tt-dw", "--form", "1",
    "--rank", "科级正职", "--category", "公务员", "--party-member", "--management", "区管", "--supervised-by", "tt-jw",
    "--post", "科长",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A verb that writes: what is typed, what may come to be, and what of it may be there without the rest."""

    typed: tuple[str, ...]
    made: tuple[str, ...]  # files and folders, from the office's folder
    halves: tuple[tuple[str, ...], ...] = ()  # each is whole; the same call again, or a person, does the rest
    existing: dict[str, str] = field(default_factory=dict)
    again: bool = True  # whether the same call again completes it
    broken: bool = False  # whether `validate` finds an error before


FOLDER = "records/people/tt/TT-0001"
FORMATTED = (f"{FOLDER}/person.md", "records/organizations/tt.yml")
FILE = ("due", "--names", "--format", "csv", "--output", "due.csv")
PACK = ("audit", "pack", "--until", "2026-03-31", "--person", "TT-0001", "--names", "--output", "pack")
OLDER = {name: POLICY[f"policy/{name}.yml"].replace("min_window_days: 30", "min_window_days: 20") for name in FILES}
BROUGHT = {
    "records/policy/followup.yml": OLDER["followup"],
    "records/policy/shipped.yml": brought_now(OLDER, {}, {}).text,
}
SCENES = {
    "new talk": Scene(("new", "talk", "TT-0001", "--date", "2026-03-05"), (f"{FOLDER}/2026-03-05-talk.md",)),
    "new person": Scene(("new", "person", *PERSON_SAID), ("records/people/tt/TT-0003/person.md",)),
    "new plan": Scene(("new", "plan", "tt-jw", "--year", "2027"), ("records/plans/2027-tt-jw.yml",)),
    "fmt": Scene(("fmt", "people", "organizations"), FORMATTED, halves=tuple((each,) for each in FORMATTED)),
    "fix": Scene(("fix",), FORMATTED[:1], existing={FORMATTED[0]: PERSON.replace("post: ", "post：")}, broken=True),
    "erase": Scene(
        ("erase", "TT-0001", *SAID),
        ("records/audit/erasures.yml", "records/identities/tt.yml"),
        halves=(("records/audit/erasures.yml",),),
    ),
    "seal": Scene(("audit", "seal"), ("records/audit/seals",)),
    "answer": Scene(("audit", "answer", "record-deleted", *SAID), ("records/audit/answers.yml",)),
    "pack": Scene(PACK, ("pack", "pack.zip"), halves=(("pack.zip",),), again=False),
    "demo": Scene(("demo", "fresh/demo", "--people", "2"), ("fresh",)),
    "file": Scene(FILE, ("due.csv",), existing={"due.csv": "old"}),
    "upgrade": Scene(
        ("upgrade", "--write"), tuple(BROUGHT), halves=(("records/policy/followup.yml",),), existing=BROUGHT
    ),
    "site": Scene(("portal", "build"), ("site",)),
    "site again": Scene(
        ("portal", "build"), ("site",), existing={"site/assets/huifang/portal.css": "[]", "site/index.html": "old"}
    ),
}  # fmt: skip
HOW = ("killed", "full", "refused", "read-only", "before", "after")
CODES = {"killed": {-9}, "full": {3}, "refused": {3}, "read-only": {3}, "before": {130}, "after": {130}}


def pages(folder: Path) -> dict[str, Text]:
    """In the place of MkDocs: a few pages with a name; none that could not be made."""
    for name in ("index.html", "people/TT-0001.html", "assets/huifang/portal.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"new {NAME}", encoding="utf-8")
    return {}


@dataclass
class Office:
    """A common repository with its register, and a repository of its own for the names; each call of a verb in turn."""

    root: Path
    scratch: Path

    def __call__(self, *typed: str, fault: Fault = Fault()) -> Ended:  # noqa: B008 - a constant
        return run([*typed, "--lang", "en"], self.root, self.scratch, fault)

    @property
    def files(self) -> dict[str, bytes]:
        """Everything that is there but Git's own and what is ours on the way."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self._all()
            if path.is_file() and not self._temporary(path)
        }

    @property
    def left(self) -> list[str]:
        """The folders on the way that are there."""
        return [path.relative_to(self.root).as_posix() for path in self._all() if TEMPORARY.fullmatch(path.name)]

    @property
    def seen_by_git(self) -> set[str]:
        """What `git add -A` would add anew; a .gitignore that is still empty says nothing of anybody."""
        found: set[Path] = set()
        for folder in (self.root, self.root / "records/identities"):
            listed = Repository(folder).git("ls-files", "-z", "--others", "--modified", "--exclude-standard")
            found |= {folder / name for name in listed.split("\0") if name}
        return {path.relative_to(self.root).as_posix() for path in found if path.stat().st_size or path.name != IGNORE}

    def _all(self) -> Iterator[Path]:
        return (path for path in sorted(self.root.rglob("*")) if ".git" not in path.parts)

    @staticmethod
    def _temporary(path: Path) -> bool:
        return any(map(TEMPORARY.fullmatch, path.parts))


@pytest.fixture
def furnish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], Office]:
    """An office for a scene, the same each time it is asked for."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("huifang.services.portal_site.build_site", pages)
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")
    template, scratch = tmp_path / "template", tmp_path / "scratch"
    scratch.mkdir()
    _build(template)

    def made(scene: Scene) -> Office:
        root = tmp_path / "office"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(template, root)
        put(root, scene.existing)
        return Office(root, scratch)

    return made


def _build(root: Path) -> None:
    put(root / "records", OFFICE)
    own = Repository(root / "records/identities", inside="")
    common = Repository(root)
    (root / ".gitignore").write_text("/records/identities/\n/records/restricted/\n", encoding="utf-8")
    for each in (own, common):
        each.git("init", "-q", "-b", "main")
        each.commit(message="first")
    common.commit({"people/tt/TT-0001/2026-02-10-talk.md": None}, "gone")


def within(name: str, parts: tuple[str, ...]) -> bool:
    """Whether a file is one of these, or lies in one of these folders."""
    return any(name == each or name.startswith(f"{each}/") for each in parts)


def whole(office: Office, scene: Scene, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether nothing stands there but what stood or was to stand, each part whole; and whether all of it does."""
    found = office.files

    def mixed(parts: tuple[str, ...]) -> dict[str, bytes]:
        kept = {name: content for name, content in before.items() if not within(name, parts)}
        return kept | {name: content for name, content in after.items() if within(name, parts)}

    assert found in (before, after, *map(mixed, scene.halves))
    return found == after


def tried(furnish: Callable[[Scene], Office], name: str, after: dict[str, bytes], fault: Fault) -> None:
    """One fault in one scene: everything that must hold of it."""
    scene = SCENES[name]
    office = furnish(scene)
    before = office.files
    ended = office(*scene.typed, fault=fault)
    where = f"{name}, {fault}: {ended}"
    assert ended.code != CRASHED, where
    assert "Traceback" not in ended.err, where
    done = whole(office, scene, before, after)
    assert ended.code in CODES[fault.how] or (done and ended.code in (0, 1)), where
    said = ended.err.splitlines()[-1] if ended.code == 3 else ""
    assert not said or said.startswith("huifang: cannot "), where
    assert not said or any(Path(each).name in said for each in scene.made), where
    assert ended.code == -9 or office.left == [], where
    assert all(within(each, scene.made) for each in office.seen_by_git), where
    _told_and_swept(office, scene, after, done=done or office.files == after)


def _told_and_swept(office: Office, scene: Scene, after: dict[str, bytes], *, done: bool) -> None:
    """`validate` tells what is left in the register and takes nothing away; the next run does, and completes."""
    left = office.left
    told = office("validate")
    assert (told.code, office.left) == (int(scene.broken and not done), left), told
    inside = [each for each in left if each.startswith("records/")]
    assert all(f"{each}:1:1: warning" in told.out or each in told.out for each in inside), told.out
    if not done:
        again = office(*scene.typed)
        assert office.files == after or not scene.again, again
    else:
        office(*scene.typed)  # whatever it says now
    assert office.left == []


def unharmed(furnish: Callable[[Scene], Office], name: str) -> tuple[int, dict[str, bytes]]:
    """How many operations a verb needs, and what is there when all went well."""
    office = furnish(SCENES[name])
    ended = office(*SCENES[name].typed)
    assert (ended.code in (0, 1), office.left) == (True, []), ended
    return len(ended.operations), office.files


@pytest.mark.parametrize("name", SCENES)
def test_some_faults(furnish: Callable[[Scene], Office], name: str) -> None:
    """A sample, the same each time: half made, about to be put in its place, and one more kind of fault."""
    count, after = unharmed(furnish, name)
    assert count > 5
    other = HOW[1 + list(SCENES).index(name) % (len(HOW) - 1)]
    for how, at in (("killed", count // 3), ("killed", count - 5), (other, count // 2)):
        tried(furnish, name, after, Fault(how, at))


@pytest.mark.slow
@pytest.mark.fuzz
@pytest.mark.skipif(not LONG, reason="many minutes: HUIFANG_FUZZ=1")
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", SCENES)
def test_every_fault(furnish: Callable[[Scene], Office], name: str, how: str) -> None:
    count, after = unharmed(furnish, name)
    for at in range(1, count + 1):
        tried(furnish, name, after, Fault(how, at))


# two at once

WAITS = ("erase", "answer")  # they read a file and write it again


@pytest.mark.parametrize("name", WAITS)
def test_who_finds_another_writing_waits_and_then_is_told(
    furnish: Callable[[Scene], Office], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("huifang.editing.locked.PATIENCE", 0.2)
    office = furnish(SCENES[name])
    before = office.files
    with only_writer(office.root / "records"):
        ended = office(*SCENES[name].typed, "--records", "records")
    said = "huifang: somebody else is writing in records; try again in a moment\n"
    assert (ended.code, ended.err, office.files) == (3, said, before)


@pytest.mark.slow
def test_two_erasures_at_once_are_both_done(furnish: Callable[[Scene], Office]) -> None:
    office = furnish(SCENES["erase"])
    put(office.root / "records", {PERSON_PATH.replace("0001", "0002"): OFFICE[PERSON_PATH].replace("0001", "0002")})
    codes = together(office.root, *(("erase", f"TT-000{number}", *SAID) for number in (1, 2)))
    assert set(codes) <= {0, 1}
    assert office.files["records/identities/tt.yml"] == b""
    assert office.files["records/audit/erasures.yml"].count(b"- code: TT-000") == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "codes", "ends"),
    [
        ((), [0, 2, 2], [""]),
        (("--again",), [0, 0, 0], ["-2", "-3", ""]),  # each says that it may be another one that day
    ],
    ids=["one kept, others told", "all kept"],
)
def test_talks_of_a_day_at_once(
    furnish: Callable[[Scene], Office], more: tuple[str, ...], codes: list[int], ends: list[str]
) -> None:
    office = furnish(SCENES["new talk"])
    before = set(office.files)
    assert sorted(together(office.root, *[(*SCENES["new talk"].typed, *more)] * 3)) == codes
    made = [f"{FOLDER}/2026-03-05-talk{end}.md" for end in ends]
    assert (sorted(set(office.files) - before), office.left) == (made, [])


@pytest.mark.slow
def test_a_site_is_whole_at_every_moment(furnish: Callable[[Scene], Office]) -> None:
    """Builds that are made, and killed, one after the other, while somebody reads."""
    office = furnish(SCENES["site again"])
    pages = [office.root / "site" / name for name in ("index.html", "assets/huifang/portal.css")]
    broken: list[str] = []
    done = threading.Event()

    def reading() -> None:
        while not done.is_set():
            broken.extend(str(page) for page in pages if not page.is_file())

    reader = threading.Thread(target=reading)
    reader.start()
    for at in (0, 5, 12, 15, 16, 17, 18, 19, 20, 21, 22, 0):
        office("portal", "build", fault=Fault("killed", at))
    done.set()
    reader.join()
    assert (broken, office.left) == ([], [])


def together(where: Path, *calls: tuple[str, ...]) -> list[int]:
    """The exit codes of calls that run at the same time."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "scripts")}
    command = (sys.executable, "-m", "huifang")
    quiet = subprocess.DEVNULL
    running = [subprocess.Popen([*command, *call], cwd=where, env=environment, stdout=quiet) for call in calls]
    return [each.wait() for each in running]
