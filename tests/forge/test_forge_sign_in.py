"""Signing in: a code with PKCE in a window of its own, or a token; nobody else's message, code or state is taken."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huifang.texts import LANGUAGES, Language
from tests.forge.conftest import Desk, sentence, served, write_site
from tests.forge.mock_forges import CLIENT, EDITOR, TOKEN, Answer, Fault, Gitea, GitLab, MockForge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.forge.bare import BareRepository
    from tests.forge.conftest import Opens, Starts

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCOPES = {"gitlab": "api", "gitea": "write:repository read:user"}


@pytest.fixture(params=(GitLab, Gitea), ids=lambda kind: kind.forge)
def provider(request: pytest.FixtureRequest, starts: Starts) -> MockForge:
    """The forges that let a page sign in."""
    return starts(request.param)


def begun(desk: Desk, script: str = "document.querySelector('.hf-forge-sign-in').click()") -> Page:
    """The window in which the forge asks, after a click on the bar."""
    with desk.page.expect_popup() as found:
        desk.page.evaluate(f"() => {{ {script}; }}")
    found.value.wait_for_load_state()
    return found.value


def test_signing_in_and_out(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    desk.page.fill("#text", "what was typed")
    popup = begun(desk)
    assert desk.page.inner_text(".hf-forge-said") == sentence("zh", "bar-waiting")
    with popup.expect_event("close"):
        popup.click("#grant", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-inside:visible")
    assert desk.page.evaluate("[client.signedIn, client.user]") == [True, EDITOR]
    assert desk.page.input_value("#text") == "what was typed"
    (asked,) = (each for each in provider.asked if each.path == provider.authorize)
    assert asked.query["scope"] == SCOPES[provider.forge]
    assert asked.query["redirect_uri"] == f"{desk.site}/signed-in.html"
    assert re.fullmatch(r"[\w-]{43}", asked.query["state"])
    (exchange,) = (each for each in provider.asked if each.path == provider.token)
    sent = parse_qs(exchange.body)
    assert set(sent) == {"client_id", "code", "grant_type", "redirect_uri", "code_verifier"}
    digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked.query["code_challenge"]
    assert "authorization" not in exchange.headers
    token = next(each for each in provider.users if each != TOKEN)
    assert all(token not in url and sent["code_verifier"][0] not in url for url in desk.urls)
    assert desk.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert token not in desk.page.content()


def test_the_code_leaves_the_address_and_the_page_says_what_to_do(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    alone = desk.page.context.new_page()  # without an opener: it stays, and hands its answer to nobody
    alone.goto(f"{desk.site}/signed-in.html?code=c&state=s")
    assert alone.url == f"{desk.site}/signed-in.html"
    assert alone.inner_text("body") == sentence("zh", "signed-in")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_access_is_denied(opens: Opens, provider: MockForge, lang: Language) -> None:
    desk = opens(provider, lang)
    popup = begun(desk)
    with popup.expect_event("close"):
        popup.click("#deny", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-wrong")
    assert desk.page.inner_text(".hf-forge-said") == sentence(lang, "sign-in-denied", forge=provider.origin)


def test_a_window_that_lost_its_opener_is_heard(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    popup = begun(desk)
    back = popup.get_attribute("#grant", "href")
    assert back is not None
    lone = desk.page.context.new_page()
    lone.goto(back)
    desk.page.wait_for_selector(".hf-forge-inside:visible")


def test_a_second_attempt_ends_the_first(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    begun(desk, "window.first = client.signIn({}).catch((error) => error.key)")
    popup = begun(desk)
    assert desk.page.evaluate("window.first") == "sign-in-again"
    with popup.expect_event("close"):
        popup.click("#grant", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-inside:visible")


def test_ten_minutes_without_an_answer(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    desk.page.clock.install()
    desk.page.evaluate("() => { window.first = client.signIn({}).catch((error) => error.sentence); }")
    desk.page.clock.fast_forward(600_001)
    assert desk.page.evaluate("window.first") == sentence("zh", "sign-in-late")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blocked_window(opens: Opens, provider: MockForge, lang: Language) -> None:
    desk = opens(provider, lang)
    desk.page.evaluate("() => { window.open = () => null; }")
    assert desk.run("() => client.signIn({})")["sentence"] == sentence(lang, "popup-blocked", page=desk.site)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_exchange_is_refused(opens: Opens, provider: MockForge, lang: Language) -> None:
    desk = opens(provider, lang)
    reason = "Client authentication failed"
    answer = Answer(401, {"error": "invalid_client", "error_description": reason})
    provider.faults.append(Fault("POST", f"{provider.token}$", answer))
    begun(desk).click("#grant", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-wrong")
    expected = sentence(lang, "sign-in-refused", forge=provider.origin, status=401, reason=reason)
    assert desk.page.inner_text(".hf-forge-said") == expected


ANSWERS: tuple[tuple[str, Answer, str], ...] = (
    ("no token in it", Answer(200, {"token_type": "Bearer"}), "token-shape"),
    ("a token that is none", Answer(200, {"access_token": "a\r\nb: c"}), "token-shape"),
    ("a number for a token", Answer(200, {"access_token": 12345678}), "token-shape"),
    ("a page", Answer(200, "<html>sign in</html>"), "no-json"),
    ("an error of its own", Answer(502, ""), "trouble"),
    ("nobody", Answer(0), "no-answer"),
)


@pytest.mark.parametrize(("answer", "key"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_a_strange_answer_to_the_exchange(opens: Opens, provider: MockForge, answer: Answer, key: str) -> None:
    desk = opens(provider)
    provider.faults.append(Fault("POST", f"{provider.token}$", answer))
    popup = begun(desk, "window.first = client.signIn({}).then(() => null, (error) => error.key)")
    popup.click("#grant", no_wait_after=True)
    assert desk.page.evaluate("window.first") == key


# --- where only a token helps --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_forge_without_an_application(opens: Opens, provider: MockForge, lang: Language) -> None:
    desk = opens(provider, lang, client_id="")
    assert desk.page.is_hidden(".hf-forge-sign-in")
    told = sentence(lang, "token-only-unregistered", forge=provider.origin)
    assert desk.page.inner_text(".hf-forge-only") == told
    assert desk.run("() => client.signIn({})")["sentence"] == told
    assert len(desk.page.context.pages) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_a_folder(context: BrowserContext, provider: MockForge, lang: Language, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(write_site(tmp_path / "site", provider, lang).joinpath("index.html").as_uri())
    assert page.inner_text(".hf-forge-only") == sentence(lang, "token-only-folder", forge=provider.origin)
    page.fill(".hf-forge-token", TOKEN)
    page.click(".hf-forge-use-token")
    page.wait_for_selector(
        ".hf-forge-inside:visible"
    )  # the API of both answers a page without an origin, where CORS is on


def test_the_field_of_the_token(opens: Opens, provider: MockForge) -> None:
    page = opens(provider).page
    field = page.locator(".hf-forge-token")
    assert [field.get_attribute(name) for name in ("type", "autocomplete", "name")] == ["password", "off", None]
    assert page.locator("form").count() == 0  # nothing to be submitted, or offered for keeping


def test_plain_http_on_a_network_is_told(
    browser: Browser, context: BrowserContext, provider: MockForge, tmp_path: Path
) -> None:
    site = write_site(tmp_path / "site", provider, url="http://git.example", api="http://git.example/api/v4")
    with served(site) as origin:
        page = context.new_page()
        page.goto(f"{origin}/index.html")
        assert page.inner_text(".hf-forge-insecure") == sentence("zh", "insecure", forge="http://git.example")
    assert browser.is_connected()


def test_on_plain_http_the_page_signs_in_too(context: BrowserContext, provider: MockForge, tmp_path: Path) -> None:
    """`crypto.subtle` is missing there; our own SHA-256 makes the challenge all the same."""
    site = write_site(tmp_path / "site", provider)
    context.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined});")
    with served(site) as origin:
        provider.redirect_uris.append(f"{origin}/signed-in.html")
        page = context.new_page()
        page.goto(f"{origin}/index.html")
        assert page.evaluate("crypto.subtle === undefined")
        with page.expect_popup() as found:
            page.click(".hf-forge-sign-in")
        found.value.click("#grant", no_wait_after=True)
        page.wait_for_selector(".hf-forge-inside:visible")


# --- the hash ------------------------------------------------------------------------------------------------------

VERIFIERS = (
    "ks02i3jdikdo2k0dkfodf3m39rjfjsdk0wk349rj3jrhf",  # the example of GitLab's documentation
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",  # of RFC 7636, appendix B
    "",
    "a" * 55,
    "a" * 56,
    "a" * 63,
    "a" * 64,
    "a" * 1000,
    "回访",
)


def hashed(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def hasher(browser: Browser, seed: BareRepository, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site = write_site(tmp_path_factory.mktemp("hasher"), GitLab(seed, "https://git.example"))
    with served(site) as origin:
        page = browser.new_page()
        page.goto(f"{origin}/index.html")
        yield page
        page.close()


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_challenge(hasher: Page, verifier: str) -> None:
    assert hasher.evaluate("(text) => huifang.signIn.challenge(text)", verifier) == hashed(verifier)


OF_THE_DOCUMENTS = ("2i0WFA-0AerkjQm4X4oDEhqA17QIAKNjXpagHBXmO_U", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")


@pytest.mark.parametrize(("verifier", "challenge"), list(zip(VERIFIERS, OF_THE_DOCUMENTS, strict=False)))
def test_challenges_of_the_documents(verifier: str, challenge: str) -> None:
    assert hashed(verifier) == challenge


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), min_size=20, max_size=60))
def test_challenges(hasher: Page, verifiers: list[str]) -> None:
    found = hasher.evaluate("(texts) => texts.map(huifang.signIn.challenge)", verifiers)
    assert found == [hashed(each) for each in verifiers]


# --- somebody plays the attacker -----------------------------------------------------------------------------------

MESSAGE = "{huifang: 'huifang-signed-in', state: STATE, code: 'evil-code'}"
FORGED: tuple[tuple[str, str], ...] = (  # script run in the page of the forms or in the window, which knows the state
    ("another origin with the right state", "window.opener.postMessage(MESSAGE, '*')"),
    ("the page itself, not the window", "HERE"),
    ("a wrong state", "CHANNEL-WRONG"),
    ("no state", "CHANNEL-NONE"),
)


@pytest.mark.parametrize("script", [row[1] for row in FORGED], ids=[row[0] for row in FORGED])
def test_a_forged_message_is_not_heard(opens: Opens, provider: MockForge, script: str) -> None:
    desk = opens(provider)
    popup = begun(desk)
    state = next(each for each in provider.asked if each.path == provider.authorize).query["state"]
    message = MESSAGE.replace("STATE", json.dumps(state))
    channel = "new BroadcastChannel('huifang-signed-in').postMessage"
    match script:
        case "HERE":
            desk.page.evaluate(f"() => window.postMessage({message}, location.origin)")
        case "CHANNEL-WRONG":
            desk.page.evaluate(f"() => {channel}({MESSAGE.replace('STATE', json.dumps('x' * 43))})")
        case "CHANNEL-NONE":
            desk.page.evaluate(f"() => {channel}({MESSAGE.replace('STATE', 'undefined')})")
        case _:
            popup.evaluate(f"() => {{ {script.replace('MESSAGE', message)}; }}")
    popup.click(
        "#grant", no_wait_after=True
    )  # the right answer still comes through, and is the only one that was taken
    desk.page.wait_for_selector(".hf-forge-inside:visible")
    assert not any("evil-code" in each.body for each in provider.asked)


def test_an_answer_is_taken_once(opens: Opens, provider: MockForge) -> None:
    desk = opens(provider)
    popup = begun(desk)
    back = popup.get_attribute("#grant", "href")
    assert back is not None
    popup.click("#grant", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-inside:visible")
    replayed = desk.page.context.new_page()
    replayed.goto(back)
    desk.page.wait_for_timeout(100)
    assert sum(each.path == provider.token for each in provider.asked) == 1
    (given_state,) = parse_qs(urlsplit(back).query)["state"]
    desk.page.click(".hf-forge-sign-out")
    second = begun(desk)
    replayed.goto(f"{desk.site}/signed-in.html?code=old&state={given_state}")  # the state of before means nothing now
    desk.page.wait_for_timeout(100)
    assert sum(each.path == provider.token for each in provider.asked) == 1
    second.click("#grant", no_wait_after=True)
    desk.page.wait_for_selector(".hf-forge-inside:visible")


def test_a_stolen_code_is_worth_nothing_without_the_verifier(opens: Opens, provider: MockForge) -> None:
    popup = begun(opens(provider))
    back = popup.get_attribute("#grant", "href")
    assert back is not None
    (code,) = parse_qs(urlsplit(back).query)["code"]
    redirect = provider.redirect_uris[0]
    thief = popup.context.new_page()
    thief.goto(redirect)
    body = (
        f"client_id={CLIENT}&code={code}&grant_type=authorization_code&redirect_uri={redirect}&code_verifier={'x' * 43}"
    )
    answer = thief.request.post(f"{provider.origin}{provider.token}", data=body)
    assert (answer.status, answer.json()["error"]) == (400, "invalid_grant")
