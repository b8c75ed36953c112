"""A fictional register of any size: people, talks, visits and plans, the same for a seed."""

from huifang.editing.demo.folder import NotEmptyError, write_demo
from huifang.editing.demo.make import demo_files

__all__ = ["NotEmptyError", "demo_files", "write_demo"]
