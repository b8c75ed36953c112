"""The files of a site of forms: a page a kind of record, the scripts, and the data; under a policy that lets nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from huifang.forms.data import TITLES, data_script
from huifang.forms.forge_sentences import SENTENCES
from huifang.forms.scripts import ALWAYS, ASSETS, FORGE, LIBRARY, PAGE, SIGNED_IN, STYLE, TEMPLATES, VENDOR
from huifang.register.layout import SECRET
from huifang.texts.markup import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.forms.data import FormsContents
    from huifang.forms.forge_config import ForgeConfig
    from huifang.texts import Words

MARK = "assets/forms.txt"  # a folder with this file is a site of forms, and may be replaced
MARK_TEXT = b"forms of huifang\n"
NO_ROBOTS = b"User-agent: *\nDisallow: /\n"


class SiteFile(NamedTuple):
    """One file of the site."""

    path: str
    content: bytes


def site_files(contents: FormsContents, words: Words) -> Iterator[SiteFile]:
    """Every file of the site."""
    forge = contents.forge is not None
    policy = content_policy(contents.forge)
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
    if forge:
        yield from _signed_in(words)
    yield SiteFile("robots.txt", NO_ROBOTS)
    yield SiteFile(MARK, MARK_TEXT)


def _signed_in(words: Words) -> Iterator[SiteFile]:
    """The page to which a forge leads back after signing in, beside the scripts."""
    values = {"{{lang}}": "zh-CN" if words.lang == "zh" else "en",
              "{{sentence}}": str(escape(words.plain(SENTENCES["signed-in"])))}  # fmt: skip
    for name in SIGNED_IN:
        text = (ASSETS / name).read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        yield SiteFile(f"assets/{name}", text.encode())


def _assets(scripts: list[str]) -> Iterator[SiteFile]:
    for name in (*scripts, STYLE):
        if (ASSETS / name).is_file():
            yield SiteFile(f"assets/{name}", (ASSETS / name).read_bytes())
    for path in sorted(VENDOR.iterdir()):
        yield SiteFile(f"assets/vendor/{path.name}", path.read_bytes())


def content_policy(forge: ForgeConfig | None) -> str:
    """What a page may do: our scripts and style, and speak to the forge alone."""
    asked = " ".join(forge.connect_origins) if forge is not None else "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        f"connect-src {asked}; base-uri 'none'; form-action 'none'"
    )
