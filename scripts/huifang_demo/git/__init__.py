"""A whole history written at once: a repository made from commits that are given as data. Records are not read here."""

from huifang_demo.git.git import NoProgramError
from huifang_demo.git.given import ToWrite
from huifang_demo.git.keys import NoCryptographyError, PublicKeys
from huifang_demo.git.repository import write_history

__all__ = ["NoCryptographyError", "NoProgramError", "PublicKeys", "ToWrite", "write_history"]
