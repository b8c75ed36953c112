"""Articles are cited as lawyers write them; a page of one person names each text in full once."""

from __future__ import annotations

import pytest

from huifang.policy.citing import articles_en, articles_zh, chinese_numeral, citation, edition_once, full_name

NUMERALS = (
    (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"),
    (52, "五十二"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"),
    (120, "一百二十"), (200, "二百"), (204, "二百零四"), (999, "九百九十九"), (1000, "一千"),
    (1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"), (1260, "一千二百六十"), (2006, "二千零六"),
    (9999, "九千九百九十九"),
)  # fmt: skip
ARTICLES = (
    (("8",), "第八条", "Art. 8"),
    (("8", "19"), "第八条、第十九条", "Arts. 8 and 19"),
    (("20", "21", "22"), "第二十条、第二十一条、第二十二条", "Arts. 20, 21 and 22"),
    (("5-7",), "第五条至第七条", "Arts. 5 to 7"),
    (("200-204", "1"), "第二百条至第二百零四条、第一条", "Arts. 200 to 204 and 1"),
    (("24(6)",), "第二十四条第六项", "Art. 24(6)"),
    (("21(2)(3)",), "第二十一条第二项、第三项", "Art. 21(2)(3)"),
    (("2/2",), "第二条第二款", "Art. 2 para. 2"),
    (("2/2(10)", "110"), "第二条第二款第十项、第一百一十条", "Arts. 2 para. 2(10) and 110"),
    (("133.1",), "第一百三十三条之一", "Art. 133-1"),
    (("附则",), "附则", "Art. 附则"),  # no article: as it was written
    (("0008a",), "0008a", "Art. 0008a"),
)
CITED = (
    (("监察法", None, ()), "《监察法》", "监察法"),
    (("公务员法", "2018", ("65",)), "《公务员法》（2018年）第六十五条", "公务员法 (2018), Art. 65"),
    (("监察法", None, ("45",)), "《监察法》第四十五条", "监察法, Art. 45"),
    (("公务员法", "2018年修订", ()), "《公务员法》（2018年修订）", "公务员法 (2018年修订)"),
)
PARTY, STAFF = (("条例甲", "2018"), ("条例甲", "2023")), (("规定乙", "2020"),)
TEXTS = [(full_name(text, None)[0], full_name(text, year)[0]) for text, year in (*PARTY, *STAFF)]
OLD, NEW, RULE = (full for _, full in TEXTS)
PAGES = (
    ("<p>无</p>", "<p>无</p>"),
    (f"{NEW}第一条", f"{NEW}第一条"),
    (f"{NEW}第一条；{NEW}第二条；{NEW}", f"{NEW}第一条；《条例甲》第二条；《条例甲》"),
    (f"{NEW}、{OLD}、{NEW}", f"{NEW}、{OLD}、{NEW}"),  # two editions: a bare name would not tell which
    (f"{RULE}{NEW}{RULE}{NEW}", f"{RULE}{NEW}《规定乙》《条例甲》"),
    (f'{NEW}<div class="hf-free">{NEW}</div>{NEW}', f'{NEW}<div class="hf-free">{NEW}</div>《条例甲》'),
    (f'<div class="hf-free">{NEW}</div>{NEW}', f'<div class="hf-free">{NEW}</div>{NEW}'),  # a typed mention is not ours
)


@pytest.mark.parametrize(("number", "told"), NUMERALS)
def test_a_number_as_it_is_read(number: int, told: str) -> None:
    assert chinese_numeral(number) == told


@pytest.mark.parametrize(("articles", "zh", "en"), ARTICLES)
def test_articles(articles: tuple[str, ...], zh: str, en: str) -> None:
    assert (articles_zh(articles), articles_en(articles)) == (zh, en)


@pytest.mark.parametrize(("source", "zh", "en"), CITED)
def test_a_text_with_its_articles(source: tuple[str, str | None, tuple[str, ...]], zh: str, en: str) -> None:
    assert citation(*source, titled=True) == (zh, en)


def test_a_choice_has_no_title() -> None:
    assert citation("系统默认设定", None, (), titled=False) == ("系统默认设定", "系统默认设定")


@pytest.mark.parametrize(("page", "told"), PAGES)
def test_a_page_names_a_text_in_full_once(page: str, told: str) -> None:
    assert edition_once(page, TEXTS) == told
