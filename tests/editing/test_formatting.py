"""Formatting: whatever way a record is typed in, it is written in one way, with every comment, and then stays so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from huifang.editing.formatting.record import FormattedFile, formatted
from huifang.editing.formatting.typed_yaml import TypedYaml
from huifang.editing.writing import canonical, mapping
from huifang.register import lines, yamltext
from huifang.register.layout import Kind, spot
from huifang.register.load import SHAPES
from huifang.register.shapes import part_of
from tests.editing.typing_people import Typist
from tests.sound import PLACES, SAMPLE, sample_policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from huifang.editing.writing import Raw

FUZZ = settings.get_profile("fuzz")


def form(path: str, raw: bytes | str) -> FormattedFile:
    """A file of the sample register, formatted."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return formatted(f"records/{path}", raw, SHAPES[spot(path).kind], sample_policy().labels)


@cache
def sample_files() -> tuple[tuple[str, str, str], ...]:
    """Path, YAML and text below of the records of the sample."""
    found = []
    for entry in SAMPLE.entries():
        kind = spot(entry.path).kind
        if entry.kind == "file" and kind in SHAPES and kind is not Kind.CHECKED:
            text = SAMPLE.read(entry.path).decode()
            source = lines.split("", text)[0] if SHAPES[kind].markdown else lines.SourceText(text, 1, "")
            found.append((entry.path, source.yaml, source.body))
    return tuple(found)


def whole(path: str, front: str, body: str) -> str:
    """A file of its YAML and the text below."""
    return f"---\n{front}---\n{body}" if path.endswith(".md") else front


