"""Sentences as a template and its values; they become Chinese or English at the edge only."""

from huifang.texts.catalogue import LANGUAGES, Language, Words, words
from huifang.texts.errors import ToldError
from huifang.texts.text import N_, FieldPath, Label, Text, Value, say

__all__ = ["LANGUAGES", "N_", "FieldPath", "Label", "Language", "Text", "ToldError", "Value", "Words", "say", "words"]
