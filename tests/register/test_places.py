"""Names and kinds of entries: what may stand where, in memory and in a real folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from huifang.register import FolderTree, load
from huifang.register.layout import Kind, name_meant, spot
from huifang.texts import words
from tests.register.typed import PERSON, TALK, VISIT, loaded, told
from tests.sound import ORGANIZATIONS, PERSON_PATH, sample_policy

if TYPE_CHECKING:
    from pathlib import Path

LEFTOVER = "delete it, or move it out of the folder of records"
GENERAL = "person.md, 2026-03-20-visit.md, 2026-03-05-talk.md; other folders hold .yml files by their rule"
NO_NAME = "no record has a name like this"
SPOTS = (
    ("register.yml", Kind.REGISTER, "", ""),
    ("people/tt/TT-0001/person.md", Kind.PERSON, "TT-0001", ""),
    ("people/tt/TT-0001/2024-05-20-visit.md", Kind.VISIT, "TT-0001", "2024-05-20"),
    ("people/tt/TT-0001/2024-05-20-visit-2.md", Kind.VISIT, "TT-0001", "2024-05-20"),
    ("people/tt/TT-0001/2024-05-20-talk.md", Kind.TALK, "TT-0001", "2024-05-20"),
    ("people/tt/tt-0001/person.md", Kind.PERSON, "TT-0001", ""),  # the folder is told, the person is kept
    ("people/TT/TT-0001/person.md", Kind.PERSON, "TT-0001", ""),
    ("people/tt/ＴＴ-0001/person.md", Kind.PERSON, "TT-0001", ""),
    ("plans/2024-tt-jw.yml", Kind.PLAN, "tt-jw", "2024"),
    ("identities/tt.yml", Kind.IDENTITIES, "", ""),
    ("organizations/tt.yml", Kind.ORGANIZATIONS, "", ""),
    ("restricted/tt/TT-0001.yml", Kind.RESTRICTED, "TT-0001", ""),
    ("policy/measures.yml", Kind.POLICY, "", ""),
    ("README.md", Kind.ELSEWHERE, "", ""),
    ("audiences.yml", Kind.ELSEWHERE, "", ""),
    ("organizations/README.md", Kind.ELSEWHERE, "", ""),
    ("identities/.gitignore", Kind.ELSEWHERE, "", ""),
    ("notes/2024.md", Kind.ELSEWHERE, "", ""),
    (".huifang-0a1b2c3d.tmp", Kind.LEFTOVER, "", ""),
    (".huifang-0a1b2c3d.tmp/new/people/tt/TT-0001/person.md", Kind.LEFTOVER, "", ""),
    ("identities/.huifang-0a1b2c3d.tmp/new", Kind.LEFTOVER, "", ""),
    ("restricted/.huifang-0a1b2c3d.tmp/new", Kind.LEFTOVER, "", ""),
    ("identities/.tt.yml.swp", Kind.LEFTOVER, "", ""),
    ("identities/.tt.yml.e3qb2tvm", Kind.LEFTOVER, "", ""),
    ("restricted/.gitkeep", Kind.UNKNOWN, "", ""),  # as in all closed folders
    ("people/tt/.huifang-0a1b2c3d.tmp/new", Kind.ELSEWHERE, "", ""),  # we leave nothing there; the folder is told
    ("people/tt/TT-0001/.huifang-0a1b2c3d.tmp", Kind.UNKNOWN, "", ""),
    (".huifang-0A1B2C3D.tmp/new", Kind.ELSEWHERE, "", ""),
    (".gitignore", Kind.ELSEWHERE, "", ""),
)
LEFT = (  # what is left behind, at which path it is told, whether names may stand in it
    ({".huifang-0a.tmp/.gitignore": "*\n", ".huifang-0a.tmp/new/TT-0002/person.md": ""}, ".huifang-0a.tmp", False),
    ({"identities/.huifang-0a.tmp/new": "TT-0001: 示例一\n"}, "identities/.huifang-0a.tmp", True),
    ({"restricted/.huifang-0a.tmp/new": ""}, "restricted/.huifang-0a.tmp", True),
    ({"identities/.tt.yml.swp": "TT-0001: 示例一\n"}, "identities/.tt.yml.swp", True),
    ({"restricted/.tt.swp": ""}, "restricted/.tt.swp", True),
)
UNKNOWN = (  # path, the fix
    ("people/tt/TT-0001/Person.md", "name it person.md"),
    ("people/tt/TT-0001/PERSON.MD", "name it person.md"),
    ("people/tt/TT-0001/person.md ", "name it person.md"),
    ("people/tt/TT-0001/2024-05-20-Visit.md", "name it 2024-05-20-visit.md"),
    ("people/tt/TT-0001/２０２４-05-20-talk.md", "name it 2024-05-20-talk.md"),
    ("people/tt/TT-0001/person.md\n", "name it person.md"),
    ("people/tt/TT-0001/2024-05-20-visit.md\n2024", GENERAL),
    ("people/tt/TT-0001/2024-05-20-visit-1.md", GENERAL),
    ("people/tt/TT-0001/2024-05-20-回访.md", "name it 2024-05-20-visit.md"),
    ("people/tt/TT-0001/2024-05-20-谈话.md", "name it 2024-05-20-talk.md"),
    ("people/tt/TT-0001/2024-05-20谈心谈话2.md", "name it 2024-05-20-talk-2.md"),
    ("people/tt/TT-0001/2024-5-6-talk.md", "name it 2024-05-06-talk.md"),
    ("people/tt/TT-0001/20240506-visit.md", "name it 2024-05-06-visit.md"),
    ("people/tt/TT-0001/2024年5月6日回访.md", "name it 2024-05-06-visit.md"),
    ("people/tt/TT-0001/2024-05-20-visit.md.txt", "name it 2024-05-20-visit.md"),
    ("people/tt/TT-0001/2024-05-20.md", GENERAL),
    ("people/tt/TT-0001/person.yml", GENERAL),
    ("people/tt/TT-0001/.DS_Store", LEFTOVER),
    ("people/tt/TT-0001/附件/决定.pdf", LEFTOVER),
    ("people/tt/README.md", GENERAL),
    ("people/README.md", GENERAL),
    ("restricted/tt/tt-0001.yml", "name it TT-0001.yml"),
    ("restricted/tt/TT-0001.yaml", "name it TT-0001.yml"),
    ("restricted/TT-0001.yml", GENERAL),
    ("organizations/tt.yaml", "name it tt.yml"),
    ("organizations/tt/tt.yml", GENERAL),
    ("plans/2024.yml", GENERAL),
    ("plans/2024-TT.yml", "name it 2024-tt.yml"),
    ("plans/tt-jw-2024.yml", "name it 2024-tt-jw.yml"),
    ("plans/2024_tt-jw.yaml", "name it 2024-tt-jw.yml"),
    ("Register.yml", "name it register.yml"),
)
LEFTOVERS = (
    "~$24-05-20-visit.docx",
    ".DS_Store",
    "Thumbs.db",
    ".person.md.swp",
    "一人一策.docx",
    "person.md.bak",
    "person.md~",
    "决定.pdf",
)
FOLDERS = (  # folder, what is told
    ("people/TT", "the folder TT is not named by a district", "name it by the id of the district, for example ja"),
    ("people/tt/tt-0009", "the folder tt-0009 is not named by a code", "name it TT-0009"),
    ("people/tt/示例甲一", "the folder 示例甲一 is not named by a code", "name it like JA-0007"),
    ("People", "no folder of a register has this name", "name it people"),
    ("ｐlans", "no folder of a register has this name", "name it plans"),
)


@pytest.mark.parametrize(("path", "kind", "code", "day"), SPOTS)
def test_path_says_what_it_holds(path: str, kind: Kind, code: str, day: str) -> None:
    assert spot(path)[:3] == (kind, code, day)


@pytest.mark.parametrize(("path", "fix"), UNKNOWN)
def test_unknown_name_is_told_and_not_opened(path: str, fix: str) -> None:
    made = loaded({PERSON_PATH: PERSON, path: b"\xff"})
    found = [told(each) for each in made.findings if each.place.path == f"records/{path}"]
    assert found == [("unknown-file", None, None, None, NO_NAME, fix)]


@pytest.mark.parametrize("name", LEFTOVERS)
def test_leftover_is_to_be_deleted(name: str) -> None:
    found = spot(f"people/tt/TT-0001/{name}")
    assert (found.kind, found.leftover) == (Kind.UNKNOWN, True)
    assert words("en")(name_meant(found)) == "delete it, or move it out of the folder of records"


@pytest.mark.parametrize(("files", "path", "secret"), LEFT, ids=[row[1] for row in LEFT])
def test_what_was_left_behind_is_a_warning_and_told_once(files: dict[str, str], path: str, secret: bool) -> None:
    made = loaded({PERSON_PATH: PERSON, **files})
    (found,) = made.findings
    assert (found.check, found.severity, found.place.path) == ("left-behind", "warning", f"records/{path}")
    assert ("names" in words("en")(found.message)) == secret
    assert list(made.people) == ["TT-0001"]


def test_copied_folder_is_told_and_not_each_file_in_it() -> None:
    folder = "people/tt/TT-0001 (2)"
    files = {f"{folder}/person.md": PERSON, f"{folder}/2024-05-20-visit.md": VISIT, f"{folder}/a/b.pdf": ""}
    (found,) = loaded({PERSON_PATH: PERSON, **files}).findings
    assert (found.check, found.place.path) == ("folder-name", f"records/{folder}")


@pytest.mark.parametrize(("folder", "message", "fix"), FOLDERS)
def test_folder_name(folder: str, message: str, fix: str) -> None:
    made = loaded({PERSON_PATH: PERSON, f"{folder}/x": b""})
    found = [told(each) for each in made.findings if each.place.path == f"records/{folder}"]
    assert ("folder-name", None, None, None, message, fix) in found


@pytest.mark.parametrize("folder", ["people/tt/tt-0001", "people/TT/TT-0001", "people/tt/ＴＴ-0001"])
def test_person_in_a_folder_of_another_case_is_kept(folder: str) -> None:
    made = loaded({f"{folder}/person.md": PERSON, f"{folder}/2024-05-20-visit.md": VISIT})
    assert [each.check for each in made.findings] == ["folder-name"]
    assert made.people["TT-0001"].unread == ()
    assert len(made.visits["TT-0001"]) == 1


def test_person_file_of_another_case_leaves_the_person_unread() -> None:
    made = loaded({"people/tt/TT-0001/Person.md": PERSON})
    assert sorted(each.check for each in made.findings) == ["missing-person-file", "unknown-file"]
    assert made.people["TT-0001"].unread == (f"records/{PERSON_PATH}",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register in a real folder."""
    folder = tmp_path / "records"
    for path, text in {"organizations/tt.yml": ORGANIZATIONS, PERSON_PATH: PERSON}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def told_of(root: Path) -> set[tuple[str, str, str]]:
    """Check, path and message of all that is found."""
    english = words("en")
    made = load([FolderTree(root)], sample_policy().labels)
    assert "TT-0001" in made.people
    return {(each.check, each.place.path, english(each.message)) for each in made.findings}


