"""The lists about people end once with what decides in their stead; no row and no csv repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.lists import CLOSING
from huifang.texts import words

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.texts import Language
    from tests.commands.running import Command

DAY = ("--as-of", "2026-04-10")
SAID = (  # what is typed, how often the sentence stands in the document
    (("eligible", "--format", "csv"), 0),
    (("due",), 0),
    (("eligible",), 1),
    (("eligible", "--format", "json"), 1),
    (("show", "TT-0001"), 1),
    (("show", "TT-0001", "--format", "json"), 1),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("typed", "times"), SAID)
def test_the_closing_sentence_stands_once(
    huifang: Command, records: Path, typed: tuple[str, ...], times: int, lang: Language
) -> None:
    said = huifang(*typed, "--records", records, *DAY, "--lang", lang).out.decode()
    assert said.count(words(lang)(CLOSING)) == times
    if times and "json" not in typed:
        assert said.rstrip().endswith(words(lang)(CLOSING))
