"""Git: where a register lies, which commit, the tree of any revision, and who changed what. The only room with git."""

from huifang.history.change_rows import ChangeFilter, history_row
from huifang.history.codes import Codes, codes_ever
from huifang.history.errors import (
    CalendarError,
    GitTroubleError,
    NoGitError,
    OwnerError,
    RevisionError,
    ShallowError,
)
from huifang.history.history import History, read_history
from huifang.history.identity_traces import CommitCount, IdentityTraces, RepositoryTraces
from huifang.history.people_history import PeopleHistory, everybody
from huifang.history.place import GitPlace, find
from huifang.history.record_diff import FieldChange
from huifang.history.signers import Signers, own_signers, signers_of
from huifang.history.tree import CommitTree
from huifang.history.tree_diff import RecordChange, common_tree, record_changes
from huifang.history.worktree import WorkTree, dirty

__all__ = [
    "CalendarError",
    "ChangeFilter",
    "Codes",
    "CommitCount",
    "CommitTree",
    "FieldChange",
    "GitPlace",
    "GitTroubleError",
    "History",
    "IdentityTraces",
    "NoGitError",
    "OwnerError",
    "PeopleHistory",
    "RecordChange",
    "RepositoryTraces",
    "RevisionError",
    "ShallowError",
    "Signers",
    "WorkTree",
    "codes_ever",
    "common_tree",
    "dirty",
    "everybody",
    "find",
    "history_row",
    "own_signers",
    "read_history",
    "record_changes",
    "signers_of",
]
