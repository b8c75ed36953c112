"""The files of a site of forms: a page a kind of record, scripts and data, under a policy that lets nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from huifang.forms.data import TITLES, data_script
from huifang.forms.forge_sentences import SENTENCES
from huifang.forms.scripts import ALWAYS, ASSETS, FORGE, LIBRARY, PAGE, SIGNED_IN, STYLE, TEMPLATES, VENDOR
from huifang.lists import SAMPLE
from huifang.register.layout import SECRET, Kind
from huifang.texts import N_, say
from huifang.texts.markup import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.forms.data import FormsContents
    from huifang.forms.forge_config import ForgeConfig
    from huifang.lists import Lists
    from huifang.texts import Words

MARK = "assets/forms.txt"  # a folder with this file is a site of forms, and may be replaced
MARK_TEXT = b"forms of huifang\n"
NO_ROBOTS = b"User-agent: *\nDisallow: /\n"


WHEN: Mapping[Kind, str] = {
    Kind.TALK: N_("after every talk of a helper: who talked, about what, what was agreed"),
    Kind.VISIT: N_("after every visit of the discipline body, also where nobody was found"),
    Kind.PERSON: N_("when a decision takes effect; later for what changes: helpers, unit, measures"),
    Kind.PLAN: N_("at the beginning of a year: whom the body will visit, and when"),
    Kind.ORGANIZATIONS: N_("when a body or unit is new, renamed or closed"),
    Kind.IDENTITIES: N_("whose name belongs to a code; the people who keep the names alone"),
    Kind.RESTRICTED: N_("cases opened, new violations, what people reported; the people in charge of them alone"),
}


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
              "kind": kind.value, "when": words.plain(WHEN[kind])} for kind, title in TITLES.items()]  # fmt: skip
    shared = {"lang": words.lang, "policy": policy, "kinds": kinds, "library": LIBRARY, "style": STYLE,
              "stamp": [words(each) for each in contents.stamp], "name": _name(contents.lists, words),
              "sample": words(SAMPLE) if contents.lists.register.sample else ""}  # fmt: skip
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


def _name(lists: Lists, words: Words) -> str:
    """The register's name."""
    settings = lists.register.settings
    return (words.lang == "en" and settings.name_en) or settings.name or words(say("Follow-up visits"))


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
