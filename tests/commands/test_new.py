"""`huifang new` and `huifang demo` as they are typed: the path on stdout, notes on stderr, refusals with 2."""

from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.sound import put


def test_a_person_a_visit_a_talk_and_a_plan(huifang: Command, records: Path) -> None:
    calls = (
        (
            "person",
            "--unit",
            "tt-unit",
            "--type",
            "党内警告",
            "--decided-on",
            "2026-03-01",
            "--form",
            "2",
            "--rank",
            "科级副职",
        ),
        (
            "visit",
            "TT-0002",
            "--date",
            "2026-05-06",
            "--visitor",
            "李某:tt-jw:副书记:in_charge",
            "--visitor",
            "赵某",
            "--method",
            "访谈",
            "--interview",
            "person",
            "--situation",
            "表现良好",
        ),
        ("talk", "TT-0002", "--date", "2026-05-07", "--helper", "王某", "--topic", "工作情况"),
        ("plan", "tt-jw", "--year", "2026", "--visit", "TT-0002:6:李某", "--approved-on", "2026-02-02"),
    )
    answers = [huifang("new", *call, "--records", records) for call in calls]
    assert [answer.code for answer in answers] == [0, 0, 0, 0]
    assert [answer.out.decode() for answer in answers] == [
        "records/people/tt/TT-0002/person.md\n",
        "records/people/tt/TT-0002/2026-05-06-visit.md\n",
        "records/people/tt/TT-0002/2026-05-07-talk.md\n",
        "records/plans/2026-tt-jw.yml\n",
    ]
    assert huifang("validate", "--records", records).code == 0


def test_what_was_assumed_is_a_note(huifang: Command, records: Path) -> None:
    answer = huifang("new", "talk", "TT-0001", "--records", records, "--lang", "en")
    assert answer.err == (
        "huifang: not said, so filled in and marked `# 待核实`; confirm it by taking the mark away: "
        "date: 2026-07-01, helper: 王某\n"
    )


@pytest.mark.parametrize(("lang", "comment"), [("zh", "place:  # 地点"), ("en", "place:  # place")])
def test_the_comments_follow_the_language(huifang: Command, records: Path, lang: str, comment: str) -> None:
    path = huifang("new", "talk", "TT-0001", "--again", "--records", records, "--lang", lang).out.decode().strip()
    assert comment in Path(path).read_text(encoding="utf-8")


OF_OPTIONS = (  # what is typed, what is said of it: options, and never a line of a file that does not exist
    (("person", "--unit", "tt-unit", "--type", "党内警高"), "--type: "),
    (("person", "--unit", "tt-unit", "--type", "党内警告", "--decided-on", "2026-02-30"), "--decided-on: "),
    (("person", "--unit", "tt-unit", "--type", "政务记过", "--months", "60"), "--months: "),
    (("person", "--unit", "tt-unit", "--type", "党内警告", "--helper", "王某:tt-unit:局长:2026-02-30"), "--helper: "),
    (("visit", "TT-0001", "--date", "2026-01-14", "--outcome", "refused"), "--date: "),
    (("visit", "TT-0001", "--outcome", "refused", "--visitor", "李某:tt-jv"), "--visitor: "),
    (("talk", "TT-0001", "--topic", "谈心"), "--topic: "),
    (("plan", "tt-jw", "--visit", "TT-0001:13"), "--visit: "),
)


@pytest.mark.parametrize(("call", "option"), OF_OPTIONS, ids=[row[1] for row in OF_OPTIONS])
def test_a_refusal_speaks_of_what_was_typed(
    huifang: Command, records: Path, call: tuple[str, ...], option: str
) -> None:
    answer = huifang("new", *call, "--records", records, "--lang", "en")
    assert (answer.code, answer.err.startswith(option), "records/" in answer.err) == (2, True, False), answer.err


REFUSED = (
    ("person", "--unit", "tt-unit"),
    ("person", "--unit", "tt-unit", "--type", "警告"),
    ("person", "--unit", "tt-nit", "--type", "党内警告"),
    ("person", "--unit", "tt-unit", "--type", "党内警告", "--decided-on", "2026-02-30"),
    ("visit", "TT-0003"),
    ("visit", "TT-0001", "--date", "2026-01-14"),
    ("visit", "TT-0001", "--outcome", "perhaps"),
    ("visit", "TT-0001", "--body", "tt-jv"),
    ("visit", "TT-0001", "--interview", "everybody"),
    ("talk", "TT-0001", "--date", "2026-01-19"),
    ("plan", "tt-jv"),
    ("nothing",),
)


@pytest.mark.parametrize("call", REFUSED, ids=" ".join)
def test_refused(huifang: Command, records: Path, call: tuple[str, ...]) -> None:
    before = sorted(records.rglob("*"))
    answer = huifang("new", *call, "--records", records)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err
    assert sorted(records.rglob("*")) == before


def test_without_a_register_nothing_can_be_new(huifang: Command, tmp_path: Path) -> None:
    answer = huifang("new", "plan", "tt-jw", "--records", put(tmp_path / "other", {"x.txt": "x"}))
    assert answer.code == 3


def test_a_demonstration_validates(huifang: Command, records: Path, tmp_path: Path) -> None:
    answer = huifang("demo", tmp_path / "demo", "--people", "20", "--seed", "3")
    assert (answer.code, answer.out.decode()) == (0, f"{tmp_path / 'demo'}\n")
    assert huifang("validate", "--records", tmp_path / "demo").code == 0
    assert huifang("due", "--records", tmp_path / "demo", "--format", "json").data["as_of"] == "2026-11-20"
    assert (tmp_path / "demo/policy/measures.yml").read_bytes() == (records / "policy/measures.yml").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("full",), 2), (("file/demo",), 3), (("new", "--people", "0"), 2), (("new", "--seed", "-1"), 2), ((), 2)],
)
def test_a_demonstration_that_cannot_be(
    huifang: Command, records: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    put(tmp_path, {"full/mine.txt": "mine", "file": "a file"})
    answer = huifang("demo", *arguments, "--records", records)
    assert (answer.code, answer.out) == (code, b"")
    assert answer.err
    assert not (tmp_path / "new").exists()


def test_without_a_register_the_programs_own_rules_are_taken(huifang: Command, tmp_path: Path) -> None:
    assert huifang("demo", tmp_path / "demo", "--people", "3").code == 0
