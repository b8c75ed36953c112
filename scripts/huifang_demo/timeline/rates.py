"""How often what happens while a register is kept: proportions of real teams, no rule."""

from __future__ import annotations

from datetime import date

FOUNDED = date(2022, 12, 20)  # policy and organisations; the first registers begin some days later
PROTECTED = date(2023, 7, 3)  # from here on the main line is protected: work comes by merge requests
KEYS_FROM, KEYS_UNTIL = date(2025, 3, 3), date(2026, 9, 14)  # between these days editors get their keys
SIGNING = date(2026, 1, 12)  # the audit's own files come
RENEWED = (date(2026, 4, 13), date(2026, 7, 13), date(2026, 10, 12))  # and learn the keys made since
LAST_START = date(2026, 6, 1)  # the last editor begins

DELAYS = {"person": (3, 20), "fact": (4, 24), "contact": (0, 9), "late": (35, 95), "paper": (1, 9)}  # days
LATE = 0.012  # talks and visits recorded much too late
OPINION_AT_ONCE = 0.6

OFFICE_ONE_IN = 50  # editors of the whole register
REVIEWERS_ONE_IN = 4
STAYS = 0.75  # the other editors leave after one to three years
WITH_KEY, STRAY_KEY = 0.6, 0.08  # of those with a key: one that nobody vouches for
FORGETS_KEY, STILL_UNSIGNED = 0.015, 0.12
CORE, CORE_SHARE = 3, 0.35  # a few editors of each district do much of the work
NEW_SHARE = 0.3  # somebody new soon gets something to do

BRANCH = {1: 18, 2: 22, 3: 24, 4: 20, 5: 16}  # commits
REVIEW_HOURS = (8, 216)
JOINS = 0.9
DIRECT_BEFORE, DIRECT_AFTER = 0.3, 0.003
SELF_MERGED, REVIEWED, SELF_REVIEWED = 0.012, 0.4, 0.006
OUTSIDE, AMENDED, EXPLAINED = 0.006, 0.03, 0.12
BACKWARDS_ONE_IN, FORGED_ONE_IN = 300, 250  # of later commits of a branch; of signed ones

SLIP_LEAST = 3  # of each slip, where there are people enough
