"""The head of every built page: a Content-Security-Policy with the hashes of its own scripts, and nothing to index."""

from __future__ import annotations

import base64
import hashlib
import re

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
HEAD = re.compile(r"""<meta charset=["']?utf-8["']?>""", re.IGNORECASE)
DATA = re.compile(r"""\btype=["']?application/json""", re.IGNORECASE)
NO_ROBOTS = b"User-agent: *\nDisallow: /\n"
RULES = (
    "default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
META = (
    '\n<meta http-equiv="Content-Security-Policy" content="{rules}">'
    '\n<meta name="robots" content="noindex, nofollow, noarchive">'
    '\n<meta name="referrer" content="no-referrer">'
)


def hardened(html: str, *, serving: bool = False) -> str:
    """The page with its policy. `serving`: MkDocs adds a script to what it serves, so inline ones may run."""
    rules = RULES.format(scripts="'self' 'unsafe-inline'" if serving else " ".join(["'self'", *hashes(html)]))
    return HEAD.sub(lambda head: head[0] + META.format(rules=rules), html, count=1)


def hashes(html: str) -> list[str]:
    """The sources of the scripts that stand in the page itself, each once, in their order."""
    inline = [
        text for attributes, text in SCRIPT.findall(html) if "src=" not in attributes and not DATA.search(attributes)
    ]
    return list(dict.fromkeys(f"'sha256-{_digest(text)}'" for text in inline))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
