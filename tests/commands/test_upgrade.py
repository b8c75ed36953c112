"""`huifang upgrade`: a newer program brings rules and files; shown, written on demand, never committed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from huifang.editing.office.blocks import checksum
from huifang.editing.office.brought import BroughtBefore, brought_now, read_brought
from huifang.policy.load import FILES
from tests.commands.running import INIT, Command
from tests.sound import EMPTY, ONE, put

TALK = "followup/rules/talk/followup-talk"
FOLLOWUP, SHIPPED = "records/policy/followup.yml", "records/policy/shipped.yml"
CI = ".gitlab-ci.yml"


@pytest.fixture
def made(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that an older program set up: with another talk, no word for 科级副职, and another CI file."""
    assert huifang("init", "r", "--forge", "gitlab", *INIT).code == 0
    root = tmp_path / "r"
    older(root)
    monkeypatch.chdir(root)
    return root


def older(root: Path) -> None:
    """What lies there becomes what an older program brought."""
    change(root / FOLLOWUP, ("min_window_days: 30", "min_window_days: 20"))
    change(
        root / "records/policy/vocabulary.yml",
        ('    - {value: 科级副职, zh: 科级副职, en: "section rank, deputy"}\n', ""),
    )
    change(root / CI, ("stages: [check, portal]", "stages: [old]"))
    now = read_brought((root / SHIPPED).read_bytes())
    policy = {name: (root / f"records/policy/{name}.yml").read_text(encoding="utf-8") for name in FILES}
    files = {path: (root / path).read_text(encoding="utf-8") for path in now.files}
    (root / SHIPPED).write_text(brought_now(policy, files, now.setup).text, encoding="utf-8")
    git(root, "commit", "-qam", "older")


def git(root: Path, *arguments: str) -> str:
    me = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid")
    return subprocess.run(["git", *me, *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8").stdout


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts}  # fmt: skip


def test_what_was_never_touched_is_brought(huifang: Command, made: Path) -> None:
    before = files_of(made)
    shown = huifang("upgrade", "--lang", "en")
    assert (shown.code, files_of(made)) == (0, before)
    assert shown.err.splitlines()[-1] == "huifang: nothing was written; --write changes these files: 4"
    assert b"-      min_window_days: 20\n+      min_window_days: 30\n" in shown.out
    assert b"-stages: [old]\n+stages: [check, portal]\n" in shown.out
    assert huifang("upgrade", "--write").out == shown.out
    changed = {name for name, raw in files_of(made).items() if raw != before[name]}
    assert changed == {FOLLOWUP, SHIPPED, "records/policy/vocabulary.yml", CI}
    assert git(made, "diff", "HEAD~1", "--stat") == ""  # as a new one has it


def test_an_editor_is_told_the_words_of_the_office(huifang: Command, made: Path) -> None:
    """Schemas and snippets follow the office's own vocabulary; settings that it changed stay."""
    assert huifang("upgrade", "--write").code == 0
    vocabulary, settings = made / "records/policy/vocabulary.yml", made / ".vscode/settings.json"
    change(
        vocabulary,
        ("    - {value: 心理疏导,", "    - {value: 家访, zh: 家访, en: home visit}\n    - {value: 心理疏导,"),
    )
    change(settings, ('"yaml.validate": true', '"yaml.validate": false'))
    assert huifang("upgrade", "--write").code == 0
    for name in ("schemas/talk.json", ".vscode/huifang.code-snippets"):
        assert "家访" in (made / name).read_text(encoding="utf-8")
    assert '"yaml.validate": false' in settings.read_text(encoding="utf-8")
    assert b"schemas" not in huifang("upgrade").out


def test_what_is_shown_can_be_applied(huifang: Command, made: Path) -> None:
    change(made / "records/policy/followup.yml", ("percent: 30", "percent: 35"))
    change(made / "README.md", ("# 甲区", "# 本区"))
    (made.parent / "patch").write_bytes(huifang("upgrade", "--lang", "en").out)
    shutil.copytree(made, made.parent / "other")
    git(made.parent / "other", "apply", str(made.parent / "patch"))
    assert huifang("upgrade", "--write").code == 0
    assert files_of(made.parent / "other") == files_of(made)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_both_changed_stays_and_is_shown(huifang: Command, made: Path, lang: str) -> None:
    change(made / FOLLOWUP, ("min_window_days: 20", "min_window_days: 25"))
    change(made / CI, ("stages: [old]", "stages: [ours]"))
    shown = huifang("upgrade", "--write", "--lang", lang)
    told = [line for line in shown.out.decode().splitlines() if line.startswith("# ")]
    assert [line.split(":" if lang == "en" else "：")[0] for line in told if "--take" in line] == [
        f"# {TALK}",
        f"# {CI}",
    ]
    assert "#         min_window_days: 25" not in told  # as it is indented alone
    assert {"#       min_window_days: 25", "#       min_window_days: 30", "#     stages: [ours]"} <= set(told)
    assert "min_window_days: 25" in (made / FOLLOWUP).read_text(encoding="utf-8")
    assert "stages: [ours]" in (made / CI).read_text(encoding="utf-8")


def test_what_is_taken_becomes_the_programs(huifang: Command, made: Path) -> None:
    change(made / FOLLOWUP, ("min_window_days: 20", "min_window_days: 25"))
    change(made / CI, ("stages: [old]", "stages: [ours]"))
    assert huifang("upgrade", "--write").code == 0
    assert huifang("upgrade", "--take", "followup", "--take", CI, "--write").code == 0
    assert "min_window_days: 30" in (made / FOLLOWUP).read_text(encoding="utf-8")
    assert "stages: [check, portal]" in (made / CI).read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["followup/rules/nonsense", "README.txt", ""])
