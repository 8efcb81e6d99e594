"""第七条：the words of the four lists."""

from __future__ import annotations

from enum import StrEnum


class ListKind(StrEnum):
    """第七条（一）至（四）：the four lists."""

    IN_LIBRARY = "IN_LIBRARY"  # 在库项目清单
    TO_START = "TO_START"  # 开工项目清单
    UNDER_CONSTRUCTION = "UNDER_CONSTRUCTION"  # 在建项目清单
    TO_COMPLETE = "TO_COMPLETE"  # 竣工项目清单


class ListSection(StrEnum):
    """The parts of the lists."""

    NEWLY_SIGNED = "NEWLY_SIGNED"  # 新签约
    NEWLY_APPROVED = "NEWLY_APPROVED"  # 新立项
    START = "START"  # 拟开工
    CONTINUING = "CONTINUING"  # 续建
    NEW = "NEW"  # 新建
    COMPLETION = "COMPLETION"  # 拟竣工


SECTIONS = {
    ListKind.IN_LIBRARY: (ListSection.NEWLY_SIGNED, ListSection.NEWLY_APPROVED),
    ListKind.TO_START: (ListSection.START,),
    ListKind.UNDER_CONSTRUCTION: (ListSection.CONTINUING, ListSection.NEW),
    ListKind.TO_COMPLETE: (ListSection.COMPLETION,),
}
LIST_NAMES = {
    ListKind.IN_LIBRARY: "在库项目清单",
    ListKind.TO_START: "开工项目清单",
    ListKind.UNDER_CONSTRUCTION: "在建项目清单",
    ListKind.TO_COMPLETE: "竣工项目清单",
}
SECTION_NAMES = {
    ListSection.NEWLY_SIGNED: "新签约项目",
    ListSection.NEWLY_APPROVED: "新立项项目",
    ListSection.START: "拟开工项目",
    ListSection.CONTINUING: "续建项目",
    ListSection.NEW: "新建项目",
    ListSection.COMPLETION: "拟竣工项目",
}


class ListState(StrEnum):
    """Where a month's list stands."""

    DRAFT = "DRAFT"  # 草稿
    PUBLISHED = "PUBLISHED"  # 已发布
    CORRECTING = "CORRECTING"  # 已发布，正在更正


class Origin(StrEnum):
    """How an entry came onto a list."""

    DRAWN = "DRAWN"  # 依数据生成：当月到期或发生
    EARLY = "EARLY"  # 提前：当月完成，期限在以后
    OVERDUE = "OVERDUE"  # 逾期：期限在以前，未列入以前清单
    LATE_TOLD = "LATE_TOLD"  # 补列：材料日期在以前，清单发布后才登记
    CARRIED = "CARRIED"  # 结转
    ADDED = "ADDED"  # 人工补充


class Outcome(StrEnum):
    """第七条“以月保季、以季保年”：what became of what was planned for a span of months."""

    DONE = "DONE"  # 已完成
    DONE_LATER = "DONE_LATER"  # 期后完成
    OPEN = "OPEN"  # 期内尚未完成
    MISSING = "MISSING"  # 期满未完成
    UNSEEN = "UNSEEN"  # 完成情况不在查看范围内


class ListRole(StrEnum):
    """What a node marks in the life of its project."""

    START = "START"  # 开工
    COMPLETION = "COMPLETION"  # 竣工


class ListAction(StrEnum):
    """What was done to a month's list."""

    DRAFTED = "DRAFTED"  # 生成草稿
    REFRESHED = "REFRESHED"  # 按数据刷新草稿
    ADDED = "ADDED"  # 补充
    TAKEN_OUT = "TAKEN_OUT"  # 移出
    PUT_BACK = "PUT_BACK"  # 恢复
    CHANGED = "CHANGED"  # 修改
    PUBLISHED = "PUBLISHED"  # 发布
    REOPENED = "REOPENED"  # 启动更正
    CORRECTION_CANCELLED = "CORRECTION_CANCELLED"  # 放弃更正
    CORRECTED = "CORRECTED"  # 发布更正版


class GroupBy(StrEnum):
    """By whom a list is split."""

    TOWN = "TOWN"  # 镇（街道）
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"  # 行业主管部门
    OWNER = "OWNER"  # 业主
    RESPONSIBLE_UNIT = "RESPONSIBLE_UNIT"  # 责任单位
