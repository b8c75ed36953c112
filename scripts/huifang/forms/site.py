"""The files of a site of forms: a page a kind of record, the scripts, and the data; under a policy that lets nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from huifang.forms.data import TITLES, data_script
from huifang.forms.scripts import ALWAYS, ASSETS, FORGE, LIBRARY, PAGE, STYLE, TEMPLATES, VENDOR
from huifang.register.layout import SECRET
from huifang.texts.markup import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.forms.data import ForgeSettings, FormsContents
    from huifang.texts import Words

MARK = "assets/forms.txt"  # a folder with this file is a site of forms, and may be replaced
MARK_TEXT = b"forms of huifang\n"
SIGNED_IN = "signed-in.html"
PUBLIC_GITHUB, ITS_API = "https://github.com", "https://api.github.com"
NO_ROBOTS = b"User-agent: *\nDisallow: /\n"


class SiteFile(NamedTuple):
    """One file of the site."""

    path: str
    content: bytes


def site_files(contents: FormsContents, words: Words) -> Iterator[SiteFile]:
    """Every file of the site."""
    forge = contents.settings.forge != "none"
    policy = content_policy(contents.settings)
    made = environment(TEMPLATES, words.lang)
    scripts = [*ALWAYS, *(FORGE if forge else ()), *PAGE]
    kinds = [{"uri": f"{kind.value}.html", "title": words.plain(title), "secret": kind.value in SECRET,
              "kind": kind.value} for kind, title in TITLES.items()]  # fmt: skip
    shared = {"lang": words.lang, "policy": policy, "kinds": kinds, "library": LIBRARY, "style": STYLE,
              "day": contents.lists.day}  # fmt: skip
    yield SiteFile("index.html", made.get_template("index.html").render(scripts=[], here="", **shared).encode())
    for each in kinds:
        page = made.get_template("record.html").render(scripts=scripts, here=each["uri"], own=each, **shared)
        yield SiteFile(str(each["uri"]), page.encode())
    yield SiteFile("data.js", data_script(contents, words))
    yield from _assets(scripts)
    if forge and (ASSETS / SIGNED_IN).is_file():
        text = (ASSETS / SIGNED_IN).read_text(encoding="utf-8")
        yield SiteFile(SIGNED_IN, text.replace("{{csp}}", policy).replace("{{lang}}", _html_lang(words)).encode())
    yield SiteFile("robots.txt", NO_ROBOTS)
    yield SiteFile(MARK, MARK_TEXT)


def _html_lang(words: Words) -> str:
    return "zh-CN" if words.lang == "zh" else "en"


def _assets(scripts: list[str]) -> Iterator[SiteFile]:
    for name in (*scripts, STYLE):
        if (ASSETS / name).is_file():
            yield SiteFile(f"assets/{name}", (ASSETS / name).read_bytes())
    for path in sorted(VENDOR.iterdir()):
        yield SiteFile(f"assets/vendor/{path.name}", path.read_bytes())


def forge_origin(settings: ForgeSettings) -> str:
    """The only address that the pages may speak to; "" for none. GitHub's own interface has a host of its own."""
    if settings.forge == "none":
        return ""
    parts = urlsplit(settings.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return ITS_API if settings.forge == "github" and origin == PUBLIC_GITHUB else origin


def content_policy(settings: ForgeSettings) -> str:
    """What a page may do: our scripts and style, and speak to the forge alone."""
    asked = forge_origin(settings) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        f"connect-src {asked}; base-uri 'none'; form-action 'none'"
    )
