"""`huifang compare`: what a merge request changes, in three formats."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.running import Command
from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started
from tests.sound import ONE, PERSON_PATH, put

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2026-04-10")
TALK_PATH = "people/tt/TT-0001/2026-02-10-talk.md"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """A decision moved by ten days, a broken visit; then the visit repaired and the talk deleted."""
    made = started(tmp_path / "office")
    made.git("tag", "base")
    made.commit(
        {PERSON_PATH: PERSON.replace("2026-01-15", "2026-01-25"), VISIT_PATH: VISIT.replace("outcome: held\n", "")}
    )
    made.git("tag", "broken")
    made.commit({VISIT_PATH: VISIT, TALK_PATH: None})
    made.git("tag", "head")
    return made


def compared(huifang: Command, office: Repository, *typed: str) -> dict[str, Any]:
    answer = huifang("compare", *typed, "--records", office.records, "--format", "json", *DAY)
    assert answer.code == 0, answer.err
    return answer.data


def test_document(huifang: Command, office: Repository) -> None:
    data = compared(huifang, office, "base", "head")
    assert list(data) == [
        "format", "verb", "as_of", "revision", "dirty", "policy_version", "lang", "notice", "base", "records",
        "findings", "due", "eligible", "coverage",
    ]  # fmt: skip
    assert (data["revision"], data["base"]) == (office.git("rev-parse", "head"), office.git("rev-parse", "base"))


RECORDS: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (  # from where, to where, what became of the files
    ("head", "head", []),
    ("base", "broken", [(VISIT_PATH, "added"), (PERSON_PATH, "changed")]),
    ("base", "head", [(TALK_PATH, "removed"), (VISIT_PATH, "added"), (PERSON_PATH, "changed")]),
)


@pytest.mark.parametrize(("base", "head", "files"), RECORDS)
def test_records(huifang: Command, office: Repository, base: str, head: str, files: list[tuple[str, str]]) -> None:
    records = compared(huifang, office, base, head)["records"]
    assert [(each["path"].removeprefix("records/"), each["change"]) for each in records] == files


def test_fields_of_a_record(huifang: Command, office: Repository) -> None:
    (changed,) = [each for each in compared(huifang, office, "base", "head")["records"] if each["change"] == "changed"]
    assert changed["fields"] == [
        {"field": "measures[党内警告@2026-01-15].decided_on", "old": "2026-01-15", "new": "2026-01-25"}
    ]


FINDINGS: tuple[tuple[str, str, list[str], list[str]], ...] = (  # from where, to where, new findings, fixed ones
    ("head", "head", [], []),
    ("base", "broken", ["error [missing-key]"], []),
    ("broken", "head", [], ["error [missing-key]"]),
)


@pytest.mark.parametrize(("base", "head", "new", "fixed"), FINDINGS)
def test_findings_new_and_fixed(
    huifang: Command, office: Repository, base: str, head: str, new: list[str], fixed: list[str]
) -> None:
    found = compared(huifang, office, base, head)["findings"]
    told = {which: [f"{row['severity']} [{row['check']}]" for row in rows] for which, rows in found.items()}
    assert told == {"new": new, "fixed": fixed}


def test_lists(huifang: Command, office: Repository) -> None:
    data = compared(huifang, office, "base", "head")
    (pair,) = data["eligible"]["changed"]
    assert [pair[side]["until"] for side in ("before", "after")] == ["2027-01-15", "2027-01-25"]
    appeared = [(row["duty"], row["period"], row["status"]) for row in data["due"]["appeared"]]
    assert ("talk", "2026Q1", "overdue") in appeared
    assert data["eligible"]["appeared"] == data["eligible"]["vanished"] == []
    assert list(data["coverage"]) == ["before", "after"]


def test_line_of_a_finding_is_no_difference(huifang: Command, office: Repository) -> None:
    broken = PERSON.replace("form: 2", "form: 9")
    office.commit({PERSON_PATH: broken}, "one")
    office.commit({PERSON_PATH: broken.replace("---\n", "---\n# a line above\n", 1)}, "two")
    assert compared(huifang, office, "HEAD~1", "HEAD")["findings"] == {"new": [], "fixed": []}


def test_work_tree(huifang: Command, office: Repository) -> None:
    """New, changed and deleted files that nobody committed; names and restricted facts do not count."""
    put(office.records, {VISIT_PATH: VISIT.replace("平稳", "很好"), TALK_PATH: ONE[TALK_PATH]})
    (office.records / PERSON_PATH).unlink()
    put(office.records, {name: text for name, text in ONE.items() if name.startswith(("identities", "restricted"))})
    data = compared(huifang, office, "head")
    assert [(each["path"], each["change"]) for each in data["records"]] == [
        (f"records/{TALK_PATH}", "added"), (f"records/{VISIT_PATH}", "changed"), (f"records/{PERSON_PATH}", "removed"),
    ]  # fmt: skip
    assert data["dirty"] is True
    assert "示例一" not in str(data)


def test_moved(huifang: Command, office: Repository) -> None:
    office.git("mv", "records/people/tt", "records/people/uu")
    office.commit(message="move")
    records = compared(huifang, office, "head", "HEAD")["records"]
    assert {each["change"] for each in records} == {"moved"}


@pytest.mark.parametrize(("typed", "before"), [((), "2027-01-25"), (("--policy",), "2027-01-15")], ids=["", "policy"])
def test_policy(huifang: Command, office: Repository, typed: tuple[str, ...], before: str) -> None:
    """With --policy the same records by both policies: whom the change concerns, with old and new dates."""
    path = "policy/measures.yml"
    text = ONE[path]
    at = text.index("type: 党内警告")
    end = text.index("- type:", at)
    office.commit({path: text[:at] + text[at:end].replace("months: 12", "months: 6") + text[end:],
                   PERSON_PATH: PERSON})  # fmt: skip
    (pair,) = compared(huifang, office, "head", "HEAD", *typed)["eligible"]["changed"]
    assert [pair[side]["until"] for side in ("before", "after")] == [before, "2026-07-15"]


CODES = (  # what is typed, the exit code, what is said
    ("base broken", 0, ""),
    ("base broken --fail", 1, ""),
    ("broken head --fail", 0, ""),
    ("nowhere", 2, "nowhere"),
    ("base nowhere", 2, "nowhere"),
    ("base --format csv", 2, "csv"),
    ("base --at HEAD", 2, "--at"),
    ("2026-02-30", 2, "not in the calendar"),
    ("", 2, ""),
    ("base --records plain", 3, "plain"),  # in no repository
)


@pytest.mark.parametrize(("typed", "code", "said"), CODES)
def test_codes(
    huifang: Command,
    office: Repository,
    records: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    said: str,
) -> None:
    records.rename(records.parent / "plain")
    monkeypatch.chdir(records.parent)
    where = () if "--records" in typed else ("--records", office.records)
    answer = huifang("compare", *typed.split(), *where, "--lang", "en", *DAY)
    assert (answer.code, said in answer.err) == (code, True), answer.err


def test_policy_of_base_that_cannot_be_read(huifang: Command, office: Repository) -> None:
    path = "policy/followup.yml"
    office.commit({path: "format: 1\n"}, "broken policy")
    office.commit({path: ONE[path]}, "repaired")
    answer = huifang("compare", "HEAD~1", "--records", office.records, "--lang", "en", *DAY)
    assert answer.code == 0
    assert "the policy of BASE cannot be read; that of HEAD is used for both sides" in answer.err
    assert huifang("compare", "HEAD~1", "--policy", "--records", office.records, *DAY).code == 3


@pytest.fixture
def parted(office: Repository) -> Repository:
    """`mine` changes the person's post; main went on meanwhile and changed the visit."""
    office.git("tag", "fork")
    office.git("switch", "-q", "-c", "mine")
    office.commit({PERSON_PATH: PERSON.replace("2026-01-15", "2026-01-25").replace("post: 科长", "post: 处长")})
    office.git("switch", "-q", "main")
    office.commit({VISIT_PATH: VISIT.replace("平稳", "很好")})
    office.git("tag", "elsewhere", office.git("commit-tree", "-m", "x", "main^{tree}"))
    return office


