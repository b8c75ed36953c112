"""A whole history written at once: a repository made from commits that are given as data. Records are not read here."""

from huifang.history.written.git import NoProgramError
from huifang.history.written.keys import NoCryptographyError, PublicKeys
from huifang.history.written.repository import ToWrite, write_history

__all__ = ["NoCryptographyError", "NoProgramError", "PublicKeys", "ToWrite", "write_history"]
