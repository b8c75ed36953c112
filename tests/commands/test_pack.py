"""`huifang audit pack`: what is in it, what never is, the same bytes everywhere, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from huifang.lists import CLOSING
from huifang.output.evidence import safe_path
from huifang.texts import words
from tests.commands.running import Command
from tests.history.repositories import COMMON, FIRST, PERSON, SECOND, TALK, VISIT, VISIT_PATH, Repository, started
from tests.sound import ONE, PERSON_PATH

MARCH, APRIL, MAY = (f"2026-0{month}-01T10:00:00+08:00" for month in (3, 4, 5))
OTHER = "TT-0002"
OTHER_PATH = f"people/tt/{OTHER}/person.md"
CLEARED = PERSON.replace("TT-0001", OTHER).replace("form: 2", "form: 2, revoked_on: 2026-05-01")
PLAN = """body: tt-jw
year: 2026
approved_on: 2026-01-20
visits: [{{person: {code}, month: 3, by: 李某, reason: 重点对象}}]
"""
PLAN_PATH = "plans/2026-tt-jw.yml"
UNTIL = ("--until", "2026-04-15", "--lang", "en")
ONE_PERSON, DISTRICT = ("--person", "TT-0001"), ("--district", "tt")
EVER = [
    "SHA256SUMS",
    "audit.csv",
    "audit.json",
    "commits.csv",
    "effects.csv",
    "effects.json",
    "history.csv",
    "history.json",
    "lists/due.csv",
    "lists/due.json",
    "lists/eligible.csv",
    "lists/eligible.json",
    "lists/findings.json",
    "lists/show-TT-0001.json",
    "pack.json",
    "policy/followup.yml",
    "policy/lifting.yml",
    "policy/measures.yml",
    "policy/stacking.yml",
    "policy/vocabulary.yml",
    "records/organizations/tt.yml",
    "records/people/tt/TT-0001/2026-02-10-talk.md",
    "records/people/tt/TT-0001/2026-02-20-visit.md",
    "records/people/tt/TT-0001/person.md",
    "report.html",
]


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Two people: of one a visit came in April and changed in May, the other was cleared in May; names are tracked."""
    names = {
        "identities/tt.yml": f"TT-0001: 示例一\n{OTHER}: 示例二\n",
        "restricted/tt/TT-0001.yml": "investigations: []\n",
    }
    made = started(tmp_path / "office", {**COMMON, **names, OTHER_PATH: PERSON.replace("TT-0001", OTHER)})
    made.commit({VISIT_PATH: VISIT}, f"回访 TT-0001、{OTHER}", who=SECOND, when=APRIL)
    made.commit({"restricted/tt/TT-0001.yml": "investigations: [{opened_on: 2026-03-17}]\n"}, "r", when=APRIL)
    made.commit({VISIT_PATH: VISIT.replace("平稳。", "不平稳。"), OTHER_PATH: CLEARED}, "五月", when=MAY)
    return made


