"""What is a change of a field, and what is none; entries of lists are followed by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.history.expected import expected
from huifang.history.fields import differences
from huifang.history.revision import Unreadable, read_revision, value
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from huifang.register.yamltext import Data

NOTHING = (  # old, new: no field changed
    ("a: 1\nb: 2", "b: 2\na: 1"),
    ("a: 1 # why", "a: '1'"),
    ("a:", ""),
    ("a: []", "a: {}"),
    ("accountability: false", ""),
    ("m: {a: x, b: y}", "m:\n  b: y\n  a: x"),
    ("measures: [{id: M1, a: x}, {id: M2}]", "measures: [{id: M2}, {id: M1, a: x}]"),
    ("helpers: [{name: 甲, from: 2025-01-01}]", "helpers:\n  - name: 甲\n    from: 2025-01-01\n    to: null"),
)
CHANGES: tuple[tuple[str, str, list[tuple[str, object, object]]], ...] = (
    ("post: 科长", "post: 局长", [("post", "科长", "局长")]),
    ("", "informed_on: 2026-01-02", [("informed_on", None, "2026-01-02")]),
    ("accountability: true", "", [("accountability", True, None)]),
    ("form: 2", "form: 3", [("form", 2, 3)]),
    ("post: 2", "post: 3", [("post", "2", "3")]),
    ("", "archived: {on: 2026-01-02, ref: A}", [("archived.on", None, "2026-01-02"), ("archived.ref", None, "A")]),
    ("methods: [访谈]", "methods: [访谈, 其他]", [("methods", ["访谈"], ["访谈", "其他"])]),
    (
        "measures: [{id: M1, months: 6}, {id: M2}]",
        "measures: [{id: M2}, {id: M1, months: 8}]",
        [("measures[M1].months", 6, 8)],
    ),
    (
        "measures: [{type: 诫勉, decided_on: 2025-01-02, form: 1}]",
        "measures: [{type: 诫勉, decided_on: 2025-01-02, form: 2}]",
        [("measures[诫勉@2025-01-02].form", 1, 2)],
    ),
    (  # a day corrected: the same measure
        "measures: [{type: 诫勉, decided_on: 2025-01-02, form: 1, decided_by: x}]",
        "measures: [{type: 诫勉, decided_on: 2025-01-12, form: 1, decided_by: x}]",
        [("measures[诫勉@2025-01-02].decided_on", "2025-01-02", "2025-01-12")],
    ),
    (  # an id given afterwards
        "measures: [{type: 诫勉, decided_on: 2025-01-02}]",
        "measures: [{id: M1, type: 诫勉, decided_on: 2025-01-02}]",
        [("measures[诫勉@2025-01-02].id", None, "M1")],
    ),
    (  # another measure
        "measures: [{type: 诫勉, decided_on: 2025-01-02, form: 1}]",
        "measures: [{type: 警告, decided_on: 2026-03-04, form: 2}]",
        [
            ("measures[警告@2026-03-04]", None, {"type": "警告", "decided_on": "2026-03-04", "form": 2}),
            ("measures[诫勉@2025-01-02]", {"type": "诫勉", "decided_on": "2025-01-02", "form": 1}, None),
        ],
    ),
    (  # one in front of the other moves nothing
        "helpers: [{name: 甲, from: 2025-01-01, to: null}]",
        "helpers: [{name: 乙, from: 2024-01-01, to: 2024-12-31}, {name: 甲, from: 2025-01-01, to: null}]",
        [("helpers[乙@2024-01-01]", None, {"name": "乙", "from": "2024-01-01", "to": "2024-12-31"})],
    ),
    (  # two of one name
        "actions: [{what: 谈, by: x}, {what: 谈, by: y}]",
        "actions: [{what: 谈, by: x}, {what: 谈, by: z}]",
        [("actions[谈#2].by", "y", "z")],
    ),
    ("visits: [{person: TT-0001, month: 3}]", "visits: [{person: TT-0001, month: 4}]",
     [("visits[TT-0001@3].month", 3, 4)]),
    ("list: [{x: 1}]", "list: [a]", [("list[-].", None, "a"), ("list[-].x", "1", None)]),
)  # fmt: skip


def data(text: str) -> dict[str, Data]:
    found = read_revision(Kind.REGISTER, text.encode())
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("old", "new"), NOTHING)
def test_no_change(old: str, new: str) -> None:
    assert list(differences(data(old), data(new))) == []


@pytest.mark.parametrize(("old", "new", "rows"), CHANGES)
def test_change(old: str, new: str, rows: list[tuple[str, object, object]]) -> None:
    found = differences(data(old), data(new))
    assert [(field, value(key, before), value(key, after)) for field, key, before, after in found] == rows


UNREADABLE = (  # kind, bytes, why
    (Kind.PERSON, b"code: x\n", "missing-front-matter:1"),
    (Kind.PERSON, b"---\na: 1\n<<<<<<< x\n---\n", "conflict-marker:3"),
    (Kind.PERSON, "---\npost：科长\n---\n".encode(), "full-width-colon:2"),
    (Kind.PLAN, b"a: 1\na: 2\n", "duplicate-key:2"),
    (Kind.PLAN, b"a: [1\n", "bad-yaml:1"),
    (Kind.PLAN, b"- a\n", "wrong-shape:1"),
    (Kind.PLAN, b"a: \xff\n", "bad-utf-8:1"),
    (Kind.PLAN, b"x" * (2 << 20), "too-large"),
    (Kind.PLAN, None, "missing-blob"),
)


@pytest.mark.parametrize(("kind", "raw", "why"), UNREADABLE)
def test_unreadable(kind: Kind, raw: bytes | None, why: str) -> None:
    found = read_revision(kind, raw)
    assert isinstance(found, Unreadable)
    assert str(found) == why


MERGES = (  # base, ours, theirs, made: what both sides give together
    ("a: 1", "a: 1", "a: 2", "a: 2", "a: 2"),
    ("a: 1", "a: 1", "a: 2", "a: 1", "a: 2"),  # the branch's change was dropped
    ("a: 1", "a: 2", "a: 2", "a: 1", "a: 2"),
    ("a: 1", "a: 2", "a: 3", "a: 3", "a: 2"),  # settled for the branch: ours was not taken
    ("a: 1", "a: 2", "a: 3", "a: 2", "a: 3"),
    ("a: 1\nb: 1", "a: 2\nb: 1", "a: 1\nb: 2", "a: 2\nb: 1", "a: 2\nb: 2"),
    ("m: [{id: A, x: 1}, {id: B, x: 1}]", "m: [{id: A, x: 2}, {id: B, x: 1}]", "m: [{id: B, x: 1}, {id: C, x: 3}]",
     "m: []", "m: [{id: B, x: 1}, {id: C, x: 3}, {id: A, x: 2}]"),
    # what an entry is known by was corrected on one side, or on both, and something else of it on the other
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: [{id: A, x: 2, y: 1}]", "h: [{id: B, x: 2, y: 1}]",
     "h: [{id: B, x: 2, y: 1}]"),
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: A, x: 2, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]",
     "h: [{id: B, x: 2, y: 1}]"),
    ("h: [{id: A, x: 1, y: 1, z: 1}]", "h: [{id: B, x: 1, y: 1, z: 1}]", "h: [{id: B, x: 2, y: 1, z: 1}]",
     "h: [{id: B, x: 2, y: 1, z: 1}]", "h: [{id: B, x: 2, y: 1, z: 1}]"),
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: [{id: C, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]",
     "h: [{id: C, x: 1, y: 1}]"),
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: []", "h: []", "h: [{id: B, x: 1, y: 1}]"),
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: []", "h: [{id: B, x: 1, y: 1}]", "h: []"),
    # what one side takes for the same entry is a new one for the other
    ("h: [{id: A, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]", "h: [{id: A, x: 1, y: 1}, {id: B, x: 1, y: 1}]",
     "h: [{id: B, x: 1, y: 1}]", "h: [{id: B, x: 1, y: 1}]"),
)  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "made", "meant"), MERGES)
def test_expected(base: str, ours: str, theirs: str, made: str, meant: str) -> None:
    found = expected("", *map(data, (base, ours, theirs, made)))
    assert isinstance(found, dict)
    assert list(differences(data(meant), found)) == []
