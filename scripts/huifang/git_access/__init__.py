"""Git asked safely: which repository a folder belongs to, its commits, trees and files. The only room with git."""

from huifang.git_access.errors import (
    CalendarError,
    GitTroubleError,
    NoGitError,
    OwnerError,
    RevisionError,
    ShallowError,
)
from huifang.git_access.first_commit import commit_first, known_author
from huifang.git_access.place import GitPlace, find
from huifang.git_access.signers import Signers, own_signers, signers_of
from huifang.git_access.stage import sweep_stages
from huifang.git_access.tree import CommitTree
from huifang.git_access.worktree import WorkTree, dirty

__all__ = [
    "CalendarError",
    "CommitTree",
    "GitPlace",
    "GitTroubleError",
    "NoGitError",
    "OwnerError",
    "RevisionError",
    "ShallowError",
    "Signers",
    "WorkTree",
    "commit_first",
    "dirty",
    "find",
    "known_author",
    "own_signers",
    "signers_of",
    "sweep_stages",
]