def made_by(huifang: Command, office: Repository, *typed: str, name: str = "pack") -> dict[str, bytes]:
    """The files of a pack, by path."""
    folder = Path(name).absolute()
    answer = huifang("audit", "pack", "--records", office.records, *typed, "--output", folder)
    assert answer.code == 0, answer.err
    return files_in(folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(raw: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


LISTS = [f"lists/{name}.{kind}" for name in ("coverage", "plans") for kind in ("csv", "json")]


@pytest.mark.parametrize(
    ("asked", "more"), [(ONE_PERSON, []), (DISTRICT, [*LISTS, f"records/{PLAN_PATH}"])], ids=["person", "district"]
)
def test_every_promised_file_is_there(
    huifang: Command, office: Repository, asked: tuple[str, ...], more: list[str]
) -> None:
    """A district has its plans and coverage too."""
    office.commit({PLAN_PATH: PLAN.format(code="TT-0001")}, when=APRIL)
    files = made_by(huifang, office, *asked, *UNTIL)
    assert sorted(files) == sorted([*EVER, *more])
    assert all(json.loads(raw) for path, raw in files.items() if path.endswith(".json"))
    assert (f"records/{PLAN_PATH}" in {row["path"] for row in rows_of(files["history.csv"])}) is bool(more)


def test_effects_are_those_of_the_people(huifang: Command, office: Repository) -> None:
    """What each commit did to the rows of these people and nobody else, in the table and in JSON alike."""
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    told, rows = json.loads(files["effects.json"]), rows_of(files["effects.csv"])
    assert (told["verb"], told["as_of"]) == ("effects", "2026-04-15")
    assert {row["person"] for row in told["rows"]} == {"TT-0001"}
    visited = [row for row in told["rows"] if row["author"] == [SECOND]]
    assert visited
    assert {row["effect"] for row in visited} <= {"met", "owed", "closed", "changed"}
    assert [(row["commit"], row["what"], row["after"]) for row in rows] == [
        (row["commit"], row["what"], row["after"]) for row in told["rows"]
    ]
    assert OTHER not in files["effects.csv"].decode()


def test_the_sums_hold(huifang: Command, office: Repository) -> None:
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    lines = [line.split("  ", 1) for line in files["SHA256SUMS"].decode().splitlines()]
    assert [path for _, path in lines] == sorted(set(files) - {"SHA256SUMS"})
    assert all(hashlib.sha256(files[path]).hexdigest() == digest for digest, path in lines)
    assert json.loads(files["pack.json"])["files"] == len(lines)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_agrees_and_tells_a_changed_file(huifang: Command, office: Repository) -> None:
    made_by(huifang, office, *ONE_PERSON, *UNTIL)
    asked = ("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
    assert subprocess.run(asked, cwd="pack", check=False).returncode == 0
    Path("pack/records/people/tt/TT-0001/person.md").write_text("---\n", encoding="utf-8")
    assert subprocess.run(asked, cwd="pack", check=False, capture_output=True).returncode == 1


def test_what_is_told(huifang: Command, office: Repository) -> None:
    """The folder, the file, and the line that `sha256sum -c` reads."""
    answer = huifang("audit", "pack", "--records", office.records, *ONE_PERSON, *UNTIL)
    name = "huifang-pack-TT-0001-2026-04-15"
    digest = hashlib.sha256(Path(f"{name}.zip").read_bytes()).hexdigest()
    told = f"{name}: 25 files\n{name}.zip; hand over its SHA-256 by another way:\n{digest}  {name}.zip\n"
    assert (answer.code, answer.out.decode(), answer.err) == (0, told, "")


def test_the_zip_file_equals_the_folder(huifang: Command, office: Repository) -> None:
    files = made_by(huifang, office, *DISTRICT, *UNTIL)
    with ZipFile("pack.zip") as zipped:
        entries = zipped.infolist()
        assert {each.filename: zipped.read(each) for each in entries} == files
    assert [each.filename for each in entries] == sorted(files)
    shapes = {(each.date_time, each.create_system, each.external_attr, each.compress_type) for each in entries}
    assert shapes == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, 0)}


@pytest.mark.parametrize("about", [ONE_PERSON, DISTRICT], ids=["person", "district"])
def test_the_same_bytes_from_every_clone(
    huifang: Command, office: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, about: tuple[str, str]
) -> None:
    """In another folder, bare, with a cache or without, whatever git is set up with, after later commits."""
    made_by(huifang, office, *about, *UNTIL)
    first = Path("pack.zip").read_bytes()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    office.git("clone", "-q", ".", str(tmp_path / "elsewhere"))
    office.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    other = Repository(tmp_path / "elsewhere")
    other.git("config", "gpg.ssh.allowedSignersFile", "/nowhere")
    other.commit({PERSON_PATH: PERSON.replace("科长", "局长")}, "later", when="2026-06-01T10:00:00+08:00")
    for number, folder in enumerate((office.records, other.records, tmp_path / "bare.git")):
        answer = huifang("audit", "pack", "--records", folder, *about, *UNTIL, "--output", f"again-{number}")
        assert answer.code == 0, answer.err
        assert Path(f"again-{number}.zip").read_bytes() == first


def test_nothing_after_the_day_stands_in_it(huifang: Command, office: Repository) -> None:
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    assert files[f"records/{VISIT_PATH}"].decode() == VISIT
    assert not [path for path, raw in files.items() if "不平稳" in raw.decode() or "五月" in raw.decode()]
    later = made_by(huifang, office, *ONE_PERSON, "--until", "2026-05-01", name="later")
    changed = [(row["field"], row["old"], row["new"]) for row in rows_of(later["history.csv"])]
    assert changed[0] == ("opinion", "平稳。", "不平稳。")


def test_the_commits(huifang: Command, office: Repository) -> None:
    """The commits of these records alone; a subject that names somebody else is left empty."""
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    found = [(row["author"], row["signed"], row["records"], row["subject"]) for row in rows_of(files["commits.csv"])]
    assert found == [(SECOND, "none", "1", ""), (FIRST, "none", "2", "first")]


def test_a_merge_that_brought_it_in_is_one_of_the_commits(huifang: Command, office: Repository) -> None:
    office.git("checkout", "-q", "-b", "branch", "HEAD~3")
    office.commit({"people/tt/TT-0001/2026-02-12-talk.md": TALK.replace("-10", "-12")}, "branch", when=MARCH)
    office.git("checkout", "-q", "main")
    office.git("reset", "-q", "--hard", "HEAD~1")
    office.git(
        "-c", "commit.gpgsign=false", "merge", "-q", "--no-ff", "-m", "See merge request !7", "branch", when=APRIL
    )
    rows = rows_of(made_by(huifang, office, *ONE_PERSON, *UNTIL)["commits.csv"])
    told = [(row["subject"], row["request"], row["records"]) for row in rows]
    assert told[0] == ("See merge request !7", "!7", "0")
    assert ("branch", "!7", "1") in told


def test_who_was_cleared_is_in_no_byte_of_a_district(huifang: Command, office: Repository) -> None:
    plan = PLAN.format(code="TT-0001").replace("visits: [", f"visits: [{{person: {OTHER}, month: 5, by: 李某}}, ")
    office.git("checkout", "-q", "-B", "main", "HEAD~1")
    office.commit({PLAN_PATH: plan, "people/tt/TT-0001/2026-02-10-talk.md": f"{TALK}与 {OTHER} 同事。\n"}, when=APRIL)
    office.commit({OTHER_PATH: CLEARED}, "cleared", when=MAY)
    folder = Path("pack").absolute()
    answer = huifang("audit", "pack", "--records", office.records, *DISTRICT, *UNTIL, "--output", folder)
    assert answer.err == "huifang: left out, because they name people who were cleared: 2 files\n"
    files = files_in(folder)
    assert not [path for path, raw in files.items() if OTHER.encode() in raw or OTHER in path]
    assert OTHER.encode() not in Path("pack.zip").read_bytes()
    assert json.loads(files["pack.json"])["people"] == ["TT-0001"]
    assert [row["person"] for row in rows_of(files["lists/plans.csv"])] == ["TT-0001"]
    assert [row["visited_people"] for row in rows_of(files["lists/coverage.csv"])] == ["TT-0001"]  # the row stays
    named = made_by(huifang, office, "--person", OTHER, *UNTIL, name="named")
    assert f"records/{OTHER_PATH}" in named
    assert f"lists/show-{OTHER}.json" in named


def test_of_whom_no_list_tells_the_report_says_so(huifang: Command, office: Repository) -> None:
    """Never that there is no visit on record: there may be one, and it is in the pack."""
    report = made_by(huifang, office, "--person", OTHER, "--until", "2026-05-02", "--lang", "en")[
        "report.html"
    ].decode()
    assert "As of 2026-05-02 no measure of this person is in force, so no list tells of the person." in report
    assert "No visit or talk on record." not in report


def test_whose_record_is_gone_is_told_only_by_code(huifang: Command, office: Repository) -> None:
    office.commit({OTHER_PATH: None}, "gone", when=MAY)
    files = made_by(huifang, office, *DISTRICT, "--until", "2026-05-02")
    assert not [path for path, raw in files.items() if OTHER.encode() in raw]
    named = made_by(huifang, office, "--person", OTHER, "--until", "2026-05-02", name="named")
    assert {row["person"] for row in rows_of(named["history.csv"])} == {OTHER}
    assert f"lists/show-{OTHER}.json" not in named


SENTENCE = "whether it concerns anybody or not"


@pytest.mark.parametrize("about", [ONE_PERSON, DISTRICT], ids=["person", "district"])
def test_every_report_says_the_same_of_the_cleared(
    huifang: Command, office: Repository, about: tuple[str, str]
) -> None:
    report = made_by(huifang, office, *about, *UNTIL)["report.html"].decode()
    assert SENTENCE in report
    assert "the written opinion of the discipline body decides" in report


@pytest.mark.parametrize("about", [ONE_PERSON, DISTRICT], ids=["person", "district"])
def test_names_only_when_asked_and_restricted_facts_never(
    huifang: Command, office: Repository, about: tuple[str, str]
) -> None:
    office.commit({PERSON_PATH: PERSON.replace("科长", "局长")}, "示例一调任", when=APRIL)
    plain = made_by(huifang, office, *about, *UNTIL)
    assert not [path for path, raw in plain.items() if "示例一" in raw.decode() or "示例二" in raw.decode()]
    named = made_by(huifang, office, *about, *UNTIL, "--names", name="named")
    assert json.loads(named["identities/names.json"]) == {"TT-0001": "示例一"}
    assert "示例一" in named["report.html"].decode()
    assert rows_of(plain["commits.csv"])[0]["subject"] == ""
    assert rows_of(named["commits.csv"])[0]["subject"] == "示例一调任"
    for files in (plain, named):
        assert not [path for path, raw in files.items() if "restricted" in path or b"2026-03-17" in raw]
        assert not [row for row in rows_of(files["history.csv"]) if row["path"].split("/")[1] != "people"]


def test_names_of_the_folder_where_the_commit_tracks_none(huifang: Command, tmp_path: Path) -> None:
    office = started(tmp_path / "other")
    (office.root / ".gitignore").write_text("identities\n", encoding="utf-8")
    office.commit(message="ignored")
    (office.records / "identities").mkdir()
    (office.records / "identities/tt.yml").write_text("TT-0001: 示例一\nTT-0009: 示例九\n", encoding="utf-8")
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL, "--names")
    assert json.loads(files["identities/names.json"]) == {"TT-0001": "示例一"}
    assert json.loads(files["lists/eligible.json"])["rows"][0]["name"] == "示例一"
    assert not [path for path, raw in files.items() if "示例九" in raw.decode()]


