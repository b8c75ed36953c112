"""Narratives: what the portal could not lay out in time, and shows as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register import Finding, Place, warning
from huifang.register.narrative import too_much
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register


def narrative_too_intricate(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A narrative is prose with a few headings, lists and tables.

    Why: laying out much more takes the portal minutes; it shows such a text as it was typed, signs and all.
    Fix: write it plainly, in several paragraphs; leave a long table to the paper that is filed.
    """
    for path, text, line in _narratives(register):
        if (found := too_much(text)) is not None:
            message = say(found.message, n=found.found, most=found.most)
            place = Place(path, (), line + found.line - 1, 1)
            fix = say("the portal shows this text as it was typed; write it plainly, in several paragraphs")
            yield warning(place, message, fix=fix)


def _narratives(register: Register) -> Iterator[tuple[str, str, int]]:
    """Path, text and its line in the file, of everything that is read as Markdown."""
    for person in register.people.values():
        yield person.path, person.body, person.body_line
    for contacts in (register.visits, register.talks):
        for several in contacts.values():
            yield from ((each.path, each.text, each.text_line) for each in several)