def test_what_cannot_be_taken(huifang: Command, made: Path, typed: str) -> None:
    before = files_of(made)
    answer = huifang("upgrade", "--take", typed, "--write", "--lang", "en")
    assert (answer.code, answer.out, files_of(made)) == (2, b"", before)
    assert answer.err == (
        f"huifang: {typed} is nothing that the program has otherwise; the paths are those that are shown\n"
    )


def test_twice_is_once(huifang: Command, made: Path) -> None:
    change(made / FOLLOWUP, ("min_window_days: 20", "min_window_days: 25"), ("percent: 30", "percent: 35"))
    change(made / "README.md", ("# 甲区", "# 本区"))
    (made / "CODEOWNERS").unlink()
    assert huifang("upgrade", "--write").code == 0
    once = files_of(made)
    again = huifang("upgrade", "--write", "--lang", "en")
    assert (again.code, again.out, files_of(made)) == (0, b"", once)
    assert again.err.endswith("huifang: the register has all that version 0.1.0 brings\n")
    assert (
        "left as the office has it: followup/rules/talk/followup-talk, followup/rules/coverage/followup-coverage, "
        in again.err
    )
    assert not (made / "CODEOWNERS").exists()


def test_what_the_office_looked_up_stays_and_is_to_be_looked_up_again(huifang: Command, made: Path) -> None:
    checked = "format: 1\nchecked:\n  - {version: followup-talk, on: 2026-11-02, by: 测试人甲, against: 示例文件}\n"
    put(made / "records", {"audit/checked.yml": checked})
    answer = huifang("upgrade", "--write", "--lang", "en")
    assert "otherwise from now on; compare again: followup-talk" in answer.err
    assert (made / "records/audit/checked.yml").read_text(encoding="utf-8") == checked


