"""Writing, whole or not at all: the only room that writes records."""

from huifang.editing.files import write_file

__all__ = ["write_file"]
