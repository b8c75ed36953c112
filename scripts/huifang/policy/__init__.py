"""Rules as dated data: `policy.on(day)`, `policy.measure(type, day)`."""

from huifang.policy.followup import Followup
from huifang.policy.load import NoPolicyError, load_policy, words_of
from huifang.policy.models import MeasureRule, MeasureVersion, StackingVersion
from huifang.policy.policy import Policy
from huifang.policy.version import Version, in_force

__all__ = [
    "Followup",
    "MeasureRule",
    "MeasureVersion",
    "NoPolicyError",
    "Policy",
    "StackingVersion",
    "Version",
    "in_force",
    "load_policy",
    "words_of",
]
