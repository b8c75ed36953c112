"""The page on review: its commands run, and a trial of two editors, from a form to a merged request with its note."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.commands.mock_forge import mock_forge
from tests.handbook.pages import bare_environment, blocks, run, text_of
from tests.sound import EMPTY, Block, measure, person, put, talk, text

if TYPE_CHECKING:
    from pathlib import Path

SIGNING, HOOK = blocks("review.md")
BRANCH = "tt-0001-date"
MOVE, FETCH, RESOLVED = (each.replace("ja-0007-talk", BRANCH) for each in blocks("edit.md")[1:])
PRE_COMMIT = yaml.safe_load(blocks("review.md", "yaml")[0])
DAY = "2026-07-01"
DECIDED = "党内警告", "2025-07-25"
CODE, OTHER = "TT-0001", "TT-0002"
FOLDER = f"records/people/tt/{CODE}"


def office(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A server that refuses new errors on main, and the clones of two editors."""
    env = {**bare_environment(tmp_path / "home"), "HUIFANG_AS_OF": DAY, "HUIFANG_LANG": "zh"}
    people = {
        **person(Block(measure(*DECIDED))),
        **person(Block(measure("党内警告", "2026-01-15")), code=OTHER),
    }
    put(tmp_path / "forms/records", {**EMPTY, **people})
    run("git init -q --bare server.git; huifang hook install server.git; cd forms; git init -q; git add -A; "
        "git commit -qm 建立; git push -q ../server.git main; cd ..; git clone -q server.git hand; "
        "cd forms; git remote add origin ../server.git; git fetch -q", tmp_path, env)  # fmt: skip
    return tmp_path, env


def refused(script: str, folder: Path, env: dict[str, str]) -> str:
    """What a script says that must not go through."""
    done = subprocess.run(["bash", "-ec", script], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode != 0
    return (done.stdout + done.stderr).decode()


@pytest.mark.slow
def test_two_editors_a_conflict_a_refused_push_and_a_merge(tmp_path: Path) -> None:
    """One files a talk by a form, which commits what `fmt` writes; the other changes the same person by hand."""
    folder, env = office(tmp_path)
    form, hand = folder / "forms", folder / "hand"

    put(form, {f"{FOLDER}/2026-06-20-talk.md": text(talk("2026-06-20")),
               f"{FOLDER}/person.md": text(person(Block(measure(*DECIDED)), post="副科长"))})  # fmt: skip
    run("huifang fmt --check; git switch -qc tt-0001-talk; git add -A; git commit -qm 'TT-0001 谈话'; "
        "git push -q -u origin tt-0001-talk", form, env)  # fmt: skip

    record = hand / FOLDER / "person.md"
    record.write_text(record.read_text(encoding="utf-8").replace("2025-07-25", "2025-06-31"), encoding="utf-8")
    said = refused("git commit -qam 更正; git push origin main", hand, env)
    assert f"{FOLDER}/person.md:12: 2025-06-31 在日历上不存在" in said
    assert "推送被拒绝" in said
    changed = record.read_text(encoding="utf-8").replace("2025-06-31", "2025-06-25").replace("post: 科长", "post: 处长")
    record.write_text(changed, encoding="utf-8")
    amend = next(each for each in text_of("edit.md").split("`") if each.startswith("git commit --amend"))
    run(f"git add records; {amend}; {MOVE}git push -q -u origin {BRANCH}", hand, env)
    assert "2025-06-31" not in run("git log -p main..", hand, env)
    assert run("git rev-parse main", hand, env) == run("git rev-parse main", folder / "server.git", env)

    merge = "git fetch -q; git merge -q --no-ff -m {} origin/{}; git push -q origin main"
    run(f"git switch -q main; {merge.format('合并谈话', 'tt-0001-talk')}", form, env)
    conflict = refused(FETCH, hand, env)
    assert f"CONFLICT (content): Merge conflict in {FOLDER}/person.md" in conflict
    unread = refused("huifang validate", hand, env)
    assert "<<<<<<<" in unread
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    marks = ("<<<<<<<", "=======", ">>>>>>>", "post: 处长")
    record.write_text("".join(each for each in lines if not each.startswith(marks)), encoding="utf-8")
    run(RESOLVED, hand, env)

    with mock_forge() as forge:
        run("huifang compare origin/main HEAD --format md --output ../note.md; huifang note ../note.md",
            hand, {**env, **forge.actions()})  # fmt: skip
        (note,) = forge.notes
    _answered(note["body"])
    run(f"{merge.format('合并更正', BRANCH)}; huifang compare HEAD~1 HEAD --fail", form, env)
    assert "合并更正" in run("git log -1 --format=%s main", folder / "server.git", env)


def _answered(note: str) -> None:
    """Who is affected, how, since when: all of it stands in the note, and nothing of what the other branch did."""
    assert f"- 涉及 1 人：{CODE}\n" in note
    assert f"- 影响期内 → 影响期满，纳入正常选拔任用范围：{CODE}（2026-06-26 起）\n" in note
    assert "| 影响期最后一日 | 2026-07-25 | 2026-06-25 |" in note
    assert "《中国共产党纪律处分条例》（2023年）第十条" in note
    assert "决定日期（党纪处分为批准日期） 2025-07-25 → 2025-06-25" in note
    assert "| 纳入正常选拔任用范围 | 待办清单上没有 | 将到期，期限 2026-07-26，由示例区纪委监委办理 |" in note
    assert "副科长" not in note
    assert OTHER not in note


@pytest.mark.slow
def test_the_commands_of_the_page(tmp_path: Path) -> None:
    """A signature made in five commands is one that the audit trusts; pre-commit calls what there is."""
    folder, env = office(tmp_path)
    (folder / "home/.ssh").mkdir()
    run("git config --global user.email a@example.invalid", folder, env)
    script = SIGNING.replace("ssh-keygen -t", "ssh-keygen -q -N '' -t")
    assert script.count("\n") == 5
    line = run(script, folder, env).splitlines()[-1]
    put(folder / "hand/records", {"audit/allowed_signers": f"{line}\n"})
    run(f"{HOOK}git add -A; git commit -qm 公钥", folder / "hand", env)
    assert '"signed": "good"' in run("huifang history records/audit --format json", folder / "hand", env)
    for hook in PRE_COMMIT["repos"][0]["hooks"]:
        assert (hook["language"], hook["pass_filenames"]) == ("system", False)
        run(hook["entry"], folder / "hand", env)
    assert "`HUIFANG_NOTE_TOKEN`" in text_of("review.md")
