"""How often what happens in the demonstration: proportions of a real programme, no rule of it."""

from __future__ import annotations

from datetime import date

DAY = date(2026, 11, 20)  # the sample's day: nothing is dated later
LAST_DECISION = date(2026, 10, 30)

RANKS = {  # about 1.6 % bureau rank, 25 % division rank
    "局级正职": 0.003, "局级副职": 0.013, "处级正职": 0.09, "处级副职": 0.16,
    "科级正职": 0.22, "科级副职": 0.18, "其他": 0.334,
}  # fmt: skip
CATEGORIES = {
    "公务员": 56,
    "参公人员": 8,
    "事业单位管理人员": 15,
    "国企管理人员": 9,
    "事业单位其他人员": 6,
    "基层组织人员": 5,
    "其他": 1,
}
WITHOUT_RANK = ("事业单位其他人员", "基层组织人员", "其他")  # categories that hold no ranked post here

TYPES = {  # shares of the first measure; a type of policy that is not named here has RARE
    "党内警告": 17, "党内严重警告": 22, "撤销党内职务": 5, "留党察看": 5, "开除党籍": 3,
    "政务警告": 4, "政务记过": 7, "政务记大过": 6, "政务降级": 2, "政务撤职": 2, "政务开除": 1,
    "事业单位记过": 2, "国企记过": 1.5, "行政记过": 2, "诫勉": 5, "免职": 2, "通报批评": 1,
}  # fmt: skip
RARE = 0.35
YEARS = {
    2026: 11, 2025: 33, 2024: 33, 2023: 10, 2022: 4, 2021: 2, 2020: 2, 2019: 1.5, 2018: 1, 2017: 0.8,
    2016: 0.8, 2015: 0.6, 2014: 0.5, 2013: 0.5, 2012: 0.5, 2010: 0.3,
}  # fmt: skip
REASONS = {"问责": 4, "组织处理": 3, "不适宜担任现职": 2, "一般免职": 1}
SET_MONTHS = (3, 6)  # what decisions state where the law leaves the length to them

STORIES = {
    "single": 0.72,
    "pair": 0.15,
    "stacked": 0.055,
    "month": 0.025,
    "revoked": 0.02,
    "changed": 0.02,
    "undated": 0.01,
}
FATES = {"stays": 0.85, "moved": 0.09, "left": 0.06}
EXTRAS = {"none": 0.91, "deferral": 0.03, "achievement": 0.03, "investigation": 0.018, "violation": 0.012}
LEAVING = {"退休": 6, "辞职": 2, "调出": 3, "死亡": 0.4, "辞退": 0.3}
DEFERRING = {"病休": 5, "产假": 2, "外派": 3, "脱产学习": 3, "失联": 0.5, "其他": 0.5}

TALK_KEPT, TALK_MADE_UP, TALK_TWICE, TALK_BEFORE = 0.89, 0.4, 0.01, 0.05
VISITS_KEY = {0: 0.68, 1: 0.29, 2: 0.03}  # visits a year by the body that owes them
VISITS_OTHERS = {0: 0.88, 1: 0.12}
PLANNED, PLANNED_IN_VAIN, PLAN_MISSING = 0.6, 0.05, 0.06
OUTCOMES = {"held": 0.955, "unreachable": 0.03, "refused": 0.015}
OTHER_BODY = 0.06
SITUATIONS = {"表现良好": 60, "压力大情绪低": 18, "存在错误认识": 12, "仍有不良表现": 3}
PAPER = {
    "feedback_to_unit": (0.94, 2, 16),
    "archived": (0.92, 4, 32),
    "given_to_personnel": (0.9, 5, 32),
}  # share, days
ISSUE = 0.05
EXECUTED = {
    "announced_on": (0.97, 3, 27),
    "executed_on": (0.96, 5, 28),
    "execution_reported_on": (0.94, 40, 175),
}  # share, days after the decision
OTHER_KEEPER, RECEIVED = 0.4, 0.85  # of those who move: another supervising body; that it confirmed
RESTORED, LIFTED, REMINDED, CONFIRMED, HELD = 0.9, 0.85, 0.93, 0.9, 0.035
PROMOTED = 0.09
