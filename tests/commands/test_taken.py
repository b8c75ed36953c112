"""A code is given once for life: whatever ever stood in the history, in lists of people or here is not given again."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import COMMON, PERSON, started
from tests.sound import put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.running import Answer, Command
    from tests.history.repositories import Repository

PLAN = "approved_on: 2026-02-01\nvisits:\n  - {person: TT-0002, month: 5, by: 李某, reason: 重点对象}\n"
ERASED = "erasures:\n  - {code: TT-0007, on: 2026-02-01, by: 王某, basis: 试, reason: 试}\n"


def path_of(code: str) -> str:
    return f"people/tt/{code}/person.md"


def person(code: str) -> dict[str, str]:
    return {path_of(code): PERSON.replace("TT-0001", code)}


def deleted(files: dict[str, str]) -> Callable[[Repository], None]:
    """Committed, and deleted in a later commit."""

    def done(made: Repository) -> None:
        made.commit(dict(files))
        made.commit(dict.fromkeys(files))

    return done


def nothing(_: Repository) -> None:
    """Only TT-0001 ever stood there."""


def on_another_branch(made: Repository) -> None:
    made.git("switch", "-q", "-c", "other")
    made.commit(dict(person("TT-0007")))
    made.git("switch", "-q", "-")


def on_a_remote_branch(made: Repository) -> None:
    on_another_branch(made)
    made.git("update-ref", "refs/remotes/origin/theirs", "other")
    made.git("branch", "-q", "-D", "other")


def under_a_tag(made: Repository) -> None:
    on_another_branch(made)
    made.git("tag", "old", "other")
    made.git("branch", "-q", "-D", "other")


def in_a_merge(made: Repository) -> None:
    """The merge itself brought in the record, and a later commit deleted it."""
    on_another_branch(made)
    made.commit({"README.md": "x"})
    made.git("merge", "-q", "--no-commit", "--no-ff", "other")
    made.commit(dict(person("TT-0008")))
    made.commit({path_of("TT-0008"): None})


def moved(made: Repository) -> None:
    deleted(person("TT-0007"))(made)
    made.git("mv", "records", "then")
    made.commit()
    made.git("mv", "then", "records")


def here_alone(made: Repository) -> None:
    put(made.records, {"plans/2026-tt-jw.yml": PLAN})


def a_clone_of_names(made: Repository) -> None:
    """`identities/` is a repository of its own, whose history alone knows the code."""
    put(made.records, {".gitignore": "identities/\n", "identities/tt.yml": "TT-0007: 示例七\n"})
    folder = made.records / "identities"
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false")
    for call in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *who, *call], cwd=folder, check=True)
    put(folder, {"tt.yml": "{}\n"})


STOOD = (
    (nothing, "TT-0002"),
    (deleted(person("TT-0002")), "TT-0003"),
    (deleted({"people/tt/TT-0007/2026-02-10-talk.md": "kaputt"}), "TT-0008"),
    (on_another_branch, "TT-0008"),
    (on_a_remote_branch, "TT-0008"),
    (under_a_tag, "TT-0008"),
    (in_a_merge, "TT-0009"),
    (moved, "TT-0008"),
    (here_alone, "TT-0003"),
    (deleted({"plans/2026-tt-jw.yml": PLAN}), "TT-0003"),
    (deleted({"identities/tt.yml": "TT-0007: 示例七\n"}), "TT-0008"),
    (deleted({"identities/uu.yml": '"TT-0007": 示例七\n'}), "TT-0008"),
    (deleted({"restricted/tt/TT-0007.yml": "investigations: []\n"}), "TT-0008"),
    (deleted({"audit/erasures.yml": ERASED}), "TT-0008"),
    (a_clone_of_names, "TT-0008"),
    (deleted({"plans/2026-tt-jw.yml": PLAN.replace("TT-0002", "UU-0002")}), "TT-0002"),
)


@pytest.mark.parametrize(("happened", "code"), STOOD)
def test_what_ever_stood_is_taken(
    huifang: Command, tmp_path: Path, happened: Callable[[Repository], None], code: str
) -> None:
    made = started(tmp_path / "office", COMMON)
    happened(made)
    assert new(huifang, made).out.decode().rstrip().endswith(path_of(code))


def test_in_a_plain_folder_what_is_there_counts(huifang: Command, records: Path) -> None:
    put(records, {**person("TT-0004")})
    shutil.rmtree(records / "identities")
    answer = huifang("new", "person", "--unit", "tt-unit", "--type", "党内警告", "--records", records)
    assert answer.out.decode().rstrip().endswith(path_of("TT-0005"))


def shallow(made: Repository) -> None:
    """Only the newest commit is here."""
    made.commit({"README.md": "x"})
    head = made.git("rev-parse", "HEAD")
    (made.root / ".git/shallow").write_text(f"{head}\n", encoding="utf-8")


def damaged(made: Repository) -> None:
    """A commit that a branch leads to is gone."""
    on_another_branch(made)
    name = made.git("rev-parse", "other")
    (made.root / f".git/objects/{name[:2]}/{name[2:]}").unlink()


def unreadable(made: Repository) -> None:
    """What lies where a list of codes belongs cannot be read."""
    (made.records / "identities/tt.yml").mkdir(parents=True)


@pytest.mark.parametrize(
    ("happened", "remedy"),
    [(shallow, "git fetch --unshallow"), (damaged, "git fsck"), (unreadable, "identities/tt.yml cannot be read")],
)
def test_where_git_cannot_say_no_code_is_given(
    huifang: Command, tmp_path: Path, happened: Callable[[Repository], None], remedy: str
) -> None:
    made = started(tmp_path / "office", COMMON)
    happened(made)
    answer = new(huifang, made)
    assert (answer.code, answer.out, remedy in answer.err) == (3, b"", True)
    assert [each.name for each in (made.records / "people/tt").iterdir()] == ["TT-0001"]
    assert huifang("new", "talk", "TT-0001", "--date", "2026-03-03", "--records", made.records).code == 0


def new(huifang: Command, made: Repository) -> Answer:
    given = ("--unit", "tt-unit", "--type", "党内警告", "--decided-on", "2026-03-01", "--records", made.records)
    return huifang("new", "person", *given, "--lang", "en")
