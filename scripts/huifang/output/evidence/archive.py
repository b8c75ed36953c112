"""A pack as one zip file: no clock, no compression and no trace of the machine, so that equal files are equal bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip file can tell
UNIX = 3
PLAIN_FILE = 0o100644 << 16


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """The bytes of the zip file, its entries sorted."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as made:
        for path, content in sorted(files.items()):
            made.writestr(_entry(path), content)
    return out.getvalue()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, FIRST_DAY)
    entry.create_system, entry.external_attr, entry.compress_type = UNIX, PLAIN_FILE, ZIP_STORED
    return entry
