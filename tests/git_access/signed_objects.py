"""Commits with signatures, good and otherwise, written one by one: of any date, header, use and kind of key."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.git_access import find
from huifang.git_access.signatures import signatures
from huifang.git_access.signers import Signers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from huifang.git_access.place import GitPlace

WHEN = 1_772_330_400  # 2026-03-01 10:00 at UTC+8
ENV = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC-8"}
EMPTY_TREE = {"sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
              "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"}  # fmt: skip
KINDS = {
    "ed25519": ("-t", "ed25519"),
    "rsa": ("-t", "rsa", "-b", "2048"),
    "rsa3072": ("-t", "rsa", "-b", "3072"),
    "rsa1024": ("-t", "rsa", "-b", "1024"),
    "p256": ("-t", "ecdsa", "-b", "256"),
    "p384": ("-t", "ecdsa", "-b", "384"),
    "p521": ("-t", "ecdsa", "-b", "521"),
}


@dataclass
class SignedObjects:
    """A repository and keys; every commit that is made has a name."""

    root: Path
    hashes: str = "sha1"
    commits: dict[str, str] = field(default_factory=dict)  # name -> commit

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "init", "-q", f"--object-format={self.hashes}", str(self.root)], check=True, env=ENV)
        (self.root / "records").mkdir()

    @property
    def header(self) -> bytes:
        """Of a signature over commits with such names."""
        return b"gpgsig" if self.hashes == "sha1" else b"gpgsig-sha256"

    def key(self, name: str) -> Path:
        """A private key; its kind is what stands before the dash."""
        path = self.root.parent / f"key-{name}"
        if not path.exists():
            kind = KINDS[name.partition("-")[0]]
            subprocess.run(["ssh-keygen", "-q", *kind, "-N", "", "-C", name, "-f", str(path)], check=True)
        return path

    def public(self, name: str) -> str:
        """Kind and key, as a list of signers has them."""
        return " ".join(self.key(name).with_suffix(".pub").read_text(encoding="utf-8").split()[:2])

    def head(self, *, seconds: int | str = WHEN, more: bytes = b"") -> bytes:
        """The head of a commit without a signature."""
        who = f"甲 <a@example.invalid> {seconds} +0800"
        return f"tree {EMPTY_TREE[self.hashes]}\nauthor {who}\ncommitter {who}\n".encode() + more

    def armor(self, payload: bytes, key: str, *, namespace: str = "git", digest: str = "sha512") -> bytes:
        """A signature as `ssh-keygen -Y sign` makes it."""
        asked = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-O", f"hashalg={digest}", "-f", str(self.key(key))]
        return subprocess.run(asked, input=payload, check=True, capture_output=True).stdout

    def commit(
        self,
        name: str,
        key: str = "ed25519-a",
        *,
        seconds: int | str = WHEN,
        more: bytes = b"",
        namespace: str = "git",
        digest: str = "sha512",
        damage: Callable[[bytes], bytes] = lambda armor: armor,
        altered: bool = False,
    ) -> str:
        """A signed commit; `damage` is done to the armour, `altered` to what was signed."""
        head, text = self.head(seconds=seconds, more=more), f"\n{name}\n".encode()
        armor = damage(self.armor(head + text, key, namespace=namespace, digest=digest))
        return self.put(name, head, armor, text + b"x" if altered else text)

    def put(self, name: str, head: bytes, armor: bytes, text: bytes, header: bytes = b"") -> str:
        """A commit of these parts."""
        lines = armor.removesuffix(b"\n").replace(b"\n", b"\n ")
        raw = head + (header or self.header) + b" " + lines + b"\n" + text
        asked = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
        done = subprocess.run(asked, cwd=self.root, input=raw, check=True, capture_output=True, env=ENV)
        self.commits[name] = done.stdout.decode().strip()
        return self.commits[name]

    @property
    def place(self) -> GitPlace:
        """As the program reads it."""
        return find(self.root / "records")

    def ours(self, listed: bytes | None, **asked: object) -> dict[str, tuple[str, str]]:
        """What the program says of each commit."""
        found = signatures(self.place, Signers(listed, **asked), list(self.commits.values()))  # type: ignore[arg-type]
        return {name: tuple(found.get(commit, ("N", ""))) for name, commit in self.commits.items()}  # type: ignore[misc]

    def gits(self, listed: bytes, *options: str) -> dict[str, tuple[str, str]]:
        """What git says of each, asked one by one: before a signature of no kind it stops."""
        file = self.root.parent / "listed"
        file.write_bytes(listed)
        settings = [f"gpg.ssh.allowedSignersFile={file}", *options]
        given = [part for each in settings for part in ("-c", each)]
        return {name: _asked(self.root, given, commit) for name, commit in self.commits.items()}


def _asked(root: Path, given: Sequence[str], commit: str) -> tuple[str, str]:
    asked = ["git", *given, "log", "-1", "--format=%G?%x00%GS", commit]
    done = subprocess.run(asked, cwd=root, capture_output=True, check=False, env=ENV)
    letter, _, signer = done.stdout.decode(errors="replace").strip("\n").partition("\0")
    return letter or "B", signer
