"""Where a register came from: moved, copied, split, put together anew, renamed; and what lies there as no record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.history.audit import Audited, audit_rows, made_seal
from huifang.lists import Lists
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, load
from huifang.register.load import settings_of
from huifang.texts import words
from tests.history.repositories import Repository, started
from tests.sound import EMPTY, ORGANIZATIONS, Files, folder, measure, person, plan, visit

if TYPE_CHECKING:
    from pathlib import Path

EN, ZH = words("en"), words("zh")
DAY = date(2026, 4, 1)
OTHERS = "district: {id: uu, prefix: UU, name: 乙, level: 区}\norganizations:\n  - {id: uu-jw, name: 乙, kind: 单位}\n"
LIGHT = measure("党内警告", "2026-01-15", document="示例〔2026〕2号")
ELSEWHERE = {path.replace("/tt/", "/uu/"): text for path, text in person(LIGHT, code="UU-0002").items()}
FILES = {**EMPTY, "organizations/uu.yml": OTHERS, **person(code="TT-0001"), **visit("2025-11-20"), **ELSEWHERE}
VISIT = f"{folder('TT-0001')}/2025-11-20-visit.md"
FIRST, SECOND = f"{folder('TT-0001')}/person.md", f"{folder('UU-0002')}/person.md"
DECIDED = "measures[党内严重警告@2025-08-12].decided_on"
OF_PLACE = ("register-copied", "history-elsewhere", "other-repository", "record-deleted", "measure-date-changed",
            "seal-broken", "dated-ahead", "shared-rules-changed", "person-taken-away", "dates-backwards")  # fmt: skip

Row = tuple[str, str, str | None, str]  # check, path, subject of the commit, message
Done = Callable[[Repository], object]


def copied(repository: Repository, to: str, *, without: str = "", alter: bool = True) -> None:
    """The register's folder once more, with another day of a measure."""
    shutil.copytree(repository.records, repository.root / to, ignore=shutil.ignore_patterns(*without.split()))
    if alter:
        altered(repository, to)


def altered(repository: Repository, to: str) -> None:
    path = repository.root / to / FIRST
    path.write_text(path.read_text(encoding="utf-8").replace("2025-08-12", "2025-06-12"), encoding="utf-8")


def dropped(repository: Repository, name: str) -> None:
    shutil.rmtree(repository.root / name)


def copied_then_deleted(repository: Repository) -> None:
    copied(repository, "register2")
    repository.commit(message="copied")
    dropped(repository, "records")
    repository.commit(message="deleted")
    repository.inside = "register2"


def deleted_then_made(repository: Repository) -> None:
    copied(repository, "register2")
    shutil.move(repository.root / "register2", repository.root.parent / "kept")
    dropped(repository, "records")
    repository.commit(message="deleted")
    shutil.move(repository.root.parent / "kept", repository.root / "register2")
    repository.inside = "register2"
    repository.commit(message="made")


def rules_first(repository: Repository) -> None:
    copied(repository, "register2", without="people", alter=False)
    repository.commit(message="rules")
    shutil.copytree(repository.records / "people", repository.root / "register2/people")
    altered(repository, "register2")
    repository.commit(message="people")
    dropped(repository, "records")
    repository.commit(message="deleted")
    repository.inside = "register2"


def people_first(repository: Repository) -> None:
    copied(repository, "register2", without="policy")
    repository.commit(message="people")
    shutil.copytree(repository.records / "policy", repository.root / "register2/policy")
    repository.commit(message="rules")
    dropped(repository, "records")
    repository.commit(message="deleted")
    repository.inside = "register2"


def under_other_codes(repository: Repository) -> None:
    """Copied, every person with another code; the old folder goes later."""
    copied(repository, "register2", alter=False)
    people = repository.root / "register2/people/tt"
    (people / "TT-0001").rename(people / "TT-0007")
    path = people / "TT-0007/person.md"
    path.write_text(path.read_text(encoding="utf-8").replace("TT-0001", "TT-0007"), encoding="utf-8")
    dropped(repository, "register2/people/uu")
    repository.commit(message="copied")
    dropped(repository, "records")
    repository.commit(message="deleted")
    repository.inside = "register2"


def out_of_the_root(repository: Repository) -> None:
    """Deleted, and made again where nothing but the repository is around it."""
    shutil.copytree(repository.records, repository.root.parent / "kept")
    dropped(repository, "records")
    repository.commit(message="deleted")
    shutil.copytree(repository.root.parent / "kept", repository.root, dirs_exist_ok=True)
    repository.inside = "."
    repository.commit(message="made")


def split(repository: Repository, inside: str = "A") -> None:
    for to, other in (("A", "uu"), ("B", "tt")):
        copied(repository, to, without=other, alter=to == "A")
        (repository.root / to / f"organizations/{other}.yml").unlink()
    dropped(repository, "records")
    repository.commit(message="split")
    repository.inside = inside


