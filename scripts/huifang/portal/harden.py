"""The head of every built page: a Content-Security-Policy with the hashes of our own scripts, and nothing to index.

The scripts are known before the page is made. What the finished page holds is compared with them, never believed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from huifang.portal.gate import NO_SCRIPTS, Scripts, checked

HEAD = re.compile(r"""<meta charset=["']?utf-8["']?>""", re.IGNORECASE)
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


def hardened(html: str, scripts: Scripts = NO_SCRIPTS, *, serving: bool = False) -> str:
    """The page with its policy; UnsafePageError where it holds more than its own scripts.

    `serving`: MkDocs adds a script to what it serves, so inline ones may run there.
    """
    checked(html, scripts)
    rules = RULES.format(scripts="'self' 'unsafe-inline'" if serving else " ".join(["'self'", *hashes(scripts)]))
    return HEAD.sub(lambda head: head[0] + META.format(rules=rules), html, count=1)


@lru_cache(32)
def hashes(scripts: Scripts) -> tuple[str, ...]:
    """The sources of the scripts that stand in the page itself, each once, in their order."""
    return tuple(f"'sha256-{_digest(text)}'" for text in scripts.inline)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
