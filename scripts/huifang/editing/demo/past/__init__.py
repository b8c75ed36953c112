"""How the demonstration came to be: its history by many editors, as pure data that Git can be told."""

from huifang.editing.demo.past.commit import PastCommit
from huifang.editing.demo.past.make import past_commits

__all__ = ["PastCommit", "past_commits"]
