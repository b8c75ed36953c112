"""`huifang erase`: what it says, what it writes, and what it never does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from huifang.commands.main import main
from huifang.editing import write_record
from tests.commands.running import Command
from tests.history.repositories import PERSON, Repository
from tests.sound import ONE, PERSON_PATH, put

NAME, OTHERS = "示例一", "TT-0002: 示例二  # 注\r\n"
REVOKED = PERSON.replace("form: 2}", "form: 2, revoked_on: 2026-05-06}")
LEFT = f"{PERSON.removesuffix('---' + chr(10))}left: {{on: 2026-06-15, reason: 退休}}\n---\n"
CLEARED = {**ONE, PERSON_PATH: REVOKED, "identities/tt.yml": f"TT-0001: 示例一\n{OTHERS}"}
BY = ("--by", "王某", "--reason", "处分撤销")
ENTRY = """  - code: TT-0001
    on: 2026-07-01
    identity: removed
    commits: {commits}
    by: 王某
    reason: 处分撤销
"""


class Office:
    """A register with the command at hand; everything it printed is kept."""

    def __init__(self, huifang: Command, root: Path, files: dict[str, str]) -> None:
        self.huifang, self.root, self.records = huifang, root, put(root / "records", files)
        self.made = Repository(root)
        self.printed = ""

    def __call__(self, *typed: str, code: str = "TT-0001", lang: str = "en") -> tuple[int, list[str], str]:
        answer = self.huifang("erase", code, "--records", self.records, "--lang", lang, *typed)
        self.printed += answer.out.decode() + answer.err
        return answer.code, answer.out.decode().splitlines(), answer.err

    def data(self, *typed: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads("\n".join(self(*typed, "--format", "json")[1]))
        return found

    def read(self, path: str) -> str:
        return (self.records / path).read_bytes().decode()

    @property
    def entries(self) -> str:
        return self.read("audit/erasures.yml").partition("erasures:\n")[2]

    def in_git(self, *ignored: str) -> Office:
        """In a common repository that ignores these folders."""
        (self.root / ".gitignore").write_text("".join(f"/records/{each}/\n" for each in ignored), encoding="utf-8")
        self.made.git("init", "-q", "-b", "main")
        self.made.commit(message="first")
        return self


@pytest.fixture
def office(huifang: Command, tmp_path: Path) -> Office:
    """A plain folder; the measure of TT-0001 was revoked."""
    return Office(huifang, tmp_path / "office", CLEARED)


CLOSING = "fictional sample data: every person, unit and document is invented"
GROUND = "TT-0001: every measure was revoked, the last on 2026-05-06; the name may be erased."
ASK = (
    "To erase: huifang erase TT-0001 --by NAME --reason TEXT; look for the name in texts before, for afterwards nobody"
    " can."
)
DONE = "Done: nothing remains that this command can see; backups, exports and other clones it cannot."
REWRITE = (
    "What stands in the history is removed only by rewriting it: git filter-repo, in every clone;"
    " docs/handbook/erase.md says how, step by step."
)


def test_plain_folder(office: Office) -> None:
    """Explained, performed, asked again."""
    before = office.read("identities/tt.yml")
    no_git = "The register lies in no Git repository, so no history was asked."
    assert office() == (
        0,
        [GROUND, "The identity stands in:", "  records/identities/tt.yml:1", no_git, ASK, CLOSING],
        "",
    )
    assert office.read("identities/tt.yml") == before
    assert not (office.records / "audit").exists()
    assert office(*BY) == (0, [
        GROUND, "Erased on 2026-07-01 by 王某: 处分撤销", "  removed: records/identities/tt.yml:1",
        "  recorded in records/audit/erasures.yml; commit it", no_git, DONE, CLOSING,
    ], "")  # fmt: skip
    assert office.read("identities/tt.yml") == OTHERS
    assert office.entries == ENTRY.format(commits="null")
    unknown = "The name is not known here any more, so no text could be searched for it."
    again = (0, [GROUND, "Erased on 2026-07-01 by 王某: 处分撤销", unknown, no_git, DONE, CLOSING], "")
    assert office() == office(*BY) == again
    assert office.entries == ENTRY.format(commits="null")
    assert NAME not in office.printed


def test_common_repository_tracked_it(office: Office) -> None:
    office.in_git()
    first = office.made.commit(message="示例一的材料")
    short = first[:10]
    code, lines, err = office()
    assert (code, err) == (1, "")
    root = office.made.git("rev-parse", "HEAD~1")[:10]
    assert lines[3:-3] == [
        "In the common repository, of 2 commits:",
        f"  the identity in 2 commits, from {root} to {short}:",
        "    records/identities/tt.yml",
        "  the name in 1 messages of commits and tags, or names of branches and tags",
    ]
    assert lines[-3:] == [ASK, REWRITE, CLOSING]
    assert office(*BY)[0] == 1
    assert office.entries == ENTRY.format(commits="2")
    office.made.commit(message="erased")
    assert "  the identity in 2 commits, from " in office()[1][3]
    assert NAME not in office.printed


def test_clone_of_its_own(office: Office) -> None:
    """The common repository never had the name; the clone in identities/ keeps it in its history."""
    office.in_git("identities", "restricted")
    clone = Repository(office.records / "identities", "")
    clone.git("init", "-q", "-b", "main")
    clone.commit(message="names")
    assert office(*BY)[0] == 1
    clone.commit(message="erased")
    code, lines, _ = office()
    assert code == 1
    head = clone.git("rev-parse", "HEAD~1")[:10]
    assert lines[2:6] == [
        "In the common repository: nothing, in 1 commits.",
        "In the clone in identities/, of 2 commits:",
        f"  the identity in 1 commits, from {head} to {head}:",
        "    tt.yml",
    ]
    shutil.rmtree(office.records / "identities" / ".git")
    clone.git("init", "-q", "-b", "main")
    clone.commit(message="anew")
    assert office()[0] == 0


def test_name_in_texts(office: Office) -> None:
    """Told by file and line, in every file; the helper of that name is for a person to judge."""
    put(office.records, {
        PERSON_PATH: f"{REVOKED}一段。\n示例一说，示例一想。\n",
        "people/tt/TT-0001/2026-02-10-talk.md": "---\nkind: 谈心谈话\ndate: 2026-02-10\nhelper: 示例　一\n---\n",
        "identities/uu.yml": "# 示例一另有一名\nUU-0001: 示例一\n",
        "audit/answers.yml": "answers: []  # 示例一\n",
        "示例一.txt": "x\n",
    })  # fmt: skip
    code, lines, _ = office()
    assert code == 1
    told = "The name also stands in these places (5); see whether it means this person, and edit them by hand:"
    assert lines[3] == told
    assert set(lines[4:9]) == {
        "  records/audit/answers.yml:1", "  records/identities/uu.yml:1", "  records/….txt",
        "  records/people/tt/TT-0001/2026-02-10-talk.md:4", "  records/people/tt/TT-0001/person.md:16",
    }  # fmt: skip
    assert NAME not in office.printed
    assert NAME in "".join(office("--names")[1])


def test_json(office: Office) -> None:
    office.in_git()
    data = office.data()
    assert list(data) == [
        "format", "verb", "as_of", "revision", "dirty", "policy_version", "lang", "notice", "person", "names", "ground",
        "since", "performed", "recorded", "removed", "identity", "mentions", "repositories", "left", "page",
    ]  # fmt: skip
    assert (data["ground"], data["since"], data["performed"], data["left"]) == ("revoked", "2026-05-06", False, True)
    assert data["identity"] == [{"path": "records/identities/tt.yml", "line": 1}]
    assert data["names"] is None
    assert office.data("--names")["names"] == [NAME]
    data = office.data(*BY)
    assert (data["performed"], data["identity"], len(data["removed"])) == (True, [], 1)
    assert data["recorded"] == [
        {"code": "TT-0001", "on": "2026-07-01", "identity": "removed", "commits": 1, "by": "王某", "reason": "处分撤销",
         "rewritten_on": None, "old_tip": None, "new_tip": None, "supersedes": []}
    ]  # fmt: skip
    (common,) = office.data()["repositories"]
    assert common["identity"]["commits"] == 1


# who may be erased

GROUNDS = (  # the record, the day, the ground
    (REVOKED, "2026-05-06", "revoked"),
    (LEFT, "2027-06-15", "retention"),
    (None, "2026-07-01", "gone"),
)
STAYS = "huifang: TT-0001 keeps the name: Party warning of 2026-01-15 not revoked"
UNTIL = "; it may be erased once every measure has `revoked_on`, or 12 months after"
UNTIL += " `return_to_scope.confirmed_on` or `left.on`\n"
RETAINED = ", and retention ends on 2027-06-15; it may be erased from that day on, or once every measure has"
RETAINED += " `revoked_on`\n"
UNREAD = "huifang: the record of TT-0001 cannot be read whole, so nothing is erased; mend it first\n"
FOLLOWED = (  # the record, the day, what is said
    (PERSON, "2026-07-01", STAYS + UNTIL),
    (REVOKED, "2026-05-05", STAYS + UNTIL),
    (LEFT, "2027-06-14", STAYS + RETAINED),
    (REVOKED.replace("form: 2", "form: 9"), "2026-07-01", UNREAD),
    ("x", "2026-07-01", UNREAD),
)


@pytest.mark.parametrize(("record", "day", "ground"), GROUNDS, ids=[row[2] for row in GROUNDS])
def test_may_be_erased(office: Office, record: str | None, day: str, ground: str) -> None:
    put(office.records, {PERSON_PATH: record or ""})
    if record is None:
        shutil.rmtree(office.records / "people")
    assert office.data("--as-of", day)["ground"] == ground


@pytest.mark.parametrize(("record", "day", "said"), FOLLOWED)
@pytest.mark.parametrize("typed", [(), BY])
def test_keeps_the_name(office: Office, record: str, day: str, said: str, typed: tuple[str, ...]) -> None:
    put(office.records, {PERSON_PATH: record})
    assert office("--as-of", day, *typed) == (2, [], said)
    assert not (office.records / "audit").exists()


def test_refusals_in_chinese(office: Office) -> None:
    put(office.records, {PERSON_PATH: PERSON})
    code, out, err = office(lang="zh")
    assert (code, out, err.startswith("huifang: ")) == (2, [], True)


REFUSED = (  # what is typed, the exit code, what is said
    (("--by", "王某"), 2, "say both who decided it (--by) and why (--reason); nothing was erased"),
    (("--by", " ", "--reason", "x"), 2, "say both who decided it (--by) and why (--reason); nothing was erased"),
    (("--by", "王某", "--reason", "两\n行"), 2, "write --by and --reason on one line each; nothing was erased"),
    (("--by", "王某", "--reason", "示例一的处分撤销"), 2,
     "--by or --reason holds the name that is to be erased; nothing was erased"),
    (("--by", "示例 一", "--reason", "撤销"), 2,
     "--by or --reason holds the name that is to be erased; nothing was erased"),
    (("--as-of", "2026-07-02", *BY), 2, "2026-07-02 is still to come; nothing was erased"),
    (("--output", "x"), 2, "there is no option --output here; --help lists them"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "code", "said"), REFUSED)
def test_refused(office: Office, typed: tuple[str, ...], code: int, said: str) -> None:
    before = office.read("identities/tt.yml")
    assert office(*typed) == (code, [], f"huifang: {said}\n")
    assert office.read("identities/tt.yml") == before
    assert not (office.records / "audit").exists()


@pytest.mark.parametrize("code", ["TT-0009", "nonsense", ".*", ""])
def test_nobody(office: Office, code: str) -> None:
    office.in_git()
    assert office(code=code) == (2, [], f"huifang: there is no person {code}, now or ever\n")


def test_whose_record_is_gone_is_known_by_the_past(office: Office) -> None:
    office.in_git("identities")
    shutil.rmtree(office.records / "people")
    (office.records / "identities/tt.yml").write_text(OTHERS)
    office.made.commit(message="gone")
    code, lines, _ = office()
    assert (code, lines[0]) == (0, "TT-0001: the register holds no record of this code; the name may be erased.")
    assert office(*BY)[0] == 0
    assert office.entries == ENTRY.format(commits="0").replace("removed", "absent")


# interruptions


@pytest.mark.parametrize("written", [0, 1])
def test_interrupted(office: Office, monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """Stopped before either write, the next call completes it, and says it once."""
    real, calls = write_record, []

    def broken(root: Path, inside: str, content: bytes, **how: Any) -> None:
        calls.append(Path(inside).name)
        if len(calls) > written:
            raise KeyboardInterrupt
        real(root, inside, content, **how)

    monkeypatch.setattr("huifang.services.erasing.write_record", broken)
    assert main(["erase", "TT-0001", "--records", str(office.records), *BY]) == 130
    assert calls == ["erasures.yml", "tt.yml"][: written + 1]
    assert NAME in office.read("identities/tt.yml")
    monkeypatch.setattr("huifang.services.erasing.write_record", real)
    assert office(*BY)[0] == 0
    assert office.read("identities/tt.yml") == OTHERS
    assert office.entries == ENTRY.format(commits="null")


def test_put_back_and_erased_again(office: Office) -> None:
    office(*BY)
    put(office.records, {"identities/tt.yml": f"{OTHERS}TT-0001: 示例一\n"})
    assert "The identity stands in:" in office()[1]
    office("--by", "李某", "--reason", "再次")
    assert office.entries == ENTRY.format(commits="null") + ENTRY.format(commits="null").replace(
        "王某", "李某"
    ).replace("处分撤销", "再次")
    assert office.read("identities/tt.yml") == OTHERS


def test_a_comment_with_the_name_is_left_to_a_person(office: Office) -> None:
    put(office.records, {"identities/tt.yml": "TT-0001: 示例一\n# TT-0001: 原名示例一\n"})
    assert office(*BY)[0] == 1
    assert office.read("identities/tt.yml") == "# TT-0001: 原名示例一\n"
    assert "  records/identities/tt.yml:1" in office()[1]


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("identities/tt.yml", "TT-0001: 示例一\n- x\n", "records/identities/tt.yml cannot be read; mend it first"),
        ("audit/erasures.yml", "x: 1\n", "records/audit/erasures.yml cannot be read; mend it first"),
    ],
)
def test_what_cannot_be_read_is_not_written(office: Office, path: str, text: str, said: str) -> None:
    put(office.records, {path: text})
    code, out, err = office(*BY)
    assert (code, out, err.splitlines()[-1]) == (3, [], f"huifang: {said}")
    assert office.read(path) == text


def test_no_right_to_write(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(root: Path, inside: str, _: bytes, **how: Any) -> None:
        raise PermissionError(13, "Permission denied", str(root / inside), len(how))

    monkeypatch.setattr("huifang.services.erasing.write_record", refused)
    code, out, err = office(*BY)
    assert (code, out) == (3, [])
    assert err.startswith("huifang: cannot read or write ")


# where it lies


def test_bare_repository_explains_only(office: Office, tmp_path: Path) -> None:
    office.in_git()
    office.made.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    office.records = tmp_path / "bare.git"
    assert office()[0] == 1
    assert office(*BY) == (3, [], "huifang: a bare repository has no work tree to write to; erase in a clone of it\n")


def test_shallow_clone_knows_too_little(office: Office, tmp_path: Path) -> None:
    office.in_git()
    office.made.commit(message="second")
    office.made.git("clone", "-q", "--depth", "1", f"file://{office.root}", str(tmp_path / "shallow"))
    office.records = tmp_path / "shallow" / "records"
    assert office()[0] == 3


AGAIN = LEFT.replace("helpers:", "  - {type: 诫勉, decided_on: 2027-07-02, decided_by: tt-jw, form: 2}\nhelpers:")


@pytest.mark.parametrize(("record", "found"), [(REVOKED, 0), (LEFT, 0), (AGAIN, 1)])
def test_nobody_is_asked_to_put_the_name_back(office: Office, huifang: Command, record: str, found: int) -> None:
    """Past retention the measures stand, and yet no name is missing; it is again for a later measure."""
    put(office.records, {
        PERSON_PATH: record, "audit/erasures.yml": "erasures:\n" + ENTRY.format(commits="0").replace("2026", "2027"),
        "identities/tt.yml": OTHERS,
    })  # fmt: skip
    rows = huifang("validate", "--records", office.records, "--format", "json", "--as-of", "2027-08-01").data
    told = [row for row in rows["findings"] if "erasures" in row["path"] or row["check"] == "person-without-name"]
    assert len(told) == found


def test_a_code_that_was_erased_is_not_given_again(office: Office, huifang: Command) -> None:
    shutil.rmtree(office.records / "people")
    shutil.rmtree(office.records / "restricted")
    (office.records / "identities/tt.yml").write_text("TT-0001: 示例一\n", encoding="utf-8")
    office(*BY)
    said = ("--unit", "tt-unit", "--type", "诫勉", "--decided-on", "2026-06-01", "--decided-by", "tt-dw", "--form", "1",
            "--rank", "科级正职", "--category", "公务员", "--party-member", "--management", "区管", "--supervised-by",
            "tt-jw", "--post", "科长")  # fmt: skip
    assert huifang("new", "person", *said, "--records", office.records).code == 0
    assert [path.name for path in (office.records / "people/tt").iterdir()] == ["TT-0002"]


def test_several_registers(office: Office, huifang: Command, tmp_path: Path) -> None:
    other = {name: text for name, text in ONE.items() if name.startswith(("policy", "register"))}
    put(tmp_path / "other", other)
    answer = huifang("erase", "TT-0001", "--records", tmp_path / "other", "--records", office.records, *BY)
    assert answer.code == 0
    assert office.entries == ENTRY.format(commits="null")


def test_sample(huifang: Command, tmp_path: Path) -> None:
    """The fictional register alone keeps its names inside the common repository."""
    shutil.copytree(Path(__file__).parents[2] / "records", tmp_path / "sample" / "records")
    sample = Repository(tmp_path / "sample")
    sample.git("init", "-q", "-b", "main")
    sample.commit(message="first")
    answer = huifang("erase", "JA-0018", "--records", sample.records, *BY)
    assert answer.code == 1
    assert sample.git("diff", "--numstat") == "0\t1\trecords/identities/ja.yml"
    assert "示例甲十八" not in answer.out.decode() + answer.err
