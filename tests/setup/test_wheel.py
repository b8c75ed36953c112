"""A wheel alone is enough: rules, handbook and the set-up of the portal are in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SAID = ("--district-name", "甲区", "--district", "ja", "--register-from", "2026-11-01", "--forge", "none")
WHO = ("--author", "测试人甲 <a@example.invalid>")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel, in which everything lies as it will be installed."""
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(made) as file:
        file.extractall(tmp_path / "installed")
    return tmp_path / "installed"


@pytest.mark.slow
def test_a_register_and_its_portal_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUIFANG_")}
    environment |= {"PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"}
    before = sorted(wheel.rglob("*"))

    def huifang(*typed: str, where: Path = tmp_path / "r") -> str:
        done = subprocess.run([sys.executable, "-m", "huifang", *typed], cwd=where, env=environment,
                              check=True, capture_output=True)  # fmt: skip
        return done.stdout.decode()

    huifang("init", "r", *SAID, *WHO, where=tmp_path)
    assert huifang("upgrade") == ""
    huifang("portal", "build")
    assert (tmp_path / "r/site/handbook/setup.html").is_file()
    assert sorted(wheel.rglob("*")) == before  # nothing is written where programs lie
    brought = [path for folder in ("records/policy", "docs/handbook") for path in (ROOT / folder).rglob("*")]
    same = {path.relative_to(ROOT) for path in brought if path.is_file()}
    assert {
        path for path in same if (wheel / "huifang/shipped" / path).read_bytes() != (ROOT / path).read_bytes()
    } == set()
