"""`huifang compare` of two lines that parted: what one adds, and nothing of what was done on the other meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.running import Command
from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2026-11-20")
TWO_PATH = "people/tt/TT-0002/person.md"
TWO = PERSON.replace("TT-0001", "TT-0002")
HELPER = PERSON.replace("post: 局长", "post: 副局长")
REVOKED = TWO.replace("form: 2}", "form: 2, revoked_on: 2026-11-18}")


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """On `mine` a helper's post was changed; on `main` a measure of somebody else was revoked meanwhile."""
    made = started(tmp_path / "office", {**COMMON, TWO_PATH: TWO})
    made.git("tag", "start")
    made.git("switch", "-q", "-c", "mine")
    made.commit({PERSON_PATH: HELPER}, "helper")
    made.git("switch", "-q", "main")
    made.commit({TWO_PATH: REVOKED}, "revoked")
    return made


def compared(huifang: Command, office: Repository, *typed: str) -> dict[str, Any]:
    """The document."""
    answer = huifang("compare", *typed, "--records", office.records, "--format", "json", *DAY)
    assert answer.code == 0, answer.err
    return answer.data


def people(data: dict[str, Any]) -> tuple[list[str], set[str]]:
    """Whose records changed, and about whom a row differs."""
    lists = (data["due"], data["eligible"])
    rows = [row for each in lists for row in (*each["appeared"], *each["vanished"])]
    rows += [pair["after"] for each in lists for pair in each["changed"]]
    return [each["path"].split("/")[3] for each in data["records"]], {row["person"] for row in rows}


NOTHING: tuple[list[str], set[str]] = ([], set())
MINE = (["TT-0001"], set[str]())
MAIN = (["TT-0002"], {"TT-0002"})
SIDES = (  # what is typed, whose records changed and whose rows differ
    (("main", "main"), NOTHING),
    (("mine", "start"), NOTHING),  # what left nothing adds nothing
    (("start", "mine"), MINE),
    (("main", "mine"), MINE),
    (("main...mine",), MINE),
    (("main…mine",), MINE),
    (("...mine",), MINE),
    (("mine", "main"), MAIN),
    (("mine...",), MAIN),
    (("mine",), MAIN),  # the work tree of main
    (("main", "mine", "--direct"), (["TT-0001", "TT-0002"], {"TT-0002"})),
    (("mine", "--direct"), (["TT-0001", "TT-0002"], {"TT-0002"})),
)


@pytest.mark.parametrize(("typed", "expected"), SIDES, ids=[" ".join(each[0]) for each in SIDES])
def test_sides(
    huifang: Command, office: Repository, typed: tuple[str, ...], expected: tuple[list[str], set[str]]
) -> None:
    assert people(compared(huifang, office, *typed)) == expected


@pytest.mark.parametrize(("typed", "base"), [((), "start"), (("--direct",), "main")], ids=["parted", "direct"])
def test_base_is_the_commit_from_which_it_was_told(
    huifang: Command, office: Repository, typed: tuple[str, ...], base: str
) -> None:
    assert compared(huifang, office, "main", "mine", *typed)["base"] == office.git("rev-parse", base)


def test_the_work_tree_of_a_branch(huifang: Command, office: Repository) -> None:
    """Also what nobody committed yet, and nothing of main."""
    office.git("switch", "-q", "mine")
    (office.records / VISIT_PATH).write_text(VISIT, encoding="utf-8")
    paths = [each["path"] for each in compared(huifang, office, "main")["records"]]
    assert paths == [f"records/{VISIT_PATH}", f"records/{PERSON_PATH}"]


@pytest.mark.parametrize(("base", "head", "code"), [("main", "mine", 0), ("mine", "main", 1)])
def test_an_error_of_main_fails_no_branch(
    huifang: Command, office: Repository, base: str, head: str, code: int
) -> None:
    office.git("switch", "-q", "main")
    office.commit({VISIT_PATH: VISIT.replace("outcome: held\n", "")}, "broken")
    assert huifang("compare", base, head, "--fail", "--records", office.records, *DAY).code == code


