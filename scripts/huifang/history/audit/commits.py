"""What commits say of themselves: signed by whom, when, reviewed by whom, merged or pushed directly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from huifang.git_access.signers import ALLOWED_SIGNERS
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.past.commits import email_of
from huifang.register import Severity
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.past.commits import Commit
    from huifang.texts import Text

SECONDS = 60  # of a minute
MINUTE = "%Y-%m-%d %H:%M"


def _of(commit: Commit, message: Text, fix: Text, severity: Severity | None = None) -> AuditFinding:
    return AuditFinding(commit, "", message, fix, severity=severity)


def unsigned_commit(audited: Audited) -> Iterator[AuditFinding]:
    """Every commit to the register is signed.

    Why: author and committer are only typed; a signature is made with a key. An error from the commit on that put
    `audit/allowed_signers` there, a warning before.
    Fix: sign commits: `git config commit.gpgsign true`.
    """
    for commit in audited.touching:
        if commit.signed == "none":
            message = say("by {author}, not signed", author=commit.author)
            severity = Severity.ERROR if audited.demands_key(commit) else Severity.WARNING
            yield _of(commit, message, say("sign commits; say who made this one"), severity)


def untrusted_signature(audited: Audited) -> Iterator[AuditFinding]:
    """A signature is made by a known key, which is the author's or committer's own.

    Why: anybody can make a key, and sign a commit that names another as its author.
    Fix: say whose it is; added to `audit/allowed_signers`, it counts from then on.
    """
    known = audited.history.signers.known or audited.keys_since is not None
    for commit in audited.speaking:
        if commit.signed == "untrusted":
            message = say("by {author}, signed with a key that nobody vouches for", author=commit.author)
            if commit.signer:
                message = say("by {author}, signed by {signer}", author=commit.author, signer=commit.signer)
            severity = Severity.ERROR if known else Severity.WARNING
            fix = say(
                "say whose key it is; added to {file}, it counts from then on", file=f"{audited.root}/{ALLOWED_SIGNERS}"
            )
            yield _of(commit, message, fix, severity)


def signed_by_another(audited: Audited) -> Iterator[AuditFinding]:
    """A commit is signed by its author, or by a forge that committed it itself.

    Why: a key vouches for whom it belongs to and nobody else; the author beside it is only typed. That of a forge says
    that the commit was made there.
    Fix: say on whose behalf it was; name the address of a forge with `forge` in `audit/editors.yml`.
    """
    for commit in audited.speaking:
        signer = email_of(commit.signer)
        if commit.signed != "good" or signer == commit.author_email:
            continue
        allowed = audited.permissions.before(commit)
        if allowed is None or not allowed.is_forge(signer) or email_of(commit.committer) != signer:
            message = say("by {author}, signed by {signer}", author=commit.author, signer=commit.signer)
            yield _of(commit, message, say("say on whose behalf it was, and who saw it"))


def bad_signature(audited: Audited) -> Iterator[AuditFinding]:
    """A signature fits its commit.

    Why: the commit was altered after it was signed, or its key was revoked.
    Fix: find out who altered it.
    """
    for commit in audited.speaking:
        if commit.signed == "bad":
            message = say("by {author}; the signature does not fit the commit", author=commit.author)
            yield _of(commit, message, say("find out who altered it, and from where it was pushed"))


def dates_backwards(audited: Audited) -> Iterator[AuditFinding]:
    """A commit is not older than the one it rests on.

    Why: the time is typed by a computer whose clock can be set; a visit can be made to look as if recorded in time.
    Fix: compare with the server's log.
    """
    history = audited.history
    for commit in audited.touching:
        rule = audited.lists.policy.on(commit.day).audit_clock
        for name in commit.parents:
            before = history.commits[history.numbers[name]] if name in history.numbers else None
            if rule and before and before.seconds - commit.seconds > rule.minutes * SECONDS:
                message = say("committed {time}, before the commit it rests on ({before})",
                              time=f"{commit.time:{MINUTE}}", before=f"{before.time:{MINUTE}}")  # fmt: skip
                yield _of(commit, message, say("compare with the server's log"))
                break


def dated_ahead(audited: Audited) -> Iterator[AuditFinding]:
    """No commit is of a day to come.

    Why: its clock was set ahead; what it says of when something was written proves nothing, and lists of earlier days
    (`--at`) leave it out.
    Fix: compare with the server's log.
    """
    last = date.max if audited.today is None else max(audited.today, audited.lists.day)
    for commit in audited.history.commits:
        if commit.day > last:
            message = say("by {author}, dated {time}, a day that has not come yet", author=commit.author,
                          time=f"{commit.time:{MINUTE}}")  # fmt: skip
            yield _of(commit, message, say("compare with the server's log"))


def direct_push(audited: Audited) -> Iterator[AuditFinding]:
    """Once the main line has merges, records come through merges.

    Why: what is pushed directly was seen by nobody else.
    Fix: say why; protect the branch.
    """
    line = audited.history.mainline
    first = next((number for number, commit in enumerate(line) if commit.is_merge), len(line))
    for commit in line[first:]:
        if not commit.is_merge and commit.number in audited.history.files:
            message = say("by {author}, pushed to the main line without a merge", author=commit.author)
            yield _of(commit, message, say("say why, and protect the branch"))


def same_reviewer(audited: Audited) -> Iterator[AuditFinding]:
    """Somebody else than the author reviews, or merges.

    Why: four eyes; the message names who reviewed, and a merge who merged.
    Fix: say who saw it.
    """
    history = audited.history
    for commit in history.commits:
        mine = [commit] if commit.number in history.files else []
        if commit.is_merge:
            numbers = history.ancestry.brought_in(commit.number).commits
            merged = [history.commits[number] for number in numbers if number in history.files]
            authors = {each.author_email for each in merged}
            own = next((who for who in (commit.author, commit.committer) if authors == {email_of(who)}), None)
            if own is not None:
                message = say("{author} merged nothing but own commits ({n})", author=own, n=len(merged))
                yield _of(commit, message, say("say who else saw it"))
                continue
            mine = [*merged, *mine]
        authors = {each.author_email for each in mine}
        for reviewer in commit.reviewers:
            if email_of(reviewer) in authors:
                message = say("reviewed by its own author, {reviewer}", reviewer=reviewer)
                yield _of(commit, message, say("say who else saw it"))
                break
