"""Writing, whole or not at all: the only room that writes records."""

from huifang.editing.files import write_file
from huifang.editing.folders import write_folder

__all__ = ["write_file", "write_folder"]
