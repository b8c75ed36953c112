"""Every sentence of the program can be filled in, and so can its translation."""

from __future__ import annotations

import ast
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from babel.messages.pofile import read_po

from huifang.texts.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = CATALOGUE.parent.parent


class Sentence(NamedTuple):
    """A literal template where it stands; `given` are its values, None where it is filled in elsewhere."""

    place: str
    template: str
    given: frozenset[str] | None


def fields(template: str) -> set[str]:
    """The names in braces; ValueError where a brace stands alone."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def sentences() -> Iterator[Sentence]:
    """Every `say("…")` and `N_("…")` of the program; those of tables outside functions may be filled in elsewhere."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name("say" | "N_" as name), args=[ast.Constant(str(template))], keywords=values):
                    given = frozenset(each.arg or "**" for each in values)
                    open_ended = name == "N_" or "**" in given or (not given and id(node) not in inside)
                    place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                    yield Sentence(place, template, None if open_ended else given)


FOUND = tuple(sentences())


def test_sentences_are_found() -> None:
    assert len(FOUND) > 100


def test_every_sentence_can_be_filled_in() -> None:
    wrong = []
    for place, template, given in FOUND:
        try:
            if given is not None and fields(template) != given:
                wrong.append(f"{place}: {template!r} needs {sorted(fields(template))}, is given {sorted(given)}")
            else:
                fields(template)
        except ValueError as problem:
            wrong.append(f"{place}: {template!r}: {problem}")
    assert wrong == []


def test_names_in_braces_are_words() -> None:
    assert [each for each in FOUND if not all(name.isidentifier() for name in fields(each.template))] == []


def test_translations_have_the_same_names() -> None:
    with CATALOGUE.open("rb") as file:
        catalog = read_po(file)
    translated = [(str(each.id), str(each.string)) for each in catalog if each.id and each.string]
    assert [pair for pair in translated if fields(pair[0]) != fields(pair[1])] == []


@pytest.mark.parametrize("template", ["a `{` is not closed", "}", "{a"])
def test_a_brace_alone_is_seen(template: str) -> None:
    with pytest.raises(ValueError, match=r"'[{}]'"):
        fields(template)
