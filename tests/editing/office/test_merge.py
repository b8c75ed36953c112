"""A policy file brought up to a newer program: what stays, what comes, what is shown; and twice is once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.editing.office.blocks import NoBlocksError, cut, uncut
from huifang.editing.office.merge import MergedPolicy, marks_of, merged_policy
from tests.sound import SAMPLE

BASE = """\
# head
format: 1
rules:
  talk:
    - id: talk-1
      every: quarter
    # from 2024 on
    - id: talk-2
      from: 2024-01-01
      every: month
  visit:
    - id: visit-1
      days: 15
words:
  rank:
    - {value: 其他, en: other}
"""
TALK_3 = "    - id: talk-3\n      from: 2026-01-01\n      every: week\n"
OWN = "    - id: ours\n      from: 2025-01-01\n      every: year\n"
VISIT = "  visit:\n    - id: visit-1\n      days: 15\n"
WORD = "    - {value: 新, en: new}\n"


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def behind(line: str, more: str, text: str = BASE) -> str:
    return changed((line, line + more), text=text)


@dataclass(frozen=True)
class Row:
    """The office's file, the program's, what comes of both, and what is left or shown."""

    here: str = BASE
    there: str = BASE
    text: str = BASE
    kept: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    take: tuple[str, ...] = ()
    base: str | None = BASE


WEEK = ("every: month", "every: week")
OURS = changed(("every: month", "every: day"))
LAST = "      every: month\n"
ROWS: dict[str, Row] = {
    "nothing": Row(),
    "only here: it stays": Row(here=OURS, text=OURS, kept=("f/rules/talk/talk-2",)),
    "added here": Row(here=behind(LAST, OWN), text=behind(LAST, OWN), kept=("f/rules/talk/ours",)),
    "taken out here": Row(here=changed((VISIT, "")), text=changed((VISIT, "")), kept=("f/rules/visit",)),
    "a comment of ours stays": Row(
        here=changed(("# from 2024 on", "# ours")),
        there=changed(("# from 2024 on", "# new")),
        text=changed(("# from 2024 on", "# ours")),
    ),
    "spaces at the end are no change": Row(
        here=changed(("days: 15", "days: 15  ")),
        there=changed(("days: 15", "days: 20")),
        text=changed(("days: 15", "days: 20")),
    ),
    "only there": Row(there=changed(WEEK), text=changed(WEEK)),
    "a comment of the program": Row(
        there=changed(("# from 2024 on", "# newer"), ("# head", "# newer head")),
        text=changed(("# from 2024 on", "# newer"), ("# head", "# newer head")),
    ),
    "a new version": Row(there=behind(LAST, TALK_3), text=behind(LAST, TALK_3)),
    "a new version behind ours, which begins earlier": Row(
        here=behind(LAST, OWN),
        there=behind(LAST, TALK_3),
        text=behind(LAST, OWN + TALK_3),
        kept=("f/rules/talk/ours",),
    ),
    "a new rule": Row(
        there=changed((VISIT, "  plan:\n    - id: plan-1\n" + VISIT)),
        text=changed((VISIT, "  plan:\n    - id: plan-1\n" + VISIT)),
    ),
    "a new word": Row(there=BASE + WORD, text=BASE + WORD),
    "a new file key": Row(there=BASE + "limits:\n  - id: x\n", text=BASE + "limits:\n  - id: x\n"),
    "both, the same": Row(here=changed(WEEK), there=changed(WEEK), text=changed(WEEK)),
    "both, otherwise": Row(here=OURS, there=changed(WEEK), text=OURS, shown=("f/rules/talk/talk-2",)),
    "both, taken": Row(here=OURS, there=changed(WEEK), text=changed(WEEK), take=("f/rules/talk/talk-2",)),
    "both, taken with all above it": Row(here=OURS, there=changed(WEEK), text=changed(WEEK), take=("f/rules",)),
    "only here, taken": Row(here=OURS, take=("f/rules/talk/talk-2",)),
    "withdrawn": Row(there=changed((VISIT, "")), text=changed((VISIT, ""))),
    "withdrawn, changed here": Row(
        here=changed(("days: 15", "days: 9")),
        there=changed((VISIT, "")),
        text=changed(("days: 15", "days: 9")),
        shown=("f/rules/visit/visit-1",),
    ),
    "withdrawn, changed here, taken": Row(
        here=changed(("days: 15", "days: 9")),
        there=changed((VISIT, "")),
        text=changed((VISIT, "")),
        take=("f/rules/visit",),
    ),
    "taken out here, changed there": Row(
        here=changed((VISIT, "")),
        there=changed(("days: 15", "days: 20")),
        text=changed((VISIT, "")),
        shown=("f/rules/visit",),
    ),
    "taken out here, taken": Row(here=changed((VISIT, "")), take=("f/rules/visit",)),
    "made by hand, the same": Row(base=None),
    "made by hand, otherwise": Row(here=OURS, text=OURS, shown=("f/rules/talk/talk-2",), base=None),
    "made by hand, new there": Row(there=BASE + WORD, text=BASE + WORD, base=None),
    "indented otherwise": Row(
        here="rules:\n    talk:\n    -   id: a\n        n: 1\n",
        there="rules:\n  talk:\n    - id: a\n      n: 1\n    - id: b\n",
        text="rules:\n    talk:\n    -   id: a\n        n: 1\n    - id: b\n",
        base="rules:\n  talk:\n    - id: a\n      n: 1\n",
        kept=("f/rules/talk/a",),
    ),
    "a list that was emptied": Row(
        here=changed(("\n    - {value: 其他, en: other}", " []")),
        there=BASE + WORD,
        text=changed(("\n    - {value: 其他, en: other}", " []")),
        shown=("f/words/rank",),
    ),
    "two of one name": Row(
        here="a:\n  - {condition: x, n: 1}\n  - {condition: x, n: 2}\n",
        there="a:\n  - {condition: x, n: 1}\n  - {condition: x, n: 3}\n",
        text="a:\n  - {condition: x, n: 1}\n  - {condition: x, n: 3}\n",
        base="a:\n  - {condition: x, n: 1}\n  - {condition: x, n: 2}\n",
    ),
    "no line end": Row(here=BASE[:-1], there=BASE + WORD, text=BASE + WORD),
}


def merged(row: Row) -> MergedPolicy:
    base = {} if row.base is None else marks_of("f", row.base)
    return merged_policy("f", row.here, row.there, base, row.take)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_comes_of_both(row: Row) -> None:
    found = merged(row)
    assert found.text == row.text
    assert (tuple(found.kept), tuple(each.path for each in found.conflicts)) == (row.kept, row.shown)
    assert found.met == set(row.take)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_twice_is_once(row: Row) -> None:
    """What was shown once is known from then on as the office's."""
    once = merged(row)
    again = merged_policy("f", once.text, row.there, marks_of("f", row.there))
    assert (again.text, again.conflicts, again.brought) == (once.text, [], [])


