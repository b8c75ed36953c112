"""How the demonstration came to be: its history by many editors, as pure data that Git can be told."""

from huifang_demo.timeline.commit import PastCommit
from huifang_demo.timeline.make import past_commits

__all__ = ["PastCommit", "past_commits"]
