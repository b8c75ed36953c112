"""What all tests share: how long hypothesis searches, `--accept`, and tests that need a browser."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from screenshots import BROWSERS, FLAGS, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

IN_CI = os.environ.get("CI") == "true"
LONG = os.environ.get("HUIFANG_FUZZ") == "1"
NEEDED = {"browser": BROWSERS, "firefox": ("firefox-esr",)}  # mark of a test -> one of these programs
COMMON = settings(deadline=None, derandomize=IN_CI and not LONG, suppress_health_check=[HealthCheck.too_slow])

# `@settings.get_profile("fuzz")` on a test searches longer than the rest; HUIFANG_FUZZ=1 makes both long.
settings.register_profile("usual", COMMON, max_examples=2_000 if LONG else 100)
settings.register_profile("fuzz", COMMON, max_examples=20_000 if LONG else 500)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes the golden registers anew."""
    parser.addoption("--accept", action="store_true", help="write the golden lists anew; read every changed row")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether the golden lists are to be written instead of compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium: one for all folders, for two cannot be driven in one process."""
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield made
        made.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser its tests are skipped, in CI they fail: nothing may pass there for want of a tool."""
    for mark, programs in NEEDED.items():
        if item.get_closest_marker(mark) and not any(map(shutil.which, programs)):
            message = f"{programs[0]} is missing: apt install {programs[0]}"
            if IN_CI:
                pytest.fail(message, pytrace=False)
            pytest.skip(message)
