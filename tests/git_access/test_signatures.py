"""Signatures: what is said of them is what git says, whether verified here or asked of git."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from huifang.git_access import signatures as asking
from huifang.git_access.signatures import Signature
from huifang.git_access.signers import Signers
from tests.git_access.signed_objects import WHEN, SignedObjects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 24 * 60 * 60
MERGETAG = b"""mergetag object 4b825dc642cb6eb9a060e54bf8d69288fbee4904
 type commit
 tag v1
 tagger \xe4\xb9\x99 <b@example.invalid> 1772330400 +0800
 
 signed
 -----BEGIN SSH SIGNATURE-----
 AAAA
 -----END SSH SIGNATURE-----
"""  # noqa: W293 - as git writes an empty line of a tag
ALLOWED = """# 示例名单
a@example.invalid {ed25519-a} 甲的公钥
 \tb@example.invalid,b2@example.invalid\t{rsa-b}\r
r@example.invalid {rsa3072-r}

*@forge.invalid namespaces="git" {p256-forge}
c@example.invalid NAMESPACES="file,g?t" {p384-c}
d@example.invalid {p521-d} d
e@example.invalid {rsa1024-e}
old@example.invalid valid-before="20260228" {ed25519-old}
new@example.invalid valid-after="20260302Z" {ed25519-new}
from@example.invalid valid-after="202603011000",valid-before="20260301100001" {ed25519-from}
utc@example.invalid valid-before="202603010200Z" {ed25519-utc}
late@example.invalid valid-before="20260301095959" {ed25519-late}
file@example.invalid namespaces="file" {ed25519-file}
first@example.invalid valid-before="20260101" {ed25519-twice}
second@example.invalid {ed25519-twice}
one@example.invalid namespaces="file" {ed25519-both}
two@example.invalid {ed25519-both}
all@example.invalid cert-authority {ed25519-authority}
sk@example.invalid sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIA==
"""


def _flipped(armor: bytes) -> bytes:
    lines = armor.split(b"\n")
    last = lines[-3]
    lines[-3] = last[:4] + (b"A" if last[4:5] != b"A" else b"B") + last[5:]
    return b"\n".join(lines)


def _cut(armor: bytes) -> bytes:
    return b"\n".join(line for at, line in enumerate(armor.split(b"\n")) if at != 2)


def _joined(armor: bytes) -> bytes:
    first, *lines, last, _ = armor.split(b"\n")
    return b"\n".join((first, b"".join(lines), last))


ROWS: tuple[tuple[str, dict[str, Any], str, str, bool], ...] = (
    # the commit, how it is made, what is said of it, and whether git had to be asked
    ("ed25519", {}, "G", "a@example.invalid", False),
    ("ed25519 by sha256", {"digest": "sha256"}, "G", "a@example.invalid", False),
    ("rsa 2048", {"key": "rsa-b"}, "G", "b@example.invalid", False),
    ("rsa 2048 by sha256", {"key": "rsa-b", "digest": "sha256"}, "G", "b@example.invalid", False),
    ("rsa 3072", {"key": "rsa3072-r"}, "G", "r@example.invalid", False),
    ("rsa 1024", {"key": "rsa1024-e"}, "G", "e@example.invalid", True),
    ("ecdsa 256", {"key": "p256-forge"}, "G", "*@forge.invalid", False),
    ("ecdsa 384", {"key": "p384-c"}, "G", "c@example.invalid", False),
    ("ecdsa 521", {"key": "p521-d"}, "G", "d@example.invalid", False),
    ("merge of a signed tag", {"more": MERGETAG}, "G", "a@example.invalid", False),
    ("another encoding", {"more": b"encoding GBK\n"}, "G", "a@example.invalid", False),
    ("altered", {"altered": True}, "B", "", True),
    ("altered rsa", {"key": "rsa-b", "altered": True}, "B", "", True),
    ("altered ecdsa", {"key": "p256-forge", "altered": True}, "B", "", True),
    ("key of nobody", {"key": "ed25519-nobody"}, "U", "", False),
    ("key of nobody, altered", {"key": "ed25519-nobody", "altered": True}, "B", "", True),
    ("expired", {"key": "ed25519-old"}, "U", "", False),
    ("before it expired", {"key": "ed25519-old", "seconds": WHEN - 2 * DAY}, "G", "old@example.invalid", False),
    ("not yet valid", {"key": "ed25519-new"}, "U", "", False),
    ("valid since", {"key": "ed25519-new", "seconds": WHEN + DAY}, "G", "new@example.invalid", False),
    ("first second", {"key": "ed25519-from"}, "G", "from@example.invalid", False),
    ("last second", {"key": "ed25519-from", "seconds": WHEN + 1}, "G", "from@example.invalid", False),
    ("a second late", {"key": "ed25519-from", "seconds": WHEN + 2}, "U", "", False),
    ("a second early", {"key": "ed25519-from", "seconds": WHEN - 1}, "U", "", False),
    ("last minute in UTC", {"key": "ed25519-utc"}, "G", "utc@example.invalid", False),
    ("expired by a second", {"key": "ed25519-late"}, "U", "", False),
    ("signed as a file", {"namespace": "file"}, "B", "", True),
    ("key for files alone", {"key": "ed25519-file"}, "B", "", True),
    ("expired in one line, not in the next", {"key": "ed25519-twice"}, "G", "second@example.invalid", False),
    ("for files in one line, for commits in the next", {"key": "ed25519-both"}, "B", "", True),
    ("key of an authority", {"key": "ed25519-authority"}, "U", "", False),
    ("one character flipped", {"damage": _flipped}, "B", "", True),
    ("a line lost", {"damage": _cut}, "B", "", True),
    ("no end", {"damage": lambda armor: armor[:-30]}, "B", "", True),
    ("text behind", {"damage": lambda armor: armor + b"more\n"}, "G", "a@example.invalid", True),
    ("one long line", {"damage": _joined}, "G", "a@example.invalid", False),
    ("empty", {"damage": lambda _: b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"}, "B", "", True),
    ("of no kind", {"damage": lambda _: b"garbage\n"}, "B", "", False),
    ("committed at no time", {"seconds": 0}, "G", "a@example.invalid", True),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SignedObjects:
    """Every commit of the table."""
    objects = SignedObjects(tmp_path_factory.mktemp("signed") / "office")
    for name, how, *_ in ROWS:
        objects.commit(name, **how)
    return objects


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits that git is asked about."""
    found: list[str] = []
    told = asking.told_by_git

    def noted(place: object, signers: Signers, commits: list[str]) -> object:
        found.extend(commits)
        return told(place, signers, commits)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "told_by_git", noted)
    return found


