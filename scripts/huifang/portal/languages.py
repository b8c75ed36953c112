"""Chinese in the pages of another language says so (WCAG 3.1.2): a voice or a font need not guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huifang.texts import Language

HAN = r"々〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
SIGN = r"　-々〈-】〔-〟！-／：-？·“”‘’—…"  # of Chinese typesetting
CHINESE = re.compile(rf"[\d《〔（「【“]*[{HAN}](?:(?:[{SIGN}]| ?[\d.]+ ?)*[{HAN}])*[{SIGN}]*")
ONE = re.compile(f"[{HAN}]")
TOKEN = re.compile(r"(?s:<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>)|<[^>]*>|[^<]+")
NAME = re.compile(r"<(/?)([\w-]+)")
TEXT_ALONE = frozenset(("option", "text", "textarea", "title"))  # an element in them would be lost
SPEAKS = re.compile(r"\s(?:lang|data-label|aria-label|title)=")  # it has words of its own, in the language of the page
MARK = ' lang="zh">'


def with_chinese_marked(html: str, lang: Language) -> str:
    """A page, or a part of one, in which `lang="zh"` stands on what is Chinese; a Chinese page says it once."""
    if lang == "zh" or not ONE.search(html):
        return html
    made: list[str] = []
    inside, depth = "", 0  # an element that is marked already
    for found in TOKEN.finditer(html):
        token = found[0]
        if token.startswith("<"):
            inside, depth = _within(token, inside, depth)
        elif not inside and ONE.search(token):
            whole = html.startswith("</", found.end()) and bool(CHINESE.fullmatch(token.strip()))
            if made and _may_say_it(made[-1], whole=whole):
                made[-1] = f"{made[-1][:-1]}{MARK}"
            else:
                token = CHINESE.sub(rf"<span{MARK}\g<0></span>", token)
        made.append(token)
    return "".join(made)


def is_chinese(html: str) -> bool:
    """Whether a page that somebody wrote is Chinese, whatever the names and commands in it."""
    text = re.sub(r"<[^>]*>", " ", html)
    return len(ONE.findall(text)) > len(re.findall(r"[A-Za-z]+", text))


def _within(tag: str, inside: str, depth: int) -> tuple[str, int]:
    """The marked element that what follows stands in, and how many of its kind are open."""
    found = NAME.match(tag)
    if found is None:
        return inside, depth
    if not inside:
        return (found[2], 1) if not found[1] and ' lang="zh"' in tag else ("", 0)
    if found[2] == inside:
        depth += -1 if found[1] else 1
    return (inside, depth) if depth else ("", 0)


def _may_say_it(tag: str, *, whole: bool) -> bool:
    """Whether the tag before a text can carry the mark for all that it holds."""
    found = NAME.match(tag)
    if found is None or found[1]:
        return False
    return found[2] in TEXT_ALONE or (whole and not SPEAKS.search(tag))
