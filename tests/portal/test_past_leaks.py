"""What must not come back on a page of the past: restricted facts, revoked measures, cleared people, free text."""

from __future__ import annotations

import pytest

from tests.history.repositories import VISIT, VISIT_PATH, Repository
from tests.portal.test_past import OTHER, TWO, looked, office, pages

__all__ = ["office"]  # the fixture
ONE = "people/tt/TT-0001"
REVOKED = OTHER.replace("form: 2}", "form: 2, revoked_on: 2026-06-01}")
SECOND = "\n  - {type: 政务记过, decided_on: 2026-02-22, decided_by: tt-jw, form: 2, document: 示纪〔2026〕8号}"


def everything(made: Repository, as_of: str = "2026-07-10", **asked: str) -> str:
    """Every page in one text."""
    return "\n".join(f"{uri} {text}" for uri, text in pages(looked(made, as_of, **asked)).items())


def test_restricted_facts_that_a_commit_tracked_count_on_no_day(office: Repository) -> None:
    case = "investigations: [{opened_on: 2026-03-10}]\n"
    office.commit({f"restricted/{ONE.removeprefix('people/')}.yml": case}, "case", when="2026-03-12T10:00:00+08:00")
    office.commit({f"restricted/{ONE.removeprefix('people/')}.yml": None}, "out", when="2026-05-02T10:00:00+08:00")
    for month in looked(office, since="HEAD~3").history.months:  # type: ignore[union-attr]
        assert month.compared is not None
        assert {"blocked"}.isdisjoint({*month.compared.then.states, *month.compared.now.states})
        assert not [each for each in month.compared.eligible if each.person == "TT-0001"]


def test_a_measure_whose_day_was_corrected_before_it_was_revoked(office: Repository) -> None:
    """It is known by its document, its kind or its id as well."""
    two = OTHER.replace("form: 2}", f"form: 2, document: 示纪〔2026〕7号}}{SECOND}")
    office.commit({TWO: two}, "two measures", when="2026-03-21T10:00:00+08:00")
    right = two.replace("2026-02-25", "2026-02-26").replace("2026-02-20", "2026-02-26")
    revoked = right.replace("示纪〔2026〕7号}", "示纪〔2026〕7号, revoked_on: 2026-07-01}")
    office.commit({TWO: revoked}, "right day, revoked", when="2026-07-02T10:00:00+08:00")
    text = everything(office)
    assert "示纪〔2026〕7号" not in text
    assert "党内警告@" not in text
    assert "党内警告" not in pages(looked(office))["people/TT-0002.html"]
    march = next(month for month in looked(office).history.months if month.name == "2026-03").compared  # type: ignore[union-attr]
    assert march is not None
    rows = {row.person: [each["type"] for each in row.measures] for row in march.then.eligible}
    assert rows["TT-0002"] == ["政务记过"]


def test_a_cleared_person_whose_day_was_corrected_is_in_no_number(office: Repository) -> None:
    office.commit({TWO: REVOKED.replace("2026-02-25", "2026-02-27")}, "revoked", when="2026-06-16T10:00:00+08:00")
    for month in looked(office).history.months:  # type: ignore[union-attr]
        assert month.compared is not None
        assert not month.compared.coverage
        assert sum(month.compared.then.states.values()) == 1


@pytest.mark.parametrize("subject", ["tt 0002 revoke", "Merge branch 'tt-0002-9'", "ＴＴ－０００２", "TT0002: 撤销"])
def test_a_subject_that_names_the_cleared_is_left_out(office: Repository, subject: str) -> None:
    office.commit({TWO: REVOKED}, "revoked", when="2026-06-16T10:00:00+08:00")
    seen: dict[str, str | None] = {VISIT_PATH: VISIT.replace("平稳", "很好").replace("赵某", "钱某")}
    office.commit(seen, subject, when="2026-06-18T10:00:00+08:00")
    found = pages(looked(office, since="HEAD~1"))
    assert "钱某" in found["changes.html"]
    assert not [uri for uri, text in found.items() if subject in text]


