"""A shell without any network but its own loopback, as an ordinary user: what it does, it does from what lies there."""

from __future__ import annotations

import functools
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import IN_CI

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UP = (  # ifconfig lo up, for machines that have neither ifconfig nor ip
    "import fcntl, socket, struct;fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH14s', b'lo', 0x1, bytes(14)))"
)
USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
PYTHON = os.path.realpath(sys.executable)


@functools.cache
def why_not() -> str | None:
    """Why no network can be cut off here; nothing where it can."""
    if shutil.which("unshare") is None:
        return "unshare is missing: apt install util-linux"
    done = subprocess.run([*_outside(), *USER, "true"], capture_output=True, check=False)
    return None if done.returncode == 0 else f"no user namespaces here: {done.stderr.decode().strip()}"


def need() -> None:
    """Skip, by name, where the machine does not let the network be cut off; a missing program fails in CI."""
    reason = why_not()
    if reason and IN_CI and reason.startswith("unshare is missing"):
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def _outside() -> list[str]:
    """The command that cuts the network off for what follows."""
    inside = f'{shlex.quote(PYTHON)} -I -c {shlex.quote(UP)} && exec "$@"'
    return ["unshare", "--map-root-user", "--net", "sh", "-c", inside, "sh"]


def run(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script of commands to its end or its first failure."""
    return subprocess.run(
        [*_outside(), *USER, "bash", "-c", f"set -eux -o pipefail\n{script}"],
        cwd=folder, env=dict(environment), capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
