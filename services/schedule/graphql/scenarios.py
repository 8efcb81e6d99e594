"""What-if scenarios in the API (第八条): a copy of a plan, its nodes, its history, compared with the plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.chassis.reads.walk import ROW
from services.chassis.visibility import visible_select
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioSource, ScenarioState
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.comparing import AllNodes, PlanComparison, Version, compared_scenario
from services.schedule.graphql.node import NodeDependency
from services.schedule.graphql.plan import NodePlan
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables

strawberry.enum(ScenarioState, description="情景状态：测算中、已采用、已放弃 / Open, adopted as a plan, thrown away")
strawberry.enum(
    ScenarioSource,
    description="情景来源：现行计划的副本、直接给出的节点、MS Project 文件、CSV 文件 / Out of what a scenario was made",
)
strawberry.enum(ScenarioAction, description="对情景的处理：建立、修改、更新、采用、放弃 / What was done to a scenario")


@strawberry.type(description="情景不可行的一条理由 / A reason why a scenario cannot be kept")
class ScenarioFault:
    code: str = strawberry.field(description="代码 / Code")
    message: str = strawberry.field(
        description="说明：差多少、最早可行的日期 / What stands against it, and by how much"
    )
    article: str | None = strawberry.field(description="条款 / Clause")
    field: str | None = strawberry.field(description="所涉节点或目标 / Which node or the target")


@strawberry.type(
    description="情景中的节点，不可行时没有日期 / A node of a scenario; without days while it cannot be kept"
)
@table(tables.ScenarioNode)
class ScenarioNode:
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    stage: str | None = strawberry.field(description="阶段 / Stage")
    key_link: str = strawberry.field(description="关键环节 / The step on which it hangs")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    required_evidence: list[str] = column("evidence", description="完成须有的佐证材料 / Evidence that completion needs")
    waits_for: str | None = strawberry.field(description="等待的要素保障事项 / Factor that must be granted first")
    constraint: ConstraintKind | None = column("constraint_kind", description="日期约束 / Constraint to a day")
    constraint_on: date | None = strawberry.field(description="约束日期 / Day of the constraint")
    start_on: date | None = strawberry.field(description="最迟开始日期 / Latest first day")
    due_on: date | None = strawberry.field(description="办理期限 / Limit")
    early_start_on: date | None = strawberry.field(description="最早开始日期 / Earliest first day")
    early_due_on: date | None = strawberry.field(description="最早完成日期 / Earliest last day")
    total_float: int | None = strawberry.field(description="总时差 / Total float in the node's own days")
    free_float: int | None = strawberry.field(description="自由时差 / Free float")
    critical: bool | None = strawberry.field(description="是否在关键线路上 / Whether on a critical path")
    completed_on: date | None = strawberry.field(
        description="办结日期（测算时）/ Day of completion, when it was computed"
    )

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)

    @derived("links", description="前置关系 / Dependencies")
    def dependencies(self: Any) -> list[NodeDependency]:
        return NodeDependency.all_of(self.links)


@strawberry.type(description="情景的一次变更 / A step in the history of a scenario")
@table(tables.ScenarioStep)
class ScenarioStep:
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: ScenarioAction = strawberry.field(description="所作处理 / What was done")
    changes: list[str] = strawberry.field(description="具体变更 / The changes, in words")
    reason: str | None = strawberry.field(description="采用或放弃的理由 / Why it was adopted or thrown away")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


def _plan_version(scenario: Any, info: Info) -> Any:
    schedule = tables.Schedule
    its = visible_select(schedule, info.context.caller).where(schedule.id == scenario.schedule_id)
    return its.with_only_columns(schedule.plan_version).scalar_subquery()


@strawberry.type(
    description="倒排计划的测算情景，建立单位和区投资主管部门可见；采用前不影响计划 / "
    "A what-if scenario, seen by the unit that made it and the authority; no plan changes until it is adopted (A8)"
)
@table(tables.Scenario)
class Scenario:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    name: str = strawberry.field(description="名称 / Name")
    source: ScenarioSource = strawberry.field(description="来源 / Out of what it was made")
    state: ScenarioState = strawberry.field(description="状态 / How it stands")
    base_version: int = strawberry.field(
        description="所依据的计划版本，无计划为 0 / Version it was copied from, 0 for none"
    )
    target_on: date = strawberry.field(description="目标日期 / Target day")
    computed_on: date = strawberry.field(description="测算日期（最早日期自该日起算）/ Day for which it was computed")
    slack_working_days: int | None = column(
        "slack",
        description="关键线路机动工作日数，不可行为空 / Working days for which it could wait; null: cannot be kept",
    )
    critical_path: list[str] = strawberry.field(
        description="关键线路（节点编号，依次）/ One critical path, codes in order"
    )
    notes: list[str] = strawberry.field(
        description="导入时未能带入的内容，或更新时以情景为准之处 / What an import did not carry, or a renewal overruled"
    )
    made_at: datetime = strawberry.field(description="建立时间 / When it was made")
    made_by: str = strawberry.field(description="建立人 / Who made it")
    closed_at: datetime | None = strawberry.field(description="采用或放弃时间 / When it was closed")
    closed_by: str | None = strawberry.field(description="采用或放弃人 / Who closed it")
    closed_reason: str | None = strawberry.field(description="采用或放弃理由 / Why")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="建立单位 / The unit that made it")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)

    @derived("faults", description="是否可行 / Whether it can be kept")
    def feasible(self: Any) -> bool:
        return not self.faults

    @derived("faults", description="不可行的理由，可行为空 / Why it cannot be kept; empty where it can")
    def faults(self: Any) -> list[ScenarioFault]:
        return [ScenarioFault(**fault) for fault in self.faults]

    @derived(
        "base_version",
        plan_version=_plan_version,
        description="所依据的计划是否仍为现行；否则采用前须先更新（rebaseScenario）/ "
        "Whether the plan it was copied from is in force still; if not, renew it before it can be adopted",
    )
    def base_in_force(self: Any) -> bool:
        return bool(self.base_version == self.plan_version)

    @sql(description="末节点期限，不可行为空 / Its last day; null where it cannot be kept")
    def ends_on(self: Any, info: Info) -> date | None:
        node = tables.ScenarioNode
        its = visible_select(node, info.context.caller).where(node.scenario_id == self.id)
        return answer(its.with_only_columns(func.max(node.due_on)).scalar_subquery())

    @sql(description="节点，按次序 / Its nodes, in order")
    def nodes(self: Any, first: First = None, after: After = None) -> Connection[ScenarioNode]:
        node = tables.ScenarioNode
        return page(select(node).where(node.scenario_id == self.id), [Key(node.position)])

    @sql(description="历次变更，先后为序 / Its history, in order")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[ScenarioStep]:
        step = tables.ScenarioStep
        return page(select(step).where(step.scenario_id == self.id), [Key(step.version)])

    @sql(description="采用后成为的计划版本 / The version of the plan that it became")
    def adopted_plan(self: Any) -> NodePlan | None:
        return answer(select(tables.NodePlan).where(tables.NodePlan.id == self.adopted_plan_id))

    @strawberry.field(
        description="与计划某版的对比，默认所依据的版本；没有该版为空 / "
        "Compared with a version of the plan, by default the one it was copied from; null where there is none"
    )
    async def comparison(
        self, info: Info, with_version: Version = None, all_nodes: AllNodes = False
    ) -> PlanComparison | None:
        return await compared_scenario(getattr(self, ROW), info, with_version, all_nodes=all_nodes)


@strawberry.type
class ScenariosOfSchedule:
    @sql(description="测算情景，新的在前 / What-if scenarios that the caller sees, the newest first (A8)")
    def scenarios(
        self: Any,
        state: Annotated[ScenarioState | None, strawberry.argument(description="状态 / How they stand")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Scenario]:
        row = tables.Scenario
        query = select(row).where(row.schedule_id == self.id)
        if state is not None:
            query = query.where(row.state == state)
        return page(query, [Key(row.made_at, descending=True), Key(row.id, descending=True)])


@strawberry.type
class ScenarioQuery:
    @sql(description="一个测算情景 / One what-if scenario")
    def scenario(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]) -> Scenario | None:
        return answer(select(tables.Scenario).where(tables.Scenario.id == id))