def test_a_name_in_a_record_itself_is_told_to_whoever_makes_the_pack(huifang: Command, office: Repository) -> None:
    """Records are as they were, byte by byte; whoever hands the pack over has to know."""
    office.git("checkout", "-q", "-B", "main", "HEAD~1")
    office.commit({"people/tt/TT-0001/2026-02-10-talk.md": f"{TALK}示例一说:好。\n"}, when=APRIL)
    answer = huifang("audit", "pack", "--records", office.records, *ONE_PERSON, *UNTIL)
    assert (answer.code, answer.err) == (0, "huifang: the name of TT-0001 stands in the records themselves\n")


def test_free_text_stays_text(huifang: Command, office: Repository) -> None:
    wrong = '"<script>alert(1)</script><img src=x onerror=alert(2)>"'
    office.git("checkout", "-q", "-B", "main", "HEAD~1")
    office.commit(
        {VISIT_PATH: VISIT.replace("平稳。", wrong)}, "<b>bold</b>", who="<i>丙 <c@example.invalid>", when=APRIL
    )
    report = made_by(huifang, office, *ONE_PERSON, *UNTIL)["report.html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in report
    assert not any(tag in report for tag in ("<script", "<img", "<b>bold", "<i>丙", "http://", "https://"))


def test_odd_file_names_stay_inside_and_are_ascii(huifang: Command, office: Repository) -> None:
    office.git("checkout", "-q", "-B", "main", "HEAD~1")
    office.commit({"people/tt/TT-0001/照片 1.txt": "x\n"}, when=APRIL)
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    assert files["records/people/tt/TT-0001/%E7%85%A7%E7%89%87%201.txt"] == b"x\n"
    assert all(path.isascii() for path in files)


def test_seals_and_answers(huifang: Command, office: Repository) -> None:
    office.git("checkout", "-q", "-B", "main", "HEAD~1")
    huifang("audit", "seal", "--records", office.records, "--as-of", "2026-04-02")
    office.commit({"people/tt/TT-0001/2026-02-10-talk.md": None}, "deleted", when=APRIL)
    head = office.git("rev-parse", "HEAD")
    finding = f"{{check: record-deleted, path: records/people/tt/TT-0001/2026-02-10-talk.md, commit: {head}}}"
    answers = f"answers:\n  - {{finding: {finding}, by: 王某, reason: 重复录入, on: 2026-04-05}}\n"
    office.commit({"audit/answers.yml": answers}, "answered", who=SECOND, when=APRIL)
    files = made_by(huifang, office, *ONE_PERSON, *UNTIL)
    (seal,) = [path for path in files if path.startswith("seals/")]
    assert files[seal] == (office.records / "audit" / seal).read_bytes()
    (deleted,) = [row for row in json.loads(files["audit.json"])["rows"] if row["check"] == "record-deleted"]
    assert deleted["answered"] == {"by": "王某", "reason": "重复录入", "on": "2026-04-05"}
    assert "answered by 王某 on 2026-04-05: 重复录入" in files["report.html"].decode()


def test_signatures_go_by_the_registers_own_keys(huifang: Command, tmp_path: Path) -> None:
    office = started(tmp_path / "signed")
    office.commit({"audit/allowed_signers": office.allowed(FIRST)}, "keys", key=FIRST)
    office.commit({VISIT_PATH: VISIT}, "good", key=FIRST)
    office.commit({VISIT_PATH: VISIT.replace("平稳。", "很好。")}, "other", who=SECOND, key=SECOND)
    rows = rows_of(made_by(huifang, office, *ONE_PERSON, *UNTIL)["commits.csv"])
    found = [(row["subject"], row["signed"], row["signer"]) for row in rows]
    assert found[:2] == [("other", "untrusted", ""), ("good", "good", "a@example.invalid")]


def test_what_only_a_keyring_could_vouch_for_is_untrusted_everywhere(huifang: Command, office: Repository) -> None:
    """The same on a machine with the key, without it, and without gpg."""
    head, _, message = office.git("cat-file", "commit", "HEAD~2").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
    (office.root / "raw").write_text(f"{head}\n{signature}\n\n{message}\n", encoding="utf-8")
    office.git("update-ref", "HEAD", office.git("hash-object", "-t", "commit", "-w", "raw"))
    rows = rows_of(made_by(huifang, office, *ONE_PERSON, *UNTIL)["commits.csv"])
    assert [(row["signed"], row["signer"]) for row in rows] == [("untrusted", ""), ("none", "")]


PATHS = (  # as somebody called it, as it is called in a pack
    ("records/people/tt/TT-0001/person.md", "records/people/tt/TT-0001/person.md"),
    ("records/../../x", "records/%2E%2E/%2E%2E/x"),
    ("records/./x", "records/%2E/x"),
    ("records/a\\b:c", "records/a%5Cb%3Ac"),
    ("records/%2E%2E", "records/%252E%252E"),
    ("records/照.md", "records/%E7%85%A7.md"),
)


@pytest.mark.parametrize(("path", "expected"), PATHS)
def test_a_path_never_leads_out_of_the_pack(path: str, expected: str) -> None:
    assert safe_path(path) == expected


def test_in_about(huifang: Command, office: Repository) -> None:
    about = json.loads(made_by(huifang, office, *ONE_PERSON, *UNTIL)["pack.json"])
    commit = office.git("rev-parse", "HEAD~1")
    assert (about["format"], about["verb"], about["as_of"], about["revision"]) == (
        1,
        "audit pack",
        "2026-04-15",
        commit,
    )
    assert about["tree"] == office.git("rev-parse", "HEAD~1:records")
    assert about["asked"] == {"people": ["TT-0001"], "districts": [], "until": "2026-04-15", "names": False}
    assert about["closing"] == words("en")(CLOSING)


ABSENT = "there is no person TT-0009 by 2026-04-15; there are TT-0001"
REFUSED = (  # what is typed, the exit code, what is said
    ((*UNTIL,), 2, "name people with --person, or districts with --district: one of the two"),
    ((*ONE_PERSON, *DISTRICT, *UNTIL), 2, "name people with --person, or districts with --district: one of the two"),
    ((*ONE_PERSON, "--lang", "en"), 2, "--until is missing; --help says what it is"),
    (("--person", "TT-0009", *UNTIL), 2, ABSENT),
    (("--district", "xx", *UNTIL), 2, "there is no district xx; there are tt"),
    ((*ONE_PERSON, "--until", "April", "--lang", "en"), 2, "April is not a day; write YYYY-MM-DD"),
    ((*ONE_PERSON, "--until", "2026年4月1日", "--lang", "en"), 2, "2026年4月1日 is not a day: write `2026-04-01`"),
    ((*ONE_PERSON, "--until", "2026-02-30", "--lang", "en"), 2, "2026-02-30 is not in the calendar"),
    ((*ONE_PERSON, "--until", "2020-01-01", "--lang", "en"), 2,
     "2020-01-01 names no commit, or no commit is that old"),
    ((*ONE_PERSON, *UNTIL, "--output", "there"), 3, "there is there already"),
    ((*ONE_PERSON, *UNTIL, "--output", "."), 3, ". is there already"),
    ((*ONE_PERSON, *UNTIL, "--output", "zipped"), 3, "zipped.zip is there already"),
    ((*ONE_PERSON, *UNTIL, "--output", "office/records/pack"), 2,
     "office/records/pack lies in a register; name a place outside it"),
    ((*ONE_PERSON, *UNTIL, "--as-of", "2026-04-01"), 2, "there is no option --as-of here; --help lists them"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "code", "said"), REFUSED, ids=[row[2][:40] for row in REFUSED])
def test_refused(huifang: Command, office: Repository, typed: tuple[str, ...], code: int, said: str) -> None:
    Path("there").mkdir()
    Path("zipped.zip").write_bytes(b"")
    before = sorted(Path().rglob("*"))
    answer = huifang("audit", "pack", "--records", office.records, *typed)
    assert (answer.code, answer.out, answer.err) == (code, b"", f"huifang: {said}\n")
    assert sorted(Path().rglob("*")) == before


def test_a_code_that_never_was_is_refused_before_the_work(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huifang.services.evidence.read_history", lambda *_, **__: pytest.fail("the history was read"))
    answer = huifang("audit", "pack", "--records", office.records, "--person", "TT-0009", *UNTIL)
    assert (answer.code, answer.err) == (2, f"huifang: {ABSENT}\n")


def test_one_register_at_a_time(huifang: Command, office: Repository, tmp_path: Path) -> None:
    shutil.copytree(office.records, tmp_path / "other")
    both = ("--records", office.records, "--records", tmp_path / "other")
    answer = huifang("audit", "pack", *both, *ONE_PERSON, *UNTIL)
    assert (answer.code, answer.err) == (2, "huifang: pack one register at a time\n")


def test_plain_folder_and_part_of_a_history(huifang: Command, office: Repository, tmp_path: Path) -> None:
    for name, text in ONE.items():
        (tmp_path / "plain" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plain" / name).write_text(text, encoding="utf-8")
    assert huifang("audit", "pack", "--records", tmp_path / "plain", *ONE_PERSON, *UNTIL).code == 3
    office.git("clone", "-q", "--depth", "1", f"file://{office.root}", str(tmp_path / "part"))
    answer = huifang("audit", "pack", "--records", tmp_path / "part/records", *ONE_PERSON, *UNTIL)
    assert (answer.code, answer.err[:40]) == (3, "huifang: this clone holds only a part of")
