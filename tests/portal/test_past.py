"""Pages of the past: who changed what, month ends as known then and now, what changed since; whom they leave out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.past.rows import PROSE
from huifang.portal.render import render
from huifang.register.load import SHAPES
from huifang.services import portal_history as chronicle
from huifang.services.exits import Stop
from huifang.services.portal_history import portal_contents
from huifang.services.registers import Request, open_lists
from tests.history.repositories import COMMON, FIRST, PERSON, SECOND, TALK, VISIT, VISIT_PATH, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from huifang.portal.request import PortalContents

TWO = "people/tt/TT-0002/person.md"
OTHER = PERSON.replace("TT-0001", "TT-0002").replace(
    "党内警告, decided_on: 2026-01-15", "党内警告, decided_on: 2026-02-20"
)
LATE_TALK = "people/tt/TT-0002/2026-03-25-talk.md"
POLICY = "policy/followup.yml"
NOW = "2026-07-10"
TAGS = re.compile(r"<[^>]*>")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two people; a talk entered after the month's end, an opinion rewritten, a decision day corrected."""
    for name in ("HUIFANG_RECORDS", "HUIFANG_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(chronicle, "today", lambda _: date(2026, 7, 10))
    made = started(tmp_path / "office", {**COMMON, TWO: OTHER})
    made.commit({VISIT_PATH: VISIT}, "visit (!3)", when="2026-03-05T10:00:00+08:00")
    rewritten = VISIT.replace("平稳。", "很好。")
    made.commit({VISIT_PATH: rewritten}, "opinion of TT-0001", who=SECOND, when="2026-03-20T10:00:00+08:00")
    talk = TALK.replace("2026-02-10", "2026-03-25")
    made.commit({LATE_TALK: talk}, "late talk", who=SECOND, when="2026-04-10T10:00:00+08:00")
    moved = OTHER.replace("2026-02-20", "2026-02-25")
    made.commit({TWO: moved}, "right day", when="2026-05-12T10:00:00+08:00")
    return made


def looked(office: Repository, as_of: str = NOW, **asked: str) -> PortalContents:
    """What the portal is made of."""
    since = asked.pop("since", None)
    wanted = Request(records=(office.records,), as_of=as_of, at=asked.get("at"))
    return portal_contents(open_lists(wanted), wanted, since)


def pages(made: PortalContents) -> dict[str, str]:
    """Every page as text in English: address -> words, one space between them."""
    rendered = render(made.lists, "en", history=made.history)
    return {page.uri: " ".join(TAGS.sub(" ", page.html).split()) for page in rendered}


def test_changes_are_told_by_commit_month_and_editor(office: Repository) -> None:
    found = pages(looked(office))
    latest = found["changes.html"]
    assert "2026-05-12 10:00 甲 · not signed" in latest
    assert "党内警告@ 2026-02-20 › day of the decision 2026-02-20 2026-02-25" in latest
    assert "2026-03-05 10:00 甲 · not signed · !3" in latest
    assert {uri for uri in found if uri.startswith("changes/2")} == {
        f"changes/2026-{month}.html" for month in ("03", "04", "05")
    }
    assert "late talk" in found["changes/2026-04.html"]
    assert "late talk" not in found["changes/2026-05.html"]
    editors = {uri: text for uri, text in found.items() if uri.startswith("changes/editor")}
    assert sorted("late talk" in text for text in editors.values()) == [False, True]
    assert "乙 2 2 2 2026-03-20 2026-04-10" in found["editors.html"]
    assert "right day" not in found["people/TT-0001.html"]
    assert "2026-05-12 甲 · not signed person.md" in found["people/TT-0002.html"]


NUMBER = re.compile(r'<a class="hf-number" data-n="(\d+)" href="([^"#]*)#([^"]+)">')
ROW = re.compile(r'class="[^"]*\bhf-item\b')


def test_each_number_of_the_past_leads_to_its_rows(office: Repository) -> None:
    """Commits are items; what differs stands in the rows of tables."""
    made = looked(office, since="2026-03-10")
    html = {page.uri: page.html for page in render(made.lists, "en", history=made.history)}
    followed = set()
    for uri in ("index.html", "changes.html", "editors.html", "month-ends.html"):
        for number, target, place in NUMBER.findall(html[uri]):
            if place.startswith(("commits", "differing", "changed")) or target.startswith("month-ends/"):
                section = html[target or uri].partition(f'<section id="{place}"')[2]
                if not place.startswith("commits") and place != "differing":
                    section = section.partition("</section>")[0]
                rows = len(ROW.findall(section)) or section.partition('<h2 id="then">')[0].count("<tr><td")
                assert rows == int(number), (uri, target, place)
                followed.add((uri, place))
    assert {("changes.html", "commits"), ("editors.html", "commits"), ("month-ends.html", "differing"),
            ("index.html", "changed"), ("month-ends.html", "in_period"),
            ("month-ends.html", "overdue")} <= followed  # fmt: skip


SAME_NAME = "甲 <other@example.invalid>"


def test_two_editors_of_one_name_are_told_apart(office: Repository) -> None:
    """On the page of editors and in the titles; who is alone with a name is called by it."""
    assert "example.invalid" not in pages(looked(office))["editors.html"]
    office.commit({TWO: OTHER}, "other day", who=SAME_NAME, when="2026-06-02T10:00:00+08:00")
    rendered = {page.uri: page for page in render(looked(office).lists, "en", history=looked(office).history)}
    editors = [page.title for uri, page in rendered.items() if uri.startswith("changes/editor")]
    assert sorted(editors) == [
        "Changes by 乙",
        "Changes by 甲 <a@example.invalid>",
        "Changes by 甲 <other@example.invalid>",
    ]
    told = rendered["editors.html"].html
    assert [told.count(f"&lt;{each}@example.invalid&gt;") for each in "ab"] + [told.count("other@")] == [1, 0, 1]


def test_free_text_never_comes_back(office: Repository) -> None:
    found = pages(looked(office))
    assert "opinion text of 3 characters text of 3 characters" in found["changes/2026-03.html"]
    assert not [uri for uri, text in found.items() if "平稳" in text]


# Keys of one line that are no free text: names of officials on duty, numbers, places, what something is called.
SHORT_WORDS = {
    "id", "document", "replaces", "post", "name", "name_en", "from_post", "by", "ref", "affirmed_by",
    "helper", "handover", "settings", "version", "kind", "url", "project", "branch", "forms",
}  # fmt: skip


def typed_texts() -> Iterator[str]:
    """Every key of the record format that holds a line of text of any words."""
    schemas = [shape.adapter.json_schema() for shape in SHAPES.values()]
    for part in (part for schema in schemas for part in (schema, *schema.get("$defs", {}).values())):
        for name, shape in part.get("properties", {}).items():
            choices = [shape, *shape.get("anyOf", ())]
            choices += [each.get("items") or each.get("additionalProperties") or {} for each in choices]
            if any(isinstance(each, dict) and isinstance(each.get("type"), list) for each in choices):
                yield name


def test_every_free_text_of_the_format_is_known_as_one() -> None:
    found = set(typed_texts())
    assert found - PROSE == SHORT_WORDS
    assert PROSE - found == {"text"} - found


def test_a_month_end_as_known_then_and_now(office: Repository) -> None:
    lists = looked(office)
    past = lists.history
    assert past is not None
    assert [month.name for month in past.months] == ["2026-06", "2026-05", "2026-04", "2026-03"]
    march = past.months[-1].compared
    assert march is not None
    assert march.day == date(2026, 3, 31)
    told = [
        (each.person, getattr(each.before, "until", None), getattr(each.after, "until", None), each.by_policy,
         [note.subject for note in each.commits])
        for each in march.eligible
    ]  # fmt: skip
    assert told == [
        ("TT-0002", date(2027, 2, 20), date(2027, 2, 25), False, ["right day"])
    ]  # a talk makes no period end elsewhere
    talk = next(each for each in march.due if each.person == "TT-0002" and each.row.duty == "talk")
    assert (talk.before is not None, talk.after) == (True, None)
    text = pages(lists)["month-ends/2026-03.html"]
    assert "2027-02-20 → 2027-02-25" in text
    assert "2026-05-12 甲 right day" in text
    assert past.months[0].compared.differing == 0  # type: ignore[union-attr]
    assert "No row differs." in pages(lists)["month-ends/2026-06.html"]


def test_what_a_rule_changed_is_told_apart(office: Repository) -> None:
    text = (office.records / POLICY).read_text(encoding="utf-8")
    changed = re.sub(r"(- id: followup-feedback\n(?:.*\n)*?\s+days: )15", r"\g<1>20", text, count=1)
    assert changed != text
    office.commit({POLICY: changed}, "rule", when="2026-06-02T10:00:00+08:00")
    march = looked(office).history.months[-1].compared  # type: ignore[union-attr]
    assert march is not None
    feedback = next(each for each in march.due if each.row.duty == "feedback")
    assert (feedback.by_policy, [note.subject for note in feedback.commits]) == (True, ["rule"])
    assert (feedback.before.due_on, feedback.after.due_on) == (date(2026, 3, 7), date(2026, 3, 12))  # type: ignore[union-attr]


def test_since_a_commit(office: Repository) -> None:
    base = office.git("rev-parse", "HEAD~2")
    lists = looked(office, since=base)
    found = pages(lists)
    assert "What changed since 2026-03-20" in found["index.html"]  # the day of the commit
    assert "last barred day 2027-02-20 → 2027-02-25" in found["index.html"]
    assert "2027-02-20 → 2027-02-25" in found["since.html"]
    week = pages(looked(office))["index.html"]
    assert "What changed since 2026-07-03" in week
    assert "Of what stands here nothing was changed in the records." in week


@pytest.mark.parametrize("since", ["2026-04-10", "april"])
def test_since_is_shown_as_it_was_asked(office: Repository, since: str) -> None:
    """A day or a branch, never the commit that it stands for; on the home page always the day."""
    office.git("branch", "april", "HEAD~1")
    found = pages(looked(office, since=since))
    assert "What changed since 2026-04-10" in found["index.html"]
    assert (
        f"the records as they were at {since} against those shown here; 1 commits lie between them"
        in (found["since.html"])
    )
    base = office.git("rev-parse", "HEAD~1")[:7]
    assert [base in found[uri].partition("The commits")[0] for uri in ("index.html", "since.html")] == [False, False]


@pytest.mark.parametrize("since", ["nothing", "2020-01-01"])
def test_since_what_is_not_there_is_refused(office: Repository, since: str) -> None:
    with pytest.raises(Stop):
        looked(office, since=since)


def test_a_cleared_person_does_not_come_back(office: Repository) -> None:
    revoked = OTHER.replace("form: 2", "form: 2, revoked_on: 2026-07-01")
    office.commit({TWO: revoked}, "TT-0002 revoked", when="2026-07-02T10:00:00+08:00")
    for lists in (looked(office), looked(office, "2026-03-31"), looked(office, "2026-03-31", at="2026-04-30")):
        found = pages(lists)
        assert len(found) > 20
        assert not [uri for uri, text in found.items() if "TT-0002" in f"{uri} {text}"]
    past = looked(office).history
    assert past is not None
    march = past.months[-1].compared
    assert march is not None
    assert march.then.states == march.now.states == {"in_period": 1}
    assert [row.base for row in march.then.coverage] == [row.base for row in march.now.coverage]


def test_one_revoked_measure_of_two_counts_on_no_day(office: Repository) -> None:
    more = "\n  - {type: 政务记过, decided_on: 2026-02-22, decided_by: tt-jw, form: 2"
    two = OTHER.replace("form: 2}", f"form: 2}}{more}}}")
    office.commit({TWO: two}, "second", when="2026-03-21T10:00:00+08:00")
    office.commit({TWO: two.replace(f"{more}}}", f"{more}, revoked_on: 2026-07-01}}")}, "one revoked")
    march = looked(office).history.months[-1].compared  # type: ignore[union-attr]
    assert march is not None
    measures = {row.person: [each["type"] for each in row.measures] for row in march.then.eligible}
    assert measures["TT-0002"] == ["党内警告"]


def test_who_is_past_retention_today_is_on_no_page_of_an_earlier_day(
    office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = OTHER.replace("helpers:", "left: {on: 2026-06-15, reason: 退休}\nhelpers:")
    office.commit({TWO: left}, "left", when="2026-06-16T10:00:00+08:00")
    shown = pages(looked(office, "2026-06-30"))
    assert "people/TT-0002.html" in shown
    monkeypatch.setattr(chronicle, "today", lambda _: date(2027, 6, 15))
    assert not [uri for uri, text in pages(looked(office, "2026-06-30")).items() if "TT-0002" in f"{uri} {text}"]


def test_names_and_restricted_facts_are_told_of_nobody(office: Repository) -> None:
    office.commit({"identities/tt.yml": "TT-0001: 示例一\n"}, "names of 示例一", when="2026-06-01T10:00:00+08:00")
    office.commit(
        {"restricted/tt/TT-0001.yml": "investigations: [{opened_on: 2026-05-01}]\n"}, "case",
        when="2026-06-02T10:00:00+08:00",
    )  # fmt: skip
    found = pages(looked(office))
    for uri, text in found.items():
        if uri.startswith(("changes", "month-ends", "editors")):
            assert "identities" not in text
            assert "opened" not in text
    assert "changes/2026-06.html" not in found


def test_of_an_earlier_commit_only_what_led_to_it(office: Repository) -> None:
    found = pages(looked(office, "2026-04-30", at="2026-04-30"))
    assert "late talk" in found["changes.html"]
    assert "right day" not in found["changes.html"]
    assert sorted(uri for uri in found if uri.startswith("month-ends/")) == [
        "month-ends/2026-03.html", "month-ends/2026-04.html",
    ]  # fmt: skip


def test_a_plain_folder_and_a_shallow_clone_have_no_history(office: Repository, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    (office.records).rename(plain / "records")
    wanted = Request(records=(plain / "records",), as_of=NOW)
    assert "changes.html" not in pages(portal_contents(open_lists(wanted), wanted))
    office.git("checkout", "-q", "--", ".")
    office.git("clone", "-q", "--depth", "1", f"file://{office.root}", str(tmp_path / "shallow"))
    wanted = Request(records=(tmp_path / "shallow" / "records",), as_of=NOW)
    assert "git fetch --unshallow" in pages(portal_contents(open_lists(wanted), wanted))["changes.html"]
    with pytest.raises(Stop):
        portal_contents(open_lists(wanted), wanted, "HEAD")


def test_rules_of_then_that_cannot_be_read_are_said(office: Repository) -> None:
    text = (office.records / POLICY).read_text(encoding="utf-8")
    office.commit({POLICY: "format: 1\nrules: {}\n"}, "broken", when="2026-05-30T10:00:00+08:00")
    office.commit({POLICY: text}, "mended", when="2026-06-01T10:00:00+08:00")
    found = pages(looked(office))
    assert "cannot be computed by this program" in found["month-ends/2026-05.html"]
    assert "2026-03 " in found["month-ends.html"]
    assert FIRST.split(" ", maxsplit=1)[0] in found["editors.html"]
    assert PERSON_PATH.endswith("person.md")


def test_the_audit_is_told_without_free_text(office: Repository) -> None:
    filed = VISIT.replace("平稳。\n", "很好。\narchived: {on: 2026-03-10, ref: LZ-1}\n")
    office.commit({VISIT_PATH: filed}, "filed", when="2026-06-03T10:00:00+08:00")
    commit = office.commit({VISIT_PATH: filed.replace("很好。", "甚好。")}, "again", when="2026-06-04T10:00:00+08:00")
    finding = f"{{check: opinion-rewritten, path: records/{VISIT_PATH}, field: opinion, commit: {commit[:10]}}}"
    answer = f"answers:\n  - {{finding: {finding}, by: 王某, reason: 抄错, on: 2026-06-05}}\n"
    office.commit({"audit/answers.yml": answer}, "answered", who=SECOND, when="2026-06-05T10:00:00+08:00")
    page = pages(looked(office))["audit.html"]
    assert re.findall(r"\d+ errors and \d+ reminders stand without an answer, \d+ are answered", page) == [
        "4 errors and 9 reminders stand without an answer, 1 are answered"
    ]
    assert "The opinion of a visit, once written, stays." in page
    assert "answered by 王某 on 2026-06-05 : 抄错" in page
    assert "甚好" not in page
    assert "很好" not in page
    assert "平稳" not in page


def test_the_audit_begins_with_counts_and_people(office: Repository) -> None:
    """By check, by person, then what concerns people before files and the repository, and last what checks ask."""
    office.commit({VISIT_PATH: None}, "gone", when="2026-06-16T10:00:00+08:00")
    page = pages(looked(office))["audit.html"]
    heads = ["By check", "By person", "About people", "About the repository", "What each check asks"]
    places = [page.rindex(each) for each in heads]
    assert places == sorted(places)
    made = looked(office)
    rendered = {each.uri: each.html for each in render(made.lists, "en", history=made.history)}
    assert 'href="people/TT-0001.html#audit"' in rendered["audit.html"]
    assert 'id="audit"' in rendered["people/TT-0001.html"]


def test_the_audit_tells_how_far_it_is(office: Repository) -> None:
    """The portal's build shows its progress along the main line, beside that of the history."""
    office.git("checkout", "-q", "-b", "branch")
    office.commit({TWO: PERSON.replace("TT-0001", "TT-0002")}, "theirs", when="2026-06-14T10:00:00+08:00")
    office.git("checkout", "-q", "main")
    office.merge("branch")
    along = int(office.git("rev-list", "--count", "--first-parent", "HEAD"))
    told: list[tuple[int, int]] = []
    wanted = Request(records=(office.records,), as_of=NOW, progress=lambda *far: told.append(far))
    portal_contents(open_lists(wanted), wanted)
    assert (along, along) in told


def test_a_person_is_told_what_commits_did(office: Repository) -> None:
    """Each commit with who made it, and the rows before and after; of who had a measure revoked nothing."""
    moved = OTHER.replace("2026-02-20", "2026-02-24")
    office.git("checkout", "-q", "-b", "branch")
    office.commit({TWO: moved}, "another day", who=SECOND, when="2026-06-14T10:00:00+08:00")
    office.git("checkout", "-q", "main")
    office.merge("branch")
    found = pages(looked(office))["people/TT-0002.html"]
    told = found[found.index("What commits did to the lists") :]
    assert "2026-05-12 10:00 甲 ·" in told
    assert "乙 · merged by 甲" in told
    assert (
        "(last barred day 2027-02-25 , free from 2027-02-26 ) in the impact period (last barred day 2027-02-24 ,"
        in told
    )
    revoked = OTHER.replace("form: 2", "form: 2, revoked_on: 2026-06-01")
    assert revoked != OTHER
    office.commit({TWO: revoked}, "revoked", when="2026-06-16T10:00:00+08:00")
    after = pages(looked(office))
    assert "people/TT-0002.html" not in after
    assert not any("2027-02-25" in page for page in after.values())


def test_the_audit_page_is_of_the_newest_commit_alone(office: Repository) -> None:
    assert "audit.html" in pages(looked(office))
    assert "audit.html" not in pages(looked(office, at="2026-04-30"))


def test_the_audit_page_says_nothing_of_the_cleared(office: Repository) -> None:
    revoked = OTHER.replace("form: 2", "form: 2, revoked_on: 2026-06-01")
    assert revoked != OTHER
    office.commit({TWO: revoked}, "revoked", when="2026-06-16T10:00:00+08:00")
    office.commit({LATE_TALK: None}, "gone", when="2026-06-17T10:00:00+08:00")
    page = pages(looked(office))["audit.html"]
    assert "the file was deleted" not in page
    assert "TT-0002" not in page


PLAN = "body: tt-jw\nyear: 2026\napproved_on: 2026-01-20\nvisits:\n  - {person: TT-0001, month: 6, by: 李某}\n"


def test_a_plan_that_came_later_is_the_cause_of_its_visits(office: Repository) -> None:
    office.commit({"plans/2026-tt-jw.yml": PLAN}, "the plan", when="2026-04-20T10:00:00+08:00")
    march = looked(office).history.months[-1].compared  # type: ignore[union-attr]
    assert march is not None
    (planned,) = [each for each in march.due if each.row.duty == "visit" and each.person == "TT-0001"]
    assert [note.subject for note in planned.commits] == ["the plan"]


def test_a_visit_that_came_later_is_the_cause_of_a_bodys_duty(office: Repository) -> None:
    """One person is in the base, so one visit is owed; it was held, and entered after the month's end."""
    three = PERSON.replace("TT-0001", "TT-0003").replace("2026-01-15", "2025-05-15").replace("2026-01-20", "2025-05-20")
    others: dict[str, str | None] = {"people/tt/TT-0003/person.md": three, VISIT_PATH: None}
    office.commit(others, "third", when="2026-03-21T10:00:00+08:00")
    held = VISIT.replace("2026-02-20", "2026-03-12")
    office.commit({"people/tt/TT-0003/2026-03-12-visit.md": held}, "entered", when="2026-04-21T10:00:00+08:00")
    march = looked(office).history.months[-1].compared  # type: ignore[union-attr]
    assert march is not None
    (owed,) = [each for each in march.due if each.row.duty == "coverage"]
    assert (owed.after, [note.subject for note in owed.commits]) == (None, ["entered"])
    (row,) = march.coverage
    assert [note.subject for note in row.commits] == ["entered"]


def test_the_moment_of_midnight_belongs_to_the_day_before(office: Repository) -> None:
    """As `--at` has it: a month's end is told by the same commit."""
    last = office.commit({TWO: OTHER}, "midnight", when="2026-07-01T00:00:00+08:00")
    june = looked(office).history.months[0].compared  # type: ignore[union-attr]
    assert june is not None
    assert june.then.commit == last
