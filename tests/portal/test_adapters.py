"""MkDocs and the plain folder show the same pages; a strict build is clean; problems become pages or sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from huifang.lists import Lists
from huifang.portal import harden
from huifang.portal.folder import write_portal
from huifang.portal.render import render
from huifang.portal.request import CannotReadError
from huifang.portal.search.data import DATA, SECTIONS
from huifang.services.portal_site import from_environment, hooks
from tests.portal.conftest import BUILT, ROOT, Served, taken

pytestmark = pytest.mark.slow
ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)


def article(path: Path) -> str:
    """What stands between header and footer, without space that MkDocs or the shell put around it."""
    found = ARTICLE.search(path.read_text(encoding="utf-8"))
    assert found, path
    return found[1].strip()


def test_both_adapters_show_the_same_pages(sample: Lists, sample_site: Served, tmp_path: Path) -> None:
    told = write_portal(sample, tmp_path, "zh", BUILT)
    pages = list(render(sample, "zh", BUILT))
    assert told == {page.uri: None for page in pages}
    for page in pages:
        expected = page.html.strip()
        assert article(tmp_path / page.uri) == expected, page.uri
        assert article(sample_site.folder / page.uri) == expected, page.uri


def test_both_adapters_ship_the_same_assets(sample: Lists, sample_site: Served, tmp_path: Path) -> None:
    write_portal(sample, tmp_path, "zh", BUILT)
    for path in (tmp_path / "assets").rglob("*.*"):
        assert path.read_bytes() == (sample_site.folder / path.relative_to(tmp_path)).read_bytes()


def sections(path: Path) -> list[str]:
    """The pages whose sections are searched."""
    return [uri for _, uri, *_ in taken(path.read_bytes())["pages"]]


def test_both_adapters_search_the_same(sample: Lists, sample_site: Served, tmp_path: Path) -> None:
    """The hand-written pages are MkDocs' alone."""
    write_portal(sample, tmp_path, "zh", BUILT)
    assert (tmp_path / DATA).read_bytes() == (sample_site.folder / DATA).read_bytes()
    computed, every = sections(tmp_path / SECTIONS), sections(sample_site.folder / SECTIONS)
    assert [uri for uri in every if not uri.startswith("handbook/")] == computed
    written = {path.name for path in (ROOT / "docs" / "handbook").glob("*.md")}
    assert {f"handbook/{name.removesuffix('.md')}.html" for name in written} == set(every) - set(computed)


def test_the_search_of_the_theme_is_not_shipped(sample_site: Served) -> None:
    for name in ("search_index.json", "workers", "lunr"):
        assert not [*sample_site.folder.rglob(name)]
    for path in sample_site.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "md-search" not in text, path
        assert text.count('role="search"') == 1, path


def test_every_built_page_is_hardened(sample_site: Served) -> None:
    for path in sample_site.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text[:1024], path
        assert '<meta name="robots" content="noindex' in text, path


def test_nothing_lists_the_people_for_robots(sample_site: Served) -> None:
    assert not (sample_site.folder / "sitemap.xml").exists()
    assert (sample_site.folder / "robots.txt").read_bytes() == harden.NO_ROBOTS


def test_hand_written_pages_stand_in_the_same_frame(sample_site: Served) -> None:
    for path in (sample_site.folder / "handbook").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "hf-banner" in text
        assert "2026-11-20 09:30 UTC+8" in text


def test_no_built_file_names_another_host(sample_site: Served) -> None:
    """Links a reader may follow are allowed; nothing is fetched from elsewhere."""
    for path in sample_site.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)=["']?(?:https?:)?//""", text), (
            path
        )
    for path in sample_site.folder.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path


def test_in_a_build_a_problem_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_RECORDS", str(tmp_path))
    hooks().given = None
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(Abort):
        build(config)


def test_while_serving_a_problem_is_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = tmp_path / "records"
    (records / "policy").mkdir(parents=True)
    for path in (ROOT / "records" / "policy").glob("*.yml"):
        (records / "policy" / path.name).write_bytes(path.read_bytes())
    (records / "policy" / "stacking.yml").write_text("format: [\n", encoding="utf-8")
    monkeypatch.setenv("HUIFANG_RECORDS", str(records))
    monkeypatch.setenv("HUIFANG_LANG", "en")
    hooks().given = None
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "The portal cannot be made" in text
    assert "records/policy/stacking.yml:" in text


def test_an_unknown_audience_gets_no_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_AUDIENCE", "district-ja")
    with pytest.raises(CannotReadError):
        from_environment().contents()
    assert not list(tmp_path.iterdir())
