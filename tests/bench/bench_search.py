"""How long the portal's search takes beside one plain look through its data: `python -m tests.bench.bench_search DIR`.

DIR is a register, as `huifang demo DIR --people 2000` makes one. Needs Debian's chromium, as the tests of pages do.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from huifang.lists import Lists
from huifang.policy import words_of
from huifang.portal import assets
from huifang.portal.render import planned_pages
from huifang.portal.search.box import with_search_box
from huifang.portal.search.data import DATA, SECTIONS, SearchSections, search_data
from huifang.portal.site import Site
from huifang.register import FolderTree, load
from tests.sound import sample_policy

ASKED = ("示", "王", "wang", "ws", "档案 局", "jia", "2026", "0123", "影响期", "无此人无此人")
PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body><header></header>{scripts}</body></html>'
READY = """async () => {
  const start = performance.now();
  await Huifang.finder("", true);
  return performance.now() - start;
}"""
SEARCH = """async (text) => {
  const finder = await Huifang.finder("", true), asked = Huifang.query(text), start = performance.now();
  let n = 0;
  finder.kinds.forEach((kind) => { n += finder.find(kind[0], asked).length; });
  return [n, performance.now() - start];
}"""
YARDSTICK = """async (text) => {
  const finder = await Huifang.finder("", true), start = performance.now();
  let n = 0;
  finder.kinds.forEach((kind) => { finder.of[kind[0]].forEach((each) => { n += each.keys.indexOf(text) >= 0; }); });
  return performance.now() - start;
}"""


def write(records: Path, folder: Path) -> str:
    """A page with the search, and its data; how much that is."""
    policy = sample_policy()
    site = Site(Lists(load([FolderTree(records)], words_of(policy)), policy, date(2026, 11, 20)), "zh")
    sections = SearchSections()
    for page in planned_pages(site).values():
        if page.searchable:
            sections.add(page.uri, page.title, page.page().html)
    scripts = "".join(f'<script src="{assets.PLACE}/{name}"></script>' for name in assets.SCRIPTS)
    made = {DATA: search_data(site), SECTIONS: sections.script()}
    made["index.html"] = with_search_box(PAGE.format(scripts=scripts), "", "zh").encode()
    for uri, path in assets.files().items():
        made[uri] = path.read_bytes()
    for uri, content in made.items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(content)
    return f"{len(site.people)} people; {DATA} {len(made[DATA]):,} bytes, {SECTIONS} {len(made[SECTIONS]):,} bytes"


def main(records: str) -> None:
    """One line a text: hits, milliseconds, and how many times a plain look through the data."""
    with TemporaryDirectory() as folder, sync_playwright() as started:
        lines = [write(Path(records), Path(folder))]
        browser = started.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.goto((Path(folder) / "index.html").as_uri())
        lines.append(f"ready after {page.evaluate(READY):.0f} ms")
        for text in ASKED:
            plain = max(min(page.evaluate(YARDSTICK, text) for _ in range(5)), 0.1)
            n, took = min((page.evaluate(SEARCH, text) for _ in range(5)), key=lambda each: each[1])
            lines.append(f"{text}: {n} hits, {took:.1f} ms, {took / plain:.1f} times a plain look")
        browser.close()
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:2])
