"""`huifang history`: what is asked for, in which form, and when it is refused."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.history.repositories import FIRST, PERSON, SECOND, VISIT, VISIT_PATH, Repository, started
from tests.sound import ONE, PERSON_PATH, put

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    "commit", "date", "committed", "arrived", "author", "committer", "signer", "merger", "signed", "path", "person",
    "field", "old", "new",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is kept lies with the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Three changes by two authors on three days, of UTC+8."""
    made = started(tmp_path / "office")
    made.commit({PERSON_PATH: PERSON.replace("科长", "主任")}, "post", when="2026-03-05T23:59:59+08:00")
    made.commit({VISIT_PATH: VISIT}, "visit (#7)", who=SECOND, by=FIRST, when="2026-03-05T16:00:01+00:00")
    made.commit({VISIT_PATH: VISIT.replace("平稳", "很好")}, "opinion", who=SECOND, when="2026-03-07T08:00:00+08:00")
    return made


def test_row(huifang: Command, office: Repository) -> None:
    answer = huifang("history", VISIT_PATH, "--records", office.records, "--format", "json")
    assert answer.code == 0
    first, second = answer.data["rows"]
    assert list(first) == KEYS
    assert first == {
        "commit": office.git("rev-parse", "HEAD"),
        "date": "2026-03-07T08:00:00+08:00",
        "committed": "2026-03-07T08:00:00+08:00",
        "arrived": "2026-03-07T08:00:00+08:00",
        "author": SECOND,
        "committer": SECOND,
        "signer": None,
        "merger": None,
        "signed": "none",
        "path": f"records/{VISIT_PATH}",
        "person": "TT-0001",
        "field": "opinion",
        "old": "平稳。",
        "new": "很好。",
    }
    assert (second["author"], second["committer"], second["field"], second["old"]) == (SECOND, FIRST, None, None)
    assert second["new"]["interviews"] == {"person": True}


def test_envelope(huifang: Command, office: Repository) -> None:
    data = huifang("history", "--records", office.records, "--format", "json").data
    assert list(data) == [
        "format", "verb", "as_of", "revision", "dirty", "policy_version", "lang", "notice", "rows",
    ]  # fmt: skip
    assert (data["verb"], data["as_of"], data["dirty"]) == ("history", None, False)
    assert data["revision"] == office.git("rev-parse", "HEAD")


CHOICES: tuple[
    tuple[tuple[str, ...], list[str | None]], ...
] = (  # what is typed, the fields that are told, newest first
    (("TT-0001", "--since", "2026-03-05"), ["opinion", None, "post"]),
    (("TT-0001", "--since", "2026-03-06"), ["opinion", None]),
    (("TT-0001", "--since", "2026-03-05", "--until", "2026-03-05"), ["post"]),
    (("--author", "B@example"), ["opinion", None]),
    (("--author", "乙", "--field", "opinion"), ["opinion", "opinion"]),
    (("--field", "measures.decided_on"), ["measures[党内警告@2026-01-15].decided_on"]),
    (("TT-0001", "--field", "decided_on"), ["measures[党内警告@2026-01-15].decided_on"]),
    (("--field", "nonsense"), []),
    (("records/people/tt", "--since", "2026-03-05"), ["opinion", None, "post"]),
    (("people/tt/TT-0001/", "--since", "2026-03-06"), ["opinion", None]),
    ((PERSON_PATH,), ["post", None]),
    (("organizations",), [None]),
)


@pytest.mark.parametrize(("typed", "fields"), CHOICES)
def test_choices(huifang: Command, office: Repository, typed: tuple[str, ...], fields: list[str | None]) -> None:
    rows = huifang("history", *typed, "--records", office.records, "--format", "json").data["rows"]
    assert [row["field"] for row in rows] == fields


REFUSED = (  # what is typed, the exit code
    (("TT-9999",), 2),
    (("records/people/tt/TT-9999",), 2),
    (("--since", "2026-02-30"), 2),
    (("--until", "yesterday"), 2),
    (("--at", "HEAD"), 2),
    (("--as-of", "2026-01-01"), 2),
    (("--format", "xlsx"), 2),
)


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_refused(huifang: Command, office: Repository, typed: tuple[str, ...], code: int) -> None:
    assert huifang("history", *typed, "--records", office.records).code == code