def _allowed(objects: SignedObjects, text: str = ALLOWED) -> bytes:
    names = [part.partition("}")[0] for part in text.split("{")[1:]]
    return text.format_map({name: objects.public(name) for name in names}).encode()


def test_table(made: SignedObjects, asked: list[str]) -> None:
    """What the program says of each commit; git is asked of those alone that are not plain."""
    ours = made.ours(_allowed(made))
    there = [(name, *ours[name], made.commits[name] in asked) for name, *_ in ROWS]
    assert there == [(name, letter, signer, by_git) for name, _, letter, signer, by_git in ROWS]


def test_git_says_the_same(made: SignedObjects) -> None:
    assert made.gits(_allowed(made)) == {name: (letter, signer) for name, _, letter, signer, _ in ROWS}


def test_the_same_without_the_package(made: SignedObjects, monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    """Where `cryptography` is absent, git is asked about every signature of a kind that it knows."""
    monkeypatch.setitem(sys.modules, "huifang.git_access.ssh_crypto", None)
    assert made.ours(_allowed(made)) == {name: (letter, signer) for name, _, letter, signer, _ in ROWS}
    assert len(asked) == len(ROWS) - 1


def test_revoked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    """A list of revoked keys that the user set up is git's to read; a register alone knows none."""
    made = SignedObjects(tmp_path / "office")
    made.commit("good")
    made.commit("revoked", "ed25519-r")
    listed = _allowed(made, "a@example.invalid {ed25519-a}\nr@example.invalid {ed25519-r}\n")
    revoked = tmp_path / "revoked"
    revoked.write_text(made.public("ed25519-r"), encoding="utf-8")
    (tmp_path / "gitconfig").write_text(f'[gpg "ssh"]\n\trevocationFile = {revoked}\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    said = {"good": ("G", "a@example.invalid"), "revoked": ("B", "")}
    assert made.ours(listed) == said == made.gits(listed, f"gpg.ssh.revocationFile={revoked}")
    assert len(asked) == len(said)
    assert made.ours(listed, alone=True) == {**said, "revoked": ("G", "r@example.invalid")}


LISTS = (  # a list, and what is said of a commit by the key a in it; by git where the list is no plain one
    ("", "U", "", False),
    ("# nothing else\n\n", "U", "", False),
    ("a@x.invalid {ed25519-a}", "G", "a@x.invalid", False),
    ("b@x.invalid {ed25519-b}\na@x.invalid {ed25519-a}\n", "G", "a@x.invalid", False),
    ("a@x.invalid,a2@x.invalid {ed25519-a}\n", "G", "a@x.invalid", False),
    ("a@x.invalid {ed25519-a}\nb@x.invalid {ed25519-a}\n", "G", "a@x.invalid", False),
    ('a@x.invalid namespaces="file,git" {ed25519-a}\n', "G", "a@x.invalid", False),
    ('a@x.invalid namespaces="file" {ed25519-a}\n', "B", "", True),
    ('*@x.invalid namespaces="file" {ed25519-a}\na@x.invalid {ed25519-a}\n', "B", "", True),
    ('a@x.invalid namespaces="file" {ed25519-a}\n*@x.invalid {ed25519-a}\n', "G", "a@x.invalid", False),
    ('a@x.invalid namespaces="file" {ed25519-a}\n?@x.invalid {ed25519-a}\n', "G", "a@x.invalid", True),
    ("*@x.invalid,!b@x.invalid {ed25519-a}\n", "G", "*@x.invalid", True),
    ('"a@x.invalid" {ed25519-a}\n', "G", "a@x.invalid", True),
    ("甲 {ed25519-a}\n", "G", "甲", True),
    ('a@x.invalid namespaces="git",namespaces="git" {ed25519-a}\n', "U", "", True),
    ("a@x.invalid no-such-option {ed25519-a}\n", "U", "", True),
    ('a@x.invalid valid-before="2026-12-31" {ed25519-a}\n', "U", "", True),
    ('a@x.invalid valid-before="20261331" {ed25519-a}\n', "U", "", True),
    ('a@x.invalid valid-after="20270101",valid-before="20260101" {ed25519-a}\n', "U", "", True),
    ("a@x.invalid cert-authority {ed25519-a}\n", "U", "", False),
    ('a@x.invalid CERT-AUTHORITY,namespaces="git" {ed25519-a}\n', "U", "", False),
    ("a@x.invalid {ed25519-a}AAAA\n", "U", "", True),
    ("a@x.invalid ssh-ed25519 AAAA\na@x.invalid {ed25519-a}\n", "G", "a@x.invalid", True),
    ("not a line\na@x.invalid {ed25519-a}\n", "G", "a@x.invalid", True),
    ("a@x.invalid\n", "U", "", True),
)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> SignedObjects:
    """One good commit."""
    objects = SignedObjects(tmp_path_factory.mktemp("one") / "office")
    objects.commit("a")
    return objects


@pytest.mark.parametrize(("listed", "letter", "signer", "by_git"), LISTS)
def test_lists(one: SignedObjects, asked: list[str], listed: str, letter: str, signer: str, by_git: bool) -> None:
    """The same as git says, whatever stands in the list."""
    text = _allowed(one, listed)
    assert one.ours(text) == {"a": (letter, signer)} == one.gits(text)
    assert bool(asked) == by_git


def test_long_patterns_are_for_git(one: SignedObjects, asked: list[str]) -> None:
    """ssh-keygen reads no further than a pattern of 1023 characters."""
    text = _allowed(one, f'a@x.invalid namespaces="git,{"x" * 1100}" {{ed25519-a}}\n')
    assert one.ours(text) == {"a": ("B", "")} == one.gits(text)
    assert asked


def test_names_by_sha256(tmp_path: Path, asked: list[str]) -> None:
    """Where commits have names by SHA-256 the signature stands under another header; the other one is no signature."""
    made = SignedObjects(tmp_path / "office", hashes="sha256")
    made.commit("good")
    made.commit("altered", altered=True)
    head, text = made.head(), b"\nother\n"
    made.put("other", head, made.armor(head + text, "ed25519-a"), text, header=b"gpgsig")
    listed = _allowed(made, "a@example.invalid {ed25519-a}\n")
    said = {"good": ("G", "a@example.invalid"), "altered": ("B", ""), "other": ("N", "")}
    assert made.ours(listed) == said == made.gits(listed)
    assert asked == [made.commits["altered"]]


def test_other_kinds_of_signatures(tmp_path: Path) -> None:
    """A keyring is asked through git, or nobody where nothing of this machine counts."""
    made = SignedObjects(tmp_path / "office")
    armor = b"-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n"
    made.put("pgp", made.head(), armor, b"\npgp\n")
    assert made.ours(b"") == made.gits(b"")
    assert made.ours(b"", alone=True) == {"pgp": ("E", "")}


def test_a_signature_of_no_kind_hides_no_other(tmp_path: Path) -> None:
    """Git stops there, and would say nothing of the commits behind."""
    made = SignedObjects(tmp_path / "office")
    made.put("garbage", made.head(), b"garbage\n", b"\nx\n")
    made.commit("altered", altered=True)
    assert made.ours(_allowed(made, "a@example.invalid {ed25519-a}\n")) == {"garbage": ("B", ""), "altered": ("B", "")}


def test_git_dies_of_a_signature_and_goes_on(tmp_path: Path) -> None:
    """Where ssh-keygen reads nothing of a long commit git is killed; the commits behind it have their answers."""
    made = SignedObjects(tmp_path / "office")
    long = b"\n" + b"x" * (1 << 20) + b"\n"
    made.put("long", made.head(), _cut(made.armor(b"x", "ed25519-a")), long)
    made.commit("for files", "ed25519-file")
    made.commit("odd time", seconds=0)
    listed = _allowed(made, 'a@example.invalid {ed25519-a}\nf@example.invalid namespaces="file" {ed25519-file}\n')
    said = {"long": ("B", ""), "for files": ("B", ""), "odd time": ("G", "a@example.invalid")}
    assert made.ours(listed) == said


def _damaged(armor: bytes, dice: Random) -> bytes:
    """One to four characters of the text replaced, lost or added, or the end of it lost."""
    head, tail = b"-----BEGIN SSH SIGNATURE-----\n", b"\n-----END SSH SIGNATURE-----\n"
    text = bytearray(armor.removeprefix(head).removesuffix(tail).replace(b"\n", b""))
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(text))
        how = dice.randrange(4)
        if how == 0:
            text[at] = dice.choice([each for each in b"ABCabc019+/= -\x00\xff" if each != text[at]])
        elif how == 1:
            del text[at]
        elif how == 2:
            text.insert(at, dice.choice(b"ABCxyz+/=\r\t"))
        else:
            del text[at : at + dice.randrange(1, 80)]
    return head + bytes(text).strip(b"\n") + tail


@pytest.mark.parametrize("key", ["ed25519-a", "rsa-b", "p256-forge"])
def test_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Of 500 damaged signatures none is good, and all are for git, which finds none good either (of some)."""
    dice = Random(key)  # noqa: S311 - deterministic on purpose
    made = SignedObjects(tmp_path / "office")
    head, text = made.head(), b"\nx\n"
    armor = made.armor(head + text, key)
    found = [each for each in (_damaged(armor, dice) for _ in range(550)) if each != armor][:500]
    listed = _allowed(
        made, "a@example.invalid {ed25519-a}\nb@example.invalid {rsa-b}\nc@example.invalid {p256-forge}\n"
    )
    asked: list[str] = []

    def told(_place: object, _signers: object, commits: list[str]) -> dict[str, Signature]:
        asked.extend(commits)
        return {}

    names = [f"{number:040}" for number in range(len(found))]
    with monkeypatch.context() as patched:
        patched.setattr(asking, "whole", lambda *_, **__: _raws(made, head, found, text))
        patched.setattr(asking, "told_by_git", told)
        assert _of(made, listed, names) == {}
    assert asked == names
    for number, each in enumerate(found[:8]):
        made.put(f"{number}", head, each, text)
    assert {letter for letter, _ in made.ours(listed).values()} == {"B"}


def _raws(made: SignedObjects, head: bytes, armors: list[bytes], text: bytes) -> Iterator[bytes]:
    for armor in armors:
        yield head + made.header + b" " + armor.removesuffix(b"\n").replace(b"\n", b"\n ") + b"\n" + text


def _of(made: SignedObjects, listed: bytes, names: list[str]) -> dict[str, Signature]:
    return dict(asking.signatures(made.place, Signers(listed), names))
