"""The way out of MkDocs: ProperDocs makes the same site from the same mkdocs.yml and the same hook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import IN_CI
from tests.portal.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
LOCK = ROOT / "tests/portal/properdocs.lock"
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


@pytest.fixture
def properdocs(tmp_path: Path) -> Path:
    """A folder with ProperDocs alone; without an index the test is skipped, in CI it fails."""
    folder = tmp_path / "properdocs"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", str(folder)]
    done = subprocess.run([*pip, "--requirement", str(LOCK)], check=False, capture_output=True, text=True)
    if done.returncode:
        message = f"properdocs cannot be installed: {done.stderr.strip().splitlines()[-1]}"
        if IN_CI:
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return folder


def built(generator: str, site: Path, path: str = "") -> dict[str, bytes]:
    """Every file of the sample's site as a generator makes it, but for the line in which it names itself."""
    given = {**os.environ, "PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1795000000", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", generator, "build", "--quiet", "--config-file", str(ROOT / "mkdocs.yml")]
    subprocess.run([*command, "--site-dir", str(site)], check=True, env=given, cwd=ROOT, capture_output=True)
    files = (each for each in site.rglob("*") if each.is_file() and each.suffix != ".gz")  # those hold a time
    return {each.relative_to(site).as_posix(): GENERATOR.sub(b"", each.read_bytes()) for each in files}


def test_both_make_the_same_site(properdocs: Path, tmp_path: Path) -> None:
    ours = built("mkdocs", tmp_path / "mkdocs")
    theirs = built("properdocs", tmp_path / "site", str(properdocs))
    assert len(ours) > 200
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
