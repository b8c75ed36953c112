"""The lines to paste for a gap: what they are, which lines they take the place of, and where nothing may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from huifang.lists.record_gap import RecordGap
from huifang.lists.stubs import Stubs
from huifang.register import Edit
from huifang.texts import say
from tests.sound import PERSON_PATH, identities, register, restricted, sample_policy

if TYPE_CHECKING:
    from huifang.register import Key

POLICY, NOTHING = sample_policy(), say("nothing")
LINES = (
    "---",
    "code: TT-0001",
    "unit: tt-unit",
    "post: …  # 待核实",
    "measures:",
    "  - type: 党内警告",
    "    decided_on:   # 待核实：哪一天",
    "    form: 2",
    "helpers: []",
    "held:",
    "  - {since: 2026-03-11, by: tt-zz}",
    "---",
    "",
)
PATH = f"records/{PERSON_PATH}"
FILES = {
    PERSON_PATH: "\n".join(LINES),
    "people/tt/TT-0002/person.md": "---\ncode: [\n---\n",
    **identities(TT_0001="示例一", TT_0002="…"),
    **restricted(investigations=[]),
}


def stubs() -> Stubs:
    return Stubs(register(FILES, POLICY))


def gap(key: Key, path: str = PATH, **more: Any) -> RecordGap:
    return RecordGap(gap="x", path=path, key=key, message=NOTHING, fix=NOTHING, why=NOTHING, **more)


@pytest.mark.parametrize(
    ("key", "path", "there"),
    [
        (("unit",), PATH, True),
        (("helpers",), PATH, False),  # empty
        (("rank",), PATH, False),
        (("measures", 0), PATH, True),
        (("measures", 0, "form"), PATH, True),
        (("measures", 0, "decided_on"), PATH, False),  # nothing but a remark
        (("measures", 1, "form"), PATH, False),
        (("unit", "x"), PATH, False),  # a text has no keys
        (("unit",), "records/people/tt/TT-0002/person.md", False),  # it cannot be read
        (("unit",), "records/people/tt/TT-0003/person.md", False),  # there is none
        ((), PATH, True),
    ],
)
def test_what_stands_there_already(key: Key, path: str, there: bool) -> None:
    assert stubs().has_value(path, key) is there


NONE = (None, None, None)
Told = tuple[int | None, int | None, str | None]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (gap(("rank",)), (4, 4, "post: …  # 待核实\nrank: …")),
        (gap(("unit",), told="tt-jw"), (3, 3, "unit: tt-jw")),
        (gap(("post",)), (4, 4, "post: …")),  # the remark that asks goes with it
        (gap(("measures", 0, "decided_on")), (7, 7, "    decided_on: …")),
        (gap(("measures", 0, "decided_on"), told="2026-03-…"), (7, 7, "    decided_on: 2026-03-…")),
        (gap(("helpers",), told="{name: …}", entry=True), (9, 9, "helpers:\n  - {name: …}")),
        (gap(("held",), told="{since: …}", entry=True), (11, 11, "  - {since: 2026-03-11, by: tt-zz}\n  - {since: …}")),
        (gap(("held", 0, "document")), (11, 11, "  - {since: 2026-03-11, by: tt-zz, document: …}")),
        (gap(("rank",), fillable=False), NONE),
        (gap(()), NONE),
        (gap(("unit",), path="records/people/tt/TT-0002/person.md"), NONE),
        (gap(("unit",), path="records/people/tt/TT-0003/person.md"), NONE),
        (gap((), path="records/restricted/tt/TT-0001.yml"), NONE),  # of restricted facts no line is shown
        (gap(("investigations",), path="records/restricted/tt/TT-0001.yml"), NONE),
        (gap(("TT-0001",), path="records/identities/tt.yml"), (1, 1, "TT-0001: …")),  # not the name that stands there
        (gap(("TT-0003",), path="records/identities/tt.yml"), (None, None, "TT-0003: …")),
        (gap(("TT-0003",), path="records/identities/uu.yml"), (None, None, "TT-0003: …")),
        (gap((), path="records/identities/tt.yml"), NONE),
    ],
)
def test_stub(one: RecordGap, told: Told) -> None:
    found = stubs().stub(one)
    assert (found.line, found.last_line, found.text) == told


def test_what_is_certain_is_put_there() -> None:
    """An edit of reading: the line as it would be."""
    at = LINES.index("unit: tt-unit")
    edit = Edit("tt-jw", start=(at + 1, 7), end=(at + 1, 14))
    found = stubs().stub(gap(("unit",), edit=edit))
    assert (found.line, found.last_line, found.text) == (3, 3, "unit: tt-jw")