def test_both_sides_are_shown() -> None:
    (found,) = merged(ROWS["both, otherwise"]).conflicts
    assert found.here == "- id: talk-2\n  from: 2024-01-01\n  every: day"
    assert found.there == "- id: talk-2\n  from: 2024-01-01\n  every: week"


@pytest.mark.parametrize("name", ["measures", "stacking", "lifting", "followup", "vocabulary"])
def test_cut_and_joined_is_the_same(name: str) -> None:
    text = SAMPLE.read(f"policy/{name}.yml").decode()
    assert uncut(*cut(text)) == text
    paths = marks_of(name, text)
    assert len(paths) > 25
    assert not any(path.rsplit("/", 1)[-1].startswith("{") for path in paths)  # every entry is known by a name


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "a: 1\na: 2\n", "a: &x 1\n", "just words\n", ""])
def test_what_cannot_be_cut(text: str) -> None:
    with pytest.raises(NoBlocksError):
        cut(text)


NUMBERS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), max_size=6)


def written(values: dict[str, int]) -> str:
    lines = [f"    - id: {name}\n      n: {value}\n" for name, value in values.items()]
    return "format: 1\nrules:\n  talk:\n" + "".join(lines) if lines else "format: 1\nrules: {}\n"


@given(NUMBERS, NUMBERS, NUMBERS)
def test_any_three_files(base: dict[str, int], here: dict[str, int], there: dict[str, int]) -> None:
    """Nothing of the office is lost, nothing that it never touched stays behind, and twice is once."""
    texts = [written(each) for each in (base, here, there)]
    found = merged_policy("f", texts[1], texts[2], marks_of("f", texts[0]))
    again = merged_policy("f", found.text, texts[2], marks_of("f", texts[2]))
    assert (again.text, again.conflicts, again.brought) == (found.text, [], [])
    if not (base and here and there):
        return
    shown = {each.path.rsplit("/", 1)[-1] for each in found.conflicts}
    for name in {*base, *here, *there}:
        mine, old, new = here.get(name), base.get(name), there.get(name)
        wanted = new if mine == old else mine
        assert (f"id: {name}\n      n: {wanted}\n" in found.text) == (wanted is not None)
        assert (name in shown) == (mine not in (old, new) and new != old)
