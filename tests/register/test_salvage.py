"""Errors never drop a person from the lists, never touch a neighbour, and never make a fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from huifang.register import Register, TreeEntry, known_on, load
from huifang.register.layout import Kind, Spot
from huifang.register.salvage import UNREAD, defaults_of
from tests.register.typed import ORGANIZATIONS as OTHERS
from tests.register.typed import (
    PERSON,
    PLAN,
    RESTRICTED,
    TALK,
    TALK_PATH,
    VISIT,
    VISIT_PATH,
    instead,
    loaded,
)
from tests.sound import ORGANIZATIONS, PERSON_PATH, MemoryTree, sample_policy

NEIGHBOUR_PATH = "people/tt/TT-0002/person.md"
NEIGHBOUR = PERSON.replace("TT-0001", "TT-0002")
PLAN_PATH, RESTRICTED_PATH = "plans/2024-tt-jw.yml", "restricted/tt/TT-0001.yml"
PATHS = (PERSON_PATH, TALK_PATH, VISIT_PATH, RESTRICTED_PATH, PLAN_PATH, "organizations/tt.yml")
MIB = 1 << 20

UNREADABLE = {  # name: what stands in the file
    "bytes": b"\xff\xfe\x00\xff",
    "nothing": b"",
    "no YAML": "---\ncode: [\n---\n",
    "a list": "---\n- TT-0001\n---\n",
    "a text": "---\nTT-0001\n---\n",
    "a conflict": instead(PERSON, 4, "<<<<<<< HEAD"),
    "a key twice": instead(PERSON, 4, "post: 科长\npost: 科长"),
    "too deep": instead(PERSON, 4, "post: " + "[" * 5000),
}
WRONG = (  # line, what stands there, the keys that could not be read
    (5, "rank: 处级", ("rank",)),
    (3, "# no unit", ("unit",)),
    (2, "code: 1", ("code",)),
    (7, "party_member: yes", ("party_member",)),
    (12, "    decided_on: 2024-02-30", ("measures[0].decided_on",)),
    (11, "  - type: 党内提醒", ("measures[0].type",)),
    (15, "    couse: x", ("measures[0].couse",)),
    (11, "  - 党内警告\n  - type: 政务警告", ("measures[0]",)),
    (17, "  - {name: 示例王}", ("helpers[0].unit", "helpers[0].from")),
    (21, "left: 退休", ("left",)),
    (21, "left: {on: 2024-13-01, reason: 退休}", ("left.on",)),
    (21, "informed: 2024-03-15", ("informed",)),
)


def both(person: str | bytes) -> Register:
    """A register of a person and a sound neighbour."""
    return loaded({PERSON_PATH: person, NEIGHBOUR_PATH: NEIGHBOUR})


@pytest.mark.parametrize("person", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_person_exists(person: str | bytes) -> None:
    made = both(person)
    found = made.people["TT-0001"]
    assert found.unread == (f"records/{PERSON_PATH}",)
    assert (found.code, found.unit, found.measures[0].decided_on) == ("TT-0001", UNREAD, None)
    assert made.unread == {f"records/{PERSON_PATH}": ()}


@pytest.mark.parametrize("person", [*UNREADABLE.values(), *(instead(PERSON, line, typed) for line, typed, _ in WRONG)])
def test_neighbour_is_untouched(person: str | bytes) -> None:
    made = both(person)
    assert made.people["TT-0002"] == loaded({NEIGHBOUR_PATH: NEIGHBOUR}).people["TT-0002"]
    assert {finding.place.path for finding in made.findings} == {f"records/{PERSON_PATH}"}


@pytest.mark.parametrize(("line", "typed", "unread"), WRONG)
def test_unread_keys_are_named_and_the_rest_is_kept(line: int, typed: str, unread: tuple[str, ...]) -> None:
    found = both(instead(PERSON, line, typed)).people["TT-0001"]
    assert set(found.unread) == set(unread)
    assert (found.post, found.supervised_by) == ("科长", "tt-jw")
    assert found.code == "TT-0001"


SECOND = "  - {type: 政务记过, decided_on: 2024-04-01, decided_by: tt-jw, form: 2%s}"
MONTHS = "    months: 六"  # of the first measure
LOST = f"{MONTHS}\n    revoked_on: 2024-05-01"
PARENT = OTHERS.replace("kind: 单位}", "kind: 单位, parent: 示例}\n  - {id: ss-two, name: 示例, kind: 局}")
OTHER_TALK = "people/tt/TT-0001/2024-02-30-talk.md"  # a name that is no day


def measures(made: Register) -> list[tuple[int, str, str, object]]:
    return [(each.index, each.type, str(each.decided_on), each.lifted_on) for each in made.people["TT-0001"].measures]


def known_measures(made: Register) -> list[str]:
    known = known_on(made, date(2024, 7, 1))
    return [str(each.decided_on) for each in known.people["TT-0001"].measures]


def known_people(day: date) -> Callable[[Register], list[str]]:
    return lambda made: list(known_on(made, day).people)


def talks(made: Register) -> list[tuple[date, str, str, tuple[str, ...]]]:
    found = made.talks.get("TT-0001", ())
    return [(each.date, each.helper, each.code, each.unread) for each in found]


def plans(made: Register) -> list[tuple[str, int, list[str], tuple[str, ...]]]:
    return [(each.body, each.year, [visit.person for visit in each.visits], each.unread) for each in made.plans]


def told_at(made: Register) -> list[tuple[str, str]]:
    return [(each.check, each.place.path.removeprefix("records/")) for each in made.findings]


def unread(made: Register) -> tuple[str, ...]:
    return made.people["TT-0001"].unread


KEPT: tuple[tuple[str, dict[str, str | bytes], Callable[[Register], object], object], ...] = (
    # what stays, the files beside or in place of the person's, asked, answer
    ("a file of one mebibyte is read", {PERSON_PATH: PERSON.encode().ljust(MIB, b"x")}, told_at, []),
    # else the lists would name the wrong measure, or say that its day is not known; the rules ask what was lost
    ("a measure keeps its number and its day",
     {PERSON_PATH: instead(PERSON, 15, f"    lifted_on: soon\n{SECOND % ''}")}, measures,
     [(0, "党内警告", "2024-03-12", None), (1, "政务记过", "2024-04-01", None)]),
    ("a person with a revoked and an unreadable measure stays known",
     {PERSON_PATH: instead(PERSON, 15, f"{MONTHS}\n{SECOND % ', revoked_on: 2024-05-01'}")}, known_measures,
     ["2024-03-12"]),
    ("an unreadable measure keeps its person", {PERSON_PATH: instead(PERSON, 15, LOST)},
     known_people(date(2024, 4, 30)), ["TT-0001"]),
    ("until it was revoked", {PERSON_PATH: instead(PERSON, 15, LOST)},
     known_people(date(2024, 5, 1)), []),
    ("a talk by its file name", {TALK_PATH: b"\xff"}, talks,
     [(date(2024, 6, 5), "", "TT-0001", (f"records/{TALK_PATH}",))]),
    ("a talk with a wrong day by its file name", {TALK_PATH: TALK.replace("2024-06-05", "2024/06/05")}, talks,
     [(date(2024, 6, 5), "示例王", "TT-0001", ("date",))]),
    ("no talk whose name is no day", {OTHER_TALK: b""}, talks, []),
    ("it is told", {OTHER_TALK: b""}, lambda made: [check for check, _ in told_at(made)], ["missing-front-matter"]),
    ("a plan by its file name", {PLAN_PATH: "body: ["}, plans, [("tt-jw", 2024, [], (f"records/{PLAN_PATH}",))]),
    ("the other visits of a plan", {PLAN_PATH: f"{PLAN}  - {{person: TT-0002, month: 六月}}\n"}, plans,
     [("tt-jw", 2024, ["TT-0001"], ("visits[1].month",))]),
    ("a restricted fact with a misspelt key", {RESTRICTED_PATH: RESTRICTED.replace("visit:", "meeting:")},
     lambda made: (made.restricted["TT-0001"].unread, len(made.restricted["TT-0001"].violations)),
     (("violations[0].meeting",), 1)),
    ("a second restricted file of a code", {RESTRICTED_PATH: RESTRICTED, "restricted/uu/TT-0001.yml": "{}"},
     lambda made: ([check for check, _ in told_at(made)], made.restricted["TT-0001"].unread),
     (["duplicate-code"], (f"records/{RESTRICTED_PATH}", "records/restricted/uu/TT-0001.yml"))),
    ("a second person of a code makes the first unread", {"people/uu/TT-0001/person.md": PERSON},
     lambda made: (told_at(made), f"records/{PERSON_PATH}" in unread(made)),
     ([("duplicate-code", "people/uu/TT-0001/person.md")], True)),
    ("an organization without a bad optional key", {"organizations/ss.yml": PARENT},
     lambda made: ("ss-unit" in made.organizations, "ss-two" in made.organizations, made.organizations.complete),
     (True, False, False)),
    ("names that can be read", {"identities/tt.yml": "TT-0001: 示例甲一\nTT-1: 示例甲二\nTT-0003: [示例]\n"},
     lambda made: made.names, {"TT-0001": "示例甲一"}),
    ("a sample, in spite of an error", {"register.yml": "sample: true\nsample_day: tomorrow\n"},
     lambda made: (made.sample, made.settings.sample_day), (True, None)),
)  # fmt: skip
WITHOUT_PERSON: tuple[tuple[dict[str, str | bytes], Callable[[Register], object], object], ...] = (
    ({TALK_PATH: TALK}, told_at, [("missing-person-file", "people/tt/TT-0001")]),
    ({TALK_PATH: TALK}, unread, (f"records/{PERSON_PATH}",)),
    ({TALK_PATH: TALK}, lambda made: len(talks(made)), 1),
    ({VISIT_PATH: b"\xff"}, lambda made: {check for check, _ in told_at(made)},
     {"bad-utf-8", "missing-front-matter", "missing-person-file"}),
    ({VISIT_PATH: b"\xff"}, lambda made: list(made.people), ["TT-0001"]),
)  # fmt: skip


@pytest.mark.parametrize(("files", "asked", "answer"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_can_be_read_is_kept(
    files: dict[str, str | bytes], asked: Callable[[Register], object], answer: object
) -> None:
    assert asked(loaded({PERSON_PATH: PERSON, **files})) == answer


@pytest.mark.parametrize(("files", "asked", "answer"), WITHOUT_PERSON)
def test_a_folder_without_its_person_is_a_person(
    files: dict[str, str | bytes], asked: Callable[[Register], object], answer: object
) -> None:
    assert asked(loaded(files)) == answer


def test_empty_register() -> None:
    made = load([MemoryTree({})], {})
    assert (made.people, made.findings, made.has_restricted, made.has_identities) == ({}, (), False, False)


@pytest.mark.parametrize(
    ("line", "typed", "unread"),
    [
        (3, "date: 20 May", ("date",)),
        (2, "kind: 谈心谈话", ("kind",)),
        (7, "  - 示例李", ("visitors[0]",)),
        (6, "# nobody", ()),
        (9, "interviews: {members: many}", ("interviews.members",)),
        (10, "situation: [好]", ("situation[0]",)),
    ],
)
def test_visit_is_kept_without_what_could_not_be_read(line: int, typed: str, unread: tuple[str, ...]) -> None:
    made = loaded({PERSON_PATH: PERSON, VISIT_PATH: instead(VISIT, line, typed)})
    for visit in made.visits.get("TT-0001", ()):
        assert (visit.date, visit.kind, visit.outcome, visit.unread) == (date(2024, 5, 20), "回访", "held", unread)
    assert bool(made.visits) is bool(unread), "a file that is no YAML says nothing of a visit"


@pytest.mark.parametrize("typed", ["outcome: maybe", "body: 示例区纪委监委", "outcome: held:"])
def test_visit_is_never_guessed(typed: str) -> None:
    line = 5 if typed.startswith("outcome") else 4
    made = loaded({PERSON_PATH: PERSON, VISIT_PATH: instead(VISIT, line, typed)})
    assert made.visits == {}
    assert f"records/{VISIT_PATH}" in made.unread


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (b"\xff", (f"records/{RESTRICTED_PATH}",)),
        ("- a\n", (f"records/{RESTRICTED_PATH}",)),
        ("investigations: [{opened_on: 2024-05-00}]\n", ("investigations[0].opened_on",)),
        ("violations: [{on: 2024-05-00}]\n", ("violations[0].on",)),
    ],
)
def test_unreadable_restricted_facts_are_unknown_not_none(text: str | bytes, unread: tuple[str, ...]) -> None:
    found = loaded({PERSON_PATH: PERSON, RESTRICTED_PATH: text}).restricted["TT-0001"]
    assert (found.unread, found.investigations, found.violations) == (unread, (), ())


@pytest.mark.parametrize("text", [b"\xff", "district: [", "- a", "district: {id: SS}"])
def test_unreadable_organizations_blame_nobody(text: str | bytes) -> None:
    made = loaded({PERSON_PATH: PERSON, "organizations/ss.yml": text})
    assert not made.organizations.complete
    assert "tt-unit" in made.organizations


@dataclass(frozen=True)
class ClosedTree(MemoryTree):
    """A tree of which some files may not be read."""

    closed: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        """PermissionError as the file system would raise it."""
        if path in self.closed:
            raise PermissionError(13, "Permission denied", path)
        return super().read(path)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("how", ["closed", "link", "device", "folder", "large"])
def test_file_that_cannot_be_opened(path: str, how: str) -> None:
    files: dict[str, str | bytes] = {
        "organizations/tt.yml": ORGANIZATIONS, PERSON_PATH: PERSON, TALK_PATH: TALK, VISIT_PATH: VISIT,
        RESTRICTED_PATH: RESTRICTED, PLAN_PATH: PLAN}  # fmt: skip
    if how == "large":
        files[path] = b"#" * (MIB + 1)
    others = {path: TreeEntry(path, how)} if how in ("link", "device", "folder") else {}  # type: ignore[arg-type]
    if others:
        del files[path]
    made = load([ClosedTree(files, others=others, closed=(path,) if how == "closed" else ())], sample_policy().labels)
    check = {"closed": "unreadable-file", "large": "too-large"}.get(how, "not-a-file")
    assert [(finding.check, finding.place.path) for finding in made.findings] == [(check, f"records/{path}")]
    assert made.unread == {f"records/{path}": ()}
    assert "TT-0001" in made.people
    assert (made.people["TT-0001"].unread != ()) is (path == PERSON_PATH)
    assert len(made.talks["TT-0001"]) == 1, "nobody is told that the talk was not held"
    assert (made.restricted["TT-0001"].unread != ()) is (path == RESTRICTED_PATH)
    assert len(made.plans) == 1
    assert made.organizations.complete is not path.startswith("organizations")


def test_words_of_the_defaults_are_those_of_the_vocabulary() -> None:
    words = sample_policy().labels
    made = defaults_of(Spot(Kind.PERSON, "TT-0001"), words)
    assert (made["rank"], made["category"]) == (list(words["rank"])[-1], list(words["category"])[-1])
