"""A value of a partition of the figures in words, as filters, tables and charts say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.countedrows import band_text
from huifang.portal.selection import NONE
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.portal.view import View

WORDS: Mapping[str, str] = {
    "rank": "rank",
    "measure": "measure_type",
    "management": "management",
    "situation": "situation",
    "method": "method",
}
KEY_GROUP: Mapping[str, str] = {  # as filters and as figures have it
    "yes": N_("key group"),
    "no": N_("others"),
    "true": N_("key group"),
    "false": N_("others"),
}
PART_FILTERS = frozenset({*WORDS, "key", "supervised_by", "last", "delay"})  # filters of lists with such values
LAST: Mapping[str, str] = {"yes": N_("the last of each person"), "no": N_("earlier ones")}


def partition_words(view: View, by: str, key: str) -> str:
    """The value in words; by itself where nobody has words for it."""
    if not key or key == NONE:
        return view.t(say("to be checked"))
    if by in WORDS:
        return view.label(WORDS[by], key)
    if by in {"supervised_by", "body", "unit", "owner"}:
        return view.org_name(key)
    if by == "district":
        return view.district_name(key)
    if by == "key":
        return view.t(say(KEY_GROUP[key]))
    if by == "last":
        return view.t(say(LAST[key]))
    if by == "delay":
        return view.t(band_text(key))
    return key
