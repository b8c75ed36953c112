"""`huifang audit`, `audit seal`, `audit verify`: documents and exit codes; the checks are in tests/history."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from huifang.output.audittext import MANY
from tests.commands.running import Command
from tests.history.repositories import COMMON, FIRST, PERSON, SECOND, Repository, started
from tests.sound import PERSON_PATH, put

KEYS = [
    "check", "severity", "path", "line", "column", "field", "message", "fix", "commit", "person", "answered",
]  # fmt: skip
TALK_PATH = "people/tt/TT-0001/2026-02-10-talk.md"
SEALED = "2026-04-01T10:00:00+08:00"
DAY = ("--as-of", "2026-04-01", "--lang", "en")


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept."""
    monkeypatch.setenv("CI", "true")


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """A talk was deleted."""
    made = started(tmp_path / "office")
    made.commit({TALK_PATH: None}, "deleted")
    return made


def answer(office: Repository) -> None:
    """Answer the only error."""
    commit = office.git("rev-parse", "HEAD")
    finding = f"{{check: record-deleted, path: records/{TALK_PATH}, commit: {commit}}}"
    text = f"answers:\n  - {{finding: {finding}, by: 王某, reason: 重复录入, on: 2026-03-05}}\n"
    office.commit({"audit/answers.yml": text}, "answered", who=SECOND)


def test_row(huifang: Command, office: Repository) -> None:
    found = huifang("audit", "--records", office.records, "--format", "json", *DAY)
    assert found.code == 1
    assert found.data["verb"] == "audit"
    rows = found.data["rows"]
    assert all(list(row) == KEYS for row in rows)
    (deleted,) = [row for row in rows if row["severity"] == "error"]
    assert (deleted["check"], deleted["person"], deleted["answered"]) == ("record-deleted", "TT-0001", None)
    assert deleted["commit"] == office.git("rev-parse", "HEAD")


def test_answered_errors_do_not_fail(huifang: Command, office: Repository) -> None:
    answer(office)
    found = huifang("audit", "--records", office.records, "--format", "json", *DAY)
    assert found.code == 0
    (deleted,) = [row for row in found.data["rows"] if row["severity"] == "error"]
    assert deleted["answered"] == {"by": "王某", "reason": "重复录入", "on": "2026-03-05"}


def test_text(huifang: Command, office: Repository) -> None:
    answer(office)
    lines = huifang("audit", "--records", office.records, *DAY).out.decode().splitlines()
    at = lines.index(f"records/{TALK_PATH}: error [record-deleted] the file was deleted")
    assert lines[at + 1].startswith("    commit ")
    assert lines[at + 2] == "    answered by 王某 on 2026-03-05: 重复录入"
    revision = office.git("rev-parse", "HEAD")[:12]
    assert lines[-2] == "0 errors, 3 warnings, 1 answered"
    assert lines[-1].startswith(f"Records {revision} · as of 2026-04-01 · policy ")
    (office.records / "people/tt/TT-0001/person.md").write_text(f"{PERSON}改。\n", encoding="utf-8")
    lines = huifang("audit", "--records", office.records, *DAY).out.decode().splitlines()
    assert lines[-1].startswith(f"Records {revision} (changed since) · as of 2026-04-01 · policy ")


