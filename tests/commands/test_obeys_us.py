"""Git obeys us, not the repository: nothing that a clone is set up with, or tracks, decides what runs."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import PERSON, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.running import Command

PROGRAMS = (  # settings that name a program; each is planted with a mark of its own
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass",
    "core.alternateRefsCommand", "credential.helper", "gpg.program", "gpg.openpgp.program", "gpg.ssh.program",
    "gpg.x509.program", "gpg.ssh.defaultKeyCommand", "diff.external", "diff.planted.command", "diff.planted.textconv",
    "filter.planted.clean", "filter.planted.smudge", "filter.planted.process", "merge.planted.driver",
    "uploadpack.packObjectsHook", "remote.origin.uploadpack", "remote.origin.vcs", "sequence.editor", "pager.log",
    "pager.status", "pager.diff", "pager.ls-files", "interactive.diffFilter", "alias.log", "alias.status",
)  # fmt: skip
VALUES = (  # settings that redirect, show something else, or let a program be asked
    ("log.showSignature", "true"), ("log.mailmap", "true"), ("mailmap.file", "/nowhere"),
    ("core.excludesFile", "/dev/null"),
    ("core.quotePath", "true"), ("diff.renames", "copies"), ("diff.noprefix", "true"), ("diff.orderFile", "/nowhere"),
    ("core.splitIndex", "true"), ("core.untrackedCache", "true"), ("core.commitGraph", "true"),
    ("i18n.logOutputEncoding", "utf-16"),
    ("protocol.allow", "always"), ("protocol.ext.allow", "always"), ("log.showRoot", "false"), ("log.follow", "true"),
    ("core.ignoreCase", "true"), ("core.abbrev", "4"), ("color.ui", "always"), ("status.showUntrackedFiles", "no"),
    ("safe.bareRepository", "all"), ("status.branch", "true"), ("log.date", "relative"), ("log.abbrevCommit", "true"),
    ("remote.origin.promisor", "true"), ("remote.origin.url", "ext::sh -c touch% planted"),
    ("core.preferSymlinkRefs", "true"),
    ("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"), ("extensions.worktreeConfig", "true"),
)  # fmt: skip
HOOKS = (
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "pre-auto-gc",
    "fsmonitor-watchman",
    "query-fsmonitor",
)
VERBS: tuple[tuple[str, ...], ...] = (
    ("validate",),
    ("validate", "--at", "HEAD"),
    ("due",),
    ("due", "--at", "2026-03-01"),
    ("eligible", "--format", "json"),
    ("show", "TT-0001"),
    ("history",),
    ("history", "TT-0001", "--format", "json"),
    ("audit",),
    ("audit", "verify"),
    ("audit", "seal"),
    ("audit", "pack", "--person", "TT-0001", "--until", "2026-03-01", "--output", "pack.zip"),
    ("compare", "HEAD~1"),
    ("compare", "HEAD~1", "HEAD", "--format", "json"),
    ("compare", "HEAD~1", "--direct"),
    ("erase", "TT-0001"),
    ("new", "talk", "TT-0001", "--date", "2026-02-11"),
    ("new", "person", "--unit", "tt-unit", "--type", "党内警告"),
)
SIGNED = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n =abcd\n -----END PGP SIGNATURE-----\n"


def planted(office: Repository, marks: Path) -> None:
    """Everything at once, each with a mark of its own, and work for filters and signer programs."""
    lines = ((name, f"sh -c 'touch {marks}/{name}; exit 1' x") for name in PROGRAMS)
    data = office.root / ".git"
    for name in HOOKS:
        for folder in (data / "hooks", data / "other"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(f"#!/bin/sh\ntouch {marks}/hook-{name}\nexit 1\n", encoding="utf-8")
            (folder / name).chmod(0o755)
    (data / "included").write_text(f'[core]\n\teditor = "touch {marks}/included"\n', encoding="utf-8")
    (data / "config.worktree").write_text(f'[core]\n\tfsmonitor = "touch {marks}/worktree; false"\n', encoding="utf-8")
    (data / "info/attributes").write_text("* filter=planted diff=planted merge=planted\n", encoding="utf-8")
    more = (("core.hooksPath", str(data / "other")), ("include.path", "included"))
    for name, value in (*VALUES, *lines, *more):
        subprocess.run(["git", "config", "--file", data / "config", "--add", name, value], check=True)


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    """Where what runs leaves its mark."""
    (tmp_path / "marks").mkdir()
    return tmp_path / "marks"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Two commits, the second one signed by nobody's key, and a changed file in the work tree."""
    made = started(tmp_path / "office")
    (made.root / ".gitattributes").write_text("* filter=planted diff=planted\n", encoding="utf-8")
    made.commit({PERSON_PATH: PERSON.replace("科长", "副科长")})
    raw = made.git("cat-file", "commit", "HEAD")
    head, _, message = raw.partition("\n\n")
    given = f"{head}\n{SIGNED}\n{message}\n".encode()
    signed = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], cwd=made.root, input=given,
                            capture_output=True, check=True).stdout.decode().strip()  # fmt: skip
    made.git("update-ref", "refs/heads/main", signed)
    for path in made.records.rglob("*.yml"):
        os.utime(path)  # so that git would have to look into them
    return made


def test_the_plants_do_run_where_git_is_asked_as_it_comes(office: Repository, marks: Path) -> None:
    """Else the tests below could not fail."""
    planted(office, marks)
    for command in (("status",), ("log", "-1"), ("diff", "HEAD~1"), ("add", "-A")):
        subprocess.run(["git", *command], cwd=office.root, capture_output=True, check=False, timeout=60)
    assert {"gpg.program", "core.fsmonitor", "filter.planted.process"} & {each.name for each in marks.iterdir()}


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_setting_of_a_clone_runs_anything(
    huifang: Command, office: Repository, marks: Path, verb: tuple[str, ...]
) -> None:
    reads = {"new", "seal", "pack"}.isdisjoint(verb)
    before = huifang(*verb, "--records", office.records, "--lang", "en") if reads else None
    planted(office, marks)
    after = huifang(*verb, "--records", office.records, "--lang", "en")
    assert [each.name for each in marks.iterdir()] == []
    assert before is None or (after.code, after.err) == (before.code, before.err), after.err
    assert before is None or after.out == before.out
