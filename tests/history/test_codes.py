"""A code is given once for life: what the history holds is taken, and a code that was given again is told as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.git_access import find
from huifang.history import codes_ever
from tests.commands.running import Command
from tests.history.repositories import COMMON, PERSON, VISIT, Repository, started

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TWO = PERSON.replace("TT-0001", "TT-0002").replace("2026-01-15", "2026-01-03")
TWO_PATH, THREE_PATH = "people/tt/TT-0002/person.md", "people/tt/TT-0003/person.md"
PLAN = "body: tt-jw\nyear: 2026\nvisits:\n  - {{person: {code}, month: 5, by: 李某}}\n"
NEW = ("--unit", "tt-unit", "--type", "党内警告", "--decided-on", "2026-03-05", "--decided-by", "tt-jw", "--lang", "en")


@pytest.fixture
def huifang(capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    return Command(capsysbinary)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return started(tmp_path / "office", COMMON)


def nothing(_: Repository) -> str:
    return "TT-0002"


def deleted(office: Repository) -> str:
    office.commit({TWO_PATH: TWO})
    office.commit({TWO_PATH: None})
    return "TT-0003"


def on_a_branch(office: Repository) -> str:
    office.git("switch", "-q", "-c", "mine")
    office.commit({TWO_PATH: TWO})
    office.git("switch", "-q", "main")
    return "TT-0003"


def on_a_remote_branch(office: Repository) -> str:
    on_a_branch(office)
    office.git("update-ref", "refs/remotes/origin/theirs", office.git("rev-parse", "mine"))
    office.git("branch", "-q", "-D", "mine")
    return "TT-0003"


def restricted(office: Repository) -> str:
    office.commit({"restricted/tt/TT-0002.yml": "investigations: []\n"})
    office.commit({"restricted/tt/TT-0002.yml": None})
    return "TT-0003"


def erased(office: Repository) -> str:
    office.commit({"identities/tt.yml": "TT-0001: 示例一\nTT-0002: 示例二\n"})
    office.commit({"identities/tt.yml": "TT-0001: 示例一\n"})
    return "TT-0003"


def planned_once(office: Repository) -> str:
    office.commit({"plans/2026-tt-jw.yml": PLAN.format(code="TT-0002")})
    office.commit({"plans/2026-tt-jw.yml": None})
    return "TT-0003"


def slip_of_the_pen(office: Repository) -> str:
    office.commit({"plans/2026-tt-jw.yml": PLAN.format(code="TT-999999")})
    return "TT-0002"


def other_prefix(office: Repository) -> str:
    office.commit({"people/uu/UU-0009/person.md": PERSON.replace("TT-0001", "UU-0009")})
    office.commit({"people/uu/UU-0009/person.md": None})
    return "TT-0002"


WAYS = (
    nothing,
    slip_of_the_pen,
    other_prefix,
    deleted,
    on_a_branch,
    on_a_remote_branch,
    restricted,
    erased,
    planned_once,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_the_next_code_was_never_given(huifang: Command, office: Repository, way: Callable[[Repository], str]) -> None:
    code = way(office)
    answer = huifang("new", "person", *NEW, "--records", office.records)
    assert (answer.code, f"/{code}/person.md" in answer.out.decode()) == (0, True), (answer.out, answer.err)


def test_before_the_first_commit_nothing_was_given(tmp_path: Path) -> None:
    started(tmp_path / "office").git("update-ref", "-d", "HEAD")
    assert codes_ever(find(tmp_path / "office/records")) == (frozenset(), frozenset())


def test_a_part_of_a_history_gives_no_code(huifang: Command, office: Repository, tmp_path: Path) -> None:
    deleted(office)
    office.git("clone", "-q", "--depth=1", f"file://{office.root}", str(tmp_path / "part"))
    answer = huifang("new", "person", *NEW, "--records", tmp_path / "part/records")
    assert (answer.code, answer.out, "git fetch --unshallow" in answer.err) == (3, b"", True), answer.err


DOCUMENT = "form: 2, document: 示纪〔2026〕1号"
OTHER = TWO.replace("2026-01-03", "2026-03-05")
AGAIN = (  # the record that comes again under the code, and whether it is another person's
    (TWO, False),
    (TWO.replace("unit: tt-unit", "unit: tt-jw"), False),
    (TWO.replace("2026-01-03", "2026-02-03").replace("form: 2", DOCUMENT), False),
    (OTHER, True),
    (OTHER.replace("unit: tt-unit", "unit: tt-jw"), True),
    (OTHER.replace("form: 2", DOCUMENT.replace("1号", "2号")), True),
)


def checks(huifang: Command, office: Repository) -> list[str]:
    rows = huifang("audit", "--records", office.records, "--format", "json").data["rows"]
    return sorted({row["check"] for row in rows if "TT-0002" in row["path"] and row["severity"] == "error"})


@pytest.mark.parametrize(("again", "another"), AGAIN, ids=range(len(AGAIN)))
def test_a_code_given_again_accuses_nobody_of_changes(
    huifang: Command, office: Repository, again: str, another: bool
) -> None:
    """That another person has other dates, helpers and opinions is no change; a corrected record is no other person."""
    visit = "people/tt/TT-0002/2026-02-20-visit.md"
    office.commit({TWO_PATH: TWO.replace("form: 2", DOCUMENT), visit: VISIT})
    office.commit({TWO_PATH: None, visit: None})
    office.commit({TWO_PATH: again.replace("王某", "孙某"), visit: VISIT.replace("平稳", "另一人")})
    said = huifang("history", "TT-0002", "--records", office.records, "--lang", "en").out.decode()
    assert ("TT-0002 was given twice: from commit" in said) == another
    found = checks(huifang, office)
    assert (
        found == ["code-given-again", "person-taken-away", "record-deleted"]
        if another
        else "code-given-again" not in found
    )


def test_what_is_changed_after_that_is_told(huifang: Command, office: Repository) -> None:
    deleted(office)
    office.commit({TWO_PATH: OTHER.replace("2026-03-05", "2026-02-05").replace("王某", "孙某")})
    office.commit({TWO_PATH: OTHER.replace("2026-03-05", "2026-02-06").replace("王某", "孙某")})
    assert checks(huifang, office) == [
        "code-given-again",
        "measure-date-changed",
        "person-taken-away",
        "record-deleted",
    ]


def test_the_commit_that_deleted_the_first_record_is_named(huifang: Command, office: Repository) -> None:
    deleted(office)
    commit = office.git("rev-parse", "HEAD")
    office.commit({TWO_PATH: OTHER.replace("王某", "孙某")})
    said = huifang("audit", "--records", office.records, "--lang", "en").out.decode()
    assert f"the earlier person's record was deleted in {commit[:12]}" in said


VISIT_PATH = "people/tt/TT-0002/2026-02-20-visit.md"
FAILS = (  # what is committed, whether a merge request with it fails
    ({VISIT_PATH: None}, 0),
    ({TWO_PATH: TWO.replace("post: 科长", "post: 主任")}, 0),
    ({TWO_PATH: None, VISIT_PATH: None}, 1),
)


@pytest.mark.parametrize(("files", "code"), FAILS)
def test_a_deleted_person_fails_a_comparison(
    huifang: Command, office: Repository, files: dict[str, str | None], code: int
) -> None:
    office.commit({TWO_PATH: TWO, VISIT_PATH: VISIT})
    office.commit(files)
    typed = ("HEAD~1", "HEAD", "--records", office.records, "--lang", "en", "--as-of", "2026-04-01")
    answers = [huifang("compare", *typed, *more) for more in ((), ("--fail",))]
    assert [each.code for each in answers] == [0, code]
    assert (f"records/{TWO_PATH}" in answers[1].err) == bool(code)


CORRECTED = (OTHER, OTHER.replace("form: 2", DOCUMENT), OTHER.replace("党内警告", "诫勉"))


@pytest.mark.parametrize("again", CORRECTED, ids=range(len(CORRECTED)))
def test_with_the_same_unit_and_helper_it_is_the_same_person(huifang: Command, office: Repository, again: str) -> None:
    """Deleting a record and putting it back with another measure hides nothing."""
    deleted(office)
    office.commit({TWO_PATH: again})
    found = checks(huifang, office)
    assert "code-given-again" not in found
    assert {"measure-date-changed", "measure-removed"} & set(found)
