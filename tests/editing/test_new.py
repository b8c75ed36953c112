"""New records by options: the next number, sound contents, nothing written over, refusals with the nearest word."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from huifang.checks import findings
from huifang.editing.new import RefusedError, Workspace
from huifang.editing.records import new_person, new_plan, new_talk, new_visit
from huifang.editing.templates import filled_record, notes
from huifang.editing.writing import Raw
from huifang.policy import words_of
from huifang.register import FolderTree, load
from huifang.register.models import Person, Plan, Talk, Visit
from huifang.texts import words
from tests.sound import EMPTY, put, sample_policy

DAY = date(2026, 11, 20)
GIVEN: dict[str, Raw] = {
    "unit": "tt-unit",
    "rank": "科级正职",
    "category": "公务员",
    "party_member": True,
    "management": "区管",
}
MEASURE: dict[str, Raw] = {"type": "党内警告", "decided_on": "2026-03-01", "decided_by": "tt-jw", "form": "2"}
PERSON = "people/tt/TT-0001/person.md"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A register of its own with the test district and nobody in it."""
    return at(put(tmp_path / "records", EMPTY))


def at(folder: Path) -> Workspace:
    return Workspace((FolderTree(folder),), sample_policy(), DAY, words("en"))


def again(desk: Workspace) -> Workspace:
    """The same register, looked at anew."""
    return at(desk.trees[0].root)


def relative(desk: Workspace, path: Path) -> str:
    return path.relative_to(desk.trees[0].root).as_posix()


def errors(desk: Workspace) -> list[str]:
    """The errors of the whole register."""
    register = load(desk.trees, words_of(desk.policy))
    return [each.check for each in findings(register, desk.policy, DAY) if each.severity == "error"]


def test_a_person_gets_the_next_number(desk: Workspace) -> None:
    paths = [relative(desk, new_person(again(desk), GIVEN, MEASURE, again=True).path) for _ in range(2)]
    assert paths == [PERSON, "people/tt/TT-0002/person.md"]
    assert errors(desk) == []


DOUBLES: tuple[tuple[dict[str, Raw], dict[str, Raw], bool], ...] = (  # what differs, whether it is refused
    ({}, {}, True),
    ({"rank": "科级副职"}, {"form": "3"}, True),
    ({"unit": "tt-jw"}, {}, False),
    ({}, {"type": "党内严重警告"}, False),
    ({}, {"decided_on": "2026-03-02"}, False),
    ({}, {"document": "示纪〔2026〕2号"}, False),
    ({}, {"decided_on": None}, False),
)


@pytest.mark.parametrize(("person", "measure", "refused"), DOUBLES)
def test_somebody_is_not_registered_twice(
    desk: Workspace, person: dict[str, Raw], measure: dict[str, Raw], refused: bool
) -> None:
    new_person(desk, GIVEN, MEASURE)
    said = f"records/{PERSON} has the same tt-unit, 党内警告, 2026-03-01; for somebody else add --again"
    with pytest.raises(RefusedError) if refused else nullcontext() as problem:
        new_person(again(desk), {**GIVEN, **person}, {**MEASURE, **measure})
    assert problem is None or words("en")(problem.value.message) == said


