"""Formatting: whatever way a record is typed in, it is written in one way, with every comment, and then stays so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

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
from tests.memory import SAMPLE, sample_policy

if TYPE_CHECKING:
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


def written(path: str, data: dict[str, Any]) -> str:
    """The data as the writers of new records write it."""
    model = part_of(SHAPES[spot(path).kind].adapter._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    made: dict[str, Raw] = canonical(model, data) if model else data
    return mapping(made)


TYPED = st.tuples(st.integers(0, 10_000), st.integers(0, 2**32))


@FUZZ
@given(TYPED, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_one_spelling(typed: tuple[int, int], end: str, mark: bool) -> None:  # noqa: FBT001 - hypothesis's
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
    assert (got, yamltext.plain_data(got)) == (written(path, dict(yamltext.plain_data(front) or {})), data)
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