def test_a_name_with_spaces_is_left_out_too(office: Repository) -> None:
    office.commit({"identities/tt.yml": "TT-0002: 示例二\n"}, "names", when="2026-06-01T10:00:00+08:00")
    office.commit({TWO: REVOKED}, "revoked", when="2026-06-16T10:00:00+08:00")
    office.commit({VISIT_PATH: VISIT.replace("赵某", "钱某")}, "与示 例 二谈", when="2026-06-18T10:00:00+08:00")
    assert "示 例 二" not in everything(office)


def test_a_folder_in_small_letters_names_the_cleared(office: Repository) -> None:
    office.commit({TWO: REVOKED}, "revoked", when="2026-06-16T10:00:00+08:00")
    office.commit({"people/tt/tt-0002/person.md": OTHER}, "lost", when="2026-06-17T10:00:00+08:00")
    office.commit({"people/tt/tt-0002/person.md": None}, "away", when="2026-06-18T10:00:00+08:00")
    assert "0002" not in everything(office)


def test_whose_record_was_deleted_is_named_nowhere(office: Repository) -> None:
    office.commit({"identities/tt.yml": "TT-0002: 示例二\n"}, "names", when="2026-06-01T10:00:00+08:00")
    gone: dict[str, str | None] = {TWO: None, "people/tt/TT-0002/2026-03-25-talk.md": None}
    office.commit(gone, "deleted", when="2026-06-16T10:00:00+08:00")
    (office.records / TWO).parent.rmdir()  # as a checkout would
    text = everything(office)
    assert "TT-0002" not in text
    assert "示例二" not in text


def test_what_others_write_of_the_cleared_is_blackened(office: Repository) -> None:
    office.commit({TWO: REVOKED}, "revoked", when="2026-06-16T10:00:00+08:00")
    action = "actions: [{what: 协助TT-0002说明情况, by: tt-unit, due: 2026-07-01}]\nopinion"
    office.commit({VISIT_PATH: VISIT.replace("opinion", action, 1)}, "action", when="2026-06-17T10:00:00+08:00")
    found = pages(looked(office))
    assert "协助■■■■说明情况" in found["due.html"]
    assert "TT-0002" not in "".join(found.values())


FREE = (  # what was typed, and never may come back
    ("place: 机密处所", "place: 单位办公室"),
    ("opinon: 机密错键", "opinion: 平稳。"),
    ("opinion: {初稿: 机密嵌套}", "opinion: 平稳。"),
    ("actions: [{what: 机密] 调整, due: 2026-04-30}]", "actions: []"),
    ("actionz: [{what: 机密措施}]", "actions: []"),
    ("matter: 机密", "next_by: 2026-06-30"),
)


@pytest.mark.parametrize(("typed", "mended"), FREE)
def test_free_text_under_another_key_does_not_come_back(office: Repository, typed: str, mended: str) -> None:
    plain = VISIT.replace("opinion: 平稳。\n", "")
    office.commit(
        {VISIT_PATH: plain.replace("---\n谈", f"{typed}\n---\n谈")}, "typed", when="2026-06-16T10:00:00+08:00"
    )
    office.commit({VISIT_PATH: plain.replace("---\n谈", f"{mended}\n---\n谈")}, "ok", when="2026-06-17T10:00:00+08:00")
    assert "机密" not in everything(office)


def test_file_numbers_are_no_codes(office: Repository) -> None:
    """A number that looks like a code hides no change."""
    filed = VISIT.replace("opinion", "archived: {on: 2026-03-27, ref: LZ-0063-3}\nopinion", 1)
    office.commit({VISIT_PATH: filed}, "filed", when="2026-06-16T10:00:00+08:00")
    assert "LZ-0063-3" in pages(looked(office))["changes/2026-06.html"]


def test_the_audit_tells_of_no_commit_that_may_not_be_shown(office: Repository) -> None:
    commit = office.commit({TWO: REVOKED}, "revoked", when="2026-06-16T10:00:00+08:00")
    office.commit({VISIT_PATH: VISIT.replace("平稳", "尚可")}, "newest", when="2026-06-17T10:00:00+08:00")
    page = pages(looked(office))["audit.html"]
    assert "newest" in page
    assert commit[:10] not in page
