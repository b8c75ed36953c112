"""The search in a browser: what a text finds, by the keyboard alone, from a server and from a folder."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from huifang.portal.folder import write_portal
from huifang.portal.site import Site
from tests.portal.conftest import BUILT, NAMES, Served, lists_of, person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from huifang.lists import Lists

MOST = 8  # people at once
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def hits(page: Page, text: str, kind: str = "people") -> list[str]:
    """The hits of a kind for a text, in their order."""
    page.fill("#hf-q", "")
    page.wait_for_function("() => !document.querySelector('#hf-hits [role=option]')")
    page.fill("#hf-q", text)
    page.wait_for_function(
        "() => document.querySelector('.hf-search').querySelector('[role=status]').textContent.match(/\\d|”/)"
    )
    return page.locator(f"[aria-labelledby=hf-kind-{kind}] .hf-hit-main:not(.hf-hit-all)").all_inner_texts()


def found(page: Page, text: str, kind: str = "people") -> int:
    """How many hits of a kind the head of its group tells."""
    hits(page, text, kind)
    head = page.locator(f"#hf-kind-{kind}")
    return int(re.findall(r"\d+$", head.inner_text())[0]) if head.count() else 0


def chosen(page: Page) -> Locator:
    """The hit that the keyboard is at."""
    return page.locator(f"#{page.locator('#hf-q').get_attribute('aria-activedescendant')}")


def test_everybody_is_found_by_the_whole_name(page: Page, named_site: Served) -> None:
    assert len(NAMES) >= 50
    page.goto(f"{named_site.url}index.html")
    for number, name in enumerate(NAMES, 1):
        offered = hits(page, name)
        assert offered, name
        assert offered[0].startswith(f"TT-{number:04} {name}"), (name, offered)


PEOPLE: tuple[
    tuple[str, list[str]], ...
] = (  # what somebody types, and who must be offered: exactly those whose name or data holds it
    ("甲买提", [name for name in NAMES if "甲买提" in name]),
    ("示例・乙", ["示例·乙买提"]),  # another middle dot
    ("𠮷", [name for name in NAMES if "𠮷" in name]),
    ("吉", [name for name in NAMES if "𠮷" in name]),  # as keyboards have it
    ("示吉甲", ["示𠮷甲"]),
    ("㛃", ["例㛃"]),
    ("TT-0003", [NAMES[2]]),
    ("tt-0003", [NAMES[2]]),
    ("ＴＴ－０００３", [NAMES[2]]),  # full width
    ("tt0003", [NAMES[2]]),  # without the hyphen
    ("tt 003", [NAMES[2], *NAMES[29:39]]),  # parts
    ("TT–0003", [NAMES[2]]),  # another hyphen
    ("〔2026〕105号", [NAMES[5]]),
    ("[2026]105", [NAMES[5]]),  # other brackets
    ("示纪（2026）105", [NAMES[5]]),
    ("示例 买提 丙", ["示例·丙买提"]),  # several words: all of them
    ("買提 丙", ["示例·丙买提"]),  # a traditional form
    ("买示", ["买示例"]),
    ("maishili", ["买示例"]),  # pinyin, whole
    ("maisl", ["买示例"]),
    ("mshl", ["买示例"]),  # sh as an initial
    ("sljmt", ["示例·甲买提", "示例·己买提"]),  # initials, over the dot
    ("sljiamt", ["示例·甲买提"]),
    ("mai shi", [name for name in NAMES if "买" in name]),  # each word somewhere in the name
    ("甲档案", []),  # no such part: nothing between may be left out
    ("无此人", []),
)


@pytest.mark.parametrize(("typed", "names"), PEOPLE)
def test_a_text_finds_exactly_who_holds_it(page: Page, named_site: Served, typed: str, names: list[str]) -> None:
    page.goto(f"{named_site.url}policy.html")
    offered = [re.sub(r"^TT-\d{4} | ?示例区档案局.*$", "", hit).strip() for hit in hits(page, typed)]
    assert set(offered) <= set(names)
    assert len(offered) == min(len(names), MOST)
    assert found(page, typed) == len(names)


KINDS = (  # language, what is typed, the kind that must have a hit, what the hit says, and the page
    ("zh", "甲区档案局", "units", "甲区档案局 单位 · 甲区", "units/ja-archive.html"),
    ("zh", "jqdaj", "units", "甲区档案局 单位 · 甲区", "units/ja-archive.html"),  # initials
    ("zh", "派驻第一", "units", "甲区纪委监委派驻第一纪检监察组", "units/ja-pz1.html"),
    ("zh", "ja-jw", "units", "甲区纪委监委", "units/ja-jw.html"),
    ("zh", "待办", "pages", "待办清单", "due.html"),
    ("zh", "公务员法", "rules", "公务员法", "policy.html#"),
    ("zh", "影响期", "handbook", "影响期", "handbook/"),
    ("zh", "檔案", "handbook", "档案", "handbook/"),
    ("zh", "unreadable-file", "reference", "unreadable-file", "checks.html#unreadable-file"),
    ("en", "due list", "pages", "Due list", "due.html"),
    ("en", "甲区档案局", "units", "unit · District A", "units/ja-archive.html"),
    ("en", "civil servants", "rules", "government warning", "policy.html#"),
)


@pytest.fixture
def sites(sample_site: Served, english_site: Served) -> dict[str, Served]:
    return {"zh": sample_site, "en": english_site}


@pytest.mark.parametrize(("language", "typed", "kind", "told", "uri"), KINDS)
def test_each_kind_is_found_and_says_its_kind(
    page: Page, sites: dict[str, Served], language: str, typed: str, kind: str, told: str, uri: str
) -> None:
    page.goto(f"{sites[language].url}index.html")
    assert any(told in hit for hit in hits(page, typed, kind))
    links = page.locator(f"[aria-labelledby=hf-kind-{kind}] a").evaluate_all("all => all.map(each => each.href)")
    assert any(link.startswith(f"{sites[language].url}{uri}") for link in links), links


def test_every_hit_leads_to_a_place_that_is_there(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    links: set[str] = set()
    for typed in ("甲", "规则", "回访", "办", "影响期"):
        hits(page, typed)
        links.update(page.locator("#hf-hits a").evaluate_all("all => all.map(each => each.href)"))
    assert len(links) > 60
    for link in sorted(links)[::4]:
        page.goto(link)
        anchor = link.partition("#")[2]
        if anchor and "=" not in anchor:
            assert page.evaluate("id => Boolean(document.getElementById(decodeURIComponent(id)))", anchor), link


READINGS = (
    ("shanshi", ["单示"]),
    ("dan", ["单示"]),
    ("cs", ["单示", "曾示"]),  # chan shi, ceng shi
    ("zs", ["曾示"]),
    ("lvs", ["吕示"]),
    ("lushi", ["吕示"]),
)


@pytest.fixture(scope="module")
def read_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain folder, without MkDocs and without a server: names with characters of several readings."""
    names = ("单示", "曾示", "吕示")
    files: dict[str, str | bytes] = {
        f"people/tt/TT-{number:04}/person.md": person(f"TT-{number:04}", f"示纪〔2026〕{number}号")
        for number in range(1, 4)
    }
    told = "".join(f"TT-{number:04}: {name}\n" for number, name in enumerate(names, 1))
    folder = tmp_path_factory.mktemp("read")
    write_portal(lists_of({**files, "identities/tt.yml": told}), folder, "zh", BUILT)
    return folder