TALK_PATH = "people/tt/TT-0001/2024-06-05-talk.md"
Found = set[tuple[str, str, str]]


def git_of_its_own(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "people").write_bytes(b"\xff")


def a_pipe(root: Path) -> None:
    os.mkfifo(root / TALK_PATH)


def links(root: Path) -> None:
    (root.parent / "secret.md").write_text(TALK, encoding="utf-8")
    (root / TALK_PATH).symlink_to(root.parent / "secret.md")
    (root / "people/tt/TT-0002").symlink_to(root / "people/tt/TT-0001")
    (root / "plans").symlink_to(root.parent)
    (root / "README.md").symlink_to(root.parent / "secret.md")


def a_link_in_place_of_the_person(root: Path) -> None:
    (root / PERSON_PATH).rename(root / "people.md")
    (root / PERSON_PATH).symlink_to(root / "people.md")


def folders_in_place_of_files(root: Path) -> None:
    (root / PERSON_PATH).unlink()
    (root / PERSON_PATH).mkdir()
    (root / "register.yml").mkdir()


def a_large_file(root: Path) -> None:
    with (root / TALK_PATH).open("wb") as file:
        file.truncate((1 << 20) + 1)


def named(name: str | bytes) -> Callable[[Path], None]:
    """A file of that name in the folder of the person."""
    return lambda root: (root / "people/tt/TT-0001" / os.fsdecode(name)).touch()


