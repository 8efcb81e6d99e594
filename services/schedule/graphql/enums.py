"""The enums of the schema, under names that no other subgraph uses."""

from __future__ import annotations

import strawberry

from services.schedule.domain.listing import PlanChange
from services.schedule.domain.network.activity import DayUnit, LinkKind
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.domain.terms import ScheduleState, TaskState

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
        "节点状态：未开始、正常推进、等待要素保障、即将到期、今日到期（不算逾期）、已逾期、按期完成、逾期完成、"
        "已终止（项目已调出计划）/ "
        "State of a node, derived for the day; the due day itself is not late; ENDED: open when the plan gave the project up"
    ),
)
strawberry.enum(
    ReportStatus,
    name="ProgressStatus",
    description="进度报告状态：待核实、已退回、已核实 / Where a progress report stands (A9)",
)
strawberry.enum(
    PlanChange,
    name="SchedulePlanChange",
    description="计划对项目的安排：列入、调整投资、前期转建设、调出 / What a version of the plan did with the project (A11)",
)
strawberry.enum(
    ScheduleState,
    description="进度计划状态：执行中、已终止（项目已调出计划）/ Running, or ended since the plan has the project no more",
)
strawberry.enum(
    TaskState,
    name="AnnualTaskState",
    description=(
        "年度投资任务状态：现行、待重新分月（年度计划已调整，分月仍为调整前）、已被新版取代、已终止（项目已调出计划）/ "
        "In force; its months to be split anew after an adjustment; superseded; ended since the plan has the project no more"
    ),
)
