"""What the invented commits say."""

from __future__ import annotations

CREATED, IMPORTED = "登记 {code}", "{district}：录入 {day} 以前的记录"
FACTS = {  # key of a person's record -> what a change of it is called; the first that differs
    "left": "离开",
    "measures": "处分决定",
    "unit_history": "单位、职务变动",
    "helpers": "帮扶人",
    "held": "期满影响使用",
    "appointments": "任职",
    "return_to_scope": "回归正常选拔任用范围",
    "deferrals": "暂缓",
    "achievements": "突出表现",
}
PAPERS = {  # key of a visit -> the same
    "feedback_to_unit": "反馈所在单位",
    "archived": "归入廉政档案",
    "given_to_personnel": "送组织人事部门",
    "opinion": "回访意见",
    "actions": "办理情况",
}
OTHERWISE = "补充"
CONTACT = {"talk": "谈心谈话", "visit": "回访"}
RESTRICTED, PLAN, PLAN_MORE = "{code}：线索和问题", "{year} 年回访计划：{body}", "{year} 年回访计划：{body}，增补"
FOUNDING = ("建立登记册", "规则：按现行规定录入", "机构")
SIGNERS, SIGNERS_MORE = "审计：签名公钥和编辑范围", "审计：增补签名公钥"
MENDED_DAY, MENDED_FORMAT, MENDED_MEASURE = "{about}：更正日期", "{about}：改正格式", "{about}：按决定书更正决定日期"
LEFT, DELETED, RESTORED = "{about}：退休", "{about}：删除重复记录", "{about}：恢复误删的记录"
MOVED, MOVED_BACK = "{about}：转到 {district}", "{about}：转回 {district}"
DROPPED, PUT_BACK = "{about}：删除一项处分", "{about}：恢复误删的处分"
REWRITTEN = "{about}：修改回访意见"
BODIES = ("按纸质记录录入。", "经办人核对过原件。", "与单位核实后补录。", "按例会要求整理。")
REVERT = 'Revert "{subject}"'
MERGE = "Merge branch '{branch}' into 'main'\n\n{subject}\n\nSee merge request 示例组/回访!{number}"
REVIEWED_BY = "Reviewed-by: {who}"
EDITOR, MAIL = "示例编辑{number}", "editor{number:03d}@example.invalid"