ENDS: tuple[tuple[tuple[str, ...], list[str], str], ...] = (  # what is typed, the files that differ, the base
    (("main", "mine"), ["person.md"], "fork"),
    (("main...mine",), ["person.md"], "fork"),
    (("mine", "main"), ["2026-02-20-visit.md"], "fork"),
    (("mine",), ["2026-02-20-visit.md"], "fork"),
    (("mine...",), ["2026-02-20-visit.md"], "fork"),
    (("...mine",), ["person.md"], "fork"),
    (("fork", "mine"), ["person.md"], "fork"),
    (("mine", "fork"), [], "fork"),
    (("main", "mine", "--direct"), ["2026-02-20-visit.md", "person.md"], "main"),
    (("mine", "--direct"), ["2026-02-20-visit.md", "person.md"], "mine"),
    (("elsewhere", "main", "--direct"), [], "elsewhere"),
)


@pytest.mark.parametrize(("typed", "files", "base"), ENDS, ids=[" ".join(row[0]) for row in ENDS])
def test_what_head_adds_since_it_left_base(
    huifang: Command, parted: Repository, typed: tuple[str, ...], files: list[str], base: str
) -> None:
    data = compared(huifang, parted, *typed)
    assert [each["path"].rsplit("/", 1)[-1] for each in data["records"]] == files
    assert data["base"] == parted.git("rev-parse", base)