@pytest.mark.parametrize(
    ("options", "checks"),
    [
        (("--check", "record-deleted"), {"record-deleted"}),
        (("--severity", "error", "--person", "TT-0001"), {"record-deleted"}),
        (("--check", "unsigned-commit", "--check", "record-deleted", "--unanswered"), {"unsigned-commit"}),
        (("--person", "TT-0001", "--since", "2026-03-02"), set()),
        (("--check", "unsigned-commit", "--since", "2026-03-01"), {"unsigned-commit"}),
    ],
)
def test_chosen(huifang: Command, office: Repository, options: tuple[str, ...], checks: set[str]) -> None:
    answer(office)
    found = huifang("audit", "--records", office.records, "--format", "json", *DAY, *options)
    assert {row["check"] for row in found.data["rows"]} == checks
    assert found.code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--check", "record-delete"), "the audit has no check record-delete; there are: "),
        (("--severity", "grave"), "there is no severity grave; there are: error, warning"),
        (("--person", "TT-0009"), "there is no person TT-0009, and never was"),
        (("--since", "2026-02-30"), "2026-02-30 is not in the calendar"),
    ],
)
def test_refused_before_the_work(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("huifang.services.repositories.histories_of", lambda *_: pytest.fail("the history was read"))
    found = huifang("audit", "--records", office.records, *DAY, *options)
    assert found.code == 2
    assert said in found.err


def test_many_of_one_kind_are_one_line(huifang: Command, office: Repository) -> None:
    """The summary tells all of them; with `--check` each is told."""
    for number in range(MANY):
        office.commit({"README.md": f"{number}\n"}, str(number))
    typed = ("audit", "--records", office.records, *DAY)
    lines = huifang(*typed).out.decode().splitlines()
    assert lines[:6] == [
        "By check:",
        "  [record-deleted] 1 errors",
        f"  [unsigned-commit] {MANY + 2} warnings",
        "By person:",
        "  TT-0001 1 errors",
        f"records/{TALK_PATH}: error [record-deleted] the file was deleted",
    ]
    each = f"[unsigned-commit] {MANY + 2} findings; each of them: `huifang audit --check unsigned-commit`"
    assert lines[8] == (
        f"    then answer it: `huifang audit answer record-deleted records/{TALK_PATH} "
        f"--commit {office.git('rev-parse', f'HEAD~{MANY}')[:12]} --by NAME --reason REASON`"
    )
    assert lines[9] == each
    chosen = huifang(*typed, "--check", "unsigned-commit").out.decode()
    assert chosen.count("[unsigned-commit] by ") == MANY + 2


def test_seal_and_verify(huifang: Command, office: Repository) -> None:
    typed = ("--records", office.records, *DAY)
    commit = office.git("rev-parse", "HEAD")
    path = f"records/audit/seals/2026-04-01-{commit[:10]}.yml"
    sealed = huifang("audit", "seal", *typed)
    assert (sealed.code, sealed.out.decode()) == (0, f"{path} written; commit it, and keep a copy elsewhere\n")
    text = (office.root / path).read_text(encoding="utf-8")
    tree = office.git("rev-parse", "HEAD:records")
    assert text == (
        f"# huifang audit seal\nformat: 1\non: 2026-04-01\ncommit: {commit}\ncommits: 2\ntree: {tree}\n"
        "previous: null\nprevious_sha256: null\n"
    )
    again = huifang("audit", "seal", *typed)
    assert (again.code, again.out, again.err) == (0, b"", "huifang: there is nothing new since the last seal\n")
    office.commit(message="seal", when=SEALED)
    assert huifang("audit", "verify", *typed).out.decode().startswith("1 seals were asked, and each holds.\n")
    office.git("reset", "-q", "--soft", "HEAD~2")
    office.commit(message="rewritten")
    verified = huifang("audit", "verify", *typed)
    assert verified.code == 1
    assert f"{path}: error [history-rewritten] commit: " in verified.out.decode()
    assert huifang("audit", "seal", *typed).code == 1


@pytest.mark.parametrize("name", [None, "审计机关的副本.yml"], ids=["its own name", "another name"])
def test_seal_kept_elsewhere(huifang: Command, office: Repository, tmp_path: Path, name: str | None) -> None:
    """Whoever rewrites the history rewrites its seals; a copy tells."""
    typed = ("--records", office.records, *DAY)
    seal = f"2026-04-01-{office.git('rev-parse', 'HEAD')[:10]}.yml"
    copy = tmp_path / "kept" / (name or seal)
    copy.parent.mkdir()
    assert huifang("audit", "seal", "--output", copy, *typed).code == 0
    assert not (office.records / "audit").exists()
    huifang("audit", "seal", *typed)
    office.commit(message="seal", when=SEALED)
    verified = huifang("audit", "verify", copy, *typed)
    assert (verified.code, verified.out.decode().partition("\n")[0]) == (0, "2 seals were asked, and each holds.")
    office.git("checkout", "-q", "--orphan", "other")
    office.git("rm", "-q", "-r", "--cached", "records/audit")
    (office.records / "audit" / "seals" / seal).unlink()
    office.commit({PERSON_PATH: PERSON}, "all anew")
    none = huifang("audit", "verify", *typed)
    assert (none.code, none.out.decode().partition("\n")[0]) == (0, "No seal was ever made.")
    found = huifang("audit", "verify", copy, *typed)
    assert found.code == 1
    assert f"records/audit/seals/{seal}: error [history-rewritten]" in found.out.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("seal", "the newest commit is of 2026-03-01; a seal of 2026-02-28 would be older than what it seals"),
        ("answer record-deleted --by 王某 --reason 重复", "a commit of 2026-03-01 cannot be answered on 2026-02-28"),
    ],
    ids=["seal", "answer"],
)
def test_of_a_day_before_its_commit(huifang: Command, office: Repository, typed: str, said: str) -> None:
    early = ("--records", office.records, "--lang", "en", "--as-of", "2026-02-28")
    refused = huifang("audit", *typed.split(), *early)
    assert (refused.code, refused.err) == (2, f"huifang: {said}\n")


