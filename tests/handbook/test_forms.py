"""The page on entry forms: its commands make a site, and every kind and way that it names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from huifang.forms.data import TITLES
from tests.handbook.pages import ROOT, bare_environment, blocks, run, text_of


def test_the_commands_of_the_page(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "records", tmp_path / "records")
    alone, with_forge = blocks("forms.md")
    environment = bare_environment(tmp_path / "home")
    run(alone, tmp_path, environment)
    made = {path.stem for path in (tmp_path / "forms").glob("*.html")}
    assert made == {"index", *TITLES}
    assert "connect-src &#39;none&#39;" in (tmp_path / "forms/talk.html").read_text(encoding="utf-8")
    run(with_forge, tmp_path, environment)
    assert "connect-src https://git.example.internal;" in (tmp_path / "forms/talk.html").read_text(encoding="utf-8")


OPTIONS = "--output --names --forge --forge-url --project --branch --folder --client-id --lang".split()  # noqa: SIM905


@pytest.mark.parametrize("option", OPTIONS)
def test_the_page_names_every_option(option: str) -> None:
    assert f"`{option}" in text_of("forms.md")
