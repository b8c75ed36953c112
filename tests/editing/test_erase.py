"""An identity leaves its file and nothing else does; the entry is added and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.editing.erase import recorded, without
from huifang.editing.new import RefusedError
from huifang.register import yamltext
from huifang.register.erasures import ERASURES_SHAPE, Erasure
from huifang.register.reading import read
from huifang.texts import words

EN = words("en")
CODE = "TT-0001"
BOM = b"\xef\xbb\xbf"

REMOVED: tuple[tuple[bytes, bytes], ...] = (  # the file before and after; first where nothing may happen
    (b"", b""),
    (b"# TT-0001\n", b"# TT-0001\n"),
    (b"TT-0002: b\n", b"TT-0002: b\n"),
    (b"# TT-0001: a\nTT-0002: b\n", b"# TT-0001: a\nTT-0002: b\n"),  # a comment is for a person to judge
    (b"TT-0001: a\n", b""),
    (b"TT-0001: a", b""),
    (b"TT-0001:\nTT-0002: b\n", b"TT-0002: b\n"),
    (b"TT-0001: a\nTT-0002: b\n", b"TT-0002: b\n"),
    (b"TT-0002: b\nTT-0001: a", b"TT-0002: b\n"),
    (b"TT-0002: b\r\nTT-0001: a # c\r\nTT-0003: c\r\n", b"TT-0002: b\r\nTT-0003: c\r\n"),
    (b"TT-0002: b\rTT-0001: a\rTT-0003: c", b"TT-0002: b\rTT-0003: c"),
    (BOM + b"TT-0001: a\nTT-0002: b\n", BOM + b"TT-0002: b\n"),
    (b"---\n  TT-0001: 'a'\n  \"TT-0002\":  b  \n...\n", b'---\n  "TT-0002":  b  \n...\n'),
    (b"TT-0002: b\n\n# x\nTT-0001: a\n# y\n\nTT-0003: c\n", b"TT-0002: b\n\n# x\n# y\n\nTT-0003: c\n"),
    (b"TT-0002: b\nTT-0001: a\n  a\n  a\nTT-0003: c\n", b"TT-0002: b\nTT-0003: c\n"),
    (b'TT-0002: b\nTT-0001:\n  "a\n\n  a"\n', b"TT-0002: b\n"),
    (b"? TT-0001\n: a\n? TT-0002\n: b\n", b"? TT-0002\n: b\n"),
    (b"{\n TT-0001: a,\n TT-0002: b\n}\n", b"{\n TT-0002: b\n}\n"),
)  # fmt: skip

SHARED = "records/x.yml: the entry of TT-0001 does not stand on lines of its own; delete it by hand"
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{TT-0001: a, TT-0002: b}\n", SHARED),
    (b"{\n TT-0001: a, TT-0002: b\n}\n", SHARED),
    (b"TT-0001: a\nTT-0001: b\n", "records/x.yml cannot be read; mend it first"),
    (b"TT-0001: a\n- x\n", "records/x.yml cannot be read; mend it first"),
    ("TT-0001: 甲\n".encode("gbk"), "records/x.yml cannot be read; mend it first"),
)


@pytest.mark.parametrize(("before", "after"), REMOVED)
def test_removed(before: bytes, after: bytes) -> None:
    assert without(before, "records/x.yml", CODE) == after


@pytest.mark.parametrize(("before", "message"), REFUSED)
def test_refused(before: bytes, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        without(before, "records/x.yml", CODE)
    assert EN(refused.value.message) == message


OTHER = st.sampled_from([
    "", "  ", "# 注", "# TT-0001: 旧", "{code}: 示例{n}", "\"{code}\": '示例 {n}'", "{code}:   示例{n}   # 注: TT-0001",
    '{code}: "多行\n  {n}"', "{code}: 多行\n  示例{n}\n   # 注",
])  # fmt: skip
MINE = st.sampled_from(["TT-0001: 示例一", "'TT-0001':  \"示例\n\n  一\"  # 注", "TT-0001: 示例\n  一", "TT-0001:"])


@given(st.lists(OTHER, max_size=6), st.lists(OTHER, max_size=6), MINE, st.sampled_from(["\n", "\r\n", "\r"]),
       st.booleans(), st.booleans())  # fmt: skip
def test_every_other_byte_stays(
    above: list[str], below: list[str], mine: str, ending: str, marked: bool, ended: bool
) -> None:
    """The file is what it would be had the entry never been written."""
    lines = [each.format(code=f"TT-{number:04}", n=number) for number, each in enumerate([*above, *below], start=2)]
    upper, lower = lines[: len(above)], lines[len(above) :]

    def whole(parts: list[str]) -> bytes:
        text = "".join(f"{part}\n" for part in parts)
        text = text if ended or not lower else text.removesuffix("\n")
        return (BOM if marked else b"") + text.replace("\n", ending).encode()

    before, after = whole([*upper, mine, *lower]), whole([*upper, *lower])
    assert without(before, "x", CODE) == after
    data = yamltext.plain_data(after.removeprefix(BOM).decode())
    assert CODE not in (data or {})


# the entry

ENTRY = Erasure.model_validate(
    {"code": CODE, "on": "2026-04-01", "identity": "removed", "commits": "12", "by": "王某", "reason": "处分撤销: 复核"}
)
LINES = (
    "- code: TT-0001", "  on: 2026-04-01", "  identity: removed", "  commits: 12", "  by: 王某",
    '  reason: "处分撤销: 复核"',
)  # fmt: skip


def entry(indent: str = "  ", ending: str = "\n") -> str:
    return "".join(f"{indent}{line}{ending}" for line in LINES)


EARLIER = "- {code: TT-0009, on: 2026-01-01, identity: absent, commits: null, by: 甲, reason: 乙}"
ADDED = (  # the file before, and what is added or becomes of it
    ("", "erasures:\n" + entry()),
    ("# 注\nformat: 1\n", "# 注\nformat: 1\nerasures:\n" + entry()),
    ("format: 1", "format: 1\nerasures:\n" + entry()),
    ("erasures: []  # 注\n", "erasures:  # 注\n" + entry()),
    ("erasures:\n", "erasures:\n" + entry()),
    (f"erasures:\n  {EARLIER}\n", f"erasures:\n  {EARLIER}\n" + entry()),
    (f"erasures:\n{EARLIER}  # 注", f"erasures:\n{EARLIER}  # 注\n" + entry("")),
    (f"erasures:\r\n    {EARLIER}\r\n# 末\r\n",
     f"erasures:\r\n    {EARLIER}\r\n# 末\r\n" + entry("    ", "\r\n")),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_added(before: str, after: str) -> None:
    assert recorded(before.encode(), ENTRY).decode() == after


def test_a_new_file_says_what_it_is() -> None:
    made = recorded(None, ENTRY)
    assert made.decode().endswith("format: 1\nerasures:\n" + entry())
    found = read(ERASURES_SHAPE, "x", made, {}, markdown=False)
    assert (found.findings, found.value and found.value.erasures) == ([], (ENTRY,))


NO_ROOM = "audit/erasures.yml cannot be added to as it is written; write its list a line an entry, at the end"
NOT_ADDED = (
    (f"erasures: [{EARLIER.removeprefix('- ')}]\n", NO_ROOM),
    (f"erasures:\n  {EARLIER}\nformat: 1\n", NO_ROOM),
    ("erasures: x\n", "audit/erasures.yml cannot be read; mend it first"),
    ("\ufefferasures:\n", "audit/erasures.yml cannot be read; mend it first"),
)


@pytest.mark.parametrize(("before", "message"), NOT_ADDED)
def test_not_added(before: str, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        recorded(before.encode(), ENTRY)
    assert EN(refused.value.message) == message