def no_file(what: str, *paths: str) -> Found:
    return {("not-a-file", f"records/{path}", what) for path in paths}


def unknown(name: str) -> Found:
    return {("unknown-file", f"records/people/tt/TT-0001/{name}", NO_NAME)}


ON_DISK: tuple[tuple[Callable[[Path], None], Found], ...] = (  # what was done to the folder, what is told
    (git_of_its_own, set()),
    (a_pipe, no_file("this is a device or a pipe, not a file", TALK_PATH)),  # never waited for
    (links, no_file("this is a link, not a file", TALK_PATH, "people/tt/TT-0002", "plans")),  # and none is followed
    (a_link_in_place_of_the_person, no_file("this is a link, not a file", PERSON_PATH)),
    (folders_in_place_of_files, no_file("a folder stands where a file belongs", PERSON_PATH, "register.yml")),
    (a_large_file, {("too-large", f"records/{TALK_PATH}", "the file is larger than 1 MiB and was not opened")}),
    (named(b"\xff.md"), unknown("\\xff.md")),  # not UTF-8
    (named("person\n.md"), unknown("person\\x0a.md")),  # breaks a line
    (named("person\r.md"), unknown("person\\x0d.md")),
    (named("person\x1b.md"), unknown("person\\x1b.md")),
    (named("person\x85.md"), unknown("person\\x85.md")),
    (named("person\u2028.md"), unknown("person\\x2028.md")),
)


