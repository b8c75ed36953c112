"""Handing over: what the records say then, what no list of an earlier day sees, and what is refused in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from huifang.editing.files import NotWrittenError
from huifang.editing.handover import (
    Destination,
    HandoverDraft,
    NewHelper,
    close_unit,
    hand_helpers,
    hand_officers,
    hand_to_body,
)
from huifang.editing.new import RefusedError
from huifang.lists import Lists
from huifang.policy import words_of
from huifang.register import FolderTree, Register, load
from huifang.texts import words
from tests.sound import SAMPLE, sample_policy

TODAY, DAY = date(2026, 11, 20), date(2026, 11, 16)
Change = Callable[[HandoverDraft], None]
HAND: Change = lambda draft: hand_helpers(draft, "王某", NewHelper("示例新", "局长"), DAY, unit="ja-archive")  # noqa: E731
CHANGES: dict[str, Change] = {
    "helper": HAND,
    "helper-above": lambda draft: hand_helpers(
        draft, "王某", NewHelper("示例新", None, "ja-dw"), DAY, unit="ja-archive"
    ),
    "transfer": lambda draft: hand_to_body(
        draft, "JA-0007", Destination("yi-jw", "yi-stat", "副局长", "处级副职"), DAY
    ),
    "transfer-alone": lambda draft: hand_to_body(draft, "JA-0007", Destination("ja-pz1"), DAY),
    "close": lambda draft: close_unit(draft, "ja-archive", DAY - timedelta(days=1), "ja-culture"),
    "close-body": lambda draft: close_unit(draft, "ja-jw", DAY - timedelta(days=1), "yi-jw"),
}


def draft(root: Path = SAMPLE.root) -> HandoverDraft:
    return HandoverDraft((FolderTree(root),), sample_policy(), TODAY)


def would_be(made: HandoverDraft) -> Register:
    """The register as it would be."""
    (tree,) = made.trees
    files = {path.partition("/")[2]: raw for path, raw in made.after.items()}
    changed = {path: raw.decode() for path, raw in files.items()}

    class Tree:
        name = tree.name

        def entries(self) -> object:
            return [replace(e, size=len(changed[e.path].encode())) if e.path in changed else e for e in tree.entries()]

        def read(self, path: str) -> bytes:
            return changed[path].encode() if path in changed else tree.read(path)

    return load([Tree()], words_of(made.policy))  # type: ignore[list-item] # a tree in all that is asked of it


def rows(register: Register, day: date) -> list[object]:
    """Every row of the lists about people and bodies on a day."""
    lists = Lists(register, sample_policy(), day)
    return [[str(each) for each in part] for part in (lists.due(90), lists.eligible, lists.coverage, lists.stats)]


@pytest.mark.parametrize("change", CHANGES)
def test_no_list_of_an_earlier_day_changes(change: str) -> None:
    made = draft()
    CHANGES[change](made)
    made.judged()
    after = would_be(made)
    for day in (DAY - timedelta(days=1), date(2026, 6, 30)):
        assert rows(after, day) == rows(made.register, day)
    assert rows(after, TODAY) != rows(made.register, TODAY) or change == "helper-above"


def test_the_duty_to_confirm_stands_until_it_is_done() -> None:
    made = draft()
    CHANGES["transfer"](made)
    due = Lists(would_be(made), made.policy, TODAY).due(90)
    assert [(each.owner, each.due_on) for each in due if each.duty == "transfer" and each.person == "JA-0007"] == [
        ("yi-jw", DAY + timedelta(days=15))
    ]
    assert any("confirm by 2026-12-01, by writing `received_on`" in words("en")(each) for each in made.notes)


def test_what_an_old_entry_leaves_out_is_written_before_it_changes(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE.root, tmp_path / "records")
    path = root / "people/ja/JA-0007/person.md"
    old = "unit_history:\n  - {unit: ja-urban, from: 2020-01-01, to: 2024-12-31}  # 以前\ninformed_on"
    path.write_text(path.read_text("utf-8").replace("informed_on", old, 1), "utf-8")
    made = draft(root)
    hand_to_body(made, "JA-0007", Destination("yi-jw"), DAY)
    text = made.after["records/people/ja/JA-0007/person.md"].decode()
    assert "{unit: ja-urban, supervised_by: ja-jw, from: 2020-01-01, to: 2024-12-31}  # 以前\n" in text
    assert "category: 公务员, supervised_by: ja-jw, from: 2025-01-01, to: 2026-11-15}\n" in text


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE.root, tmp_path / "records")
    made = draft(root)
    HAND(made)
    last = root / "people/ja/JA-0007/person.md"
    last.write_bytes(last.read_bytes() + b"\n")  # somebody types meanwhile
    before = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    with pytest.raises(NotWrittenError):
        made.write()
    assert {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize(("fails_at", "count"), [(1, 1), (2, 3)], ids=["nothing written", "one taken back"])
def test_an_error_half_way_takes_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, count: int
) -> None:
    root = shutil.copytree(SAMPLE.root, tmp_path / "records")
    made, whole = draft(root), __import__("huifang.editing.together", fromlist=["x"])
    HAND(made)
    write, calls = whole.write_record, []

    def full(*given: object, **named: object) -> None:
        calls.append(given)
        if len(calls) == fails_at:
            raise OSError(28, "full")
        write(*given, **named)

    monkeypatch.setattr(whole, "write_record", full)
    with pytest.raises(OSError, match="full"):
        made.write()
    assert all((root.parent / path).read_bytes() == raw for path, raw in made.before.items())
    assert len(calls) == count


def test_what_is_written_is_what_was_shown(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE.root, tmp_path / "records")
    made = draft(root)
    HAND(made)
    made.write()
    assert made.paths == ("records/people/ja/JA-0001/person.md", "records/people/ja/JA-0007/person.md")
    assert all((root.parent / path).read_bytes() == raw for path, raw in made.after.items())


REFUSED: tuple[tuple[Change, str, str], ...] = (
    (lambda d: hand_helpers(d, "王其", NewHelper("示例新"), DAY),
     "nobody has a helper 王其 on 2026-11-16: ", "2026-11-16 没有名为 王其 的帮扶人"),
    (lambda d: hand_helpers(d, "王某", NewHelper("示例新"), DAY, districts=["yi"]),
     "王某 helps nobody there on 2026-11-16", "2026-11-16 王某 在所选范围内没有帮扶对象"),
    (lambda d: hand_helpers(d, "王某", NewHelper("王某"), DAY), "王某 cannot take over from 王某", "王某 不能接替本人"),
    (lambda d: hand_helpers(d, "王某", NewHelper("示例新"), date(2026, 3, 6)),
     "王某 became the helper of JA-0001 only on 2026-03-06; take a later day",
     "王某 到 2026-03-06 才担任 JA-0001 的帮扶人"),
    (lambda d: hand_helpers(d, "王某", NewHelper("示例新", None, "yi-stat"), DAY),
     "yi-stat is neither the unit of JA-0001 nor above it; name another with --to-unit",
     "yi-stat 既不是 JA-0001 的单位"),
    (lambda d: hand_helpers(d, "王某", NewHelper("示例新", None, "ja-nix"), DAY), "there is no organization ja-nix",
     "没有"),
    (lambda d: hand_officers(d, "李某", "示例新", date(2027, 1, 1)), "no plan has a visit by 李某 from 2027-01 on",
     "2027-01 起的计划中没有 李某 的回访"),
    (lambda d: hand_officers(d, "李某", "李某", DAY), "李某 cannot take over from 李某", "李某 不能接替本人"),
    (lambda d: hand_to_body(d, "JA-9999", Destination("yi-jw"), DAY), "there is no person JA-9999", "没有编号为"),
    (lambda d: hand_to_body(d, "JA-0007", Destination("ja-jw"), DAY), "ja-jw follows up JA-0007 already",
     "JA-0007 已由 ja-jw"),
    (lambda d: hand_to_body(d, "JA-0007", Destination("yi-stat"), DAY),
     "yi-stat is not a discipline body, so it cannot follow up", "yi-stat 不是纪检监察机关"),
    (lambda d: close_unit(d, "ja-nix", DAY, None), "there is no organization ja-nix", "没有"),
    (lambda d: close_unit(d, "ja-archive", DAY, "ja-archive"), "ja-archive cannot be its own successor",
     "ja-archive 不能由本单位承接"),
    (lambda d: close_unit(d, "ja-jw", DAY, "ja-archive"), "ja-archive is not a discipline body, so it cannot follow up",
     "ja-archive 不是纪检监察机关"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "en", "zh"), REFUSED, ids=[f"{n}-{row[1]}" for n, row in enumerate(REFUSED)])
def test_refused(change: Change, en: str, zh: str) -> None:
    made = draft()
    with pytest.raises(RefusedError) as refused:
        change(made)
    assert words("en")(refused.value.message).startswith(en)
    assert words("zh")(refused.value.message).startswith(zh)


def test_two_helpers_of_one_name_are_told_apart(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE.root, tmp_path / "records")
    path = root / "people/ja/JA-0007/person.md"
    path.write_text(path.read_text("utf-8").replace("局长, unit: ja-archive", "书记, unit: ja-dw"), "utf-8")
    with pytest.raises(RefusedError, match="several units"):
        hand_helpers(draft(root), "王某", NewHelper("示例新"), DAY)
    made = draft(root)
    hand_helpers(made, "王某", NewHelper("示例新"), DAY, unit="ja-dw")
    assert made.paths == ("records/people/ja/JA-0007/person.md",)


def test_a_unit_without_a_successor_keeps_its_people() -> None:
    made = draft()
    close_unit(made, "ja-archive", DAY, None)
    assert made.paths == ("records/organizations/ja.yml",)
    assert [words("en")(each) for each in made.notes] == [
        "without --successor nobody moves; still in ja-archive: JA-0001, JA-0007, JA-0018"
    ]
