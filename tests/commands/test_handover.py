"""`huifang handover` as it is typed: shown first, written with --write, refused in words, and one branch."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.sound import put

HELPER = ("--helper", "王某", "--to", "示例新", "--from", "2026-06-01", "--to-post", "局长")
SHOWN = """# TT-0001: 王某 until 2026-05-31, 示例新 from 2026-06-01
--- a/records/people/tt/TT-0001/person.md
+++ b/records/people/tt/TT-0001/person.md
@@ -10,5 +10,6 @@
 measures:
   - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}
 helpers:
-  - {name: 王某, post: 局长, unit: tt-unit, from: 2026-01-20, to: null}
+  - {name: 王某, post: 局长, unit: tt-unit, from: 2026-01-20, to: 2026-05-31}
+  - {name: 示例新, post: 局长, unit: tt-unit, from: 2026-06-01, to: null}
 ---

"""
CLOSED = """# tt-unit: last day 2026-05-31
--- a/records/organizations/tt.yml
+++ b/records/organizations/tt.yml
@@ -3,4 +3,4 @@
   - {id: tt-jw, name: 示例区纪委监委, kind: 纪检监察机关}
   - {id: tt-dw, name: 示例区委, kind: 党委党组}
   - {id: tt-zz, name: 示例区委组织部, kind: 组织人事部门}
-  - {id: tt-unit, name: 示例区档案局, kind: 单位, parent: tt-dw}
+  - {id: tt-unit, name: 示例区档案局, kind: 单位, parent: tt-dw, closed_on: 2026-05-31, successor: tt-zz}

# TT-0001: tt-zz instead of tt-unit from 2026-06-01
--- a/records/people/tt/TT-0001/person.md
+++ b/records/people/tt/TT-0001/person.md
@@ -1,6 +1,6 @@
 ---
 code: TT-0001
-unit: tt-unit
+unit: tt-zz
 post: 科长
 rank: 科级正职
 category: 公务员
@@ -10,5 +10,7 @@
 measures:
   - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}
 helpers:
-  - {name: 王某, post: 局长, unit: tt-unit, from: 2026-01-20, to: null}
+  - {name: 王某, post: 局长, unit: tt-unit, from: 2026-01-20, to: 2026-05-31}
+unit_history:
+  - {unit: tt-unit, post: 科长, rank: 科级正职, category: 公务员, supervised_by: tt-jw, to: 2026-05-31}
 ---

"""
DIFFS = ((HELPER, SHOWN), (("--close", "tt-unit", "--on", "2026-05-31", "--successor", "tt-zz"), CLOSED))


@pytest.mark.parametrize(("call", "shown"), DIFFS, ids=["helper", "close"])
def test_it_is_shown_and_not_written(huifang: Command, records: Path, call: tuple[str, ...], shown: str) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}
    answer = huifang("handover", *call, "--records", records, "--lang", "en")
    assert (answer.code, answer.out.decode()) == (0, shown), answer.err
    assert {path: path.read_bytes() for path in records.rglob("*") if path.is_file()} == before


def test_it_is_written_and_sound(huifang: Command, records: Path) -> None:
    assert huifang("handover", *HELPER, "--write", "--records", records).code == 0
    text = (records / "people/tt/TT-0001/person.md").read_text(encoding="utf-8")
    assert "to: 2026-05-31}\n  - {name: 示例新, post: 局长, unit: tt-unit, from: 2026-06-01, to: null}\n---\n" in text
    assert huifang("validate", "--records", records, "--strict").code == 0


WRONG = (  # what is typed, how it ends
    ((), "say what is handed over, one of --helper, --officer, --transfer, --close"),
    (("--helper", "王某", "--close", "tt-unit"), "say what is handed over, one of"),
    (("--helper", "王某", "--to", "示例新"), "--from is missing; --help says what it is"),
    (("--close", "tt-unit"), "--on is missing; --help says what it is"),
    (("--close", "tt-unit", "--on", "2026-05-31", "--to", "tt-zz"), "--to means nothing with --close"),
    (("--transfer", "TT-0001", "--to", "tt-jw", "--from", "2026-06-01", "--district", "tt"),
     "--district means nothing with --transfer"),
    ((*HELPER, "--district", "uu"), "there is no district uu; there are tt"),
    (("--helper", "王某", "--to", "示例新", "--from", "2026-6-1"), "2026-6-1 is not a day: write `2026-06-01`"),
    (("--helper", "王某", "--to", "示例新", "--from", "2026-02-30"), "2026-02-30 is not in the calendar"),
)  # fmt: skip


@pytest.mark.parametrize(("call", "said"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_a_wrong_call(huifang: Command, records: Path, call: tuple[str, ...], said: str) -> None:
    answer = huifang("handover", *call, "--records", records, "--lang", "en")
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith(f"huifang: {said}")
    assert huifang("handover", *call, "--records", records).err != answer.err


def test_a_rank_that_nobody_knows_is_refused_as_the_finding_says(huifang: Command, records: Path) -> None:
    put(records, {"organizations/vv.yml": "district: {id: vv, prefix: VV, name: 示例乙区, level: 区}\norganizations:\n"
                                          "  - {id: vv-jw, name: 示例乙区纪委监委, kind: 纪检监察机关}\n"})  # fmt: skip
    call = ("--transfer", "TT-0001", "--to", "vv-jw", "--from", "2026-06-01", "--rank", "科级")
    answer = huifang("handover", *call, "--records", records, "--lang", "en")
    assert answer.code == 2
    assert answer.err == (
        "records/people/tt/TT-0001/person.md:5:7: 科级 is not one of the words for `rank` "
        "→ one of these is meant: 科级正职, 科级副职\n"
        "huifang: nothing was written: the register would have errors\n"
    )


def git(folder: Path, *typed: str) -> str:
    me = ("-c", "user.name=示例员", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *me, *typed], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_the_commands_make_one_branch_with_these_files_alone(huifang: Command, records: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "示例")
    put(records, {"people/tt/TT-0001/2026-03-01-talk.md": "---\nkind: 谈心谈话\ndate: 2026-03-01\nhelper: 王某\n---\n"})
    answer = huifang("handover", *HELPER, "--write", "--records", records, "--lang", "en")
    for line in [line for line in answer.err.splitlines() if line.startswith("  git ")]:
        git(tmp_path, *shlex.split(line)[1:])
    assert git(tmp_path, "branch", "--show-current").strip() == "handover-2026-06-01"
    assert git(tmp_path, "show", "--name-only", "--format=%s").split() == [
        "handover-2026-06-01",
        "records/people/tt/TT-0001/person.md",
    ]
