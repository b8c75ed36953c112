"""Who may not be named: codes however they are typed, names with spaces or dots, and what stays as it is."""

from __future__ import annotations

import pytest

from huifang.lists.redaction import BLACKENED, Redaction

REDACTION = Redaction(frozenset(("JA-0018", "SJ-000123")), frozenset(("林默涵", "阿不都·热合曼")))


@pytest.mark.parametrize(
    ("text", "blackened"),
    [
        ("JA-0018", BLACKENED),
        ("见ja-0018、Ja 0018和JA0018。", f"见{BLACKENED}、{BLACKENED}和{BLACKENED}。"),
        ("ＪＡ－００１８", BLACKENED),
        ("JA–0018 JA_0018 JA—0018", f"{BLACKENED} {BLACKENED} {BLACKENED}"),
        ("Merge branch 'ja-0018-855' into 'main'", f"Merge branch '{BLACKENED}-855' into 'main'"),
        ("talkja-0018", f"talk{BLACKENED}"),
        ("SJ-000123", BLACKENED),
    ],
)
def test_a_code_is_found_however_it_is_typed(text: str, blackened: str) -> None:
    assert REDACTION.finds(text)
    assert REDACTION.text(text) == blackened


@pytest.mark.parametrize(
    "text", ["JA-00180", "JA-0019", "LZ-0018-3", "XS-2026-018", "JA-018", "2026-0018", "JB-0018", "SJ-0001234"]
)
def test_what_is_no_code_of_theirs_stays(text: str) -> None:
    assert not REDACTION.finds(text)
    assert REDACTION.text(text) == text


@pytest.mark.parametrize("text", ["林默涵", "林 默涵", "林　默　涵说", "阿不都热合曼", "阿不都•热合曼"])
def test_a_name_is_found_with_spaces_and_dots(text: str) -> None:
    assert REDACTION.finds(text)
    assert REDACTION.text(text) == text  # it may be an everyday word


def test_nobody_is_nobody() -> None:
    assert not Redaction().finds("JA-0018 林默涵")
    assert Redaction().text("JA-0018") == "JA-0018"


def test_in_place_nothing_is_left_out() -> None:
    redaction = Redaction(frozenset(("JA-0018",)), in_place=True)
    assert redaction.rows(["JA-0018"]) == (BLACKENED,)
    assert redaction.text("JA-0018") == BLACKENED