def test_the_work_tree_is_compared_from_where_its_branch_left(huifang: Command, parted: Repository) -> None:
    parted.git("switch", "-q", "mine")
    put(parted.records, {TALK_PATH: ONE[TALK_PATH]})
    records = compared(huifang, parted, "main")["records"]
    assert [each["path"].rsplit("/", 1)[-1] for each in records] == ["2026-02-10-talk.md", "person.md"]


NOT_TWO = (  # what is typed, what is said in English and in Chinese
    (("elsewhere", "main"), "have no commit in common; with --direct", "没有共同的提交"),
    (("main..mine",), "`compare main mine --direct` for the two ends", "`compare main mine --direct`"),
    (("main...mine", "--direct"), "`compare main mine --direct`", "`compare main mine --direct`"),
    (("main...mine", "fork"), "`compare main fork`", "`compare main fork`"),
    (("nowhere...mine",), "nowhere names no commit", "nowhere"),
)


@pytest.mark.parametrize(("typed", "english", "chinese"), NOT_TWO, ids=[" ".join(row[0]) for row in NOT_TWO])
def test_ends_that_are_not_two_lines(
    huifang: Command, parted: Repository, typed: tuple[str, ...], english: str, chinese: str
) -> None:
    for lang, sentence in (("en", english), ("zh", chinese)):
        answer = huifang("compare", *typed, "--records", parted.records, "--lang", lang)
        assert (answer.code, sentence in answer.err) == (2, True), answer.err


def test_the_title_says_where_the_line_was_left(huifang: Command, parted: Repository) -> None:
    text = huifang("compare", "main", "mine", "--records", parted.records, "--lang", "en", *DAY).out.decode()
    assert text.startswith(f"Compared: {parted.git('rev-parse', 'fork')[:12]}, where it left main, with ")
    assert "│ post │ 科长 │ 处长" in " ".join(text.split())


def test_a_part_of_a_history_may_lack_where_they_parted(huifang: Command, parted: Repository, tmp_path: Path) -> None:
    parted.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{parted.root}", str(tmp_path / "part"))
    typed = ("origin/mine", "--records", tmp_path / "part/records", "--lang", "en")
    answer = huifang("compare", *typed)
    assert (answer.code, "git fetch --unshallow" in answer.err) == (2, True), answer.err
    assert huifang("compare", *typed, "--direct", *DAY).code == 0


