"""The enums of the four lists, described before they are used (第七条)."""

from __future__ import annotations

import strawberry

from services.schedule.domain.lists.terms import (
    GroupBy,
    ListAction,
    ListKind,
    ListRole,
    ListSection,
    ListState,
    Origin,
    Outcome,
)

strawberry.enum(
    ListKind,
    name="MonthlyListKind",
    description="四类清单：在库、开工、在建、竣工 / The four lists: in library, to start, under construction, to complete (A7)",
)
strawberry.enum(
    ListSection,
    description="清单部分：新签约、新立项、拟开工、续建、新建、拟竣工 / Parts of the lists",
)
strawberry.enum(
    ListState,
    name="MonthlyListState",
    description="清单状态：草稿、已发布、已发布且正在更正 / Draft, published, or published and being corrected",
)
strawberry.enum(
    Origin,
    name="ListEntryOrigin",
    description="列入方式：依数据生成、提前、逾期、补列、结转、人工补充 / "
    "How an entry came onto the list: drawn, early, overdue, told late, carried over, added by hand",
)
strawberry.enum(
    Outcome,
    name="ListOutcome",
    description="完成情况：已完成、期后完成、期内尚未完成、期满未完成、不在查看范围内 / "
    "What became of it: done, done after the span, open, missing, or not the caller's to see",
)
strawberry.enum(ListRole, description="节点的意义：开工、竣工 / What a node marks: the start or the completion")
strawberry.enum(ListAction, description="对清单的操作 / What was done to a list")
strawberry.enum(
    GroupBy,
    name="ListGrouping",
    description="分组：镇（街道）、行业主管部门、业主、责任单位 / By town, industry authority, owner or responsible unit",
)
