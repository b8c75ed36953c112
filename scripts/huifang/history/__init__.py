"""Git: where a register lies, which commit, the tree of any revision, and who changed what. The only room with git."""

from huifang.history.codes import Codes, codes_ever
from huifang.history.commit import Commit
from huifang.history.errors import (
    CalendarError,
    GitTroubleError,
    NoGitError,
    OwnerError,
    RevisionError,
    ShallowError,
)
from huifang.history.history import Change, History, read_history
from huifang.history.place import GitPlace, find
from huifang.history.remains import Held, Remains, Traces
from huifang.history.rows import Asked, day_of, history_row, time_of, written_of
from huifang.history.signers import Signers, own_signers, signers_of
from huifang.history.touched import CommonTree, RecordChange, record_changes
from huifang.history.trail import Trail, everybody
from huifang.history.tree import CommitTree
from huifang.history.worktree import WorkTree, dirty

__all__ = [
    "Asked",
    "CalendarError",
    "Change",
    "Codes",
    "Commit",
    "CommitTree",
    "CommonTree",
    "GitPlace",
    "GitTroubleError",
    "Held",
    "History",
    "NoGitError",
    "OwnerError",
    "RecordChange",
    "Remains",
    "RevisionError",
    "ShallowError",
    "Signers",
    "Traces",
    "Trail",
    "WorkTree",
    "codes_ever",
    "day_of",
    "dirty",
    "everybody",
    "find",
    "history_row",
    "own_signers",
    "read_history",
    "record_changes",
    "signers_of",
    "time_of",
    "written_of",
]