def written(path: str, data: Any) -> str:
    """The data as the writers of new records write it."""
    model = part_of(SHAPES[spot(path).kind].adapter._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    made: dict[str, Raw] = canonical(model, data) if model else data
    return mapping(made)


TYPED = st.tuples(st.integers(0, 10_000), st.integers(0, 2**32))


@FUZZ
@given(TYPED, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_one_spelling(typed: tuple[int, int], end: str, mark: bool) -> None:
    """However it is typed, it is what a writer of new records writes of these data."""
    number, seed = typed
    path, front, body = sample_files()[number % len(sample_files())]
    data = yamltext.plain_data(front)
    assert isinstance(data, dict)
    front = Typist(seed).document(data)
    raw = whole(path, front, body).replace("\n", end).encode()
    made = form(path, (lines.BOM if mark else b"") + raw)
    assert made.after is not None, raw.decode()
    text = made.after.decode()
    got = lines.split("", text.replace(end, "\n"))[0].yaml if path.endswith(".md") else text.replace(end, "\n")
    assert (got, yamltext.plain_data(got)) == (written(path, yamltext.plain_data(front)), data)
    assert form(path, made.after).after == made.after
    assert not body or made.after.endswith(body.replace("\n", end).encode())


@FUZZ
@given(TYPED, st.integers(1, 60))
def test_comments_stay(typed: tuple[int, int], often: int) -> None:
    number, seed = typed
    path, front, body = sample_files()[number % len(sample_files())]
    data = yamltext.plain_data(front)
    assert isinstance(data, dict)
    typist = Typist(seed, often)
    typed_text = typist.document(data)
    assert yamltext.plain_data(typed_text) == data, typed_text
    raw = whole(path, typed_text, body).encode()
    made = form(path, raw)
    assert made.after is not None, typed_text
    got = made.after.decode()
    got = lines.split("", got)[0].yaml if path.endswith(".md") else got
    assert sorted(each.text for each in TypedYaml(got).comments) == sorted(typist.noted)
    assert yamltext.plain_data(got) == data
    assert form(path, made.after).after == made.after
    assert not body or made.after.endswith(body.encode())


ROWS = yaml.safe_load((Path(__file__).parent / "formatting.yml").read_text(encoding="utf-8"))
BODY = "# 正文\n\n　　全角空格开头，“引号”：`代码`  \n---\n* 不动\n"


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_typed_becomes(row: dict[str, str], end: str) -> None:
    path, becomes = PLACES[row["record"]], row.get("becomes", row["typed"])
    raw, right = (whole(path, text, BODY).replace("\n", end).encode() for text in (row["typed"], becomes))
    assert form(path, raw) == FormattedFile(right)
    assert form(path, right) == FormattedFile(right)


def test_rows_where_nothing_changes_come_first() -> None:
    changes = ["becomes" in row for row in ROWS]
    assert changes == sorted(changes)
    assert len({row["name"] for row in ROWS}) == len(ROWS)


SOUND = "---\nkind: 谈心谈话\ndate: 2026-03-05\n---\n"
TALK = PLACES["talk"]
BYTES = (  # name, bytes, what they become
    ("no text below", SOUND.encode(), SOUND),
    ("no line end at the end", SOUND.encode()[:-1], SOUND),
    ("text below without a line end", (SOUND + "无").encode(), SOUND + "无"),
    ("lines of the text end in several ways", (SOUND + "一\r\n二\r三\n").encode(), SOUND + "一\r\n二\r三\n"),
    ("the front matter ends in several ways", SOUND.replace("\nk", "\r\nk").encode(), SOUND.replace("\n", "\r\n")),
    ("a mark", lines.BOM + SOUND.encode(), SOUND),
    ("UTF-16", SOUND.encode("utf-16"), SOUND),
    ("the first line nearly right", SOUND.replace("---", "－－－", 1).encode(), SOUND),
    ("the last line nearly right", ("———".join(SOUND.rsplit("---", 1)) + "文").encode(), SOUND + "文"),
    ("no first line", SOUND.removeprefix("---\n").encode(), SOUND),
    ("empty lines above", ("\n\n" + SOUND).encode(), SOUND),
    ("a character that nobody sees is told by others", (SOUND + "一\u200b二").encode(), SOUND + "一\u200b二"),
    ("such a character in a text", SOUND.replace("谈心", "谈\ufeff心").encode(), SOUND.replace("谈心", "谈\ufeff心")),
)


@pytest.mark.parametrize(("raw", "becomes"), [row[1:] for row in BYTES], ids=[row[0] for row in BYTES])
def test_bytes_become(raw: bytes, becomes: str) -> None:
    assert form(TALK, raw) == FormattedFile(becomes.encode())


REFUSED = (  # name, bytes, check and line of what keeps the file from being read
    ("another encoding, which is a guess", (SOUND + "正文\n").encode("gbk"), [("bad-utf-8", 1)]),
    ("another encoding, with what could be mended", (SOUND.replace("date: ", "date：") + "正文\n").encode("gbk"), [
        ("bad-utf-8", 1), ("full-width-colon", 3)]),
    ("one bad byte", SOUND.encode().replace("谈".encode(), b"\xe8\xb0"), [("bad-utf-8", 2)]),
    ("a conflict", SOUND.replace("date", "<<<<<<< HEAD\ndate：").encode(), [("conflict-marker", 3)]),
    ("a key twice", SOUND.replace("date", "kind: 回访\ndate").encode(), [("duplicate-key", 3)]),
    ("a quotation mark that is open", SOUND.replace("谈心", '"谈心').encode(), [("bad-yaml", 2)]),
    ("an anchor", SOUND.replace("谈心", "&a 谈心").encode(), [("no-anchors", 2)]),
    ("nothing", b"", [("missing-front-matter", 1)]),
    ("a list in the place of a value", SOUND.replace("date: ", "helper:\n  - {name: 王某}\ndate: ").encode(), [
        ("bad-text", 4)]),
    ("the next list indented below an empty value", SOUND.replace("date: ", "next_by:\n  - a\ndate: ").encode(), [
        ("bad-day", 4)]),
    ("a text in the place of a list", SOUND.replace("date: ", "topics: 思想汇报、其他\ndate: ").encode(), [
        ("wrong-shape", 3)]),
)  # fmt: skip


@pytest.mark.parametrize(("raw", "told"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused(raw: bytes, told: list[tuple[str, int]]) -> None:
    made = form(TALK, raw)
    assert (made.after, made.left_alone) == (None, None)
    assert [(each.check, each.place.line) for each in made.unreadable] == told


@pytest.mark.parametrize(
    "wrong",
    [lambda *_: ["kind: 谈心谈话"], lambda document, _: [*document.lines[:-1], "# 乙"]],
    ids=["lines lost", "a comment lost"],
)
def test_what_would_say_something_else_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, wrong: Callable[..., list[str]]
) -> None:
    """Whatever is wrong in here, nothing is lost."""
    monkeypatch.setattr("huifang.editing.formatting.record.formatted_lines", wrong)
    made = form(TALK, SOUND.replace("kind", "helper: 王某  # 甲\nkind").encode())
    assert (made.after, made.unreadable) == (None, ())
    assert made.left_alone is not None


def test_the_sample_is_in_the_spelling_of_the_format() -> None:
    assert [path for path, *_ in sample_files() if form(path, SAMPLE.read(path)).after != SAMPLE.read(path)] == []


SLIPS = (
    (r"^( *(?:- )?[a-z_]+): ", r"\1："),
    (r", (?=[a-z_]+: )", "，"),
    (r"(?<=: )(\d{4})-0?(\d+)-0?(\d+)(?=$|,|})", r"\1年\2月\3日"),
    (r"(?<=: )(\d{4})-(\d{2})-(\d{2})(?=$|,|})", r"\1/\2/\3"),
    (r"(?<=: )(\d{4})-0?(\d+)-0?(\d+)(?=$|,|})", r"\1.\2.\3"),
    (r"^    (?=\w)", "\t"),
    (r"^  - ", "\u3000\u3000- "),
)


@FUZZ
@given(st.integers(0, 10_000), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(SLIPS)), max_size=6))
def test_slips_are_mended(number: int, slips: list[tuple[int, tuple[str, str]]]) -> None:
    """Full-width marks, days as people write them, tabs: the file becomes what it was."""
    files = [each for each in sample_files() if each[0].endswith(".md")]
    path, front, body = files[number % len(files)]
    typed = front.split("\n")
    for line, (pattern, instead) in slips:
        typed[line % len(typed)] = re.sub(pattern, instead, typed[line % len(typed)])
    made = form(path, whole(path, "\n".join(typed), body))
    refused = made.after is None and bool(
        made.unreadable
    )  # of many slips beside each other nobody knows what was meant
    assert made == FormattedFile(whole(path, front, body).encode()) or (refused and len(slips) > 1)
