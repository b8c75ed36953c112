"""What each commit did to the lists as it entered the main line: computed once, for whom it touches, and kept."""

from __future__ import annotations

import gc
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.raw_log import entry_name
from huifang.history.audit.arrival_effects import Arrival, ArrivalEffects
from huifang.history.audit.shared_inputs import inputs_of
from huifang.history.audit.state_tree import CommitFiles
from huifang.history.effects_cache import EffectsCache
from huifang.history.log import first_parent_files
from huifang.history.record_scan import uncollected
from huifang.register.load import Earlier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.history.effects_cache import Told
    from huifang.history.history import History
    from huifang.history.record_diff import FieldChange
    from huifang.history.record_scan import Progress
    from huifang.past.effects import Effect

EVERY = 100  # commits between two reports of progress
READINGS = 400  # commits after which the records held are let go; what the next one shares is not read again


class EffectsRequest(NamedTuple):
    """How the effects of a history are computed: the days of its commits, where they are kept, and of whom."""

    days: Sequence[date]  # number of a commit -> its day
    cache: Path | None = None
    progress: Progress | None = None
    people: frozenset[str] | None = None  # None: everybody; of some alone nothing is kept


def effects_of(history: History, asked: EffectsRequest) -> Mapping[str, tuple[Effect, ...]]:
    """Hash of each commit of the main line -> what it did; those that did nothing to anybody are left out."""
    line = history.mainline
    days = {commit.hash: asked.days[commit.number] for commit in line}
    kept = EffectsCache(asked.cache, history.place, history.ways) if asked.cache and asked.people is None else None
    known = kept.read() if kept else {}
    missing = [at for at, commit in enumerate(line) if known.get(commit.hash, (None,))[0] != days[commit.hash]]
    if missing:
        with uncollected():
            gc.freeze()  # what stands there already is not looked through again and again
            try:
                found = _walked(history, asked, missing)
            finally:
                gc.unfreeze()
        if kept:
            kept.add(found)
        known |= found
    return {commit.hash: told for commit in line if (told := known[commit.hash][1])}


def _walked(history: History, asked: EffectsRequest, missing: Sequence[int]) -> dict[str, Told]:
    """Along the main line, from the first commit of which nothing is known: what the missing ones did."""
    line, first = history.mainline, missing[0]
    files = CommitFiles(history.place)
    if first:
        for (mode, _, name, *_), path in history.place.listed(
            line[first - 1].hash, history.folders.of(line[first - 1].hash)
        ):
            files.put(path, entry_name(mode, name))
    wanted = {line[at].hash for at in missing}
    changes = _changes(history, wanted)
    inputs, earlier, found = inputs_of(files.rules(), None), Earlier(), {}
    for at, (commit, touched) in enumerate(first_parent_files(history.place, history.folders, line[first:]), first):
        if asked.progress and at % EVERY == 0:
            asked.progress(at, len(line))
        if at % READINGS == 0:
            earlier = Earlier()
            gc.collect()  # lists hold each other in circles
        day = asked.days[commit.number]
        arrival = Arrival(commit, day, touched, changes.get(commit.hash, ()), history.broken.before(commit))
        made = ArrivalEffects(files, arrival, inputs, earlier, asked.people)
        if commit.hash in wanted:
            found[commit.hash] = (day, made.effects())
        inputs = made.go_on()
    if asked.progress:
        asked.progress(len(line), len(line))
    return found


def _changes(history: History, wanted: Iterable[str]) -> Mapping[str, list[FieldChange]]:
    """Commit of the main line -> every field change that came with it."""
    names, found = frozenset(wanted), defaultdict(list)
    for change in history.changes():
        brought = history.brought(change.commit).hash
        if brought in names:
            found[brought].append(change)
    return found
