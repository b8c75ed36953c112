"""The whole chain as an office would use it: a register in a Git repository of its own, several authors, a merge."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from huifang.commands.main import main
from tests.sound import EMPTY, put

AS_OF = "2026-06-30"
AUTHORS = ("示例编辑甲", "示例编辑乙", "示例编辑丙")
TYPES = ("党内警告", "党内严重警告", "政务记过", "诫勉", "行政警告")


class Office:
    """A register's folder with the commands that an editor gives."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.records, self.capsys = folder, folder / "records", capsys

    def git(self, *arguments: str, author: str = AUTHORS[0]) -> str:
        """One Git command as one author."""
        me = ("-c", f"user.name={author}", "-c", f"user.email={AUTHORS.index(author)}@example.invalid")
        done = subprocess.run(
            ["git", *me, *arguments], cwd=self.folder, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout

    def huifang(self, *arguments: str, code: int = 0) -> str:
        """One huifang command on this register; its document."""
        assert main([*arguments, "--records", str(self.records), "--lang", "en"]) == code
        return self.capsys.readouterr().out.decode()

    def listed(self, verb: str, *more: str) -> list[dict[str, Any]]:
        """The rows of a list."""
        found = json.loads(self.huifang(verb, "--as-of", AS_OF, "--format", "json", *more))
        return list(found["findings" if verb == "validate" else "rows"])

    def add_people(self, numbers: range, author: str) -> None:
        """People one after the other, each in a commit."""
        for number in numbers:
            kind = TYPES[number % len(TYPES)]
            day = f"2025-{number % 12 + 1:02}-{number % 27 + 1:02}"
            form = "1" if kind == "诫勉" else "2"
            self.huifang("new", "person", "--unit", "tt-unit", "--type", kind, "--decided-on", day,
                         "--decided-by", "tt-jw", "--form", form, "--category", "公务员", "--supervised-by", "tt-jw",
                         "--helper", f"示例帮扶人:tt-dw:书记:{day}")  # fmt: skip
            self.git("add", "-A")
            self.git("commit", "-qm", f"登记第 {number} 人", author=author)


@pytest.fixture
def office(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Office:
    """Twenty people: two editors on the main line, a third on a branch that is merged."""
    made = Office(tmp_path, capsysbinary)
    put(made.records, EMPTY)
    (tmp_path / ".gitignore").write_text("/records/identities/\n/records/restricted/\n")
    made.git("init", "-q", "-b", "main")
    made.git("add", "-A")
    made.git("commit", "-qm", "建立登记册")
    made.add_people(range(1, 9), AUTHORS[0])
    made.git("switch", "-qc", "branch")
    made.add_people(range(9, 16), AUTHORS[1])
    made.git("switch", "-q", "main")
    (tmp_path / "README.md").write_text("本单位登记册\n", encoding="utf-8")
    made.git("add", "-A")
    made.git("commit", "-qm", "说明", author=AUTHORS[2])
    made.git("merge", "-q", "--no-ff", "-m", "合并", "branch", author=AUTHORS[2])
    made.add_people(range(16, 21), AUTHORS[2])
    return made


@pytest.mark.slow
def test_the_chain(office: Office) -> None:
    """Validate, lists and portal of a register outside the project; then a break, and its finding."""
    assert [row for row in office.listed("validate") if row["severity"] == "error"] == []
    people = [row["person"] for row in office.listed("eligible")]
    assert people == [f"TT-{number:04}" for number in range(1, 21)]
    assert {row["duty"] for row in office.listed("due")} >= {"talk", "plan", "coverage"}
    assert [row["required"] for row in office.listed("coverage")] == [5]  # 16 with a sanction; 诫勉 is none
    head = office.git("rev-parse", "HEAD").strip()
    shown = json.loads(office.huifang("due", "--as-of", AS_OF, "--format", "json"))
    assert (shown["revision"], shown["dirty"]) == (head, False)
    assert len(office.listed("eligible", "--at", "HEAD~5")) == 15
    assert len(office.listed("eligible", "--at", "main~6^1")) == 8

    person = office.records / "people" / "tt" / "TT-0003" / "person.md"
    person.write_text(
        person.read_text(encoding="utf-8").replace("unit: tt-unit", "unit: tt-unitt", 1), encoding="utf-8"
    )
    findings = json.loads(office.huifang("validate", "--as-of", AS_OF, "--format", "json", code=1))["findings"]
    assert {each["check"] for each in findings if each["severity"] == "warning"} == {"unconfirmed-value"}
    (found,) = (each for each in findings if each["severity"] == "error")
    assert (found["check"], found["path"]) == ("unknown-organization", "records/people/tt/TT-0003/person.md")
    assert "tt-unit" in found["fix"]
    assert len(office.listed("eligible")) == 20
    assert json.loads(office.huifang("due", "--as-of", AS_OF, "--format", "json"))["dirty"] is True


@pytest.mark.slow
def test_the_portal_of_another_register(office: Office, tmp_path: Path) -> None:
    """The project's portal is built from a register that lies elsewhere."""
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-m", "huifang", "portal", "build", "--records", str(office.records), "--as-of", AS_OF,
         "--output", str(site)],
        cwd=tmp_path, check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert "TT-0020" in (site / "people" / "TT-0020.html").read_text(encoding="utf-8")
    assert not list(office.folder.glob("site*/.git"))