def test_a_register_made_by_hand(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows who changed what: all that is otherwise stays, and from then on it is known."""
    root = put(tmp_path / "records", {**EMPTY, "register.yml": "format: 1\n"})
    change(root / "policy/followup.yml", ("percent: 30", "percent: 35"))
    monkeypatch.chdir(tmp_path)
    first = huifang("upgrade", "--write", "--lang", "en")
    assert (first.code, first.out.decode().count("--take followup/rules/coverage/followup-coverage")) == (0, 1)
    assert "does not say what the program brought before" in first.err
    assert sorted(name for name in files_of(tmp_path) if name not in {f"records/{each}" for each in EMPTY}) == [
        "records/policy/shipped.yml", "records/register.yml",
    ]  # fmt: skip
    assert huifang("upgrade").out == b""
    assert huifang("validate", "--strict").code == 0


def test_windows_line_ends_stay(huifang: Command, made: Path) -> None:
    raw = (made / FOLLOWUP).read_bytes().replace(b"\n", b"\r\n")
    (made / FOLLOWUP).write_bytes(raw)
    assert huifang("upgrade", "--write").code == 0
    assert (made / FOLLOWUP).read_bytes() == raw.replace(b"min_window_days: 20", b"min_window_days: 30")


def broken(text: str, path: str = SHIPPED) -> object:
    return lambda root: (root / path).write_text(text, encoding="utf-8")


def newer(root: Path) -> None:
    change(root / SHIPPED, ("program: 0.1.0", "program: 0.10.0"))


def led_astray(root: Path) -> None:
    change(root / SHIPPED, ("  group: ja\n", '  group: "ja\\nrun: x"\n'))


def without(root: Path) -> None:
    change(root / SHIPPED, ("  group: ja\n", ""))


def no_yaml(root: Path) -> None:
    change(root / FOLLOWUP, ("format: 1", "format: ["))


def would_break(root: Path) -> None:
    """A word that the program no longer brings, and a rule of the office's uses."""
    now = read_brought((root / SHIPPED).read_bytes())
    change(
        root / "records/policy/vocabulary.yml",
        ("  category:\n", "  category:\n    - {value: 旧词, zh: 旧词, en: old}\n"),
    )
    text = (root / "records/policy/vocabulary.yml").read_text(encoding="utf-8")
    mark = brought_now({"vocabulary": text}, {}, {}).entries["vocabulary/enumerations/category/旧词"]
    entries = {**now.entries, "vocabulary/enumerations/category/旧词": mark}
    (root / SHIPPED).write_text(BroughtBefore(now.program, now.setup, now.files, entries).text, encoding="utf-8")
    change(root / "records/policy/measures.yml", ("categories: []", "categories: [旧词]"))


REFUSED = (  # what was done to it, exit code, what is said
    (
        broken("- a\n"),
        3,
        "records/policy/shipped.yml is not as the program wrote it; put it back from Git, or delete it",
    ),
    (broken("format: 2\nprogram: 0.1.0\n"), 3, "records/policy/shipped.yml is not as the program wrote it"),
    (
        broken("format: 1\nprogram: 0.1.0\nentries: [a]\n"),
        3,
        "records/policy/shipped.yml is not as the program wrote it",
    ),
    (newer, 3, "records/policy/shipped.yml was written by version 0.10.0; this is 0.1.0, which is older"),
    (led_astray, 3, "records/policy/shipped.yml holds answers that `huifang init` would not take"),
    (without, 3, "records/policy/shipped.yml holds answers that `huifang init` would not take"),
    (no_yaml, 3, "the policy cannot be used before its errors are mended"),
    (would_break, 2, "nothing was written: the register would have errors"),
)


@pytest.mark.parametrize(("done", "code", "said"), REFUSED)
def test_what_cannot_be_brought_up(huifang: Command, made: Path, done: object, code: int, said: str) -> None:
    done(made)  # type: ignore[operator] # a function of the table
    before = files_of(made)
    answer = huifang("upgrade", "--write", "--lang", "en")
    assert (answer.code, answer.out, files_of(made)) == (code, b"", before), answer.err
    assert f"huifang: {said}" in answer.err


def test_nothing_is_written_outside_or_through_a_link(huifang: Command, made: Path) -> None:
    (made / CI).unlink()
    outside = made.parent / "outside"
    outside.write_text((made.parent / "r/README.md").read_text(encoding="utf-8"), encoding="utf-8")
    (made / CI).symlink_to(outside)
    before = outside.read_bytes()
    now = read_brought((made / SHIPPED).read_bytes())
    marks = {**now.files, CI: checksum(before.decode())}
    (made / SHIPPED).write_text(BroughtBefore(now.program, now.setup, marks, now.entries).text, encoding="utf-8")
    answer = huifang("upgrade", "--write", "--lang", "en")
    assert (answer.code, outside.read_bytes()) == (3, before), answer.err
    assert "min_window_days: 20" in (made / FOLLOWUP).read_text(encoding="utf-8")


def test_the_files_around_are_left_where_the_register_lies_elsewhere(
    huifang: Command, made: Path, tmp_path: Path
) -> None:
    """Moved into a bigger repository, the register's rules are still brought up; files around it are not ours then."""
    root = tmp_path / "bigger"
    root.mkdir()
    git(root, "init", "-q")
    shutil.copytree(made / "records", root / "a/records")
    assert huifang("upgrade", "--write", "--records", root / "a/records").code == 0
    assert sorted(path.name for path in (root / "a").iterdir()) == ["records"]
    shown = read_brought((root / "a" / SHIPPED).read_bytes())
    assert shown.files == read_brought((made / SHIPPED).read_bytes()).files


def test_one_register_at_a_time(huifang: Command, made: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other", ONE)
    answer = huifang("upgrade", "--records", other, "--records", made / "records", "--lang", "en")
    assert (answer.code, answer.err) == (2, "huifang: one register at a time: name it with --records\n")
