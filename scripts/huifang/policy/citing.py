"""How a text of the law is cited: name, edition and articles, as lawyers write them in Chinese and in English.

An article stands in the policy as `8`, `133.1` (第一百三十三条之一), `2/2` (paragraph 2), `24(6)` (item 6),
`2/2(3)`, or as a range `5-7`. What is written otherwise stands as it was written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
ARTICLE = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?(?:-(\d{1,4})|(?:/(\d{1,2}))?((?:\(\d{1,2}\))*))", re.ASCII)
ITEM = re.compile(r"\((\d+)\)")
UNTOUCHED = r'(?s:<div class="hf-free">.*?</div>)'  # what somebody wrote stays as it was written


def chinese_numeral(number: int) -> str:
    """A number from 1 to 9999 as it is read: 十, 二十一, 一百零一, 一百一十."""
    digits = str(number)
    told = "".join(
        DIGITS[int(digit)] + (PLACES[len(digits) - place - 1] if digit != "0" else "")
        for place, digit in enumerate(digits)
    )
    told = re.sub("零+", "零", told).removesuffix("零")
    return told.removeprefix("一") if told.startswith("一十") else told


def articles_zh(articles: Iterable[str]) -> str:
    """`第八条、第十九条`."""
    return "、".join(map(_zh, articles))


def _zh(article: str) -> str:
    found = ARTICLE.fullmatch(article)
    if found is None:
        return article
    number, inserted, last, paragraph, items = found.groups()
    told = f"第{chinese_numeral(int(number))}条"
    if inserted:
        told += f"之{chinese_numeral(int(inserted))}"
    if last:
        return f"{told}至第{chinese_numeral(int(last))}条"
    if paragraph:
        told += f"第{chinese_numeral(int(paragraph))}款"
    return told + "、".join(f"第{chinese_numeral(int(each))}项" for each in ITEM.findall(items))


def articles_en(articles: Sequence[str]) -> str:
    """`Art. 8`, `Arts. 8 and 19`, `Arts. 8, 19 and 20`."""
    several = len(articles) > 1 or any("-" in each for each in articles)
    told = [_en(each) for each in articles]
    listed = " and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)
    return f"{'Arts.' if several else 'Art.'} {listed}"


def _en(article: str) -> str:
    found = ARTICLE.fullmatch(article)
    if found is None:
        return article
    number, inserted, last, paragraph, items = found.groups()
    told = number + (f"-{inserted}" if inserted else "")
    if last:
        return f"{told} to {last}"
    return told + (f" para. {paragraph}" if paragraph else "") + (items or "")


def citation(text: str, edition: str | None, articles: Sequence[str], *, titled: bool) -> tuple[str, str]:
    """Text, edition and articles in both languages; `titled` is false for what is no text but a choice."""
    zh, en = full_name(text, edition) if titled else (text, text)
    if articles:
        return zh + articles_zh(articles), f"{en}, {articles_en(articles)}"
    return zh, en


def full_name(text: str, edition: str | None) -> tuple[str, str]:
    """The full name of a text: 《…》（2023年）; an edition that is more than a year stands as written."""
    if not edition:
        return f"《{text}》", text
    year = f"{edition}年" if edition.isdecimal() else edition
    return f"《{text}》（{year}）", f"{text} ({edition})"


def full_names(sources: Iterable[tuple[str, str | None]], lang: str) -> tuple[tuple[str, str], ...]:
    """Every text of the law that has an edition, once: its bare and its full name, in a language."""
    which = ("zh", "en").index(lang)
    return tuple(
        (full_name(text, None)[which], full_name(text, edition)[which])
        for text, edition in dict.fromkeys(sources)
        if edition
    )


def edition_once(html: str, texts: Iterable[tuple[str, str]]) -> str:
    """A page on which each text is named in full where it stands first, and without its edition after that.

    `texts` are pairs (bare name, full name). Where a page names two editions of one text, both keep theirs: a bare
    name would leave open which one is meant.
    """
    editions: dict[str, list[str]] = {}
    for bare, full in texts:
        if full in html:
            editions.setdefault(bare, []).append(full)
    for bare, found in editions.items():
        if len(found) == 1:
            html = _after_the_first(html, found[0], bare)
    return html


def _after_the_first(html: str, full: str, bare: str) -> str:
    """The page with `bare` for every `full` but the first."""
    told: list[str] = []

    def shorter(found: re.Match[str]) -> str:
        if found[0] != full:
            return found[0]
        told.append(bare if told else full)
        return told[-1]

    return re.sub(f"{UNTOUCHED}|{re.escape(full)}", shorter, html)
