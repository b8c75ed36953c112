"""`make texts`: gather the sentences of the program into the catalogue and compile it. Needs the dev tools."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from huifang.checks.catalogue import templates as check_templates
from huifang.history.audit import CHECKS

PACKAGE = Path(__file__).parent / "huifang"
PO = PACKAGE / "texts" / "locale" / "zh" / "LC_MESSAGES" / "huifang.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # the header must hold one; a real one would change by itself
KEYWORDS = {"say": None, "N_": None, "_": None}


def templates() -> list[str]:
    """Every sentence of the program, sorted."""
    found = extract_from_dir(PACKAGE, METHODS, {}, keywords=KEYWORDS)
    sentences = {message for _, _, message, _, _ in found if isinstance(message, str) and message}
    audit = {part for check in CHECKS for part in check.told()[2:]}
    return sorted(sentences.union(check_templates(), audit))


def merged(existing: Catalog) -> Catalog:
    """The catalogue with exactly these sentences: known translations kept, new ones empty, old ones gone."""
    catalog = Catalog(locale="zh", domain="huifang", project="huifang", fuzzy=False)
    for template in templates():
        known = existing.get(template)
        catalog.add(template, known.string if known is not None and isinstance(known.string, str) else "")
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The text form, without dates, so that equal catalogues are equal files."""
    out = io.BytesIO()
    write_po(out, catalog, omit_header=True, sort_output=True, width=120)
    return b'msgid ""\nmsgstr ""\n"Language: zh\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n' + out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled form that ships, with the header gettext needs and nothing that changes by itself."""
    plain = Catalog(locale="zh", charset="utf-8", fuzzy=False, creation_date=NO_DAY, revision_date=NO_DAY)
    for message in catalog:
        if message.id and message.string:
            plain.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def read_catalog() -> Catalog:
    """The catalogue as committed."""
    if not PO.exists():
        return Catalog(locale="zh")
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def main() -> int:
    """Write both files; says how many sentences are still without Chinese."""
    catalog = merged(read_catalog())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalog))
    PO.with_suffix(".mo").write_bytes(mo_bytes(catalog))
    empty = [message.id for message in catalog if message.id and not message.string]
    sys.stdout.write(f"{len(catalog)} sentences, {len(empty)} without Chinese\n")
    return 1 if empty else 0


if __name__ == "__main__":
    raise SystemExit(main())
