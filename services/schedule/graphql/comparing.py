"""Plans compared in the API: two versions, a scenario with a version, planned with actual (第八条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads.walk import ROW
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.domain.what_if import comparison
from services.schedule.domain.what_if.comparison import NodeChange
from services.schedule.domain.what_if.editing import TITLES
from services.schedule.graphql.node import NodeDependency
from services.schedule.graphql.references import Organization
from services.schedule.store import scenarios

strawberry.enum(
    NodeChange,
    name="PlanNodeChange",
    description="节点的变化：新增、删去、内容变更、仅日期变动、未变 / What became of a node from one plan to the other",
)
Version = Annotated[int | None, strawberry.argument(description="计划版本 / Version of the plan")]
AllNodes = Annotated[
    bool,
    strawberry.argument(
        description="是否列出未变的节点，默认只列有差异的 / Whether nodes that are the same are listed"
    ),
]


@strawberry.type(description="节点在某一方案中的样子 / A node as one of the two plans has it")
class ComparedNodeSide:
    name: str = strawberry.field(description="节点名称 / Name")
    start_on: date | None = strawberry.field(description="最迟开始日期，方案不可行时为空 / Latest first day")
    due_on: date | None = strawberry.field(description="办理期限，方案不可行时为空 / Limit")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    responsible_unit: Organization = strawberry.field(description="责任单位 / Responsible unit")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    constraint: ConstraintKind | None = strawberry.field(description="日期约束 / Constraint")
    constraint_on: date | None = strawberry.field(description="约束日期 / Day of the constraint")
    critical: bool | None = strawberry.field(description="是否在关键线路上 / Whether on a critical path")

    @classmethod
    def of(cls, node: comparison.Placed | None) -> Self | None:
        if node is None:
            return None
        return cls(
            name=node.name,
            start_on=node.start_on,
            due_on=node.due_on,
            duration=node.duration,
            unit=node.unit,
            responsible_unit=Organization(id=node.responsible_unit_id),
            responsible_person=node.responsible_person,
            constraint=node.constraint,
            constraint_on=node.constraint_on,
            critical=node.critical,
        )


@strawberry.type(
    description="一个节点的对比；推后为正，提前为负（工作日）/ A node compared; slips in working days, later positive"
)
class ComparedNode:
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    change: NodeChange = strawberry.field(description="变化 / What became of it")
    differs: list[str] = strawberry.field(description="变更的内容 / What is otherwise, in words")
    start_slip: int | None = strawberry.field(
        description="开始推后的工作日数 / Slip of the first day; null where one side has none"
    )
    due_slip: int | None = strawberry.field(
        description="期限推后的工作日数 / Slip of the limit; null where one side has none"
    )
    before: ComparedNodeSide | None = strawberry.field(description="原方案中，新增的为空 / In the older plan")
    after: ComparedNodeSide | None = strawberry.field(description="新方案中，删去的为空 / In the newer plan")
    links_added: list[NodeDependency] = strawberry.field(description="增加的前置关系 / Dependencies that are new")
    links_removed: list[NodeDependency] = strawberry.field(description="取消的前置关系 / Dependencies that are gone")

    @classmethod
    def of(cls, node: comparison.NodeCompared) -> Self:
        return cls(
            code=node.shown.code,
            name=node.shown.name,
            change=node.change,
            differs=[TITLES[name] for name in node.differs],
            start_slip=node.start_slip,
            due_slip=node.due_slip,
            before=ComparedNodeSide.of(node.before),
            after=ComparedNodeSide.of(node.after),
            links_added=[NodeDependency.of(k) for k in node.links_added],
            links_removed=[NodeDependency.of(k) for k in node.links_removed],
        )


@strawberry.type(description="两个方案的对比 / Two plans compared (A8)")
class PlanComparison:
    target_before: date = strawberry.field(description="原目标日期 / Target before")
    target_after: date = strawberry.field(description="新目标日期 / Target after")
    target_slip: int = strawberry.field(description="目标推后的工作日数 / Slip of the target in working days")
    ends_before: date | None = strawberry.field(description="原末节点期限 / Last day before")
    ends_after: date | None = strawberry.field(description="新末节点期限 / Last day after")
    total_slip: int | None = strawberry.field(
        description="全部节点完成推后的工作日数，方案不可行为空 / Slip of the whole plan; null where it cannot be kept"
    )
    added: int = strawberry.field(description="新增节点数 / Nodes added")
    removed: int = strawberry.field(description="删去节点数 / Nodes removed")
    changed: int = strawberry.field(description="内容变更节点数 / Nodes changed")
    moved: int = strawberry.field(description="仅日期变动节点数 / Nodes that only moved")
    same: int = strawberry.field(description="未变节点数 / Nodes that are the same")
    nodes: list[ComparedNode] = strawberry.field(
        description="逐节点，按新方案次序，删去的在末 / Nodes in the newer plan's order, removed ones last"
    )

    @classmethod
    def of(cls, found: comparison.Compared, *, all_nodes: bool) -> Self:
        return cls(
            target_before=found.before.target_on,
            target_after=found.after.target_on,
            target_slip=found.target_slip,
            ends_before=found.before.ends_on,
            ends_after=found.after.ends_on,
            total_slip=found.end_slip,
            added=found.count(NodeChange.ADDED),
            removed=found.count(NodeChange.REMOVED),
            changed=found.count(NodeChange.CHANGED),
            moved=found.count(NodeChange.MOVED),
            same=found.count(NodeChange.SAME),
            nodes=[ComparedNode.of(n) for n in found.nodes if all_nodes or n.change is not NodeChange.SAME],
        )


@strawberry.type(description="计划与实际的对比 / A planned node and what became of it")
class PlannedAndActual:
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    planned_start_on: date | None = strawberry.field(description="该版计划开始日期 / First day by that version")
    planned_due_on: date | None = strawberry.field(description="该版计划期限 / Limit by that version")
    due_on: date | None = strawberry.field(
        description="现行期限，现行计划已无此节点为空 / Limit in force; null: in the plan no more"
    )
    completed_on: date | None = strawberry.field(description="办结日期 / Day of completion")
    slip: int | None = strawberry.field(
        description="办结（未办结的至今日）比该版期限推后的工作日数；未办结且未过期为空 / "
        "Working days by which completion, or today while open, is past that limit; null: open and not past it"
    )


@strawberry.type
class PlansOfSchedule:
    @strawberry.field(
        description="两版倒排计划的对比，默认基准（首版）对现行；没有该版为空 / "
        "Two versions of the node plan, by default the baseline and the one in force; null where one is not there (A8)"
    )
    async def compare_plans(
        self, info: Info, from_version: Version = 1, to_version: Version = None, all_nodes: AllNodes = False
    ) -> PlanComparison | None:
        schedule, caller = getattr(self, ROW)["id"], info.context.caller
        async with info.context.reading() as session:
            before = await scenarios.side_of_version(session, caller, schedule, from_version)
            after = await scenarios.side_of_version(session, caller, schedule, to_version)
        if before is None or after is None:
            return None
        return PlanComparison.of(comparison.compared(before, after, calendar()), all_nodes=all_nodes)

    @strawberry.field(
        description="某版计划与实际的对比，默认基准（首版）/ "
        "A version of the plan, by default the baseline, against what was done"
    )
    async def planned_and_actual(self, info: Info, version: Version = 1) -> list[PlannedAndActual]:
        schedule, caller = getattr(self, ROW)["id"], info.context.caller
        async with info.context.reading() as session:
            plan = await scenarios.side_of_version(session, caller, schedule, version)
            if plan is None:
                return []
            now = await scenarios.side_of_today(session, caller, schedule, plan.target_on)
        rows = comparison.against_actual(plan, now, info.context.today, calendar())
        return [
            PlannedAndActual(
                code=row.planned.code,
                name=row.planned.name,
                planned_start_on=row.planned.start_on,
                planned_due_on=row.planned.due_on,
                due_on=row.due_now,
                completed_on=row.completed_on,
                slip=row.slip,
            )
            for row in rows
        ]


async def compared_scenario(row: Any, info: Info, version: int | None, *, all_nodes: bool) -> PlanComparison | None:
    """Compare a scenario with a version of the plan, by default the one from which it was copied."""
    asked = row["base_version"] if version is None else version
    caller = info.context.caller
    async with info.context.reading() as session:
        before = await scenarios.side_of_version(session, caller, row["schedule_id"], asked)
        after = await scenarios.side_of_scenario(session, caller, row["id"], row["target_on"])
    if before is None:
        return None
    return PlanComparison.of(comparison.compared(before, after, calendar()), all_nodes=all_nodes)
