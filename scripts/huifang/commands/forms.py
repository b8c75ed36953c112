"""`huifang forms build`: a small site of forms, with which a record is filed by somebody who has never seen YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.texts import N_, say


def build_forms(
    work: Work,
    output: Annotated[Path, Option("--output", help=N_("the folder of the site"))] = Path("forms"),
    names: Annotated[bool, Option("--names", help=N_("people are found by name too: needs identities/"))] = False,
    forge: Annotated[str, Option(help=N_("where records are proposed: gitlab, gitea, github or none"))] = "none",
    forge_url: Annotated[str, Option(help=N_("the forge's address, for example https://git.example.org"))] = "",
    project: Annotated[str, Option(help=N_("the project there, GROUP/NAME"))] = "",
    branch: Annotated[str, Option(help=N_("the branch into which records are merged"))] = "main",
    folder: Annotated[str, Option(help=N_("the register's folder in that project; empty for its root"))] = "records",
    client_id: Annotated[str, Option(help=N_("of the application that the forge knows the forms by"))] = "",
) -> Document:
    """The site in a folder; it appears whole or not at all."""
    from huifang.editing import site_for
    from huifang.forms.site import MARK, site_files
    from huifang.services.forms_site import forge_asked, forms_contents
    from huifang.services.registers import register_folders
    from huifang.services.targets import replaceable_folder

    asked = forge_asked(forge, forge_url, project, branch, folder, client_id)
    folders = register_folders(work.wanted.records)
    nothing_else = say("{folder} holds something else than a site of forms and is left alone", folder=str(output))
    target = replaceable_folder(output, folders, MARK, nothing_else)
    contents = forms_contents(work.lists, work.wanted.records, asked, work.words, names=names, folder=folder)
    files = list(site_files(contents, work.words))
    with site_for(target) as made:
        for path, content in files:
            place = made.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    notes = [say("the forms lie in {folder}", folder=str(output))]
    if not made.at_once:
        notes.insert(0, say("this file system cannot exchange two folders; for a moment no site lay in {folder}",
                            folder=str(output)))  # fmt: skip
    if names:
        notes.append(say("this site holds names of sanctioned people: serve it behind the same access control as the "
                         "portal, or to nobody"))  # fmt: skip
    else:
        notes.append(say("this site holds codes, units and helpers, and no names: it is for the office alone"))
    for origin in asked.connect_origins if asked is not None else ():
        notes.append(say("its pages may speak to {origin} and to nothing else", origin=origin))
        if origin.startswith("http://"):
            notes.append(say("{origin} is not encrypted: whoever listens in the network reads tokens and records",
                             origin=origin))  # fmt: skip
    for note in notes:
        print_note(note, work.words)
    return Document()


VERBS = (
    Verb("forms build", build_forms,
         ("records", "as_of", "lang")),
)  # fmt: skip