def test_nothing_to_seal_yet(huifang: Command, tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.git("init", "-q", "-b", "main")
    put(made.records, COMMON)
    found = huifang("audit", "seal", "--records", made.records, *DAY)
    assert (found.code, found.err) == (3, "huifang: there is no commit yet, so there is nothing to seal\n")


OTHER_ANSWERS = (  # what stands in the file, what is said of it
    ("answers:\n  # 答复\n".encode("gbk"), "huifang: records/audit/answers.yml is not UTF-8; save it as UTF-8 first\n"),
    (b"answers: [{finding: {check: a, path: b}, by: c, reason: d, on: 2026-03-01}]\n", "cannot be added to"),
    (b"answers: x\n", "cannot be added to"),
)


@pytest.mark.parametrize(("raw", "said"), OTHER_ANSWERS, ids=["no UTF-8", "on one line", "no list"])
def test_answers_of_another_spelling_are_left_alone(
    huifang: Command, office: Repository, raw: bytes, said: str
) -> None:
    path = office.records / "audit" / "answers.yml"
    path.parent.mkdir()
    path.write_bytes(raw)
    found = huifang("audit", "answer", "record-deleted", "--by", "王某", "--reason", "x", "--records", office.records,
                    *DAY)  # fmt: skip
    assert (found.code, said in found.err, path.read_bytes()) == (3, True, raw)


REFUSED = (  # what is typed, the exit code
    (("pack-it",), 2),
    (("seal", "x.yml"), 2),
    (("--at", "HEAD"), 2),
    (("--format", "csv"), 2),
    (("verify", "nowhere.yml"), 3),
)


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_refused(huifang: Command, office: Repository, typed: tuple[str, ...], code: int) -> None:
    assert huifang("audit", *typed, "--records", office.records, *DAY).code == code


def test_plain_folder(huifang: Command, records: Path) -> None:
    assert huifang("audit", "--records", records).code == 3


def test_bare_repository_cannot_be_sealed_in_place(huifang: Command, office: Repository, tmp_path: Path) -> None:
    office.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert huifang("audit", "--records", tmp_path / "bare.git", *DAY).code == 1
    assert huifang("audit", "seal", "--records", tmp_path / "bare.git", *DAY).code == 3
    out = tmp_path / "seal.yml"
    assert huifang("audit", "seal", "--records", tmp_path / "bare.git", "--output", out, *DAY).code == 0
    assert "commits: 2\n" in out.read_text(encoding="utf-8")


def test_every_commit_signed(huifang: Command, tmp_path: Path) -> None:
    made = started(tmp_path / "signed")
    made.git("checkout", "-q", "--orphan", "clean")
    made.commit({"audit/allowed_signers": made.allowed(FIRST)}, "signed", key=FIRST)
    found = huifang("audit", "--records", made.records, *DAY)
    assert found.code == 0
    assert found.out.decode().startswith("Nothing to report.\n0 errors, 0 warnings, 0 answered\nRecords ")


def test_answer(huifang: Command, office: Repository) -> None:
    typed = ("--records", office.records, *DAY)
    said = ("--by", "王某", "--reason", "重复录入: 见登记")
    done = huifang("audit", "answer", "record-deleted", *said, *typed)
    assert (done.code, done.out.decode()) == (0, "1 findings answered in records/audit/answers.yml; commit it\n")
    commit = office.git("rev-parse", "HEAD")[:12]
    assert (office.records / "audit" / "answers.yml").read_text(encoding="utf-8") == (
        f"format: 1\nanswers:\n  - finding: {{check: record-deleted, path: records/{TALK_PATH}, commit: {commit}}}\n"
        '    by: 王某\n    reason: "重复录入: 见登记"\n    on: 2026-04-01\n'
    )
    assert huifang("audit", *typed).code == 1  # a draft
    office.commit(message="answered", who=SECOND)
    assert huifang("audit", *typed).code == 0
    again = huifang("audit", "answer", "record-deleted", *said, *typed)
    assert (again.code, again.err) == (2, "huifang: no finding without an answer fits; `huifang audit` lists them\n")


def test_every_command_line_that_is_told_answers_its_finding(huifang: Command, office: Repository) -> None:
    """As it is told, with who and why filled in: of a record, of a field, of the register as a whole."""
    office.commit({PERSON_PATH: PERSON.replace("2026-01-15", "2026-01-25")}, "day")
    typed = ("--records", office.records, *DAY)
    lines = [line for line in huifang("audit", *typed).out.decode().splitlines() if "then answer it: " in line]
    told = [shlex.split(line.partition("`")[2].removesuffix("`")) for line in lines]
    assert {each[3] for each in told} >= {"record-deleted", "measure-date-changed", "unsigned-commit"}
    for each in told:
        assert huifang(*each[1:], *typed).out.decode().startswith("1 findings answered")
    office.commit(message="answered", who=SECOND)
    left = huifang("audit", "--format", "json", *typed).data["rows"]
    assert {row["check"] for row in left if row["answered"] is None} == {"unsigned-commit"}  # that of the answers


def test_answered_again_by_somebody_else(huifang: Command, office: Repository) -> None:
    """An answer of one's own does not count, and does not keep another one from counting."""
    typed = ("--records", office.records, *DAY)
    said = ("audit", "answer", "record-deleted", "--reason", "重复录入", *typed)
    huifang(*said, "--by", "王某")
    office.commit(message="own")
    assert huifang("audit", *typed).code == 1
    assert huifang(*said, "--by", "李某").out.decode().startswith("1 findings answered")
    office.commit(message="another's", who=SECOND)
    answered = huifang("audit", *typed)
    assert answered.code == 0
    assert "answered by 李某" in answered.out.decode()


def test_answer_what_fits(huifang: Command, office: Repository) -> None:
    typed = ("--records", office.records, *DAY)
    said = ("--by", "王某", "--reason", "当时未配密钥")
    many = huifang("audit", "answer", "unsigned-commit", *said, *typed)
    message = "huifang: 2 findings fit; name PATH, --field or --commit, or answer them together with --all\n"
    assert (many.code, many.err) == (2, message)
    first = office.git("rev-parse", "HEAD~1")
    one = huifang("audit", "answer", "unsigned-commit", "--commit", first[:9], *said, *typed)
    assert one.out.decode().startswith("1 findings answered")
    nothing = huifang("audit", "answer", "record-deleted", "people/tt/TT-0002", *said, *typed)
    assert nothing.code == 2
    folder = huifang("audit", "answer", "record-deleted", "records/people/tt/TT-0001", *said, *typed)
    assert folder.code == 0
    rest = huifang("audit", "answer", "unsigned-commit", "--all", *said, *typed)
    assert rest.out.decode().startswith("1 findings answered")
    found = huifang("audit", "--format", "json", *typed).data["rows"]
    assert [row["check"] for row in found if row["answered"] is None] == []


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("nothing", "--by", "王某", "--reason", "x"), 2, "the audit has no check nothing; there are: "),
        (("record-deleted",), 2, "say who answers with --by, and why it came to that with --reason"),
        (("record-deleted", "--by", " ", "--reason", "x"), 2, "say who answers with --by"),
    ],
)
def test_answer_wrong_calls(
    huifang: Command, office: Repository, given: tuple[str, ...], code: int, message: str
) -> None:
    found = huifang("audit", "answer", *given, "--records", office.records, *DAY)
    assert (found.code, found.err[: len(message) + 9]) == (code, f"huifang: {message}")
