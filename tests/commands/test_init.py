"""`huifang init`: a register that is whole and sound, or nothing; what is asked, assumed, refused; who may enter."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.editing.office.filled import OF_FORGE
from huifang.register.layout import TEMPORARY
from huifang.register.schema import KINDS
from tests.commands.running import INIT, WHO, Command
from tests.conftest import LONG
from tests.faults import CRASHED, Ended, Fault, run
from tests.sound import EMPTY, put

SAID = (*INIT, "--forge", "gitlab")
AROUND = {
    ".gitattributes",
    ".gitignore",
    "README.md",
    *(f".vscode/{name}" for name in ("extensions.json", "huifang.code-snippets", "settings.json", "tasks.json")),
    *(f"schemas/{kind.value}.json" for kind in KINDS),
}
INSIDE = {
    "organizations/ja.yml",
    "register.yml",
    "policy/shipped.yml",
    *(name for name in EMPTY if name.startswith("policy/")),
}


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git knows nobody here."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> str:
    """What git says of a repository."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize("forge", OF_FORGE)
def test_a_register_of_each_forge(huifang: Command, tmp_path: Path, forge: str) -> None:
    made = huifang("init", "册", *INIT, "--forge", forge, "--lang", "en")
    assert (made.code, made.out) == (0, "册\n".encode())
    root = tmp_path / "册"
    tracked = set(git(root, "ls-files", "-z").split("\0")) - {""}
    assert tracked == {*AROUND, *OF_FORGE[forge], *(f"records/{name}" for name in INSIDE)}
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "--format=%an <%ae>, %cn <%ce>: %s", "main") == (
        "测试人甲 <a@example.invalid>, 测试人甲 <a@example.invalid>: create the register\n"
    )
    found = huifang("validate", "--records", root / "records", "--strict", "--format", "json")
    assert (found.code, found.data["findings"]) == (0, [])
    assert not any("«" in (root / name).read_text(encoding="utf-8") for name in tracked)


@pytest.mark.parametrize("name", ["identities", "restricted"])
def test_names_and_restricted_facts_are_repositories_of_their_own(tmp_path: Path, name: str) -> None:
    assert main(["init", "r", *SAID]) == 0
    own = tmp_path / "r/records" / name
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert git(own, "ls-files") == "README.md\n"
    assert git(own, "log", "--format=%s", "main") == "建立本仓库\n"
    assert git(own, "status", "--porcelain") == ""
    assert git(tmp_path / "r", "check-ignore", f"records/{name}/x.yml") == f"records/{name}/x.yml\n"


