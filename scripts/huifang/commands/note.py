"""`huifang note FILE`: in a job of a forge, a text becomes the one note of its merge request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.texts import N_


def post(work: Work, file: Annotated[Path, Argument(help=N_("what `compare --format md` wrote"))]) -> Document:
    """Post FILE as a note on the merge request of this job, or update the note that an earlier job posted.

    The variables of the job say where; HUIFANG_NOTE_TOKEN is the token. Without it nothing is posted.
    """
    from huifang.services.forge_notes import put_note

    print_note(put_note(file, os.environ), work.words)
    return Document()


VERBS = (Verb("note", post, takes=("lang",)),)
