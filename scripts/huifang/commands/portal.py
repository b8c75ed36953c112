"""`huifang portal build`, `huifang portal serve`: the internal site, made by MkDocs from the lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

TAKES = ("records", "as_of", "at", "lang")


def build(
    work: Work,
    site: Annotated[Path, Option("--output", help=N_("the folder of the site"))] = Path("site"),
    since: Annotated[
        str | None,
        Option(help=N_("tell what is new since this commit or day; by default since the site that is replaced")),
    ] = None,
) -> Document:
    """The site in a folder; it appears whole or not at all. Pages that could not be made say so, and are named."""
    from huifang.editing import site_for
    from huifang.services.portal_history import portal_contents
    from huifang.services.portal_site import ask_by_environment, build_site, hooks, replaceable_site, stamp_of
    from huifang.services.registers import register_folders

    target = replaceable_site(site, register_folders(work.wanted.records))
    ask_by_environment(work.wanted, work.words.lang)
    hooks().start_from(portal_contents(work.lists, work.wanted, since, stamp_of(target)))
    with site_for(target) as made:
        n = len(work.lists.known.people)
        print_note(say("making the portal; the register knows {n} people", n=n), work.words)
        failed = build_site(made.folder)
    notes = [say("the portal lies in {folder}", folder=str(site))]
    if not made.at_once:
        notes.insert(0, say("this file system cannot exchange two folders; for a moment no portal lay in {folder}",
                            folder=str(site)))  # fmt: skip
    notes += [say("the page {uri} could not be made: {reason}", uri=uri, reason=why) for uri, why in failed.items()]
    if failed:
        notes.append(say("{n} pages could not be made and say so; all others are complete", n=len(failed)))
    for note in notes:
        print_note(note, work.words)
    return Document(code=ExitCode.UNREADABLE if failed else ExitCode.DONE)


def serve(
    work: Work, port: Annotated[int, Option(min=1, max=65535, help=N_("the port on this machine"))] = 8000
) -> Document:
    """The site on this machine, made anew when a record changes, until Ctrl-C."""
    from huifang.services.portal_history import portal_contents
    from huifang.services.portal_site import ask_by_environment, hooks, serve_site

    ask_by_environment(work.wanted, work.words.lang)
    try:
        hooks().start_from(portal_contents(work.lists, work.wanted))
    except Stop as stop:
        print_note(stop.message, work.words)
    print_note(say("the portal is at http://127.0.0.1:{port}/ until Ctrl-C", port=port), work.words)
    serve_site(port)
    return Document()


VERBS = (
    Verb("portal build", build, TAKES),
    Verb("portal serve", serve, TAKES),
)
