"""One bad record, or one kind of page that cannot be made, stops nothing else; and it is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from mkdocs.commands.build import build as run
from mkdocs.config import load_config

from huifang.commands.main import main
from huifang.lists import Lists
from huifang.portal.folder import write_portal
from huifang.portal.page import Page
from huifang.portal.render import render
from huifang.services.portal_site import hooks
from tests.portal.conftest import BUILT, ROOT, build, lists_of
from tests.register.typed import PERSON, RECORDS
from tests.sound import PERSON_PATH

DAY = date(2024, 11, 20)
OTHER = PERSON.replace("TT-0001", "TT-0002")
FILES: dict[str, str | bytes] = {
    **dict(RECORDS.values()),
    "people/tt/TT-0002/person.md": OTHER,
    "identities/tt.yml": "TT-0001: 示例甲一\nTT-0002: 示例甲二\n",
}
GARBLED = ("", "[", "{a: b}", "City-Invest", "2024-13-45", "null", "\u202e")
MEASURES = """\
measures:
  - {first}
  - {{type: 党内严重警告, decided_on: 2024-04-10, decided_by: tt-jw, form: 2, document: 二号}}
helpers:"""
UNREAD = (  # the first of two measures, which cannot be read whole
    "{type: 党内警告, decided_on: 2024-03-12, decided_by: TT-jw, form: 2, document: 一号}",
    "{type: 党内警告, document: 一号}",
    "{type: 没有这种, decided_on: 2024-03-12, decided_by: tt-jw, form: 2, document: 一号}",
    "一号",
    "{}",
)


def mutations() -> list[tuple[str, int, str]]:
    """Each line of each record: taken out, and with each wrong value."""
    found = []
    for path, text in RECORDS.values():
        for number, line in enumerate(text.split("\n")):
            key, colon, _ = line.partition(":")
            if colon:
                found += [(path, number, f"{key}: {value}") for value in GARBLED] + [(path, number, "")]
    return found


def pages(files: dict[str, str | bytes]) -> dict[str, Page]:
    return {page.uri: page for page in render(lists_of(files, DAY), "en", BUILT)}


def test_a_sound_register_has_no_such_page() -> None:
    assert [page.uri for page in pages(FILES).values() if page.problem] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted({path for path, _ in RECORDS.values()}))
def test_whatever_is_wrong_with_a_record_every_page_is_made(path: str) -> None:
    for mine, number, typed in mutations():
        if mine == path:
            lines = str(FILES[path]).split("\n")
            made = pages({**FILES, path: "\n".join([*lines[:number], typed, *lines[number + 1 :]])})
            assert [(page.uri, page.problem) for page in made.values() if page.problem] == [], typed
            assert "people/TT-0002.html" in made, typed


@pytest.mark.parametrize("first", UNREAD)
def test_a_rule_stands_beside_its_own_measure(first: str) -> None:
    text = re.sub(r"(?s)measures:.*?helpers:", MEASURES.format(first=first), PERSON)
    html = pages({**FILES, PERSON_PATH: text})["people/TT-0001.html"].html
    rows = re.findall(r"<tr>.*?</tr>", html.partition('id="measures"')[2].partition("</tbody>")[0])[1:]
    assert ["policy.html#party-serious-warning" in row for row in rows] == ["二号" in row for row in rows]
    assert "二号" in rows[-1]
    assert "Part of this record cannot be read" in html


def test_what_cannot_be_read_is_said_and_no_word_stands_for_it() -> None:
    text = PERSON.replace("rank: 科级正职", "rank: 没有这种").replace("unit: tt-unit\npost", "unit: City\npost")
    made = pages({**FILES, PERSON_PATH: text})
    for uri in ("people/TT-0001.html", "answer/TT-0001.html"):
        assert "<dt>rank</dt><dd>not readable</dd>" in made[uri].html
        assert "<dt>unit</dt><dd>not readable</dd>" in made[uri].html
        assert "Part of this record cannot be read" in made[uri].html


def raising(*_: object) -> list[object]:
    """A kind of page that cannot be made."""
    message = "<b>示例</b>"
    raise LookupError(message)


def test_a_page_that_cannot_be_made_says_so(sample: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huifang.portal.pages.person.events", raising)
    made = list(render(sample, "en", BUILT))
    failed = [page for page in made if page.problem]
    assert failed
    assert {page.uri.partition("/")[0] for page in failed} == {"people"}
    for page in failed:
        assert "This page could not be made" in page.html
        assert "LookupError: &lt;b&gt;示例&lt;/b&gt;" in page.html
        assert "hf-banner" in page.html


def test_where_its_frame_cannot_be_made_either_it_still_says_so(sample: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huifang.portal.view.stamp", raising)
    assert all("This page could not be made" in page.html for page in render(sample, "en", BUILT))


@pytest.mark.slow
def test_both_adapters_tell_the_same_pages(sample: Lists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huifang.portal.pages.due.Listed", raising)
    told = write_portal(sample, tmp_path / "plain", "zh", BUILT)
    build(sample, tmp_path / "site", "zh", monkeypatch)
    assert {uri for uri, problem in told.items() if problem} == set(hooks().failed)
    for uri in hooks().failed:
        assert "此页未能生成" in (tmp_path / "site" / uri).read_text(encoding="utf-8")
    for uri, problem in told.items():
        assert (tmp_path / "site" / uri).is_file(), (uri, problem)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the verb writes into the environment goes away with the test."""
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")


@pytest.mark.slow
@pytest.mark.usefixtures("environment")
def test_the_verb_builds_the_rest_and_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huifang.portal.pages.forecast.months", raising)
    site = tmp_path / "site"
    assert main(["portal", "build", "--records", str(ROOT / "records"), "--lang", "en", "--output", str(site)]) == 3
    said = capsys.readouterr().err
    assert "the page forecast.html could not be made: an error of the program: LookupError" in said
    assert "1 pages could not be made and say so; all others are complete" in said
    assert "Traceback" not in said
    assert "This page could not be made" in (site / "forecast.html").read_text(encoding="utf-8")
    assert (site / "people" / "JA-0001.html").is_file()


@pytest.mark.slow
@pytest.mark.usefixtures("environment")
def test_where_no_page_can_be_made_the_old_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huifang.portal.view.stamp", raising)
    site = tmp_path / "site"
    assert main(["portal", "build", "--records", str(ROOT / "records"), "--lang", "en", "--output", str(site)]) == 3
    assert "the portal could not be made: " in capsys.readouterr().err
    assert not site.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("environment")
def test_while_serving_the_page_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huifang.portal.pages.forecast.months", raising)
    monkeypatch.setenv("HUIFANG_RECORDS", str(ROOT / "records"))
    hooks().given = None
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    run(config, serve_url="http://127.0.0.1:8000/")
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").glob("*.html")}
    assert "此页未能生成" in made["forecast.html"]
    assert "待办清单" in made["index.html"]
    assert [
        name for name, html in made.items() if "此页不予显示" in html
    ] == []  # the address it is served at is no leak
