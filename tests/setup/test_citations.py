"""What docstrings and comments cite stands in the repository: parts, rules, cases and sources of one page."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "maintainers" / "rules.md").read_text(encoding="utf-8")
PARTS = set(re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE))
DEFINED = set(re.findall(r"^\| (\w+) \|", PAGE, re.MULTILINE))
ELSEWHERE = re.compile(r"domain-rules|design\.md|law-review|house-review|portal-review|cases-\w+\.md")
PART = re.compile(r"rules parts? (\d+)(?: and (\d+))?")
RULE = re.compile(r"S0, rules? (\d+)(?:(?: to | and )(\d+))?")
CASE = re.compile(r"\b(C\d+[ab]?)\b(?: to (C\d+))?")
SOURCE = re.compile(r"\b([SL]\d{1,2}[a-d]?)\b")
ROWS = sorted((ROOT / "tests").rglob("*.yml"))
WRITTEN = [*sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "records" / "policy").iterdir()), *ROWS]
NOT_OURS = re.compile(r"noqa.*$")


def cited(path: Path) -> str:
    """The docstrings and comments of a file."""
    source = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    texts = [each.string for each in tokens if each.type in (tokenize.COMMENT, tokenize.STRING)]
    return "\n".join(NOT_OURS.sub("", text) for text in texts if text.startswith(("#", '"""')))


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").rglob("*.py")), ids=lambda path: path.stem)
def test_no_citation_leads_out_of_the_repository(path: Path) -> None:
    text = cited(path)
    assert not ELSEWHERE.search(text)
    assert {part for found in PART.findall(text) for part in found if part} <= PARTS
    names = {name for pattern in (RULE, CASE) for found in pattern.findall(text) for name in found if name}
    assert names | set(SOURCE.findall(text)) <= DEFINED


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_people_read_stays_inside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not ELSEWHERE.search(text)
    assert {part for found in PART.findall(text) for part in found if part} <= PARTS


def test_the_rows_of_tests_cite_parts_of_the_page() -> None:
    """A row says `rules 2, Lifting`: a part that the page has."""
    rows = "\n".join(path.read_text(encoding="utf-8") for path in ROWS)
    assert set(re.findall(r"\brules (\d+)\b", rows)) <= PARTS