def test_a_person_who_cannot_be_read_is_not_without_helper(desk: Workspace) -> None:
    """The refusal names the file, and says nothing about helpers."""
    path = new_person(desk, GIVEN, MEASURE).path
    path.write_text(path.read_text(encoding="utf-8").replace("helpers:", "helpers："), encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        new_talk(again(desk), "TT-0001", "2026-06-02", {})
    assert words("en")(refused.value.message) == "nothing was written: the record of TT-0001 cannot be read"
    assert {each.place.path for each in refused.value.findings} == {f"records/{PERSON}"}


NUMBERS = (  # what is there already, the next code
    ("people/tt/TT-0007/person.md", "TT-0008"),
    ("people/tt/TT-9999/person.md", "TT-10000"),
    ("people/tt/TT-12345/person.md", "TT-12346"),
    ("people/other/TT-0004/person.md", "TT-0005"),
    ("restricted/tt/TT-0011.yml", "TT-0012"),
    ("people/tt/XX-0050/person.md", "TT-0001"),
)


@pytest.mark.parametrize(("there", "code"), NUMBERS)
def test_a_code_is_never_given_twice(desk: Workspace, there: str, code: str) -> None:
    path = desk.trees[0].root / there
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")
    assert new_person(desk, GIVEN, MEASURE).path.parent.name == code


def test_a_name_that_is_left_keeps_its_code(desk: Workspace) -> None:
    names = desk.trees[0].root / "identities/tt.yml"
    names.parent.mkdir()
    names.write_text("TT-0003: 示例三\n", encoding="utf-8")
    assert new_person(desk, GIVEN, MEASURE).path.parent.name == "TT-0004"


def test_after_six_digits_nothing_is_given(desk: Workspace) -> None:
    (desk.trees[0].root / "people/tt/TT-999999").mkdir(parents=True)
    with pytest.raises(RefusedError):
        new_person(desk, GIVEN, MEASURE)


def test_what_nobody_said_is_filled_in_and_told(desk: Workspace) -> None:
    made = new_person(desk, {"unit": "tt-unit"}, {"type": "政务警告"})
    assert dict(made.assumed) == {
        "rank": "其他",
        "category": "其他",
        "party_member": "false",
        "management": "区管",
        "supervised_by": "tt-jw",
        "decided_by": "tt-jw",
    }
    assert errors(desk) == []


KINDS = [  # every kind of measure can be written with nothing but its name
    pytest.param(name, id=name) for name in sample_policy().types
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_measure_can_be_written(desk: Workspace, kind: str) -> None:
    new_person(desk, GIVEN, {"type": kind, "decided_on": "2025-03-03"})
    assert errors(desk) == []


APPLYING = (  # kind of measure, a key that stands in its template, one that does not
    ("留党察看", "probation_months", "lifted_on"),
    ("免职", "removal_reason", "probation_months"),
    ("行政记过", "lifted_on", "removal_reason"),
    ("停职检查", "months", "lifted_on"),
    ("党内警告", "announced_on", "months"),
)


@pytest.mark.parametrize(("kind", "there", "absent"), APPLYING)
def test_a_measure_shows_the_keys_that_apply(desk: Workspace, kind: str, there: str, absent: str) -> None:
    text = new_person(desk, GIVEN, {"type": kind}).path.read_text(encoding="utf-8")
    assert f"    {there}:  # " in text
    assert f"    {absent}:" not in text


REFUSED: tuple[
    tuple[dict[str, Raw], dict[str, Raw], str], ...
] = (  # what is given for the person, for the measure, the text of the first finding or of the refusal
    ({"unit": "tt-unitt"}, {}, "there is no organization tt-unitt: did you mean `tt-unit`, 示例区档案局?"),
    ({"unit": "示例区档案局"}, {}, "there is no organization 示例区档案局: write `tt-unit`, the id of 示例区档案局"),
    ({"district": "tx"}, {}, "there is no district tx: did you mean `tt`?"),
    ({"rank": "科级正"}, {}, "科级正 is not one of the words for `rank`"),
    ({"supervised_by": "tt-jv"}, {}, "no organization has the id tt-jv"),
    ({"helpers": ["王某:tt-unit:局长:2026-02-30"]}, {}, "2026-02-30 is not in the calendar"),
    ({"helpers": ["王某:tt-unit:局长"]}, {}, "王某:tt-unit:局长 is not written as NAME:UNIT:POST:FROM"),
    ({"helpers": ["a:b:c:d:e"]}, {}, "a:b:c:d:e is not written as NAME:UNIT:POST:FROM"),
    ({}, {"type": "党内警高"}, "党内警高 is not one of the words for `type`"),
    ({}, {"decided_on": "2026-13-01"}, "2026-13-01 is not in the calendar"),
    ({}, {"form": "5"}, "5 is not one of the words for `form`"),
    ({}, {"type": "政务记过", "months": "60"}, "60 months: a decision can set 48 at most"),
)


@pytest.mark.parametrize(("person", "measure", "said"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_refusal_says_why_and_writes_nothing(
    desk: Workspace, person: dict[str, Raw], measure: dict[str, Raw], said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        new_person(desk, {**GIVEN, **person}, {**MEASURE, **measure})
    told = [words("en")(each.message) for each in refused.value.findings] or [words("en")(refused.value.message)]
    assert told[0] == said
    assert not (desk.trees[0].root / "people").exists()


HELD_FACTS: dict[str, Raw] = {"methods": ["访谈"], "interviews": {"person": "true"}, "situation": ["表现良好"]}


def test_what_a_visit_found_is_never_filled_in(desk: Workspace) -> None:
    """A held visit without method, interviews or situation is refused, with the options to give."""
    new_person(desk, GIVEN, MEASURE)
    with pytest.raises(RefusedError) as refused:
        new_visit(again(desk), "TT-0001", "2026-06-02", {"methods": ["访谈"]})
    expected = "a held visit needs --interview, --situation; for an attempt: --outcome unreachable or refused"
    assert words("en")(refused.value.message) == expected


def test_a_second_visit_that_day_is_asked_for(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    new_visit(again(desk), "TT-0001", "2026-06-02", {**HELD_FACTS})
    with pytest.raises(RefusedError) as refused:
        new_visit(again(desk), "TT-0001", "2026-06-02", {**HELD_FACTS})
    assert words("en")(refused.value.message) == (
        "there is a record of 2026-06-02 already: people/tt/TT-0001/2026-06-02-visit.md; "
        "for a second one that day add --again"
    )


def test_a_second_visit_that_day_ends_in_two(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    visits = [("TT-0001", "2026-06-02", {**HELD_FACTS})] * 3
    paths = [new_visit(again(desk), *each, again=True).path.name for each in visits]
    assert paths == ["2026-06-02-visit.md", "2026-06-02-visit-2.md", "2026-06-02-visit-3.md"]
    assert new_talk(again(desk), "TT-0001", "2026-06-02", {"helper": "王某"}).path.name == "2026-06-02-talk.md"
    assert errors(desk) == []


def test_a_visit_takes_its_body_from_the_person(desk: Workspace) -> None:
    new_person(desk, {**GIVEN, "supervised_by": "tt-jw"}, MEASURE)
    made = new_visit(again(desk), "TT-0001", None, {**HELD_FACTS, "visitors": ["李某:tt-jw:副书记:in_charge", "赵某"]})
    text = made.path.read_text(encoding="utf-8")
    assert made.assumed["body"] == "tt-jw"
    assert made.assumed["date"] == "2026-11-20"
    assert "  - {name: 李某, body: tt-jw, post: 副书记, in_charge: true}\n  - {name: 赵某, body: tt-jw}\n" in text


def test_a_visit_in_vain_needs_nothing_more(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    made = new_visit(again(desk), "TT-0001", "2026-06-02", {"outcome": "refused", "body": "tt-jw"})
    assert dict(made.assumed) == {}
    assert errors(desk) == []


def test_a_visit_before_the_decision_is_refused(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    with pytest.raises(RefusedError) as refused:
        new_visit(again(desk), "TT-0001", "2026-02-28", {**HELD_FACTS})
    assert [each.check for each in refused.value.findings] == ["visit-before-decision"]


def test_a_broken_neighbour_does_not_stand_in_the_way(desk: Workspace) -> None:
    path = new_person(desk, GIVEN, MEASURE).path
    path.write_text(path.read_text(encoding="utf-8").replace("rank: 科级正职", "rank: 科级"), encoding="utf-8")
    new_talk(again(desk), "TT-0001", "2026-06-02", {"helper": "王某"})
    assert errors(desk) == ["unknown-word"]


def test_a_talk_takes_its_helper_from_the_person(desk: Workspace) -> None:
    new_person(desk, {**GIVEN, "helpers": ["王某:tt-unit:局长:2026-03-10"]}, MEASURE)
    assert new_talk(again(desk), "TT-0001", "2026-06-02", {}).assumed["helper"] == "王某"
    with pytest.raises(RefusedError):
        new_talk(again(desk), "TT-0001", "2026-03-05", {})


@pytest.mark.parametrize("day", ["2026-6-2", "2026-02-30", "June"])
def test_a_wrong_day_is_refused(desk: Workspace, day: str) -> None:
    new_person(desk, GIVEN, MEASURE)
    with pytest.raises(RefusedError):
        new_talk(again(desk), "TT-0001", day, {"helper": "王某"})


def test_an_unknown_person_is_refused_with_the_nearest(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    with pytest.raises(RefusedError) as refused:
        new_visit(again(desk), "TT-0011", "2026-06-02", {**HELD_FACTS})
    assert words("en")(refused.value.message) == "there is no person TT-0011: did you mean `TT-0001`?"


def test_a_plan_is_made_once(desk: Workspace) -> None:
    new_person(desk, GIVEN, MEASURE)
    made = new_plan(again(desk), "tt-jw", "2026", {"approved_on": "2026-02-02", "visits": ["TT-0001:6:李某:重点对象"]})
    assert "  - {person: TT-0001, month: 6, by: 李某, reason: 重点对象}\n" in made.path.read_text(encoding="utf-8")
    with pytest.raises(RefusedError):
        new_plan(again(desk), "tt-jw", "2026", {})
    assert errors(desk) == []


PLANS = (
    ("tt-jx", "2026", ()),
    ("tt-jw", "26", ()),
    ("tt-jw", "2026", ("TT-0009:3",)),
    ("tt-jw", "2026", ("TT-0001:13",)),
)


@pytest.mark.parametrize(("body", "year", "visits"), PLANS)
def test_a_wrong_plan_is_refused(desk: Workspace, body: str, year: str, visits: tuple[str, ...]) -> None:
    new_person(desk, GIVEN, MEASURE)
    with pytest.raises(RefusedError):
        new_plan(again(desk), body, year, {"visits": visits})


def test_nothing_is_written_over(desk: Workspace) -> None:
    """Another file of that name appears between the look and the writing."""
    path = desk.trees[0].root / PERSON
    number = desk.next_number(desk.frame.organizations.districts["tt"])
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    assert number == 1
    assert new_person(desk, GIVEN, MEASURE).path.parent.name == "TT-0002"
    assert path.read_text(encoding="utf-8") == "mine"


def one_more(folder: Path) -> str:
    return new_person(at(folder), GIVEN, MEASURE, again=True).path.parent.name


@pytest.mark.slow
def test_two_at_once_never_collide(desk: Workspace) -> None:
    folder = desk.trees[0].root
    with ProcessPoolExecutor(2) as pool:
        codes = list(pool.map(one_more, [folder] * 12))
    assert sorted(codes) == [f"TT-{number:04d}" for number in range(1, 13)]
    assert errors(desk) == []


@pytest.mark.parametrize("model", [Person, Visit, Talk, Plan])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_has_its_label(model: type[Person], lang: str) -> None:
    policy = sample_policy()
    told = notes(model, policy, words("zh" if lang == "zh" else "en"))
    bare = [key for key in filled_record(model, {}) if not told[key] or (lang == "zh" and told[key].isascii())]
    assert bare == []
