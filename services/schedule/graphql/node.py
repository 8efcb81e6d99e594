"""Nodes in the API: the entity `ScheduleNode`, its state, evidence and dependencies (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, refer, sql, table
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.domain.node import state
from services.schedule.domain.node.state import NodeState
from services.schedule.graphql.attachments import ScheduleAttachment
from services.schedule.graphql.ledger_of import IssuesOfNode
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import nodes, tables


@strawberry.type(description="前置关系 / A dependency on a predecessor")
class NodeDependency:
    predecessor: str = strawberry.field(description="前置节点编号 / Code of the predecessor")
    kind: LinkKind = strawberry.field(description="关系类型 / Kind of dependency")
    lag: int = strawberry.field(
        description="间隔天数，负数为提前（可重叠）/ Days between the two ends, negative for a lead"
    )
    lag_unit: DayUnit = strawberry.field(description="间隔的天数单位 / Kind of days of the lag")

    @classmethod
    def of(cls, link: Link) -> NodeDependency:
        return cls(predecessor=link.predecessor, kind=link.kind, lag=link.lag, lag_unit=link.lag_unit)

    @classmethod
    def all_of(cls, links: list[dict[str, Any]]) -> list[NodeDependency]:
        return [cls.of(nodes.link(written)) for written in links]


@strawberry.type(description="节点完成的佐证材料 / A document that proves the completion of a node")
@table(tables.Evidence)
class NodeEvidence:
    id: UUID = strawberry.field(description="标识 / Identity")
    proves: str = strawberry.field(description="对应的佐证要求 / The required evidence that it proves")
    title: str = strawberry.field(description="材料名称 / Title")
    number: str | None = strawberry.field(description="文号（证号）/ Number")
    dated_on: date = strawberry.field(description="材料日期 / Its day")
    kept_at: str | None = strawberry.field(description="存放位置 / Where it is kept")
    recorded_at: datetime = strawberry.field(description="录入时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="录入人 / Who recorded it")

    @sql(description="材料的文件 / Its file, where one was uploaded")
    def file(self: Any) -> ScheduleAttachment | None:
        attached = tables.Attachment
        return answer(select(attached).where(attached.evidence_id == self.id))


@strawberry.type(description="节点状态的名称与颜色（挂图作战）/ How a state is shown on the war map")
class NodeLight:
    state: NodeState = strawberry.field(description="状态 / State")
    name: str = strawberry.field(description="名称 / Name")
    colour: str = strawberry.field(description="颜色 / Colour")


_DAYS = ("start_on", "due_on", "completed_on", "waits_for", "ended_on")


def _granted(node: Any, info: Info) -> Any:
    return nodes.granted_on(node, info.context.caller)


@strawberry.federation.type(keys=["id"], description="倒排计划节点 / A node of a project's reverse schedule (A8)")
@table(tables.Node)
class ScheduleNode(IssuesOfNode):
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    code: str = strawberry.field(description="节点编号 / Code within the project")
    name: str = strawberry.field(description="节点名称 / Name")
    stage: str | None = strawberry.field(description="阶段 / Stage")
    key_link: str = strawberry.field(description="关键环节 / The step on which the node hangs")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration in days of its unit")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    required_evidence: list[str] = column("evidence", description="完成须有的佐证材料 / Evidence that completion needs")
    waits_for: str | None = strawberry.field(
        description="须等待的要素保障事项（代码）/ Kind of factor request that must be granted first"
    )
    plan_version: int = strawberry.field(description="所属计划版本 / Last version of the plan that has it")
    in_plan: bool = column("current", description="是否在现行计划中 / Whether the plan in force has it")
    start_on: date = strawberry.field(description="最迟开始日期（倒排）/ Latest first day")
    due_on: date = strawberry.field(description="办理期限（倒排）/ Latest last day, the limit")
    early_start_on: date = strawberry.field(description="最早开始日期 / Earliest first day")
    early_due_on: date = strawberry.field(description="最早完成日期 / Earliest last day")
    total_float: int = strawberry.field(description="总时差（按本节点天数单位）/ Total float in the node's own days")
    free_float: int | None = strawberry.field(
        description=(
            "自由时差（不影响其他节点最早日期；较早版本的计划未记，为空）/ "
            "Free float: without moving any other node's earliest days; null where an older plan did not keep it"
        )
    )
    critical: bool = strawberry.field(description="是否在关键线路上 / Whether it is on a critical path")
    constraint: ConstraintKind | None = column("constraint_kind", description="日期约束 / Constraint to a day")
    constraint_on: date | None = strawberry.field(description="约束日期 / Day of the constraint")
    baseline_start_on: date | None = strawberry.field(description="基准开始日期 / First day in the first plan")
    baseline_due_on: date | None = strawberry.field(description="基准期限，后增节点为空 / Limit in the first plan")
    completed_on: date | None = strawberry.field(description="办结日期 / Day of completion")
    verified_on: date | None = strawberry.field(
        description="核实日期，待核实为空 / Day on which the completion was verified (A9)"
    )
    ended_on: date | None = strawberry.field(
        description="终止日期：未办结而项目已调出计划 / Day on which it ended open, for the plan gave the project up"
    )

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)

    @derived(
        "duration",
        description="是否里程碑（办理时限为 0 天，落在当日之末）/ Whether it is a milestone, at the end of its day",
    )
    def milestone(self: Any) -> bool:
        return bool(self.duration == 0)

    @derived("links", description="前置关系 / Dependencies")
    def dependencies(self: Any) -> list[NodeDependency]:
        return NodeDependency.all_of(self.links)

    @sql(description="佐证材料 / Evidence of the completion")
    def evidence(self: Any) -> list[NodeEvidence]:
        document = tables.Evidence
        standing = (document.node_id == self.id, document.completion == self.completion)
        return answer(select(document).where(*standing).order_by(document.position))

    @sql(description="要素申请获准日期 / Day on which its factor request was granted")
    def granted_on(self: Any, info: Info) -> date | None:
        return answer(nodes.granted_on(self, info.context.caller))

    @derived(
        "completed_on",
        "ended_on",
        "waits_for",
        granted_on=_granted,
        description="是否仍在等待要素保障 / Whether it still waits for its factor request",
    )
    def waiting(self: Any) -> bool:
        return (
            self.completed_on is None
            and self.ended_on is None
            and self.waits_for is not None
            and self.granted_on is None
        )

    @derived(*_DAYS, granted_on=_granted, description="今日状态 / State of the day")
    def state(self: Any, info: Info) -> NodeState:
        return _state(self, info.context.today)

    @derived(*_DAYS, granted_on=_granted, description="状态的名称与颜色 / Name and colour of the state")
    def light(self: Any, info: Info) -> NodeLight:
        now = _state(self, info.context.today)
        shown = state.light(now, info.context.today)
        return NodeLight(state=now, name=shown.name, colour=shown.colour)

    @derived(
        "due_on",
        "completed_on",
        "ended_on",
        description="逾期工作日数（算至办结日、终止日或今日）/ Working days late, up to completion, the end or today",
    )
    def working_days_late(self: Any, info: Info) -> int:
        return state.working_days_late(
            self.due_on, self.completed_on or self.ended_on or info.context.today, calendar()
        )

    @derived(
        "baseline_due_on",
        "due_on",
        description="期限比基准推后的工作日数，提前为负 / Working days by which the limit has slipped against the first plan",
    )
    def slip_working_days(self: Any) -> int | None:
        return state.slip(self.baseline_due_on, self.due_on, calendar())


def _state(node: Any, today: date) -> NodeState:
    line = state.day_line(today, calendar())
    waiting = node.waits_for is not None and node.granted_on is None
    return state.state(
        node.start_on, node.due_on, node.completed_on, waiting=waiting, line=line, ended_on=node.ended_on
    )