@pytest.mark.parametrize(("done", "found"), ON_DISK)
def test_what_lies_in_a_real_folder(root: Path, done: Callable[[Path], None], found: Found) -> None:
    done(root)
    assert told_of(root) == found


def test_a_pipe_is_not_read(root: Path) -> None:
    a_pipe(root)
    with pytest.raises(OSError, match="not a plain file"):
        FolderTree(root).read(TALK_PATH)


@pytest.mark.parametrize("closed", ["people/tt/TT-0001", "restricted"])
def test_folder_that_cannot_be_listed(root: Path, closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may list everything, so the refusal is played."""
    (root / closed).mkdir(exist_ok=True)
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith(closed):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("huifang.register.tree.os.scandir", refused)
    assert told_of(root) == {("unreadable-file", f"records/{closed}", "it cannot be looked into")}


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderTree(tmp_path / "records").entries()


def test_file_is_read_to_its_end(root: Path) -> None:
    assert FolderTree(root).read(PERSON_PATH) == PERSON.encode()
    assert FolderTree(root).name == "records"


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """Whatever it is called and wherever it leads: a rule read through it would be somebody else's."""
    (tmp_path / "elsewhere").write_text("x", encoding="utf-8")
    (tmp_path / "register.yml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        FolderTree(tmp_path).read("register.yml")
