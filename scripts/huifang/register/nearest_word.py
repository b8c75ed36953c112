"""Which word of a list was meant: by another spelling, by its label, by a part of it, or as near as no other."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from huifang.register.meant_values import NOTHING, Meant, number_of, plainly

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

MOST = 8  # more words than that are no help
LIKE = 0.5  # how near a word must be to be offered; 1 is the same word
WORD_LIKE = 0.51  # of a vocabulary more than half: half of 警示谈话 is 提醒谈话, which is another measure
WIDE_QUOTES = re.compile("[“”‘’＂＇「『\"'](.*)[“”‘’＂＇」』\"']")
BRACKETED = re.compile(r"[(（].*?[)）]")
BETWEEN = re.compile(r"[、，,;；/\s]+|和|及")
RANK_TYPED = re.compile("([正副])?(厅局|县处|乡科|[厅局县处乡科])级(?:([正副])职)?")
SAME_LEVEL = {"厅局": "局", "厅": "局", "县处": "处", "县": "处", "乡科": "科", "乡": "科"}  # two names of one level


def nearest(typed: str, known: Iterable[str], like: float = LIKE) -> tuple[str, ...]:
    """The words that are nearest: all that are equally near, or none where they are too many to choose from."""
    ratios = {word: SequenceMatcher(None, word, typed).ratio() for word in known}
    best = max(ratios.values(), default=0.0)
    found = tuple(word for word, ratio in ratios.items() if ratio == best)
    return found if best >= like and len(found) <= MOST else ()


def word_meant(typed: str, known: Mapping[str, object], *, rank: bool = False) -> Meant:
    """The word of a vocabulary that was meant; a near word of a rank would be another rank, and is never offered."""
    bare = plainly(typed)
    if quoted := WIDE_QUOTES.fullmatch(bare):
        bare = quoted[1]
    same = _same(bare, known)
    if same:
        return Meant(same, certain=len(same) == 1)
    if rank:
        other = _rank_meant(bare)
        return Meant((other,), certain=True) if other in known else Meant(_beginning(bare, known))
    return Meant(_of_family(bare, known) or _beginning(bare, known) or nearest(bare, known, WORD_LIKE))


def _same(bare: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """The words that the text says in full; where only a label without its brackets does, its family as well.

    警告 is short for 警告（任免机关处分） and as much for 党内警告.
    """
    same = {word for word, label in known.items() if bare in _spellings(word, label)}
    if not any(bare in _in_full(word, known[word]) for word in same):
        same |= set(_of_family(bare, known)) if same else set()
    return tuple(word for word in known if word in same)


def _in_full(word: str, label: object) -> set[str]:
    """The word and its labels, in both languages, as `plainly` writes them."""
    return {plainly(each) for each in (word, *(str(getattr(label, lang, "")) for lang in ("zh", "en"))) if each}


def _spellings(word: str, label: object) -> set[str]:
    """What says the word: in full, its labels without what stands in brackets, and numbers in numerals too."""
    said = {word, *(BRACKETED.sub("", str(getattr(label, lang, ""))) for lang in ("zh", "en"))}
    if word.isdecimal():
        said |= {
            f"{word:0>2}",
            f"{word}.0",
            f"第{word}种",
            *(char for char in "一二三四" if number_of(char) == int(word)),
        }
        said |= {f"第{char}种" for char in "一二三四" if number_of(char) == int(word)}
    return _in_full(word, label) | {plainly(each) for each in said if each}


def _of_family(typed: str, known: Collection[str]) -> tuple[str, ...]:
    """The words that end with what was typed and begin as several do: 警告 of each family, not 党内严重警告."""
    ending = {word: word.removesuffix(typed) for word in known if typed and word.endswith(typed)}
    families = {word for word, begun in ending.items() if sum(other.startswith(begun) for other in known) > 1}
    families |= {word for word in known if word.startswith(typed)} if families else set()
    found = tuple(word for word in known if word in (families or ending))
    return found if len(found) <= MOST else ()


def _beginning(typed: str, known: Collection[str]) -> tuple[str, ...]:
    """The words that begin with what was typed."""
    found = tuple(word for word in known if typed and word.startswith(typed))
    return found if len(found) <= MOST else ()


def _rank_meant(typed: str) -> str:
    """The rank that other words say too (副处级, 县处级副职: 处级副职)."""
    match = RANK_TYPED.fullmatch(typed)
    half = (match[1] or match[3]) if match else None
    if match is None or half is None or (match[1] and match[3]):
        return typed
    return f"{SAME_LEVEL.get(match[2], match[2])}级{half}职"


def words_meant(typed: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """The words that one text holds, where it holds nothing else: 工作情况、心理疏导."""
    parts = [part for part in BETWEEN.split(typed) if part]
    meant = [word_meant(part, known) for part in parts]
    return tuple(each.values[0] for each in meant) if parts and all(each.certain for each in meant) else ()


def key_meant(typed: str, known: Collection[str], labels: Mapping[str, object]) -> Meant:
    """The key of a record that was meant."""
    bare = plainly(typed).lower().replace("-", "_")
    if bare in known:
        return Meant((bare,), certain=True)
    by_label = tuple(key for key in known if plainly(typed) in _spellings(key, labels.get(key)))
    if by_label:
        return Meant(by_label, certain=len(by_label) == 1)
    return Meant(nearest(bare, known, 0.6)) if bare.isascii() else NOTHING
