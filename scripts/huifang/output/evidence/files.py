"""Every file of a pack by its path: what was kept, what was computed, the report, and the checksums over all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.lists import CLOSING
from huifang.output.csvtext import csv_file, csv_text
from huifang.output.findings import findings_json
from huifang.output.historytext import history_json
from huifang.output.jsontext import dumps, envelope, json_text
from huifang.output.persontext import person_json
from huifang.output.printable import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.lists import Table
    from huifang.output.evidence.material import Material
    from huifang.texts import Words

SUMS, ABOUT, REPORT = "SHA256SUMS", "pack.json", "report.html"


def evidence(material: Material, words: Words) -> dict[str, bytes]:
    """Path -> bytes, sorted by path. Nobody of the redaction is named in any of them."""
    kept = {path: content for path, content in material.kept.items() if _may_be_seen(material, content)}
    files = {**kept, **{path: _bytes(path, text) for path, text in _texts(material, words)}}
    files[ABOUT] = _about(material, words, len(files) + 1).encode()
    files[SUMS] = sums(files)
    return dict(sorted(files.items()))


def left_out(material: Material) -> tuple[str, ...]:
    """The files left out because they name somebody who may not be named: only who makes the pack learns which."""
    return tuple(path for path, content in sorted(material.kept.items()) if not _may_be_seen(material, content))


def sums(files: Mapping[str, bytes]) -> bytes:
    """What `sha256sum -c` reads."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


def _may_be_seen(material: Material, content: bytes) -> bool:
    redaction = material.redaction  # a file is kept byte by byte, or not at all
    return redaction.in_place or not redaction.finds(content.decode(errors="replace"))


def _bytes(path: str, text: str) -> bytes:
    shown = visible(text)
    return csv_file(shown) if path.endswith(".csv") else shown.encode()


def _texts(material: Material, words: Words) -> Iterator[tuple[str, str]]:
    """Everything that is computed, by its path."""
    names = material.names or {}
    yield "history.json", history_json(material.history, words)
    yield "history.csv", csv_text(material.history, words)
    yield "commits.csv", csv_text(material.commits, words)
    yield "lists/findings.json", findings_json(material.findings, words)
    for name, table in _tables(material):
        yield f"{name}.json", json_text(table, words)
        yield f"{name}.csv", csv_text(table, words)
    for code in material.recorded:
        yield f"lists/show-{code}.json", person_json(material.lists, code, words, names, material.redaction)
    if material.names is not None:
        yield "identities/names.json", dumps(dict(sorted(names.items())))
    from huifang.output.evidence.report import report  # noqa: PLC0415 - Jinja is loaded when it is used

    yield REPORT, report(material, words)


def _tables(material: Material) -> Iterator[tuple[str, Table]]:
    yield "lists/eligible", material.eligible
    yield "lists/due", material.due
    if material.asked.districts:
        yield "lists/coverage", material.coverage
        yield "lists/plans", material.plans
    yield "audit", replace(material.audit, names=material.names)
    yield "effects", replace(material.effects, names=material.names)


def _about(material: Material, words: Words, count: int) -> str:
    """`pack.json`: `files` are those the checksums are over, itself counted."""
    asked = material.asked
    return dumps({
        **envelope(material.heading, words),
        "asked": {
            "people": list(asked.people),
            "districts": list(asked.districts),
            "until": asked.until.isoformat(),
            "names": material.names is not None,
        },
        "tree": material.tree,
        "program": f"huifang {__version__}",
        "people": list(material.people),
        "files": count,
        "closing": words(CLOSING),
    })  # fmt: skip
