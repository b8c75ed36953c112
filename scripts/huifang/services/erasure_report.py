"""What `huifang erase` says: as sentences, or as JSON. No name stands in either unless it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.lists import SAMPLE
from huifang.output.jsontext import FORMAT, dumps, json_value
from huifang.register.identities import naming
from huifang.rules.erasure import Ground, Standing
from huifang.services.erasure import COMMON, IdentityPlaces, Repository
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.history import CommitCount
    from huifang.register.erasures import Erasure
    from huifang.register.identities import NameEntry
    from huifang.services.registers import OpenRegister
    from huifang.texts import Words

PAGE = "docs/handbook/erase.md"
MOST = 20  # places named of each kind; JSON has all
GROUNDS = {
    Ground.GONE: N_("{code}: the register holds no record of this code; the name may be erased."),
    Ground.REVOKED: N_("{code}: every measure was revoked, the last on {day}; the name may be erased."),
    Ground.RETENTION: N_("{code}: past retention since {day}; the name may be erased."),
}
REPOSITORIES = {
    COMMON: N_("the common repository"),
    "identities": N_("the clone in identities/"),
    "restricted": N_("the clone in restricted/"),
}


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """All there is to say; `performed`: the identity was erased by this call."""

    home: IdentityPlaces
    standing: Standing
    day: date
    names: bool
    performed: bool
    sample: bool

    @property
    def entries(self) -> tuple[NameEntry, ...]:
        """The entries of the files of names that stood there when the command began."""
        return tuple(each for each in self.home.listed if each.entry)

    @property
    def standing_entries(self) -> tuple[NameEntry, ...]:
        """Those that stand there now."""
        return () if self.performed else self.entries

    def shown(self, path: str) -> str:
        """A path as it is printed: a name that stands in it left out, unless names were asked for."""
        pattern = None if self.names else naming(self.home.names)
        printable = "".join(each if each.isprintable() else "?" for each in path)
        return pattern.sub("…", printable) if pattern else printable

    def at(self, path: str, line: int = 0) -> str:
        """A place in the register."""
        whole = f"{self.home.tree.name}/{self.shown(path)}"
        return f"{whole}:{line}" if line else whole


def erasure_text(told: ErasureReport, words: Words) -> str:
    """Sentence after sentence, what was done first."""
    notice = (SAMPLE,) if told.sample else ()
    return "".join(f"{words(line)}\n" for line in (*_lines(told), *notice))


def _lines(told: ErasureReport) -> Iterator[Text | str]:
    home = told.home
    if told.names and home.names:
        yield say("{code}: {names}", code=home.code, names=home.names)
    template = GROUNDS[told.standing.ground] if told.standing.ground else ""
    values = {"day": told.standing.since} if told.standing.since else {}
    yield say(template, code=home.code, **values)
    for each in home.recorded:
        yield _recorded(each)
    yield from _present(told)
    yield from _mentions(told)
    for repository in home.repositories:
        yield from _remains(told, repository)
    yield from _closing(told)


def _recorded(erasure: Erasure) -> Text:
    if erasure.rewritten_on is None:
        return say("Erased on {day} by {by}: {reason}", day=erasure.on, by=erasure.by, reason=erasure.reason)
    return say("Erased on {day} by {by}, the history rewritten on {rewritten}: {reason}", day=erasure.on, by=erasure.by,
               rewritten=erasure.rewritten_on, reason=erasure.reason)  # fmt: skip


def _present(told: ErasureReport) -> Iterator[Text | str]:
    if told.performed:
        for each in told.entries:
            yield say("  removed: {place}", place=told.at(each.path, each.line))
        yield say("  recorded in {path}; commit it", path=told.at("audit/erasures.yml"))
    elif told.entries:
        yield say("The identity stands in:")
        for each in told.entries:
            yield f"  {told.at(each.path, each.line)}"


def _mentions(told: ErasureReport) -> Iterator[Text | str]:
    places = told.home.mentions
    if not told.home.names:
        yield say("The name is not known here any more, so no text could be searched for it.")
    if places:
        yield say("The name also stands in these places ({n}); see whether it means this person, and edit them by"
                  " hand:", n=len(places))  # fmt: skip
        yield from _some(tuple(told.at(*each) for each in places))


def _remains(told: ErasureReport, repository: Repository) -> Iterator[Text | str]:
    what, left = say(REPOSITORIES[repository.name]), repository.remains
    if not left:
        yield say("In {repository}: nothing, in {n} commits.", repository=what, n=left.commits)
        return
    yield say("In {repository}, of {n} commits:", repository=what, n=left.commits)
    for template, held in (
        (N_("  the identity in {n} commits, from {first} to {last}:"), left.identity),
        (N_("  the name in other files, in {n} commits, from {first} to {last}:"), left.texts),
    ):
        if held.commits:
            yield say(template, n=held.commits, first=_short(held.first), last=_short(held.last))
        if held.loose:
            yield say("  in {n} commits that no branch or tag holds, only the reflog of this clone:", n=held.loose)
        yield from _some(tuple(map(told.shown, held.paths)), indent="    ")
    if left.messages:
        yield say("  the name in {n} messages of commits and tags, or names of branches and tags", n=left.messages)


def _closing(told: ErasureReport) -> Iterator[Text]:
    home = told.home
    if not home.repositories:
        yield say("The register lies in no Git repository, so no history was asked.")
    if told.standing_entries:
        yield say("To erase: huifang erase {code} --by NAME --reason TEXT; look for the name in texts before, for"
                  " afterwards nobody can.", code=home.code)  # fmt: skip
    elif not told.performed and not home.recorded:
        yield say("To record it: huifang erase {code} --by NAME --reason TEXT", code=home.code)
    if any(each.remains for each in home.repositories):
        yield say("What stands in the history is removed only by rewriting it: git filter-repo, in every clone; {page}"
                  " says how, step by step.", page=PAGE)  # fmt: skip
    elif not home.left and home.recorded and not told.standing_entries:
        yield say("Done: nothing remains that this command can see; backups, exports and other clones it cannot.")


def _some(places: tuple[str, ...], indent: str = "  ") -> Iterator[Text | str]:
    for place in places[:MOST]:
        yield f"{indent}{place}"
    if len(places) > MOST:
        yield say("  … and {n} more; --format json lists all", n=len(places) - MOST)


def _short(commit: str | None) -> str:
    return (commit or "")[:10]


def erasure_json(told: ErasureReport, opened: OpenRegister, words: Words) -> str:
    """The same as data."""
    home = told.home
    revision = opened.revisions[opened.folders.index(home.folder)]
    return dumps({
        "format": FORMAT,
        "verb": "erase",
        "as_of": told.day.isoformat(),
        "revision": revision.commit,
        "dirty": revision.dirty,
        "policy_version": opened.policy.version,
        "lang": words.lang,
        "notice": words(SAMPLE) if told.sample else None,
        "person": home.code,
        "names": list(home.names) if told.names else None,
        "ground": told.standing.ground,
        "since": told.standing.since.isoformat() if told.standing.since else None,
        "performed": told.performed,
        "recorded": [json_value(_counted(each), words) for each in home.recorded],
        "removed": [_place(told, *each[:2]) for each in told.entries] if told.performed else [],
        "identity": [_place(told, *each[:2]) for each in told.standing_entries],
        "mentions": None if not home.names else [_place(told, *each) for each in home.mentions],
        "repositories": [_data(told, each) for each in home.repositories],
        "left": home.left,
        "page": PAGE,
    })  # fmt: skip


def _counted(erasure: Erasure) -> dict[str, Any]:
    return erasure.model_dump() | {"commits": None if erasure.commits is None else int(erasure.commits)}


def _place(told: ErasureReport, path: str, line: int) -> dict[str, Any]:
    return {"path": told.at(path), "line": line or None}


def _data(told: ErasureReport, repository: Repository) -> dict[str, Any]:
    left = repository.remains
    return {
        "repository": repository.name,
        "commits": left.commits,
        "identity": _held(told, left.identity),
        "texts": _held(told, left.texts) if left.names else None,
        "messages": left.messages if left.names else None,
    }


def _held(told: ErasureReport, held: CommitCount) -> dict[str, Any]:
    return {
        "commits": held.commits,
        "loose": held.loose,
        "first": held.first,
        "last": held.last,
        "paths": [told.shown(path) for path in held.paths],
    }
