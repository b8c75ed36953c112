"""What each commit of the main line did to people, newest first, with everybody who had a hand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.effect_words import effect_words
from huifang.past.commits import email_of
from huifang.past.effect_rows import EffectRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.history.audit.finding import Audited
    from huifang.past.commits import Commit
    from huifang.past.effects import Effect


def effect_rows(audited: Audited) -> Iterator[EffectRow]:
    """Every effect on somebody."""
    for commit in reversed(audited.history.mainline):
        for each in audited.effects.get(commit.hash, ()):
            if each.person:
                yield _row(audited, commit, each)


def _row(audited: Audited, commit: Commit, effect: Effect) -> EffectRow:
    brought = [each.commit for each in audited.brought_for(commit, effect.person)] or [commit]
    authors = _apart((each.author for each in brought), ())
    told = effect_words(effect, audited.lists.policy)
    return EffectRow(
        commit=commit.hash,
        arrived=commit.time.isoformat(),
        author=authors,
        committer=_apart((each.committer for each in brought), authors),
        signer=_apart((each.signer for each in brought if each.signer), authors),
        merger=next(iter(_apart((commit.author,), authors)), None) if commit.is_merge else None,
        person=effect.person,
        as_of=effect.day,
        effect=effect.kind,
        what=told.what,
        before=told.before,
        after=told.after,
    )


def _apart(people: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Each once, by the address, without those who are known already."""
    seen, found = {email_of(each) for each in known}, []
    for each in people:
        if email_of(each) not in seen:
            seen.add(email_of(each))
            found.append(each)
    return tuple(found)
