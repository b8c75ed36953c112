"""The site of forms: what is in it, what its pages may do, where it may lie, and what is said where it is made."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from huifang.forms.arrangement import HINTS, LABELS, OPEN_KEYS
from huifang.forms.data import TITLES, forms_data
from huifang.forms.fields import form_fields
from huifang.forms.forge_config import ForgeConfig, forge_config
from huifang.forms.patterns import for_browser
from huifang.forms.scripts import ALWAYS, ASSETS, FORGE, PAGE, VENDOR, script_sentences
from huifang.forms.site import MARK, content_policy
from huifang.register import models
from huifang.register.layout import Kind
from huifang.register.load import SHAPES
from huifang.register.shapes import fields_of, part_of, required
from huifang.texts import Language, words
from tests.commands.running import Answer, Command
from tests.forms.conftest import opened, sample_contents, write_site
from tests.sound import sample_policy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The sample as a register of its own, with a history."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "begin")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    """Git there, as a person of the tests."""
    who = ("-c", "user.name=示例员", "-c", "user.email=a@example.invalid")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def forms(register: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Answer]:
    """`huifang forms build` there."""
    called = ("forms", "build", "--records", register / "records", "--output", register / "out")
    return lambda *options: Command(capfdbinary)(*called, *options)


def data_of(folder: Path) -> Any:
    """What data.js gives the pages."""
    text = (folder / "data.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.huifang = {data: ").removesuffix("};\n"))


NOT_IN_A_SITE = ("--forge", "jira"), ("--forge", "gitlab"), ("--forge-url", "https://git.example.org")
WRONG_CALLS = (
    (NOT_IN_A_SITE[0], "the platform `jira` is not known; use gitlab, gitea, github"),
    (NOT_IN_A_SITE[1], "`` is no address of a platform; write it as https://git.example"),
    (NOT_IN_A_SITE[2], "an address, a project or a client id needs --forge: gitlab, gitea, github"),
    (("--output", "records/forms"), "records/forms lies in a register; name a place outside it"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("options", "says"), WRONG_CALLS)
def test_a_wrong_call_is_told_and_nothing_is_written(
    options: tuple[str, ...], says: str, forms: Callable[..., Answer], register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(register)
    done = forms(*options, "--lang", "en")
    assert (done.code, done.err) == (2, f"huifang: {says}\n")
    assert not (register / "out").exists()


NAMES_TOLD = (
    "this site holds names of sanctioned people: serve it behind the same access control as the portal, or to nobody"
)
TOLD = (
    ((), ["this site holds codes, units and helpers, and no names: it is for the office alone"]),
    (("--names",), [NAMES_TOLD]),
    (
        ("--forge", "gitlab", "--forge-url", "http://git.intranet:8080", "--project", "a/b"),
        [
            "this site holds codes, units and helpers, and no names: it is for the office alone",
            "its pages may speak to http://git.intranet:8080 and to nothing else",
            "http://git.intranet:8080 is not encrypted: whoever listens in the network reads tokens and records",
        ],
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(("options", "told"), TOLD)
def test_what_is_said_where_it_is_made(
    options: tuple[str, ...], told: list[str], forms: Callable[..., Answer], register: Path
) -> None:
    done = forms(*options, "--lang", "en")
    lines = [f"the forms lie in {register / 'out'}", *told]
    assert (done.code, done.out, done.err) == (0, b"", "".join(f"huifang: {line}\n" for line in lines))


@pytest.mark.slow
def test_names_are_there_only_where_they_are_asked_for(forms: Callable[..., Answer], register: Path) -> None:
    forms()
    everything = "".join(path.read_text(encoding="utf-8") for path in (register / "out").rglob("*") if path.is_file())
    assert "示例甲一" not in everything
    assert "XS-2026" not in everything  # nor anything restricted
    forms("--names")
    assert data_of(register / "out")["people"]["JA-0001"]["name"] == "示例甲一"
    shutil.rmtree(register / "records/identities")
    done = forms("--names", "--lang", "en")
    message = "--names needs the names: put the repository of names into identities/"
    assert (done.code, done.err) == (2, f"huifang: {message}\n")
    assert "示例甲一" in (register / "out/data.js").read_text(encoding="utf-8")  # the earlier site stands


@pytest.mark.slow
def test_the_next_code_is_one_that_nobody_ever_had(forms: Callable[..., Answer], register: Path) -> None:
    forms()
    first = data_of(register / "out")["districts"]["ja"]["next"]
    taken = register / "records/people/ja" / first
    shutil.copytree(register / "records/people/ja/JA-0001", taken)
    git(register, "add", "-A")
    git(register, "commit", "-q", "-m", "taken")
    git(register, "rm", "-q", "-r", str(taken))
    git(register, "commit", "-q", "-m", "deleted")
    forms()
    prefix, number = first.split("-")
    assert data_of(register / "out")["districts"]["ja"]["next"] == f"{prefix}-{int(number) + 1:04}"


@pytest.mark.slow
def test_an_earlier_site_is_replaced_and_nothing_else(forms: Callable[..., Answer], register: Path) -> None:
    assert forms().code == 0
    (register / "out/old.txt").write_text("x", encoding="utf-8")
    assert forms().code == 0
    assert not (register / "out/old.txt").exists()
    (register / "out" / MARK).unlink()
    done = forms("--lang", "en")
    says = f"huifang: {register / 'out'} holds something else than a site of forms and is left alone\n"
    assert (done.code, done.err) == (3, says)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_runs_or_fetches_anything_of_others(lang: Language, sites: dict[Language, Path]) -> None:
    pages = sorted(sites[lang].glob("*.html"))
    assert {page.stem for page in pages} == {"index", *TITLES}
    policy = html.escape(content_policy(None), quote=False).replace("'", "&#39;")
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text
        assert '<meta name="referrer" content="no-referrer">' in text
        assert '<meta name="robots" content="noindex, nofollow">' in text
        assert all(not inner and " defer" in attributes for attributes, inner in SCRIPT.findall(text))
        assert not re.search(r"\son[a-z]+=|\sstyle=|https?://", text)
        for address in re.findall(r'(?:src|href)="([^"]+)"', text):
            assert address == "data:," or (sites[lang] / address).is_file()


@pytest.mark.parametrize(
    ("config", "asked"),
    [
        (None, "'none'"),
        (forge_config("gitlab", "https://git.example.org/gitlab", "a/b"), "https://git.example.org"),
        (forge_config("github", "https://github.com", "a/b"), "https://api.github.com"),
    ],
    ids=["no forge", "gitlab", "github"],
)
def test_the_policy_names_the_forge_alone(config: ForgeConfig | None, asked: str) -> None:
    assert content_policy(config) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        f"connect-src {asked}; base-uri 'none'; form-action 'none'"
    )


FORGES = ("gitlab", "gitea", "github")
NEW_FILE = {
    "gitlab": "https://git.example.org/office/register/-/new/main/records/people/ja/JA-0007?file_name=2026-11-12-talk.md",
    "gitea": "https://git.example.org/office/register/_new/main/records/people/ja/JA-0007?filename=2026-11-12-talk.md",
    "github": "https://git.example.org/office/register/new/main/records/people/ja/JA-0007?filename=2026-11-12-talk.md"
              "&value=---%0Akind%3A%20%E8%B0%88",
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("forge", FORGES)
def test_the_forges_new_file_has_its_path_filled_in(forge: str, browser: Browser, tmp_path: Path) -> None:
    config = forge_config(forge, "https://git.example.org", "office/register")
    site = write_site(sample_contents(forge=config), "zh", tmp_path)
    window = opened(browser)
    window.page.goto((site / "talk.html").as_uri())
    window.page.evaluate("window.open = address => { window.asked = address; }")
    window.page.locator('[id="f-[code]"]').fill("JA-0007")
    window.page.locator("#f-date").fill("2026-11-12")
    window.page.locator("#f-date").dispatch_event("change")
    window.page.click("#new-file")
    assert str(window.page.evaluate("window.asked")).startswith(NEW_FILE[forge])
    assert window.wrong == []
    window.page.goto((site / "identities.html").as_uri())
    expect(window.page.locator("#new-file")).to_have_count(0)
    expect(window.page.locator("#forge")).to_have_count(0)
    window.page.close()


@pytest.mark.browser
def test_with_names_a_person_is_found_by_name(browser: Browser, tmp_path: Path) -> None:
    site = write_site(sample_contents(names=True), "zh", tmp_path)
    window = opened(browser)
    window.page.goto((site / "talk.html").as_uri())
    chosen = window.page.locator('[id="f-[code]"]')
    chosen.fill("示例甲七")
    chosen.dispatch_event("change")
    assert chosen.input_value() == "JA-0007"
    assert window.page.locator(".beside").first.inner_text() == "示例甲七 · 甲区档案局"
    text = window.page.locator("#text").inner_text()
    assert "示例甲七" not in text  # a name is for choosing alone
    assert window.wrong == []
    window.page.close()


HOSTILE = "</script><script>alert(1)</script><!-- \u2028 ' \" & 甲"


@pytest.mark.slow
@pytest.mark.browser
def test_what_stands_in_a_record_is_data_and_never_code(
    browser: Browser, forms: Callable[..., Answer], register: Path
) -> None:
    file = register / "records/organizations/ja.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("甲区档案局", json.dumps(HOSTILE, ensure_ascii=False).replace("\u2028", "x")), encoding="utf-8"
    )
    assert forms().code == 0
    assert "<" not in (register / "out/data.js").read_text(encoding="utf-8")
    window = opened(browser)
    window.page.goto((register / "out/talk.html").as_uri())
    window.page.locator('[id="f-[code]"]').fill("JA-0007")
    assert "</script><script>alert(1)" in window.page.locator(".beside").first.inner_text()
    assert window.wrong == []
    window.page.close()


MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def test_no_library_is_there_but_those_of_the_manifest() -> None:
    licences = {each["licence_file"] for each in MANIFEST.values()}
    assert {path.name for path in VENDOR.iterdir()} == {"manifest.json", *MANIFEST, *licences}


@pytest.mark.parametrize("name", MANIFEST)
def test_a_library_is_what_the_manifest_says(name: str) -> None:
    content, said = (VENDOR / name).read_bytes(), MANIFEST[name]
    assert hashlib.sha256(content).hexdigest() == said["sha256"]
    assert (said["package"], said["licence"]) == ("js-yaml", "MIT")
    assert b"eval(" not in content
    assert b"new Function" not in content


def test_every_script_is_in_a_page() -> None:
    assert {path.name for path in ASSETS.glob("*.js")} - {"signed_in.js"} == {*ALWAYS, *FORGE, *PAGE}


KEEPS = ("localStorage", "sessionStorage", "innerHTML", "insertAdjacentHTML", "eval(", "fetch(", "XMLHttp")


@pytest.mark.parametrize("name", [*ALWAYS, *PAGE])
def test_no_page_keeps_or_fetches_anything(name: str) -> None:
    text = (ASSETS / name).read_text(encoding="utf-8")
    assert [each for each in KEEPS if each in text] == []


def test_every_sentence_of_the_scripts_has_its_chinese() -> None:
    chinese = words("zh")
    same = {each for each in script_sentences() if chinese.plain(each) == each}
    assert same <= {each for each in same if re.fullmatch(r"[^A-Za-z]*(?:\{[a-z_]+\}[^A-Za-z]*)+", each)}


@pytest.mark.parametrize("kind", TITLES)
def test_the_fields_are_those_of_the_format_in_its_order(kind: Kind) -> None:
    model = part_of(SHAPES[kind].adapter._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    if model is None:
        assert kind is Kind.IDENTITIES
        return
    made = form_fields(model, sample_policy(), words("zh"))
    assert [each["key"] for each in made] == list(fields_of(model))
    assert [each["key"] for each in made if each["required"]] == required(model)
    assert all(each["label"] and each["label"] != each["key"] for each in made)


ARRANGED = {*HINTS, *LABELS, *((name, key) for name, keys in OPEN_KEYS.items() for key in keys)}


@pytest.mark.parametrize(("name", "key"), sorted(ARRANGED))
def test_what_is_arranged_is_of_the_format(name: str, key: str) -> None:
    assert key in fields_of(getattr(models, name, None) or _model(name))


def _model(name: str) -> Any:
    contact = __import__("huifang.register.models.contact", fromlist=[name])
    return getattr(contact, name)


PATTERNS = (
    (r"[\"'`~ ]", "[\"'`~ ]"),
    (r"\U00010000-\U0010ffff", r"\u{10000}-\u{10ffff}"),
    (r"(?P<rest>a)", "(?<rest>a)"),
    (r"[-?:,\[\]{}#&*!|>'\"%@`=~]", "[-?:,\\[\\]{}#&*!|>'\"%@`=~]"),
)


@pytest.mark.parametrize(("python", "browser_has"), PATTERNS)
def test_a_pattern_in_the_browser(python: str, browser_has: str) -> None:
    assert for_browser(re.compile(python)) == browser_has


@pytest.mark.parametrize("names", [False, True])
def test_the_data_names_nobody_whom_the_portal_hides(*, names: bool) -> None:
    contents = sample_contents(names=names)
    data = forms_data(contents, words("zh"))
    assert set(data["people"]) == contents.lists.shown
    assert set(data["files"]["contacts"]) == contents.lists.shown
    assert any("name" in each for each in data["people"].values()) is names
