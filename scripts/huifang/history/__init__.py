"""Git: where a register lies, which commit, and the tree of any revision. The only room that imports git."""

from huifang.history.place import GitPlace, NoGitError, RevisionError, find
from huifang.history.tree import CommitTree

__all__ = ["CommitTree", "GitPlace", "NoGitError", "RevisionError", "find"]