def test_it_can_be_worked_with_at_once(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first code is free, though the READMEs speak of codes; lists, and the ledger to be filled in, work."""
    assert huifang("init", "r", *SAID).code == 0
    monkeypatch.chdir(tmp_path / "r")
    said = ("--type", "党内警告", "--decided-on", "2026-11-02", "--decided-by", "ja-jw")
    assert huifang("new", "person", "--unit", "ja-dw", *said).out == b"records/people/ja/JA-0001/person.md\n"
    assert huifang("validate").code == 0
    for verb in ("due", "eligible", "coverage", "stats", "forecast", "units", "history", "audit"):
        assert huifang(verb).code == 0, verb
    assert huifang("compare", "HEAD", "--fail").code == 0
    assert huifang("upgrade").out == b""
    assert huifang("export", "--template", "--output", "../ledger.xlsx").code == 0
    assert huifang("import", "../ledger.xlsx").code == 0


def test_the_consequence_of_the_day_is_told(huifang: Command) -> None:
    made = huifang("init", "r", *SAID, "--lang", "en")
    assert "duties are counted from 2026-11-01 on; talks and visits before it are not asked for" in made.err
    later = huifang("init", "later", *SAID, "--register-from", "2199-01-01", "--lang", "en")
    assert "2199-01-01" in later.err
    assert "days ago" not in later.err


def test_what_is_said_stands_there(huifang: Command, tmp_path: Path) -> None:
    made = huifang(
        "init",
        "r",
        "--district-name",
        "示例县",
        "--district",
        "sl-x",
        "--prefix",
        "SX",
        "--level",
        "区",
        "--name",
        "示例县: 回访 #1",
        "--committee",
        "sl-xw：示例县委",
        "--discipline",
        "示例县纪委监委机关",
        "--register-from",
        "2026-01-01",
        "--forge",
        "gitlab",
        "--group",
        "sl/followup",
        "--image",
        "registry.invalid/huifang:1",
        *WHO,
    )
    assert made.code == 0, made.err
    units = huifang("units", "--records", "r/records", "--format", "json").data["rows"]
    assert [(row["id"], row["name"], row["parent"]) for row in units] == [
        ("sl-xw", "示例县委", None),
        ("sl-x-jw", "示例县纪委监委机关", "sl-xw"),
        ("sl-x-zzb", "示例县委组织部", "sl-xw"),
    ]
    assert '"示例县: 回访 #1"' in (tmp_path / "r/records/register.yml").read_text(encoding="utf-8")
    assert 'image: "registry.invalid/huifang:1"' in (tmp_path / "r/.gitlab-ci.yml").read_text(encoding="utf-8")
    assert "/records/people/sl-x/ @sl/followup/sl-x-jw" in (tmp_path / "r/CODEOWNERS").read_text(encoding="utf-8")
    assert huifang("validate", "--records", "r/records", "--strict").code == 0


WHOLE = (*SAID, "--prefix", "JA")
ABSENT = (  # options, what is absent then
    ((), "--district-name、--district、--register-from、--forge、--author"),
    (("--forge", "gitlab"), "--district-name、--district、--register-from、--author"),
    (("--district-name", "示例", "--district", "x1", *WHO), "--prefix、--level、--register-from、--forge"),
    (INIT, "--forge"),
)


@pytest.mark.parametrize(("typed", "absent"), ABSENT)
def test_where_nobody_can_be_asked(huifang: Command, tmp_path: Path, typed: tuple[str, ...], absent: str) -> None:
    made = huifang("init", "r", *typed)
    assert (made.code, made.out, made.err) == (2, b"", f"huifang: 没有终端可以询问，请给出选项 {absent}\n")
    assert list(tmp_path.iterdir()) == []


REFUSED = (  # options, in English, in Chinese
    (
        ("--forge", "svn"),
        "--forge: svn is not one of gitlab, gitea, github, none",
        "--forge：svn 不在 gitlab、gitea、github、none 之中",
    ),
    (("--level", "省"), "--level: 省 is not one of 市, 区", "--level：省 不在 市、区 之中"),
    (("--district", "JA"), "--district: JA is not an id: ", "--district：JA 不是标识；是不是 `ja`？"),
    (("--prefix", "ja"), "--prefix: ja is not a prefix of codes: ", "--prefix：ja 不是编号前缀"),
    (
        ("--register-from", "2026-02-30"),
        "--register-from: 2026-02-30 is not in the calendar: ",
        "--register-from：2026-02-30 ",
    ),
    (
        ("--register-from", "2026年1月1日"),
        "--register-from: 2026年1月1日 is not a day: write `2026-01-01`",
        "--register-from：2026年1月1日 不是日期",
    ),
    (("--district-name", ""), "--district-name: ", "--district-name："),
    (
        ("--committee", "ja-dw"),
        "--committee: ja-dw is an id without a name; write ID:NAME",
        "--committee：ja-dw 只有标识，没有名称",
    ),
    (("--committee", "JA:甲"), "--committee: JA is not an id: ", "--committee：JA 不是标识"),
    (("--committee", "ja-dw:"), "--committee: ", "--committee："),
    (
        ("--discipline", "ja-dw:甲区纪委"),
        "--discipline: ja-dw stands here a second time",
        "--discipline：ja-dw 重复出现",
    ),
    (("--group", "甲/乙"), "--group: 甲/乙 is no name of a group", "--group：甲/乙 不能作为组名"),
    (("--group", "a\nb"), "--group: a", "--group：a"),
    (("--image", 'x" # y'), '--image: x" # y is no name of an image', '--image：x" # y 不是镜像的名称'),
    (
        ("--author", "测试人甲"),
        "--author: 测试人甲 is not written as NAME <MAIL>",
        "--author：测试人甲 应写作 姓名 <邮箱>",
    ),
    (("--author", "a\n <b@example.invalid>"), "--author: a", "--author：a"),
    (
        ("--forge", "none", "--image", "x"),
        "--image means nothing with --forge none",
        "--image 不能与 --forge none 同用",
    ),
)


@pytest.mark.parametrize(("typed", "english", "chinese"), REFUSED)
def test_what_will_not_do(huifang: Command, tmp_path: Path, typed: tuple[str, ...], english: str, chinese: str) -> None:
    for lang, said in (("en", english), ("zh", chinese)):
        made = huifang("init", "r", *SAID, *typed, "--lang", lang)
        assert (made.code, made.out) == (2, b"")
        assert made.err.startswith(f"huifang: {said}"), made.err
    assert list(tmp_path.iterdir()) == []


def test_wide_signs_are_understood(huifang: Command, tmp_path: Path) -> None:
    assert (
        huifang(
            "init", "r", *SAID, "--author", "测试人甲 ＜a@example.invalid＞", "--committee", "ja-dw： 甲区区委"
        ).code
        == 0
    )
    assert git(tmp_path / "r", "log", "--format=%ae") == "a@example.invalid\n"


def _filled(tmp_path: Path) -> str:
    put(tmp_path / "r", {"x": "y"})
    return "r"


def _file(tmp_path: Path) -> str:
    put(tmp_path, {"r": "y"})
    return "r"


def _link(tmp_path: Path) -> str:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "r").symlink_to("elsewhere")
    return "r"


def _register(tmp_path: Path) -> str:
    put(tmp_path / "old", EMPTY)
    return "old/new"


def _repository(tmp_path: Path) -> str:
    git(tmp_path, "init", "-q")
    return "a/b/r"


def _bare(tmp_path: Path) -> str:
    git(tmp_path, "init", "-q", "--bare", "x.git")
    return "x.git/r"


def _here(_: Path) -> str:
    return "."


PLACES = (  # what lies there, what is said
    (_filled, "r is not empty; name a folder that is empty or does not exist"),
    (_file, "r is not empty; name a folder that is empty or does not exist"),
    (_link, "r is not empty; name a folder that is empty or does not exist"),
    (_register, "old/new lies in a register; name a place outside it"),
    (
        _repository,
        "a/b/r lies in the Git repository {here}; a register is a repository of its own: name a place outside it",
    ),
    (
        _bare,
        "x.git/r lies in the Git repository {here}/x.git; a register is a repository of its own: "  # noqa: ISC004 - one
        "name a place outside it",
    ),
    (_here, "you stand in {here}; go to the folder above it with `cd ..` and name it from there"),
)


@pytest.mark.parametrize(("lies", "said"), PLACES, ids=lambda each: getattr(each, "__name__", None))
def test_where_no_register_can_stand(huifang: Command, tmp_path: Path, lies: object, said: str) -> None:
    folder = lies(tmp_path)  # type: ignore[operator] # a function of the table
    before = sorted(tmp_path.rglob("*"))
    made = huifang("init", folder, *SAID, "--lang", "en")
    assert (made.code, made.out, made.err) == (2, b"", f"huifang: {said.format(here=tmp_path)}\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_keeps_its_mode(huifang: Command, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r").chmod(0o2770)
    assert huifang("init", "r", *SAID).code == 0
    assert stat.S_IMODE((tmp_path / "r").stat().st_mode) == 0o2770


def test_without_git_nothing_stays(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = huifang("init", "r", *SAID, "--lang", "en")
    assert (made.code, "git is not installed" in made.err) == (3, True)
    assert list(tmp_path.iterdir()) == []


def test_where_git_refuses_nothing_stays(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who signs every commit, and cannot sign now, is told what git said."""
    (tmp_path / "config").write_text("[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = /nowhere\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    made = huifang("init", "r", *SAID, "--lang", "en")
    assert made.code == 3
    assert made.err.startswith("huifang: git could not make the repository (")
    assert [path.name for path in tmp_path.iterdir()] == ["config"]


def test_settings_of_the_user_run_nothing(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do they leave a file out, or change one; who commits is taken from there."""
    hook = f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n"
    put(
        tmp_path,
        {
            "t/hooks/pre-commit": hook,
            "h/pre-commit": hook,
            "h/post-commit": hook,
            "ignored": "*.yml\n",
            "attributes": "* filter=x\n",
        },
    )
    for each in tmp_path.glob("*/**/*-commit"):
        each.chmod(0o755)
    (tmp_path / "config").write_text(
        "[user]\n\tname = 示例\n\temail = b@example.invalid\n"
        f"[init]\n\ttemplateDir = {tmp_path}/t\n\tdefaultBranch = x\n[core]\n\thooksPath = {tmp_path}/h\n"
        f"\texcludesFile = {tmp_path}/ignored\n\tattributesFile = {tmp_path}/attributes\n"
        f'\tautocrlf = true\n\tfsmonitor = touch {tmp_path}/ran\n[filter "x"]\n\tclean = touch {tmp_path}/ran; cat\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    made = huifang("init", "r", *SAID[:6], "--forge", "none")
    assert (made.code, (tmp_path / "ran").exists()) == (0, False), made.err
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.delenv("GIT_DIR")
    assert "records/organizations/ja.yml" in git(tmp_path / "r", "ls-files")
    assert git(tmp_path / "r", "log", "--format=%an <%ae> %D") == "示例 <b@example.invalid> HEAD -> main\n"


HOW = ("killed", "full", "refused", "read-only", "before", "after")
CODES = {"killed": {-9}, "full": {3}, "refused": {3}, "read-only": {3}, "before": {130}, "after": {130}}


def stopped(tmp_path: Path, fault: Fault) -> Ended:
    """One fault: a whole register, or none; only who was killed leaves something, and the next run takes it."""
    place = tmp_path / "place"
    subprocess.run(["rm", "-rf", place], check=True)
    place.mkdir()
    ended = run(("init", "a/r", *SAID, "--lang", "en"), place, tmp_path, fault)
    where = f"{fault}: {ended}"
    assert ended.code != CRASHED, where
    assert "Traceback" not in ended.err, where
    done = (place / "a/r").is_dir()
    assert ended.code in CODES.get(fault.how, {0}) or (done and ended.code == 0), where
    left = [path.name for path in place.rglob("*") if TEMPORARY.fullmatch(path.name)]
    assert ended.code == -9 or (left == [] and (done or list(place.iterdir()) == [])), where
    if done:
        assert git(place / "a/r", "status", "--porcelain") == "", where
    else:
        assert run(("init", "a/r", *SAID), place, tmp_path).code == 0, where
    assert main(["validate", "--records", str(place / "a/r/records"), "--strict"]) == 0, where
    assert done or [path.name for path in place.iterdir()] == ["a"], where
    return ended


@pytest.mark.slow
def test_some_faults(tmp_path: Path) -> None:
    count = len(stopped(tmp_path, Fault()).operations)
    assert count > 20
    faults = [("killed", count // 2), ("killed", count - 6), ("full", count // 2), ("before", count - 3), ("after", 9)]
    for how, at in faults:
        stopped(tmp_path, Fault(how, at))


@pytest.mark.slow
@pytest.mark.fuzz
@pytest.mark.skipif(not LONG, reason="many minutes: HUIFANG_FUZZ=1")
@pytest.mark.parametrize("how", HOW)
def test_every_fault(tmp_path: Path, how: str) -> None:
    count = len(stopped(tmp_path, Fault()).operations)
    for at in range(1, count + 1):
        stopped(tmp_path, Fault(how, at))
