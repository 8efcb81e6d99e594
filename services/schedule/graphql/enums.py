"""The enums of the schema, under names that no other subgraph uses."""

from __future__ import annotations

import strawberry

from services.schedule.domain.city.terms import Indicator, PushKind, PushStatus
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, LinkKind
from services.schedule.domain.node.judging import NodeStep
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.domain.specialist.photo import PhotoSource
from services.schedule.domain.specialist.record import SpecialistState
from services.schedule.domain.terms import ScheduleState, TaskState
from services.schedule.graphql import ledger_terms  # noqa: F401 - other areas show the ledger's enums too

strawberry.enum(
    ItemKind,
    name="ScheduleKind",
    description=(
        "项目性质：新开工、续建、前期，或计划外新增（在图而未列入计划）/ "
        "As what the annual plan carries the project (A2), or added to the war map outside the plan (A8)"
    ),
)
strawberry.enum(
    DayUnit,
    description="工作日（按国务院放假安排）或自然日 / Days of a duration: working days or calendar days",
)
strawberry.enum(
    LinkKind,
    name="NodeDependencyKind",
    description=(
        "前置关系：完成—开始、开始—开始、完成—完成、开始—完成，前者为前置节点的一端，后者为本节点的一端 / "
        "How a node depends on another: which end of the predecessor bounds which end of the node"
    ),
)
strawberry.enum(
    ConstraintKind,
    name="NodeConstraintKind",
    description=(
        "节点的日期约束：不早于、不晚于某日开始或完成，必须于某日开始或完成；不晚于某日完成即节点自己的目标日期 / "
        "To which day a node is bound; FINISH_NO_LATER_THAN is a target of its own"
    ),
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
strawberry.enum(
    SpecialistState,
    description="项目专员任职状态：未到任、现任、已交接、到任前已撤销 / How an appointment as contact person stands (A9)",
)
strawberry.enum(
    NodeStep,
    name="NodeJudgementStep",
    description="节点办结的处理：办结、核实、退回 / What was done with the completion of a node (A9)",
)
strawberry.enum(
    PhotoSource,
    description="照片时间、地点的来源：照片文件自带、手机上报 / By what time and place of a photo are known (A9)",
)
strawberry.enum(
    PushKind,
    name="CityPushKind",
    description="推送内容：已核实的月度进度、周更新、节点 / What a push to the city is about (A9)",
)
strawberry.enum(
    PushStatus,
    name="CityPushStatus",
    description="推送状态：待推送、已接收、已停止重试、已被新数据取代 / How a push to the city stands (A9)",
)
strawberry.enum(
    Indicator,
    name="CityIndicatorKind",
    description=(
        "市级重点项目每周监测指标：投资落后于时间进度、形象进度与投资不匹配、漏报周数、逾期节点 / "
        "What is watched every week of city-level projects (A9)"
    ),
)