def test_a_row_of_which_only_the_reasons_differ_says_so(huifang: Command, office: Repository) -> None:
    """The same state and days stand once, and nobody looks in vain for what changed."""
    path = "policy/measures.yml"
    text = ONE[path]
    at = text.index("type: 党内警告")
    end = text.index("- type:", at)
    changed = re.sub(r"certainty: \w+", "certainty: UNSURE", text[at:end])
    office.commit({path: text[:at] + changed + text[end:]}, "less certain")
    answer = huifang("compare", "HEAD~1", "--policy", "--records", office.records, "--lang", "en", *DAY)
    line = next(each for each in answer.out.decode().splitlines() if "reasons or rules differ" in each)
    told = [each.strip() for each in line.split("│")]
    assert told[:5] == ["TT-0001", "reasons or rules differ", "in the impact period", "2027-01-25", "2027-01-26"]
    assert told[5].startswith("bars; measures; reasons ")


@pytest.fixture
def whole(tmp_path: Path) -> Repository:
    """A repository that is the register, with an error in it."""
    made = started(tmp_path / "office", COMMON, inside=".")
    made.commit({VISIT_PATH: VISIT.replace("outcome: held\n", "")}, "broken")
    return made


def test_a_register_that_is_the_repository(huifang: Command, whole: Repository, tmp_path: Path) -> None:
    """The same names in every clone, for the work tree and for commits."""
    data = compared(huifang, whole, "HEAD", "--fail")
    assert (data["findings"], data["records"]) == ({"new": [], "fixed": []}, [])
    (whole.root / VISIT_PATH).write_text(VISIT, encoding="utf-8")
    data = compared(huifang, whole, "HEAD")
    assert [each["path"] for each in data["records"]] == [f"records/{VISIT_PATH}"]
    assert [each["path"] for each in data["findings"]["fixed"]] == [f"records/{VISIT_PATH}"]
    shutil.copytree(whole.root, tmp_path / "clone")
    found = [
        huifang("validate", "--records", folder, "--format", "json", *DAY, *at).data["findings"]
        for folder in (whole.root, tmp_path / "clone")
        for at in ((), ("--at", "HEAD~1"))
    ]
    assert found[0] == found[2] == []
    assert found[1] == found[3]


@pytest.mark.parametrize("typed", [VISIT_PATH, f"records/{VISIT_PATH}"])
def test_paths_are_taken_there(
    huifang: Command, whole: Repository, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(whole.root)
    told = huifang("validate", typed, "--records", ".", "--format", "json", *DAY).data["findings"]
    assert [each["path"] for each in told] == [f"records/{VISIT_PATH}"]
    rows = huifang("history", typed, "--records", ".", "--format", "json").data["rows"]
    assert rows[0]["path"] == f"records/{VISIT_PATH}"


def test_file_name_that_is_not_utf8(huifang: Command, office: Repository) -> None:
    """Told with its bytes spelled out, whether committed or not."""
    name = os.fsdecode(b"notes-\xff.txt")
    (office.records / name).write_text("x", encoding="utf-8")
    there = {"path": r"records/notes-\xff.txt", "change": "added"}
    told = [{key: each[key] for key in there} for each in compared(huifang, office, "HEAD")["records"]]
    assert told == [there]
    office.commit(message="odd")
    told = [{key: each[key] for key in there} for each in compared(huifang, office, "HEAD~1", "HEAD")["records"]]
    assert told == [there]
    assert compared(huifang, office, "HEAD")["findings"] == {"new": [], "fixed": []}
    (office.records / name).unlink()
    told = [{key: each[key] for key in there} for each in compared(huifang, office, "HEAD")["records"]]
    assert told == [{**there, "change": "removed"}]


def test_a_register_that_was_moved(huifang: Command, office: Repository) -> None:
    """What changed, not where it lay; also against the work tree."""
    office.git("mv", "records", "data")
    office.inside = "data"
    office.commit(message="moved")
    assert [each["path"] for each in compared(huifang, office, "broken", "HEAD")["records"]] == [
        f"data/{TALK_PATH}", f"data/{VISIT_PATH}",
    ]  # fmt: skip
    (office.records / PERSON_PATH).write_text(PERSON, encoding="utf-8")
    data = compared(huifang, office, "base")
    assert [(each["path"], each["change"]) for each in data["records"]] == [
        (f"data/{TALK_PATH}", "removed"), (f"data/{VISIT_PATH}", "added"),
    ]  # fmt: skip
    assert compared(huifang, office, "head", "HEAD")["records"] == []
