"""`make texts`: gather the sentences of the program into the Chinese catalogue. Needs the dev tools."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from huifang.checks.catalogue import check_sentences as check_templates
from huifang.forms.scripts import script_sentences
from huifang.history.audit import CHECKS
from huifang.texts.catalogue import CATALOGUE

PACKAGE = Path(__file__).parent / "huifang"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
HEADER = 'msgid ""\nmsgstr ""\n"Language: zh\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
KEYWORDS = {"say": None, "N_": None, "_": None}


def templates() -> list[str]:
    """Every sentence of the program, sorted."""
    found = extract_from_dir(PACKAGE, METHODS, {}, keywords=KEYWORDS)
    sentences = {message for _, _, message, _, _ in found if isinstance(message, str) and message}
    pages = set(script_sentences())
    audit = {part for check in CHECKS for part in check.told()[2:]}
    return sorted(sentences.union(check_templates(), pages, audit, _inside_texts()))


def _inside_texts() -> set[str]:
    """The sentences that stand in a call inside an f-string, which the extraction takes for a mere text."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    texts = (each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.JoinedStr))
    calls = (each for text in texts for each in ast.walk(text) if isinstance(each, ast.Call))
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS and isinstance(call.args[0], ast.Constant)
    }


def merged(existing: Catalog) -> Catalog:
    """The catalogue with exactly these sentences: known translations kept, new ones empty, old ones gone."""
    catalog = Catalog(locale="zh", domain="huifang", project="huifang", fuzzy=False)
    for template in templates():
        known = existing.get(template)
        catalog.add(template, known.string if known is not None and isinstance(known.string, str) else "")
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as text, a sentence a line, sorted, without dates: branches that each add one merge."""
    entries = sorted((str(each.id), str(each.string)) for each in catalog if each.id)
    lines = [f"msgid {_quoted(sentence)}\nmsgstr {_quoted(chinese)}\n" for sentence, chinese in entries]
    return "\n".join([HEADER, *lines]).encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_catalog() -> Catalog:
    """The catalogue as committed."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def main() -> int:
    """Write the file; says how many sentences are still without Chinese."""
    catalog = merged(read_catalog())
    CATALOGUE.write_bytes(po_bytes(catalog))
    empty = [message.id for message in catalog if message.id and not message.string]
    sys.stdout.write(f"{len(catalog)} sentences, {len(empty)} without Chinese\n")
    return 1 if empty else 0


if __name__ == "__main__":
    raise SystemExit(main())
