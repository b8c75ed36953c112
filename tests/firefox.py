"""Debian's Firefox ESR, driven by what it brings itself (Marionette): no driver and no library besides."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "firefox-esr"
WIDTH, HEIGHT = 1366, 768
PATIENCE = 120  # seconds
SETTINGS = {
    "marionette.port": 0,  # one that is free
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
ERRORS = """
const found = [];
for (const each of Services.console.getMessageArray()) {
  if (!(each instanceof Ci.nsIScriptError) || each.flags & Ci.nsIScriptError.warningFlag) continue;
  if (/^(chrome|resource|moz-extension|about):/.test(each.sourceName)) continue;
  found.push(each.category + ": " + each.errorMessage + " (" + each.sourceName + ":" + each.lineNumber + ")");
}
Services.console.reset();
return found;
"""


class FirefoxError(Exception):
    """What Firefox could not do, in its words."""


class Firefox:
    """One window of a Firefox that runs."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._stream = self._socket.makefile("rb")
        self._asked = 0
        self._answer()  # it says what it is
        self._ask("WebDriver:NewSession")
        self._ask("WebDriver:SetWindowRect", width=WIDTH, height=HEIGHT)

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded, with its scripts."""
        self._ask("WebDriver:Navigate", url=url)

    def run(self, script: str, *args: object) -> Any:
        """What a script returns that runs in the page."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=list(args), sandbox=None)["value"]

    def wait(self, script: str) -> Any:
        """The same, as soon as it is something."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(script)):
            if time.monotonic() > end:
                raise FirefoxError(f"never so: {script}")
            time.sleep(0.05)
        return found

    def click(self, selector: str) -> None:
        """A click of the mouse on an element that can be seen."""
        self._ask("WebDriver:ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        """Keys into an element."""
        self._ask("WebDriver:ElementSendKeys", id=self._find(selector), text=text)

    def errors(self) -> list[str]:
        """Errors of pages since the last look: scripts, and what the policy of a page refused."""
        self._ask("Marionette:SetContext", value="chrome")
        try:
            found: list[str] = self._ask("WebDriver:ExecuteScript", script=ERRORS, args=[])["value"]
        finally:
            self._ask("Marionette:SetContext", value="content")
        return found

    def close(self) -> None:
        """End the Firefox."""
        with contextlib.suppress(OSError, FirefoxError):
            self._ask("Marionette:Quit", flags=["eForceQuit"])
        self._stream.close()
        self._socket.close()

    def _find(self, selector: str) -> str:
        found: dict[str, str] = self._ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        return next(iter(found.values()))

    def _ask(self, command: str, **values: object) -> Any:
        self._asked += 1
        told = json.dumps([0, self._asked, command, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(told), told))
        _, number, problem, answer = self._answer()
        if problem or number != self._asked:
            raise FirefoxError(f"{command}: {problem}")
        return answer

    def _answer(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise FirefoxError("it is gone")
            length += byte
        return json.loads(self._stream.read(int(length)))


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in an empty folder."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    options = ("--headless", "--no-remote", "--marionette", "--remote-allow-system-access")
    size = {"MOZ_HEADLESS_WIDTH": str(WIDTH), "MOZ_HEADLESS_HEIGHT": str(HEIGHT)}
    with subprocess.Popen(
        (PROGRAM, *options, "--profile", str(folder)),
        env={**os.environ, **size, "HOME": str(folder), "TZ": "Asia/Shanghai"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            firefox = Firefox(_port(folder / "MarionetteActivePort", process))
            try:
                yield firefox
            finally:
                firefox.close()
                process.wait(PATIENCE)
        finally:
            process.kill()


def _port(path: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if path.exists() and (text := path.read_text(encoding="utf-8").strip()):
            return int(text)
        time.sleep(0.05)
    raise FirefoxError(f"{PROGRAM} does not start")