@pytest.mark.parametrize("inside", [".", "records", "records/people/tt"])
def test_a_path_is_taken_as_rows_tell_it(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.chdir(office.root / inside)
    rows = huifang("history", f"records/{VISIT_PATH}", "--records", office.records, "--format", "json").data["rows"]
    assert {row["path"] for row in rows} == {f"records/{VISIT_PATH}"}


@pytest.mark.parametrize("typed", ["TT-0001", "records/people/tt/TT-0001"])
def test_deleted_person_is_still_known(huifang: Command, office: Repository, typed: str) -> None:
    office.git("rm", "-q", "-r", "records/people/tt/TT-0001")
    office.commit(message="gone")
    assert huifang("history", typed, "--records", office.records).code == 0


def test_plain_folder(huifang: Command, records: Path) -> None:
    answer = huifang("history", "--records", records, "--lang", "en")
    assert (answer.code, answer.out) == (3, b"")
    assert "lies in no Git repository, so there is no history" in answer.err


def test_shallow_clone(huifang: Command, office: Repository, tmp_path: Path) -> None:
    office.git("clone", "-q", "--depth", "1", f"file://{office.root}", str(tmp_path / "shallow"))
    answer = huifang("history", "--records", tmp_path / "shallow" / "records", "--lang", "en")
    assert (answer.code, answer.out) == (3, b"")
    assert "git fetch --unshallow" in answer.err


@pytest.mark.parametrize("tracked", [False, True])
@pytest.mark.parametrize("typed", [(), ("--names",)])
def test_names_only_where_tracked_and_asked_for(
    huifang: Command, office: Repository, typed: tuple[str, ...], *, tracked: bool
) -> None:
    """Ignored folders have no history here; a tracked file of names is told with --names alone."""
    put(office.records, {".gitignore": "identities/\nrestricted/\n", **ONE})
    office.commit(message="ignored")
    if tracked:
        office.git("add", "-f", "records/identities")
        office.commit(message="tracked")
    text = huifang("history", "--records", office.records, *typed, "--format", "json").out.decode()
    assert ("示例一" in text) is (tracked and bool(typed))
    assert "investigations" not in text.replace("policy", "")[-200:]


def test_table(huifang: Command, office: Repository) -> None:
    """For people: the merge request too, and words instead of codes."""
    text = huifang("history", "TT-0001", "--records", office.records, "--lang", "en").out.decode()
    assert "#7" in text
    assert "not signed" in text
    assert "the whole record" in text
    assert "│ post │ 科长 │ 主任 │" in " ".join(text.split()), "from, then to"
    empty = huifang("history", "--field", "nonsense", "--records", office.records, "--lang", "en").out.decode()
    assert empty == "Changes, newest first\nNothing was changed.\n"


def test_csv(huifang: Command, office: Repository) -> None:
    lines = huifang("history", PERSON_PATH, "--records", office.records, "--format", "csv").out.decode().split("\r\n")
    assert lines[0] == ",".join(KEYS)
    assert lines[1].endswith("TT-0001,post,科长,主任")


def test_ci_keeps_nothing(
    huifang: Command, office: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    huifang("history", "--records", office.records)
    assert not (tmp_path / "cache").exists()
    monkeypatch.delenv("CI")
    cold = huifang("history", "--records", office.records, "--format", "json").out
    assert len(list((tmp_path / "cache" / "huifang").iterdir())) == 1
    assert huifang("history", "--records", office.records, "--format", "json").out == cold


def test_bare(huifang: Command, office: Repository, tmp_path: Path) -> None:
    office.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    here = huifang("history", "--records", office.records, "--format", "json").data["rows"]
    assert huifang("history", "--records", tmp_path / "bare.git", "--format", "json").data["rows"] == here


def test_two_registers(huifang: Command, office: Repository, tmp_path: Path) -> None:
    other = started(tmp_path / "other", {"organizations/uu.yml": ONE["organizations/tt.yml"].replace("tt", "uu")})
    rows = huifang(
        "history", "--records", office.records, "--records", other.records, "--since", "2026-03-01", "--format", "json"
    ).data["rows"]
    times = [datetime.fromisoformat(row["committed"]) for row in rows]
    assert times == sorted(times, reverse=True)
    assert {row["path"].split("/")[2] for row in rows if "organizations" in row["path"]} == {"tt.yml", "uu.yml"}


@pytest.mark.parametrize("typed", ["history", "audit", "history --format csv", "history --format json"])
def test_no_author_takes_over_the_terminal(huifang: Command, tmp_path: Path, typed: str) -> None:
    office = started(tmp_path / "office")
    office.commit({VISIT_PATH: VISIT}, "visit", who="甲\x1b[1A\x1b[2K <a@example.invalid>")
    found = huifang(*typed.split(), "--records", office.records)
    assert b"\x1b" not in found.out
    assert b"\\u001b[2K" in found.out
