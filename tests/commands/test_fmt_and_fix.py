"""`huifang fmt` and `huifang fix` as they are typed: what they print, what they write, and how they end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.history.repositories import PERSON, TALK
from tests.sound import EMPTY, ONE, SAMPLE, put

FILE = "people/tt/TT-0001/person.md"
TALK_FILE = "people/tt/TT-0001/2026-02-10-talk.md"
CLEAN = {
    **ONE,
    FILE: PERSON.replace(
        "  - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}\n",
        "  - type: 党内警告\n    decided_on: 2026-01-15\n    decided_by: tt-jw\n    form: 2\n",
    ),
    "organizations/tt.yml": EMPTY["organizations/tt.yml"].lstrip("\n"),
}
SLIP = CLEAN[FILE].replace("post: ", "post：").replace("from: 2026-01-20", "from: 2026年1月20日")
UNREADABLE = TALK.replace("helper: 王某", 'helper: "王某')
NAMES = "TT-0001：示例一\n"


def files(records: Path) -> dict[str, bytes]:
    return {path.relative_to(records).as_posix(): path.read_bytes() for path in records.rglob("*") if path.is_file()}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A register in the spelling of the format."""
    return put(tmp_path / "records", CLEAN)


# call, language, files put there, exit code, stdout, stderr; none of them writes
TOLD: tuple[tuple[tuple[str, ...], str, dict[str, str], int, str, str], ...] = (
    (("fmt", "--check"), "en", {}, 0, "", "huifang: files that would change: 0 of 6\n"),
    (("fmt",), "zh", {}, 0, "", "huifang: 已写入文件 0 个\n"),
    (("fix",), "en", {}, 0, "", "huifang: nothing could be fixed for certain\n"),
    (("fmt", "--check"), "en", {"identities/tt.yml": NAMES}, 1, "",
        ("huifang: records/identities/tt.yml would change; its lines are shown only where it is named\n"
         "huifang: files that would change: 1 of 6\n")),
    (("fmt", "--check", "identities"), "zh", {"identities/tt.yml": NAMES}, 1,
        ("--- a/records/identities/tt.yml\n+++ b/records/identities/tt.yml\n"
         "@@ -1 +1 @@\n-TT-0001：示例一\n+TT-0001: 示例一\n"),
        "huifang: 需要整理的文件：1 个中有 1 个\n"),
    (("fmt", "--check"), "en", {TALK_FILE: UNREADABLE}, 3, "",
        (f'records/{TALK_FILE}:4:9: a quotation mark is not closed → write this line as `helper: "王某"`\n'
         "huifang: files that would change: 0 of 6\n")),
    (("fmt",), "zh", {TALK_FILE: UNREADABLE}, 3, "",
        f'records/{TALK_FILE}:4:9: 引号没有闭合 → 请把这一行写成 `helper: "王某"`\nhuifang: 已写入文件 0 个\n'),
    (("fmt", "policy"), "en", {}, 0, "",
        "huifang: no record stands there; the policy and audit/ are never formatted\n"),
    (("fix", "--dry-run"), "en", {"identities/tt.yml": NAMES}, 0,
        "records/identities/tt.yml:1: `：` after `TT-0001` is a full-width colon → type `: ` (colon and space)\n",
        "huifang: nothing was written; without --dry-run these are fixed: 1, in 1 files\n"),
    (("fix", "--dry-run", "identities/tt.yml"), "zh", {"identities/tt.yml": NAMES}, 0,
        ("records/identities/tt.yml:1: `TT-0001` 后面的“：”是全角冒号 → 请改成 `: `（半角冒号加空格）\n"
         "  - TT-0001：示例一\n  + TT-0001: 示例一\n"),
        "huifang: 没有写入任何内容；去掉 --dry-run 再运行，将改正 1 处，涉及 1 个文件\n"),
    (("fix", TALK_FILE), "zh", {TALK_FILE: UNREADABLE}, 0, "",
        ("huifang: 没有可以确定改正的问题\n"
         "huifang: 还有错误 1 项、提醒 0 项须由人判断，请用 huifang validate 查看\n")),
    (("fix", "--dry-run", "--check", "full-width-colon"), "en", {FILE: SLIP}, 0,
        (f"records/{FILE}:4: `：` after `post` is a full-width colon → type `: ` (colon and space)\n"
         "  - post：科长\n  + post: 科长\n"
         f"records/{FILE}:16: `：` after `post` is a full-width colon → type `: ` (colon and space)\n"
         "  -   - {name: 王某, post：局长, unit: tt-unit, from: 2026年1月20日, to: null}\n"
         "  +   - {name: 王某, post: 局长, unit: tt-unit, from: 2026年1月20日, to: null}\n"),
        ("huifang: nothing was written; without --dry-run these are fixed: 2, in 1 files\n"
         "huifang: there remain 1 errors, 0 warnings: huifang validate\n")),
    (("fix", "--check", "bad-number", "--check", "duplicate-key"), "zh", {FILE: SLIP}, 0, "",
        "huifang: 没有可以确定改正的问题\nhuifang: 还有错误 2 项、提醒 0 项，请用 huifang validate 查看\n"),
    (("fix", "--check", "full-width-colons"), "en", {FILE: SLIP}, 2, "",
        "huifang: there is no check full-width-colons; did you mean full-width-colon?\n"),
    (("fix", "--check", "错字"), "zh", {FILE: SLIP}, 2, "",
        "huifang: 没有名为 错字 的校验项；每项问题属于哪一项，见 `huifang validate --format json`\n"),
    (("fmt", "nowhere.md"), "en", {}, 2, "", "huifang: nowhere.md is no file or folder of the register\n"),
    (("fix", "nowhere.md"), "en", {}, 2, "", "huifang: nowhere.md is no file or folder of the register\n"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("call", "lang", "there", "code", "out", "err"), TOLD, ids=[f"{row[1]} {' '.join(row[0])} {row[3]}" for row in TOLD]
)
def test_what_is_said(
    huifang: Command,
    records: Path,
    call: tuple[str, ...],
    lang: str,
    there: dict[str, str],
    code: int,
    out: str,
    err: str,
) -> None:
    put(records, there)
    before = files(records)
    answer = huifang(*call, "--lang", lang)
    assert (answer.code, answer.out.decode(), answer.err) == (code, out, err)
    assert files(records) == before


def test_fmt_writes_and_says_which(huifang: Command, records: Path) -> None:
    put(records, {FILE: SLIP, TALK_FILE: UNREADABLE})
    (records / FILE).chmod(0o640)
    answer = huifang("fmt", "--lang", "en")
    assert (answer.code, answer.out.decode()) == (3, f"records/{FILE}\n")
    assert (records / FILE).read_text(encoding="utf-8") == CLEAN[FILE]
    assert ((records / FILE).stat().st_mode & 0o777, (records / TALK_FILE).read_text("utf-8")) == (0o640, UNREADABLE)


def test_only_what_is_named_is_written(huifang: Command, records: Path) -> None:
    put(records, {FILE: SLIP, "identities/tt.yml": NAMES})
    assert huifang("fmt", "records/identities/tt.yml").out.decode() == "records/identities/tt.yml\n"
    assert (records / FILE).read_text(encoding="utf-8") == SLIP
    assert huifang("fix", records / FILE).code == 0
    assert files(records) == {name: text.encode() for name, text in CLEAN.items()}


COLON, DAY = "post：", "from: 2026年1月20日"  # the slips of SLIP


@pytest.mark.parametrize(
    ("checks", "left"),
    [
        (("full-width-colon",), (DAY,)),
        (("full-width-colon", "bad-day"), ()),
        (("bad-day",), (COLON, DAY)),  # below a line that cannot be read no day is looked at
    ],
)
def test_only_the_fixes_of_some_checks_are_made(
    huifang: Command, records: Path, checks: tuple[str, ...], left: tuple[str, ...]
) -> None:
    put(records, {FILE: SLIP})
    assert huifang("fix", *(part for each in checks for part in ("--check", each))).code == 0
    after = (records / FILE).read_text(encoding="utf-8")
    assert tuple(slip for slip in (COLON, DAY) if slip in after) == left


def test_check_is_what_fmt_does(huifang: Command, records: Path) -> None:
    put(records, {FILE: SLIP})
    shown = huifang("fmt", "--check").out.decode().splitlines()
    assert huifang("fmt").code == 0
    after = (records / FILE).read_text(encoding="utf-8").splitlines()
    assert [line[1:] for line in shown[2:] if line[0] == "+"] == [
        line for line in after if line not in SLIP.splitlines()
    ]


def test_a_mark_alone_is_shown(huifang: Command, records: Path) -> None:
    (records / FILE).write_bytes(b"\xef\xbb\xbf" + CLEAN[FILE].encode())
    assert "-\\ufeff---\n+---\n" in huifang("fmt", "--check").out.decode()


def test_a_link_is_never_followed(huifang: Command, records: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text(SLIP, encoding="utf-8")
    (records / TALK_FILE).unlink()
    (records / TALK_FILE).symlink_to(tmp_path / "elsewhere.md")
    answer = huifang("fmt", "--lang", "en")
    assert (answer.code, answer.err.splitlines()[0]) == (
        3,
        f"huifang: records/{TALK_FILE} is no plain file of up to 1 MiB; it was left alone",
    )
    assert (tmp_path / "elsewhere.md").read_text(encoding="utf-8") == SLIP


@pytest.mark.parametrize("verb", ["fmt", "fix"])
def test_neither_is_asked_of_a_commit(huifang: Command, records: Path, verb: str) -> None:
    assert huifang(verb, "--at", "HEAD", "--records", records).code == 2


def test_several_registers(huifang: Command, records: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other", {name: text.replace("tt", "uu").replace("TT", "UU") for name, text in CLEAN.items()
                                     if not name.startswith("policy/")} | {
        name: text for name, text in CLEAN.items() if name.startswith("policy/")})  # fmt: skip
    put(records, {FILE: SLIP})
    put(other, {"plans/2026-uu-jw.yml": "year: 2026\nbody: uu-jw\n"})
    answer = huifang("fmt", "--records", records, "--records", other)
    assert (answer.code, answer.out.decode()) == (0, f"other/plans/2026-uu-jw.yml\nrecords/{FILE}\n")


NEW = (
    ("person", "--unit", "ja-archive", "--type", "免职", "--decided-on", "2026-11-01", "--text", "计划"),
    (
        "visit",
        "JA-0007",
        "--method",
        "访谈",
        "--interview",
        "person",
        "--situation",
        "表现良好",
        "--visitor",
        "李某:ja-jw",
    ),
    ("talk", "JA-0007", "--date", "2026-11-12"),
    ("plan", "yi-jw", "--year", "2027", "--visit", "YI-0001:3:李某:重点对象"),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_new_writes_stays(huifang: Command, tmp_path: Path, lang: str) -> None:
    """Templates with their comments are in the spelling of the format already."""
    shutil.copytree(SAMPLE.root, tmp_path / "records")
    for call in NEW:
        assert huifang("new", *call, "--lang", lang).code == 0
    assert (huifang("fmt", "--check").code, huifang("fmt").out) == (0, b"")