def one_person_over(repository: Repository) -> None:
    """Two registers beside each other, and a person who goes from one to the other."""
    copied(repository, "B", without="people", alter=False)
    repository.commit(message="second")
    (repository.root / "B/people/uu").mkdir(parents=True)
    repository.git("mv", "records/people/uu/UU-0002", "B/people/uu/UU-0002")
    repository.commit(message="over")
    repository.inside = "B"


def sealed_then(done: Done) -> Done:
    def steps(repository: Repository) -> None:
        seal = made_seal(audited(repository), date(2026, 3, 1))
        assert seal is not None
        repository.commit({seal.path: seal.raw.decode()}, "seal")
        done(repository)

    return steps


def submodule(path: str, *, kept: bool = True) -> Done:
    def steps(repository: Repository) -> None:
        other = repository.git("rev-parse", "HEAD")
        repository.git("rm", "-rq", "--cached", "--ignore-unmatch", f"records/{path}")
        repository.git("update-index", "--add", "--cacheinfo", f"160000,{other},records/{path}")
        repository.git("commit", "-q", "-m", "submodule")
        if not kept:
            repository.git("rm", "-q", "--cached", f"records/{path}")
            repository.git("commit", "-q", "-m", "out")

    return steps


def ids(old: str, new: str) -> Done:
    """An organization has another id, in every record that names it."""

    def steps(repository: Repository) -> None:
        for path in repository.records.rglob("*.*"):
            text = path.read_text(encoding="utf-8")
            if "policy" not in path.parts and old in text:
                path.write_text(text.replace(old, new), encoding="utf-8")
            if old in path.name:
                path.rename(path.with_name(path.name.replace(old, new)))
        repository.commit(message="ids")

    return steps


def renamed(path: str, to: str, files: Files | None = None) -> Done:
    return lambda repository: (
        repository.git("mv", f"records/{path}", f"records/{to}"),
        repository.commit(dict(files or {}), "renamed"),
    )


def moved(repository: Repository) -> None:
    repository.git("mv", "records", "data")
    repository.inside = "data"
    repository.commit(message="moved")


def side_by_side(repository: Repository) -> None:
    """A second register with the same rules and other people."""
    copied(repository, "B", without="people", alter=False)
    for path, text in person(code="TT-0009").items():
        (repository.root / "B" / path).parent.mkdir(parents=True, exist_ok=True)
        (repository.root / "B" / path).write_text(text, encoding="utf-8")
    repository.commit(message="second")
    repository.inside = "B"


CHANGED = ("measure-date-changed", FIRST, "{}", "changed from 2025-08-12 to 2025-06-12 after the period had begun")
CAME = ("2 people (TT-0001, UU-0002) came to register2/ from records/: what was changed there, last in {}, is not "
        "told here")  # fmt: skip
OTHER = "came from records/, where it was another record: measures[党内严重警告@2025-08-12].decided_on (2025-08-12 there, 2025-06-12 here)"  # noqa: E501 - one sentence
GONE = "takes the person out of every list: in the impact period (last barred day 2027-01-15, free from 2027-01-16) before, with 2 duties open, as of 2026-03-01"  # noqa: E501
GONE_FIRST = GONE.replace("2027-01-15", "2027-02-12").replace("2027-01-16", "2027-02-13").replace("with 2", "with 8")
COPIED = "the register was copied here from records/, which stayed there; its earlier history is told as that of {new}/"
SHARED = "what everybody's rows are computed from was changed from {} to {}"
SUBMODULE = "a submodule lies here: commit first of another repository, which is not in this one"


def in_commit(row: Row, subject: str) -> Row:
    return (*row[:2], subject, row[3])


