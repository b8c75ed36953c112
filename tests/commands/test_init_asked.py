"""`huifang init` at a terminal: what is asked, what stands for Enter, and nothing where somebody stops."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.commands.terminal import at_terminal

PLAIN = ["甲区", "ja", "", "", "", "", "", "", "2026-11-01", "gitlab", "", "", ""]  # in the order of the questions
WHO = ("--author", "测试人甲 <a@example.invalid>")
SHOWN = """\
登记册所属地区的名称，例如甲区
> 甲区
地区标识，小写字母，例如 ja，一经使用不再改动
> ja
人员编号的前缀，一经使用不再改动
[JA] > 
级别，市或者区
  1. 市
  2. 区
[区] > 
登记册的名称
[甲区回访登记册] > 
党委，写作 标识:名称
[ja-dw:甲区区委] > 
纪检监察机关，写作 标识:名称
[ja-jw:甲区纪委监委] > 
组织部门，写作 标识:名称
[ja-zzb:甲区区委组织部] > 
启用日，从该日起计算应办事项：以前的谈话、回访不作要求，以后应办而没有登记的显示为逾期或者期间已过未办。请填开始登记的日期
> 2026-11-01
代码平台：gitlab、gitea（含 Forgejo）、github、none（没有）
  1. gitlab (GitLab)
  2. gitea (Gitea 或者 Forgejo)
  3. github (本机关自建的 GitHub)
  4. none (没有代码平台，由同志人工复核)
> """  # noqa: W291 - the cursor stands behind the space


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows who sits here."""
    config = tmp_path / "config"
    config.write_text("[user]\n\tname = 测试人乙\n\temail = b@example.invalid\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def lines(*answers: str) -> list[bytes]:
    """What is typed, a line each."""
    return [f"{each}\n".encode() for each in answers]


def test_the_whole_dialogue(tmp_path: Path, huifang: Command) -> None:
    code, out = at_terminal(tmp_path, ("init", "r"), lines(*PLAIN))
    assert code == 0, out
    assert SHOWN in out.replace("\r\n", "\n")
    assert "直接按回车即采用方括号里的内容，? 显示说明，Ctrl-C 停止且不写入任何内容" in out
    assert "[测试人乙 <b@example.invalid>] >" in out
    assert out.rstrip().endswith("r")
    assert huifang("validate", "--records", "r/records", "--strict").code == 0


ASKED_AGAIN = (  # what is typed before the right answer, at which question, what is said
    ("JA", 1, "是不是 `ja`？"),
    ("", 0, "此项必须回答"),
    ("省", 3, "省 不在 市、区 之中"),
    ("ja-dw", 5, "只有标识，没有名称"),
    ("2026年11月1日", 8, "请写 `2026-11-01`"),
    ("", 8, "此项必须回答"),
    ("?", 4, "不填写：甲区回访登记册"),
    ("svn", 9, "svn 不在 gitlab、gitea、github、none 之中"),
    ("测试人", 12, "应写作 姓名 <邮箱>"),
)


@pytest.mark.parametrize(("wrong", "at", "said"), ASKED_AGAIN)
def test_a_wrong_answer_is_told_and_asked_again(tmp_path: Path, wrong: str, at: int, said: str) -> None:
    code, out = at_terminal(tmp_path, ("init", "r"), lines(*PLAIN[:at], wrong, *PLAIN[at:]))
    assert (code, said in out) == (0, True), out


def test_what_is_said_is_not_asked(tmp_path: Path) -> None:
    said = ("--district-name", "某市", "--district", "ms", "--forge", "none", *WHO)
    code, out = at_terminal(tmp_path, ("init", "r", *said), lines("", "", "", "", "", "", "2026-11-01"))
    assert code == 0, out
    assert "[ms-dw:某市市委] >" in out
    assert not [each for each in ("代码平台上", "镜像", "例如甲区") if each in out]


def test_where_all_is_said_nobody_is_asked(tmp_path: Path) -> None:
    said = ("--district-name", "甲区", "--district", "ja", "--forge", "none", "--register-from", "2026-11-01")
    code, out = at_terminal(tmp_path, ("init", "r", *said), [])
    assert (code, "> " in out.replace("->", "")) == (0, False), out


@pytest.mark.parametrize("end", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("at", [0, 8, 12])
def test_who_stops_has_written_nothing(tmp_path: Path, at: int, end: bytes) -> None:
    before = sorted(tmp_path.rglob("*"))
    code, out = at_terminal(tmp_path, ("init", "r"), [*lines(*PLAIN[:at]), end])
    assert (code, sorted(tmp_path.rglob("*"))) == (130, before), out
