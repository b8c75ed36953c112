"""Pages that explain: the sheet of one person, the drawing, the law's side, periods ending, the forecast."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.lists import CLOSING, ForecastRow, Lists
from huifang.portal.page import Page as MadePage
from huifang.portal.pages.ending import ending_groups
from huifang.portal.pages.forecast import months, needed_by_year, tables
from huifang.portal.pages.law import Law, law
from huifang.portal.pages.picture import LEFT, RIGHT, WIDTH, BarPiece, Dot, PeriodBar, Scale, picture
from huifang.portal.site import Site
from huifang.texts import Language, words
from tests.portal.conftest import Served, lists_of, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EN = words("en")
SHEET = re.compile(r"^answer/([A-Z]+-\d+)\.html$")


@pytest.fixture
def html(pages: dict[str, MadePage]) -> dict[str, str]:
    """What stands on each page, in the language of the test."""
    return {uri: page.html for uri, page in pages.items()}


def test_everybody_with_a_page_has_a_sheet_and_each_leads_to_the_other(html: dict[str, str]) -> None:
    people = {uri.removeprefix("people/") for uri in html if uri.startswith("people/")}
    assert people == {uri.removeprefix("answer/") for uri in html if uri.startswith("answer/")}
    for each in people:
        assert f'href="../answer/{each}"' in html[f"people/{each}"]
        assert f'href="../people/{each}"' in html[f"answer/{each}"]


SIGNED = {"zh": ("核对人：", "复核人：", "核对日期："), "en": ("Checked by", "Reviewed by", "Day of the check")}
ANSWER = {"zh": ("影响期内", "剩余 84 天"), "en": ("in the impact period", "84 days left")}
MET = {  # in the order of yes, no, not known
    "zh": ("✓ 具备", "✗ 不具备", "? 待核"), "en": ("✓ condition met", "✗ condition not met", "? to be checked"),
}  # fmt: skip
BY_HAND = {"zh": "<h2>须人工核对</h2>", "en": "<h2>To be checked by hand</h2>"}


def test_a_sheet_says_what_it_rests_on_and_is_signed(html: dict[str, str], lang: Language) -> None:
    sheets = [text for uri, text in html.items() if SHEET.match(uri)]
    said = ("2026-11-20", "0123456789ab", *SIGNED[lang], words(lang)(CLOSING))
    assert sheets
    assert all(each in text for text in sheets for each in said)


def test_a_sheet_gives_the_answer_with_its_days(html: dict[str, str], lang: Language) -> None:
    sheet = html["answer/JA-0007.html"]
    said = (*ANSWER[lang], "2027-02-12", "2027-02-13", "2027-02-11")  # and the other convention's day
    assert [each for each in said if each not in sheet] == []
    assert sheet.count(words(lang)(CLOSING)) == 1


def test_conditions_have_a_sign_beside_their_word(html: dict[str, str], lang: Language, sample: Lists) -> None:
    sign = dict(zip((True, False, None), MET[lang], strict=True))
    for row in Site(sample).eligible:
        found = re.findall(r'<span class="hf-met">([^<]+)</span>', html[f"people/{row.person}.html"])
        assert found == [sign[each["met"]] for each in row.conditions]  # type: ignore[index] # bool or None
        assert found == re.findall(r'<span class="hf-met">([^<]+)</span>', html[f"answer/{row.person}.html"])


def test_what_is_to_be_looked_up_stands_apart(html: dict[str, str], lang: Language, sample: Lists) -> None:
    for row in Site(sample).eligible:
        assert (BY_HAND[lang] in html[f"answer/{row.person}.html"]) == row.check_by_hand, row.person


# the drawing ------------------------------------------------------------------------------------------------------
DAY = date(2026, 7, 2)
SCALE = Scale(date(2026, 1, 1), date(2026, 12, 31))  # 364 days on 660 units


def test_the_scale_is_a_straight_line_between_first_and_last_day() -> None:
    assert (WIDTH, LEFT, RIGHT) == (1000, 250, 90)
    assert [SCALE.x(day) for day in (date(2026, 1, 1), DAY, date(2026, 12, 31))] == [250.0, 580.0, 910.0]


PARTS = (  # what is drawn for a line of the year 2026: pieces, and what stands at the end
    (PeriodBar("a", date(2026, 1, 1), DAY), [BarPiece("certain", 250.0, 330.0)], "2026-07-02"),
    (PeriodBar("a", date(2026, 1, 1), DAY, shown_only=True), [BarPiece("shown", 250.0, 330.0)], "2026-07-02"),
    (PeriodBar("a", date(2026, 1, 1), date(2026, 1, 1)), [BarPiece("certain", 250.0, 2.0)], "2026-01-01"),
    (PeriodBar("a", date(2026, 1, 1), None), [BarPiece("open", 250.0, 660.0)], ""),
    (PeriodBar("a", date(2026, 1, 1), None, sure_to=date(2026, 7, 1)),
     [BarPiece("certain", 250.0, 328.2), BarPiece("open", 580.0, 330.0)], ""),
    (PeriodBar("a", date(2026, 1, 1), date(2026, 7, 1), possible=date(2026, 12, 31)),
     [BarPiece("certain", 250.0, 328.2), BarPiece("possible", 580.0, 330.0)], "2026-12-31"),
    (PeriodBar("a", date(2026, 1, 1), DAY, possible=DAY), [BarPiece("certain", 250.0, 330.0)], "2026-07-02"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "parts", "told"), PARTS)
def test_the_pieces_of_a_bar(line: PeriodBar, parts: list[BarPiece], told: str) -> None:
    drawn = picture([("measure", [line])], [], DAY)
    assert drawn is not None
    head, row = drawn.rows
    assert (head.name, head.y, head.parts) == ("measure", 34, ())
    assert (row.y, list(row.parts), row.told) == (56, parts, told)
    assert (drawn.today, drawn.base, drawn.height, drawn.years) == (580.0, 76, 106, [(250.0, 2026)])


def test_rows_stand_below_each_other_and_visits_below_all() -> None:
    one, two = PeriodBar("a", date(2026, 1, 1), DAY), PeriodBar("b", date(2026, 1, 1), DAY)
    drawn = picture([("m", [one, two]), ("without", []), ("n", [one])], [Dot(DAY, "talk", "t")], DAY)
    assert drawn is not None
    assert [(row.name, row.y) for row in drawn.rows] == [("m", 34), ("a", 56), ("b", 76), ("n", 96), ("a", 118)]
    assert (drawn.base, drawn.dots) == (138, [(580.0, Dot(DAY, "talk", "t"))])


def test_no_line_no_drawing() -> None:
    assert picture([("m", [])], [Dot(DAY, "talk", "t")], DAY) is None


DRAWN = {
    "zh": ("各项影响期的起止，截至 2026-11-20", "担任与原任职务相当或者更高的职务: 未定"),
    "en": ("Impact periods over the years, as of 2026-11-20", "post equal to or higher than the original: open"),
}


def test_the_drawing_is_told_in_words(html: dict[str, str], lang: Language) -> None:
    page, (title, line) = html["people/BI-0001.html"], DRAWN[lang]
    assert 'role="img" aria-labelledby="hf-chart-title hf-chart-desc"' in page
    assert f'<title id="hf-chart-title">{title}</title>' in page
    assert line in page
    assert "hf-part-arrow" in page
    assert 'fill="url(#hf-hatch)"' in html["people/YI-0005.html"]


# the law's side -----------------------------------------------------------------------------------------------------
def law_of(measure: str, day: date = date(2026, 11, 20), more: str = "") -> Law:
    """The section of one person."""
    text = person("TT-0001", "示纪〔2026〕1号")
    text = re.sub(r"  - \{type.*\n", f"  - {measure}\n", text).replace("helpers: []\n", f"helpers: []\n{more}")
    return law(lists_of({"people/tt/TT-0001/person.md": text}, day).programme.cases["TT-0001"])


def warning(**days: str) -> str:
    """党内警告 of 2026-01-31 with days after it."""
    more = "".join(f", {key}: {day}" for key, day in days.items())
    return f"{{type: 党内警告, decided_on: 2026-01-31, decided_by: tt-jw, form: 2{more}}}"


TERMS = (  # key, day, as-of, latest, how it stands
    ("delivered_on", "2026-02-03", date(2026, 11, 20), None, "on record"),
    ("announced_on", "2026-02-28", date(2026, 11, 20), date(2026, 2, 28), "in time"),  # clamped to the month's end
    ("announced_on", "2026-03-01", date(2026, 11, 20), date(2026, 2, 28), "1 days late"),
    ("announced_on", None, date(2026, 2, 28), date(2026, 2, 28), "not on record, the term runs"),
    ("announced_on", None, date(2026, 3, 1), date(2026, 2, 28), "not on record, the term has passed"),
    ("executed_on", "2026-03-02", date(2026, 11, 20), date(2026, 2, 28),
     "2 days after the usual term; with a special reason until 2026-07-31"),
    ("executed_on", "2026-08-02", date(2026, 11, 20), date(2026, 2, 28), "2 days late"),
    ("execution_reported_on", "2026-07-31", date(2026, 11, 20), date(2026, 7, 31), "in time"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "day", "on", "latest", "told"), TERMS)
def test_days_after_the_decision(key: str, day: str | None, on: date, latest: date | None, told: str) -> None:
    found = law_of(warning(**({key: day} if day else {})), on).executed[0]
    step = next(each for each in found.steps if each.key == key)
    assert (step.latest, EN(step.told)) == (latest, told)


def test_the_heavier_effect_of_a_year() -> None:
    both = warning() + "\n  - {type: 政务记大过, decided_on: 2026-02-05, decided_by: tt-jw, form: 2}"
    found = law_of(both)
    assert [(year, each.effect) for year, each in found.years] == [(2026, "no_grade"), (2027, "no_grade")]


PROBATION = "{type: 留党察看, decided_on: 2025-03-10, decided_by: tt-jw, form: 3, probation_months: 12%s}"
RESIGNED = "{type: 责令辞职, decided_on: 2023-03-10, decided_by: tt-jw, form: 3}"


CONCERNED = (  # measure, as-of, whether the steps to restore rights are shown, and the conditions of another post
    (warning(), date(2026, 11, 20), False, False),
    (PROBATION % "", date(2026, 11, 20), True, False),
    (PROBATION % ", rights_restored_on: 2026-03-11", date(2026, 11, 20), False, False),
    (RESIGNED, date(2026, 11, 20), False, True),
    (RESIGNED, date(2023, 6, 1), False, False),  # while the period runs
)


@pytest.mark.parametrize(("measure", "day", "rights", "reappointment"), CONCERNED)
def test_steps_and_conditions_only_for_whom_they_concern(
    measure: str, day: date, rights: bool, reappointment: bool
) -> None:
    found = law_of(measure, day)
    assert (found.rights is not None, found.reappointment is not None) == (rights, reappointment)
    assert found.rights is None or (found.rights.certainty, found.rights.items[0].days) == ("UNSURE", 10)


def test_every_version_of_a_rule_has_its_entry(html: dict[str, str], sample: Lists) -> None:
    for version in sample.policy.versions():
        assert f'id="{version.id}"' in html["policy.html"], version.id


# lists of what lies ahead -------------------------------------------------------------------------------------------
def test_marks_are_ranges_and_every_row_stands_once(sample: Lists) -> None:
    found = ending_groups(sample.ending, (90, 60, 30))
    titles = [EN(title) for _, title, _ in found][:3]
    assert titles == ["Ends in 0 to 30 days", "Ends in 31 to 60 days", "Ends in 61 to 90 days"]
    assert [row for _, _, rows in found for row in rows] == list(sample.ending)


def ahead(month: str, body: str, duty: str | None, due: int = 0, freed: int = 0) -> ForecastRow:
    """One row of the forecast."""
    rest = (None, None) if duty else (0.5, 2)
    return ForecastRow(
        month=month, body=body, duty=duty, due=due, freed=freed, coverage_rate=rest[0], needed=rest[1], reason=None
    )  # fmt: skip


def test_the_forecast_adds_up() -> None:
    rows = (
        ahead("2026-11", "a", "talk", 2), ahead("2026-11", "a", "visit", 1), ahead("2026-11", "b", "talk", 4),
        ahead("2026-12", "a", "talk", 3), ahead("2026-12", "a", None, freed=1),
    )  # fmt: skip
    assert months(rows) == ["2026-11", "2026-12"]
    shown = {
        table.about.anchor: (
            [(name, [cell.n for cell in cells]) for name, cells in table.lines], [cell.n for cell in table.totals]
        )
        for table in tables(rows)
    }  # fmt: skip
    assert shown["due"] == ([("a", [3, 3]), ("b", [4, 0])], [7, 3])
    assert shown["kinds"] == ([("talk", [6, 3]), ("visit", [1, 0])], [7, 3])
    assert shown["freed"] == ([("a", [0, 1])], [0, 1])
    assert needed_by_year(rows) == {"2026": {"a": 2}}


def test_the_page_of_the_forecast_names_nobody(html: dict[str, str]) -> None:
    assert not re.search(r"\b(JA|YI|BI|SJ)-\d{4}\b", html["forecast.html"])


# in the browser -----------------------------------------------------------------------------------------------------
@pytest.mark.browser
@pytest.mark.slow
def test_every_sheet_is_one_page_of_paper(browser: Browser, sample_site: Served) -> None:
    window = browser.new_page()
    long = []
    for path in sorted((sample_site.folder / "answer").glob("*.html")):
        window.goto(f"{sample_site.url}answer/{path.name}")
        paper = window.pdf(format="A4", prefer_css_page_size=True)
        if len(re.findall(rb"/Type\s*/Page\b", paper)) != 1:
            long.append(path.name)
    window.close()
    assert not long


@pytest.mark.browser
@pytest.mark.slow
def test_the_look_up_leads_to_the_sheet(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    page.keyboard.press("/")
    page.fill("#hf-q", "JA-0007")
    page.locator("#hf-hits .hf-hit-answer").first.click()
    page.wait_for_url("**/answer/JA-0007.html")
    assert page.locator("h1").inner_text().startswith("影响期核对单")


# what was read of the sources ---------------------------------------------------------------------------------------
def test_every_version_says_what_was_read_and_what_to_look_up(html: dict[str, str], sample: Lists) -> None:
    page = html["sources.html"]
    for version in sample.policy.versions():
        assert f'id="{version.id}" data-in="{version.certainty}"' in page, version.id
    assert "周某" in page  # the sample office compared one text
