"""The committed catalogue holds every sentence of the program in Chinese, and the program reads it as gettext would."""

from babel.messages.catalog import Catalog

import catalogue
from huifang.texts.catalogue import CATALOGUE, pairs


def test_the_catalogue_holds_exactly_the_sentences_of_the_program() -> None:
    committed = {message.id for message in catalogue.read_catalog() if message.id}
    assert committed == set(catalogue.templates()), "run `make texts`"


def test_no_sentence_is_without_chinese() -> None:
    assert [message.id for message in catalogue.read_catalog() if message.id and not message.string] == []


def test_the_file_is_what_make_texts_writes() -> None:
    written = catalogue.po_bytes(catalogue.merged(catalogue.read_catalog()))
    assert CATALOGUE.read_bytes() == written, "run `make texts`"


def test_what_the_program_reads_is_what_gettext_reads() -> None:
    """Our reading of the one-line form against Babel's, for every sentence."""
    known = {str(each.id): str(each.string) for each in catalogue.read_catalog() if each.id}
    assert dict(pairs(CATALOGUE.read_text(encoding="utf-8"))) == known


def test_signs_that_are_quoted_in_a_catalogue() -> None:
    odd = 'a "b" \\ \n\t中'
    catalog = Catalog(locale="zh")
    catalog.add(odd, odd)
    assert list(pairs(catalogue.po_bytes(catalog).decode())) == [(odd, odd)]
