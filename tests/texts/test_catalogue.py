"""The committed catalogue holds every sentence of the program in Chinese, and its compiled form is of today."""

import catalogue
from huifang.texts import words


def test_the_catalogue_holds_exactly_the_sentences_of_the_program() -> None:
    committed = {message.id for message in catalogue.read_catalog() if message.id}
    assert committed == set(catalogue.templates()), "run `make texts`"


def test_no_sentence_is_without_chinese() -> None:
    assert [message.id for message in catalogue.read_catalog() if message.id and not message.string] == []


def test_both_files_are_what_make_texts_writes() -> None:
    found = catalogue.read_catalog()
    same = catalogue.PO.read_bytes() == catalogue.po_bytes(catalogue.merged(found))
    assert same, "run `make texts`"
    same = catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.mo_bytes(found)
    assert same, "run `make texts`"


def test_the_shipped_form_says_the_same() -> None:
    """gettext's reading of the compiled file, for every sentence."""
    spoken = words("zh")
    for message in catalogue.read_catalog():
        if message.id:
            assert spoken.plain(str(message.id)) == message.string