@pytest.fixture(scope="module")
def folder_page(browser: Browser, read_site: Path) -> Iterator[Page]:
    made = browser.new_page()
    made.goto((read_site / "index.html").as_uri())
    yield made
    made.close()


@pytest.mark.parametrize(("typed", "names"), READINGS)
def test_every_reading_of_a_character_finds_it_also_in_a_plain_folder(
    folder_page: Page, typed: str, names: list[str]
) -> None:
    assert [hit.split()[1] for hit in hits(folder_page, typed)] == names


def test_from_a_folder_it_finds_the_same(browser: Browser, sample_site: Served) -> None:
    page = browser.new_page()
    page.goto((sample_site.folder / "handbook" / "index.html").as_uri())
    assert hits(page, "甲六")[0].startswith("JA-0006 示例甲六")
    assert hits(page, "查找", "handbook")
    page.keyboard.press("Escape")
    hits(page, "甲六")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/JA-0006.html")
    page.close()


def test_what_is_not_found_says_where_was_looked(page: Page, sample: Lists, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    assert hits(page, "无此人") == []
    said = page.locator(".hf-search-said").inner_text().split("\n")
    assert said[0] == "没有查到“无此人”。"
    assert said[1].startswith(f"已查：人员 {len(Site(sample).people)}；机关和单位 ")
    assert said[1].endswith("；截至 2026-11-20。")
    assert said[2].startswith("这里查不到，不等于没有受过处分、处理")
    assert len(said) == 3
    assert page.locator("#hf-q").get_attribute("aria-expanded") == "false"


def test_where_no_person_is_found_it_says_so_beside_other_hits(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    assert hits(page, "谈心谈话", "handbook")
    said = page.locator(".hf-search-said")
    expect(said).to_have_text(re.compile(r"^查到 \d+ 条，其中没有人员。$"))
    hits(page, "甲六")
    expect(said).to_have_text(re.compile(r"^查到 \d+ 条$"))


UNNAMED = (
    ("", "本门户只有编号、没有姓名，请按编号、单位或者文号查找。"),
    ("TT-0001: 示例甲\n", "有 1 人在本门户没有姓名，请按编号、单位或者文号查找。"),
)


@pytest.mark.parametrize(("names", "told"), UNNAMED)
def test_where_names_are_missing_it_says_so(browser: Browser, tmp_path: Path, names: str, told: str) -> None:
    files: dict[str, str | bytes] = {
        f"people/tt/{code}/person.md": person(code, "示纪〔2026〕1号") for code in ("TT-0001", "TT-0002")
    }
    write_portal(lists_of({**files, **({"identities/tt.yml": names} if names else {})}), tmp_path, "zh", BUILT)
    page = browser.new_page()
    page.goto((tmp_path / "due.html").as_uri())
    assert hits(page, "示例乙") == []
    assert told in page.locator(".hf-search-said").inner_text().split("\n")
    page.close()


def test_all_people_stand_on_their_list_and_it_tells_the_filter(page: Page, named_site: Served) -> None:
    page.goto(f"{named_site.url}units/tt-unit.html")
    n = found(page, "示例区档案局")
    assert n == len(NAMES)
    last = page.locator("[aria-labelledby=hf-kind-people] .hf-hit-all")
    assert last.inner_text() == f"全部 {n} 条"
    for typed, rows in (("示例区档案局", n), ("买提", 10), ("吉", 4), ("105号", 1)):
        page.goto(f"{named_site.url}people.html?q={typed}")
        expect(page.locator(".hf-list tbody tr[data-in]:visible")).to_have_count(rows)
        assert typed in page.locator(".hf-said").inner_text()
        assert page.locator("[data-with]").input_value() == typed
    page.fill("[data-with]", "sljiamt")
    expect(page.locator(".hf-list tbody tr[data-in]:visible")).to_have_count(1)
    page.wait_for_function("() => location.hash === '#with=sljiamt' && !location.search")
    page.reload()
    expect(page.locator(".hf-list tbody tr[data-in]:visible")).to_have_count(1)


def test_the_list_of_people_filters_from_a_folder_too(browser: Browser, named_site: Served) -> None:
    page = browser.new_page()
    page.goto(f"{(named_site.folder / 'people.html').as_uri()}?q=mtj")  # 买提 alone: names do not begin so
    page.fill("[data-with]", "买提")
    expect(page.locator(".hf-list tbody tr[data-in]:visible")).to_have_count(10)
    expect(page.locator(".hf-tools")).to_be_visible()
    page.close()


def test_other_kinds_open_in_their_place(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    n = found(page, "回访", "handbook")
    assert n > 10
    page.locator("[aria-labelledby=hf-kind-handbook] .hf-hit-all").click()
    assert page.locator("[aria-labelledby=hf-kind-handbook] a").count() == n
    assert page.evaluate("document.activeElement.id") == "hf-q"


class TestTheKeyboard:
    def test_slash_opens_and_escape_closes(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html")
        page.keyboard.press("/")
        expect(page.locator("#hf-q")).to_be_focused()
        assert page.locator("#hf-q").input_value() == ""
        expect(page.locator(".hf-search-said")).to_contain_text("可输入姓名")
        page.keyboard.type("甲六")
        expect(page.locator("#hf-hits [role=option]").first).to_be_visible()
        assert page.locator("#hf-q").get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        expect(page.locator(".hf-search-panel")).to_be_hidden()
        assert page.locator("#hf-q").get_attribute("aria-expanded") == "false"

    def test_slash_is_a_letter_where_somebody_types(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html")
        page.locator("[data-with]").focus()
        page.keyboard.press("/")
        assert page.locator("[data-with]").input_value() == "/"

    def test_arrows_choose_and_enter_follows(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}index.html")
        hits(page, "示例甲")
        assert chosen(page).get_attribute("aria-selected") == "true"
        first = chosen(page).inner_text()
        page.keyboard.press("ArrowDown")
        second = chosen(page).inner_text()
        assert second != first
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")  # round to the last
        assert chosen(page).inner_text() not in {first, second}
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/people/{second.split()[0]}.html")

    def test_the_single_check_is_a_hit_beside(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}index.html")
        hits(page, "示例甲六")
        page.keyboard.press("ArrowRight")
        assert chosen(page).inner_text() == "影响期核对单"
        assert chosen(page).get_attribute("aria-label") == "影响期核对单 JA-0006"
        page.keyboard.press("ArrowLeft")
        assert chosen(page).inner_text().startswith("JA-0006")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_url("**/answer/JA-0006.html")

    def test_tab_leads_into_the_chosen_hit_and_out(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}index.html")
        hits(page, "示例甲")
        page.keyboard.press("ArrowDown")
        mine = str(chosen(page).get_attribute("href"))
        stops = []
        for _ in range(3):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("() => document.activeElement.getAttribute('href')"))
        assert stops[:2] == [mine, mine.replace("people/", "answer/")]
        assert not page.evaluate("() => Boolean(document.activeElement.closest('.hf-search'))")
        expect(page.locator(".hf-search-panel")).to_be_hidden()

    def test_enter_at_once_follows_what_is_typed_by_now(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}index.html")
        hits(page, "示例乙")
        page.fill("#hf-q", "示例甲六")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/JA-0006.html")

    def test_no_interactive_element_stands_in_another(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}index.html")
        hits(page, "甲")
        assert page.locator("[role=option] a, [role=option] button, [role=option] [tabindex]").count() == 0
        assert page.locator("#hf-hits [role=option]").count() > 20
        assert page.locator("#hf-hits [role=group]:not([aria-labelledby])").count() == 0


def test_a_telephone_gets_a_whole_panel(browser: Browser, sample_site: Served) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sample_site.url}due.html")
    expect(page.locator("#hf-q")).to_be_hidden()
    page.click(".hf-search-open")
    expect(page.locator("#hf-q")).to_be_focused()
    hits(page, "甲六")
    box = page.locator(".hf-search").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click(".hf-search-close")
    expect(page.locator("#hf-q")).to_be_hidden()
    expect(page.locator(".hf-search-open")).to_be_focused()
    page.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_without_scripts_it_leads_to_the_list_of_people(browser: Browser, sample_site: Served, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 768})
    page = context.new_page()
    page.goto(f"{sample_site.url}units/ja-jw.html")
    page.click(".hf-search-open")
    page.wait_for_url("**/people.html?q=")
    expect(page.locator(".hf-noscript")).to_be_visible()
    expect(page.locator(".hf-list tbody tr[data-in]").first).to_be_visible()
    context.close()


def test_with_scripts_nobody_is_told_that_they_do_not_run(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}people.html")
    expect(page.locator(".hf-noscript")).to_be_hidden()


def test_where_its_data_cannot_be_read_it_says_so_and_leads_on(
    browser: Browser, sample_site: Served, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(sample_site.folder, folder)
    (folder / "search" / "data.js").unlink()
    page = browser.new_page()
    page.goto((folder / "due.html").as_uri())
    page.fill("#hf-q", "甲六")
    expect(page.locator(".hf-search-said")).to_have_text("查找数据无法读取。全部人员见花名册，按回车键打开。")
    page.locator("#hf-q").press("Enter")
    page.wait_for_url("**/people.html?q=*")
    expect(page.locator(".hf-list tbody tr[data-in]:visible")).to_have_count(1)  # by the words of the rows
    page.close()


def test_only_the_last_text_is_drawn(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    page.locator("#hf-q").press_sequentially("示例甲六", delay=20)
    expect(page.locator("#hf-kind-people")).to_have_text("人员 1")
