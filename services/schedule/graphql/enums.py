"""The enums of the schema, under names that no other subgraph uses."""

from __future__ import annotations

import strawberry

from services.schedule.domain.network.activity import DayUnit, LinkKind
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus

strawberry.enum(
    ItemKind,
    name="ScheduleKind",
    description="项目性质：新开工、续建、前期 / As what the annual plan carries the project (A2)",
)
strawberry.enum(
    DayUnit,
    description="工作日（按国务院放假安排）或自然日 / Days of a duration: working days or calendar days",
)
strawberry.enum(
    LinkKind,
    name="NodeDependencyKind",
    description="前置关系：前一节点完成后本节点方可开始 / How a node depends on another: finish to start",
)
strawberry.enum(
    NodeState,
    description=(
        "节点状态：未开始、正常推进、等待要素保障、即将到期、今日到期（不算逾期）、已逾期、按期完成、逾期完成 / "
        "State of a node, derived for the day; the due day itself is not late"
    ),
)
strawberry.enum(
    ReportStatus,
    name="ProgressStatus",
    description="进度报告状态：待核实、已退回、已核实 / Where a progress report stands (A9)",
)
