"""The files that run in the browser, and the sentences that they say."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
VENDOR = ASSETS / "vendor"
TEMPLATES = Path(__file__).parent / "templates"
LIBRARY = "js-yaml.min.js"
ALWAYS = (
    "say.js",
    "record_text.js",
    "positions.js",
    "comments.js",
    "record_read.js",
    "meant.js",
    "words.js",
    "values.js",
    "visit_checks.js",
    "checks.js",
)
FORGE = ("sign_in.js", "forge_apis.js", "forge.js", "forge_bar.js")
SIGNED_IN = ("signed-in.html", "signed_in.js")
PAGE = (
    "record.js",
    "controls.js",
    "entries.js",
    "placing.js",
    "place_fields.js",
    "ways_out.js",
    "opening.js",
    "form.js",
)
STYLE = "pages.css"
SAID = re.compile(r'\bsay\(\s*("(?:[^"\\\n]|\\.)*")')


@cache
def script_sentences() -> tuple[str, ...]:
    """Every sentence of the scripts, as its English template: one literal behind `say(`."""
    scripts = [ASSETS / name for name in (*ALWAYS, *PAGE)]  # those of the forge have their own, by key
    found = {json.loads(said) for path in scripts for said in SAID.findall(path.read_text(encoding="utf-8"))}
    return tuple(sorted(found))
