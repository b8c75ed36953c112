"""A sentence becomes text at the edge, in either language, with everything that stands in it."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.texts import LANGUAGES, N_, Label, Language, Value, say, words

WARNING = Label("党内警告", "Party warning")
DAY = date(2026, 3, 5)
VALUES: tuple[tuple[Value, str, str], ...] = (  # value, Chinese, English
    ("示例区", "示例区", "示例区"),
    ("", "", ""),
    (3, "3", "3"),
    (0, "0", "0"),
    (DAY, "2026-03-05", "2026-03-05"),
    (WARNING, "党内警告", "Party warning"),
    ((), "", ""),
    (("甲", "乙", "丙"), "甲、乙、丙", "甲, 乙, 丙"),
    ((WARNING, DAY, 2), "党内警告、2026-03-05、2", "Party warning, 2026-03-05, 2"),
    (("甲", ("乙", "丙")), "甲、乙、丙", "甲, 乙, 丙"),
    (say("{a}-{b}", a="甲", b=1), "甲-1", "甲-1"),
    (say("{a}", a=say("{b}", b=(WARNING, "x"))), "党内警告、x", "Party warning, x"),
    (say("{a}", a="{b}"), "{b}", "{b}"),  # a value is never a template
    (say("{a}", a="%s %(b)s \\n"), "%s %(b)s \\n", "%s %(b)s \\n"),
    (say("{{{a}}}", a=1), "{1}", "{1}"),
    (say(""), "", ""),
    (say("is in no catalogue"), "is in no catalogue", "is in no catalogue"),
)


@pytest.mark.parametrize(("value", "zh", "en"), VALUES)
def test_value_as_text(value: Value, zh: str, en: str) -> None:
    assert (words("zh")(value), words("en")(value)) == (zh, en)


def test_sentence_of_the_catalogue() -> None:
    sentence = say("indent with spaces")
    assert words("en")(sentence) == words("en").plain(N_("indent with spaces")) == "indent with spaces"
    assert words("zh")(sentence) == words("zh").plain("indent with spaces")


SAME = (
    (WARNING, Label("党内警告", "Party warning"), True),
    (("x", 1), ("x", 1), True),
    (("x", 1), ("x", 2), False),
)


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_equal_sentences_are_equal(one: Value, other: Value, *, same: bool) -> None:
    first, second = say("{a}", a=one), say("{a}", a=other)
    assert (first == second, len({first, second}) == 1) == (same, same)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_made_once(lang: Language) -> None:
    assert words(lang) is words(lang)
    assert words(lang).lang == lang


def test_missing_value_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        words("en")(say("{a} and {b}", a=1))