TABLE: tuple[tuple[str, Done, tuple[Row, ...]], ...] = (
    ("copied, altered, the old one deleted later", copied_then_deleted, (
        ("register-copied", "", "copied", COPIED.format(new="register2")), in_commit(CHANGED, "copied"))),
    ("the same with a seal", sealed_then(copied_then_deleted), (
        ("register-copied", "", "copied", COPIED.format(new="register2")), in_commit(CHANGED, "copied"))),
    ("deleted, and made elsewhere by a later commit", deleted_then_made, (
        ("history-elsewhere", "", "made", CAME.format("deleted")), ("history-elsewhere", FIRST, "made", OTHER))),
    ("the same with a seal", sealed_then(deleted_then_made), (
        ("history-elsewhere", "", "made", CAME.format("deleted")), ("history-elsewhere", FIRST, "made", OTHER),
        ("seal-broken", "audit/seals/2026-03-01-first.yml", None,
         ("in that commit no register lies in register2/, but in records/: the folder was copied or put together anew "
          "since, and its earlier history is lost")))),
    ("the rules copied first, the people later", rules_first, (
        ("history-elsewhere", "", "people", CAME.format("first")), ("history-elsewhere", FIRST, "people", OTHER))),
    ("the people copied first, the rules later", people_first, (
        ("register-copied", "", "rules", COPIED.format(new="register2")), in_commit(CHANGED, "rules"))),
    ("copied under other codes", under_other_codes, (
        ("register-copied", "", "copied", COPIED.format(new="register2")),
        *(("record-deleted", path, "copied", "the file was deleted") for path in (FIRST, VISIT, SECOND)),
        ("person-taken-away", SECOND, "copied", GONE), ("person-taken-away", FIRST, "copied", GONE_FIRST))),
    ("deleted, and made again in the root", out_of_the_root, (
        ("history-elsewhere", "", "made", CAME.format("deleted").replace("register2/", "/")),)),
    ("split by district", split, (
        ("record-deleted", "organizations/uu.yml", "split", "the file was deleted"),
        ("shared-rules-changed", "organizations/uu.yml", "split", SHARED.format("uu", "—")),
        ("shared-rules-changed", "organizations/uu.yml", "split", SHARED.format("uu-jw", "—")),
        in_commit(CHANGED, "split"),
        ("person-taken-away", SECOND, "split", GONE),
        ("record-deleted", SECOND, "split",
         "the file was taken out of this register; the person's record lies in B/ since"))),
    ("a person taken over from another register", one_person_over, (
        ("history-elsewhere", "", "over", ("1 people (UU-0002) came to B/ from records/: what was changed there, last "
         "in over, is not told here")),)),
    ("a second register with other people", side_by_side, ()),
    ("moved", moved, ()),
    ("a file of bodies renamed", renamed("organizations/tt.yml", "organizations/t.yml"), ()),
    ("a file of bodies renamed, and a body of another kind", renamed(
        "organizations/tt.yml", "organizations/t.yml",
        {"organizations/t.yml": ORGANIZATIONS.replace("kind: 单位", "kind: 政府")}), (
        ("shared-rules-changed", "organizations/t.yml", "renamed", SHARED.format("单位", "政府")),)),
    ("a body with another id, and its plan", ids("tt-jw", "tt-jx"), (
        ("shared-rules-changed", "organizations/tt.yml", "ids", SHARED.format("tt-jw", "tt-jx")),)),
    ("a submodule", submodule("people/tt/TT-0005"), (
        ("other-repository", "people/tt/TT-0005", "submodule", SUBMODULE),)),
    ("a submodule in the place of a record", submodule(FIRST), (
        ("other-repository", FIRST, "submodule", SUBMODULE),)),
    ("a submodule that went", submodule("people/tt/TT-0005", kept=False), (
        ("other-repository", "people/tt/TT-0005", "submodule", SUBMODULE),)),
    ("a day to come", lambda repository: repository.commit(message="ahead", when="2026-05-01T10:00:00+08:00"), (
        ("dated-ahead", "", "ahead",
         "by 甲 <a@example.invalid>, dated 2026-05-01 10:00, a day that has not come yet"),)),
    ("the last day", lambda repository: repository.commit(message="today", when="2026-04-01T23:59:00+08:00"), ()),
)  # fmt: skip


def audited(repository: Repository) -> Audited:
    """The register as it lies there, asked on the as-of day."""
    tree = FolderTree(repository.records)
    policy = load_policy(tree, settings_of(tree).settings)
    lists = Lists(load([tree], words_of(policy)), policy, DAY)
    return Audited(repository.history(), lists, tree, today=DAY)


@pytest.mark.parametrize(
    ("done", "rows"), [row[1:] for row in TABLE], ids=[f"{at} {row[0]}" for at, row in enumerate(TABLE)]
)
def test_origins(tmp_path: Path, done: Done, rows: tuple[Row, ...]) -> None:
    """Both sides are named; what lies between is found as inside one folder, or told as lost."""
    repository = started(tmp_path / "office", {**FILES, **plan(2026, {"person": "UU-0002", "month": 11})})
    done(repository)
    subjects = {commit.hash: commit.subject for commit in repository.history().commits}

    def named(text: str) -> str:
        for each, subject in subjects.items():
            text = text.replace(each[:10], subject)
        return text

    found = [row for row in audit_rows(audited(repository)) if row.check in OF_PLACE]
    root = repository.records.resolve().name
    told = {(row.check, named(row.path.removeprefix(root).lstrip("/")), subjects.get(row.commit or ""),
             named(EN(row.message))) for row in found}  # fmt: skip
    assert told == set(rows)
    assert all(ZH(row.message) != EN(row.message) for row in found)
