"""The pictures of the handbook, taken of the portal and the entry forms of the sample.

`python scripts/screenshots.py` (`make screenshots`) writes `docs/handbook/images/` anew, or another folder that is
named: when a page that they show has changed, never in a build. The sample is copied out of its repository and made at
a fixed time: no picture shows who committed here, or when. It needs Debian's chromium; fonts differ between machines,
so nobody compares the pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import FloatRect, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs" / "handbook" / "images"
BUILT = "1795138200"  # 2026-11-20 09:30 in China: the sample's day
BROWSERS = ("chromium", "chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = (1366, 768), (390, 844)
QUALITY = 75  # of WebP, in percent: letters stay sharp
EDGE = 8  # pixels around what is shown


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: of which page, from the first to the last of these elements, at most so many pixels high."""

    name: str
    page: str
    shown: tuple[str, ...]
    size: tuple[int, int] = WIDE
    highest: int = 768
    before: Callable[[Page], None] | None = None  # what somebody does first


def _asks(page: Page) -> None:
    page.fill("#hf-q", "档案")
    page.wait_for_selector("#hf-hits a")


def _filters(page: Page) -> None:
    page.get_by_role("button", name="手续未办结").first.click()


def _fills(page: Page) -> None:
    page.locator('[id="f-[code]"]').fill("JA-0007")
    page.locator('[id="f-date"]').fill("2026年11月12日")
    page.locator('[id="f-date"]').press("Tab")


ROWS = ".hf-list tbody tr >> visible=true >> nth={}"
PICTURES = (
    Picture("morning", "site/morning/yi-jw.html", ("article h1", "#week")),
    Picture("morning-phone", "site/morning/yi-jw.html", ("article h1", "#today"), PHONE, 844),
    Picture("search", "site/index.html", ("#hf-q", "#hf-hits"), highest=620, before=_asks),
    Picture("due", "site/due.html", (".hf-tools", ROWS.format(4)), before=_filters),
    Picture("answer", "site/answer/JA-0007.html", (".hf-answer", ".hf-closing"), highest=1400),
    Picture("calendar", "site/calendar.html", (".hf-months-grid",)),
    Picture("statistics", "site/statistics.html", ("#trend", ".hf-columns")),
    Picture("person", "site/people/JA-0007.html", ("article h1", ".hf-standing"), highest=1100),
    Picture("bars", "site/people/JA-0007.html", (".hf-standing ~ .hf-wide", ".hf-standing ~ .hf-legend")),
    Picture("health", "site/health.html", (".hf-tools", ROWS.format(2))),
    Picture("form", "forms/talk.html", ("h1", "#record"), highest=660, before=_fills),
)


def chromium() -> str | None:
    """Where the browser lies; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def made_sites(folder: Path) -> None:
    """The portal and the forms of the sample, made in a folder at the fixed time."""
    shutil.copytree(ROOT / "records", folder / "records")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
    environment |= {"SOURCE_DATE_EPOCH": BUILT, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    for verb, target in (("portal", "site"), ("forms", "forms")):
        program = [sys.executable, "-m", "huifang", verb, "build", "--records", "records", "--output", target]
        subprocess.run(program, cwd=folder, env=environment, check=True, capture_output=True)


def _box(page: Page, shown: str) -> FloatRect:
    """Where the first element lies that somebody can see; playwright names the one that is missing."""
    found = page.locator(f"{shown} >> visible=true").first.bounding_box(timeout=5_000)
    if found is None:
        raise LookupError(f"{page.url} shows no {shown}")
    return found


def take(page: Page, picture: Picture, sites: Path) -> bytes:
    """One picture as WebP."""
    page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
    page.goto((sites / picture.page).as_uri())
    if picture.before:
        picture.before(page)
    page.mouse.move(0, 0)
    boxes = [_box(page, shown) for shown in picture.shown]
    left, top = min(box["x"] for box in boxes) - EDGE, min(box["y"] for box in boxes) - EDGE
    right = max(box["x"] + box["width"] for box in boxes) + EDGE
    bottom = max(box["y"] + box["height"] for box in boxes) + EDGE
    x, y = max(left, 0), max(top, 0)
    clip = {"x": x, "y": y, "width": min(right, picture.size[0]) - x, "height": min(bottom - y, picture.highest)}
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": {**clip, "scale": 1}},
    )
    return b64decode(taken["data"])


def write_pictures(place: Path) -> list[Path]:
    """All of them in a folder."""
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        made_sites(Path(folder))
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(locale="zh-CN", color_scheme="light")
        written = []
        for picture in PICTURES:
            written.append(place / f"{picture.name}.webp")
            written[-1].write_bytes(take(page, picture, Path(folder)))
        browser.close()
    return written


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("chromium is missing: apt install chromium")
    for path in write_pictures(Path(*sys.argv[1:2]) if sys.argv[1:] else PLACE):
        print(f"{path.name}: {path.stat().st_size // 1000} kB")  # noqa: T201 - what it wrote