TITLES = {
    "zh": "比较：原来 {start}（由此与 main 分开），现在 {mine}，名单截至 2026-11-20",
    "en": "Compared: {start}, where it left main, with {mine}, lists as of 2026-11-20",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_title_says_from_where(huifang: Command, office: Repository, lang: str) -> None:
    answer = huifang("compare", "main", "mine", "--records", office.records, "--lang", lang, *DAY)
    names = {name: office.git("rev-parse", "--short=12", name) for name in ("start", "mine")}
    assert answer.out.decode().splitlines()[0] == TITLES[lang].format(**names)


def test_lines_that_merged_each_other(huifang: Command, office: Repository) -> None:
    """Of two last commits in common the newest is taken, and a note says so."""
    office.git("switch", "-q", "mine")
    old = {name: office.git("rev-parse", name) for name in ("main", "mine")}
    office.merge(old["main"])
    office.git("switch", "-q", "main")
    office.merge(old["mine"])
    office.commit({VISIT_PATH: VISIT}, "visit")
    answer = huifang("compare", "mine", "main", "--records", office.records, "--lang", "en", "--format", "json", *DAY)
    assert answer.data["base"] == old["main"]  # committed a minute later than the other
    assert [each["path"] for each in answer.data["records"]] == [f"records/{VISIT_PATH}", f"records/{PERSON_PATH}"]
    assert f"2 commits are the last that mine and main have in common; the newest is taken: {old['main'][:12]}" in (
        answer.err
    )


@pytest.mark.parametrize("typed", ["main alone", "main", "main...alone"])
def test_nothing_in_common(huifang: Command, office: Repository, typed: str) -> None:
    office.git("switch", "-q", "--orphan", "alone")
    office.commit({**COMMON}, "alone")
    answer = huifang("compare", *typed.split(), "--records", office.records, "--lang", "en", *DAY)
    assert (answer.code, answer.out) == (2, b"")
    assert "have no commit in common; with --direct the two ends are compared" in answer.err
    assert people(compared(huifang, office, "main", "alone", "--direct"))[0] == ["TT-0002"]


WORDS = (  # what is typed, the two commands that the answer names
    (("main..mine",), "main mine"),
    (("..mine",), "HEAD mine"),
    (("main...mine", "--direct"), "main mine"),
    (("main...mine", "start"), "main start"),
)


@pytest.mark.parametrize(("typed", "right"), WORDS, ids=[" ".join(each[0]) for each in WORDS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_word_of_two_readings(
    huifang: Command, office: Repository, typed: tuple[str, ...], right: str, lang: str
) -> None:
    answer = huifang("compare", *typed, "--records", office.records, "--lang", lang, *DAY)
    assert (answer.code, answer.out) == (2, b"")
    assert f"`compare {right}`" in answer.err
    assert f"`compare {right} --direct`" in answer.err


def test_a_commit_named_with_dots(huifang: Command, office: Repository) -> None:
    """What names a commit is one, whatever stands in it."""
    office.commit({TWO_PATH: TWO}, "see main..mine")
    assert compared(huifang, office, "HEAD^{/main..mine}", "mine")["base"] == office.git("rev-parse", "start")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("HEAD", 0, ""),
        ("HEAD origin/mine --direct", 0, ""),
        ("HEAD origin/mine", 2, "git fetch --unshallow"),
    ],
)
def test_a_part_of_the_history(
    huifang: Command, office: Repository, tmp_path: Path, typed: str, code: int, said: str
) -> None:
    """Where HEAD left BASE is told only where this clone holds it."""
    office.git("clone", "-q", "--depth", "1", "--no-single-branch", f"file://{office.root}", str(tmp_path / "part"))
    records = tmp_path / "part" / "records"
    answer = huifang("compare", *typed.split(), "--records", records, "--lang", "en", *DAY)
    assert (answer.code, bool(answer.out), said in answer.err) == (code, not code, True), answer.err
