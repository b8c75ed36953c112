"""A fictional register of any size: people, talks, visits and plans, the same for a seed; with its past where asked."""

from huifang_demo.folder import NotEmptyError, write_demo, written_beside
from huifang_demo.make import demo_files
from huifang_demo.timeline import PastCommit, past_commits

__all__ = ["NotEmptyError", "PastCommit", "demo_files", "past_commits", "write_demo", "written_beside"]
