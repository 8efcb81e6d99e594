"""Nodes in the API: the entity `ScheduleNode`, its state, evidence and dependencies (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.schedule.domain.network.activity import DayUnit, LinkKind
from services.schedule.domain.node import state
from services.schedule.domain.node.state import NodeState
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables
from services.schedule.store.nodes import GRANTED


@strawberry.type(description="前置关系 / A dependency on a predecessor")
class NodeDependency:
    predecessor: str = strawberry.field(description="前置节点编号 / Code of the predecessor")
    kind: LinkKind = strawberry.field(description="关系类型 / Kind of dependency")

    @classmethod
    def all_of(cls, links: list[dict[str, str]]) -> list[NodeDependency]:
        return [cls(predecessor=k["predecessor"], kind=LinkKind(k["kind"])) for k in links]


@strawberry.type(description="节点完成的佐证材料 / A document that proves the completion of a node")
class NodeEvidence:
    id: UUID = strawberry.field(description="标识 / Identity")
    proves: str = strawberry.field(description="对应的佐证要求 / The required evidence that it proves")
    title: str = strawberry.field(description="材料名称 / Title")
    number: str | None = strawberry.field(description="文号（证号）/ Number")
    dated_on: date = strawberry.field(description="材料日期 / Its day")
    kept_at: str | None = strawberry.field(description="存放位置 / Where it is kept")
    recorded_at: datetime = strawberry.field(description="录入时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="录入人 / Who recorded it")

    @classmethod
    def of(cls, row: tables.Evidence) -> Self:
        return cls(
            id=row.id,
            proves=row.proves,
            title=row.title,
            number=row.number,
            dated_on=row.dated_on,
            kept_at=row.kept_at,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )


@strawberry.type(description="节点状态的名称与颜色（挂图作战）/ How a state is shown on the war map")
class NodeLight:
    state: NodeState = strawberry.field(description="状态 / State")
    name: str = strawberry.field(description="名称 / Name")
    colour: str = strawberry.field(description="颜色 / Colour")


@strawberry.federation.type(keys=["id"], description="倒排计划节点 / A node of a project's reverse schedule (A8)")
class ScheduleNode:
    row: strawberry.Private[tables.Node]
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    code: str = strawberry.field(description="节点编号 / Code within the project")
    name: str = strawberry.field(description="节点名称 / Name")
    stage: str | None = strawberry.field(description="阶段 / Stage")
    key_link: str = strawberry.field(description="关键环节 / The step on which the node hangs")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration in days of its unit")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    required_evidence: list[str] = strawberry.field(description="完成须有的佐证材料 / Evidence that completion needs")
    waits_for: str | None = strawberry.field(
        description="须等待的要素保障事项（代码）/ Kind of factor request that must be granted first"
    )
    plan_version: int = strawberry.field(description="所属计划版本 / Last version of the plan that has it")
    in_plan: bool = strawberry.field(description="是否在现行计划中 / Whether the plan in force has it")
    start_on: date = strawberry.field(description="最迟开始日期（倒排）/ Latest first day")
    due_on: date = strawberry.field(description="办理期限（倒排）/ Latest last day, the limit")
    early_start_on: date = strawberry.field(description="最早开始日期 / Earliest first day")
    early_due_on: date = strawberry.field(description="最早完成日期 / Earliest last day")
    total_float: int = strawberry.field(description="总时差（按本节点天数单位）/ Total float in the node's own days")
    critical: bool = strawberry.field(description="是否在关键线路上 / Whether it is on a critical path")
    baseline_start_on: date | None = strawberry.field(description="基准开始日期 / First day in the first plan")
    baseline_due_on: date | None = strawberry.field(description="基准期限，后增节点为空 / Limit in the first plan")
    completed_on: date | None = strawberry.field(description="办结日期 / Day of completion")

    @classmethod
    def of(cls, row: tables.Node) -> Self:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            code=row.code,
            name=row.name,
            stage=row.stage,
            key_link=row.key_link,
            responsible_person=row.responsible_person,
            duration=row.duration,
            unit=row.unit,
            required_evidence=row.evidence,
            waits_for=row.waits_for,
            plan_version=row.plan_version,
            in_plan=row.current,
            start_on=row.start_on,
            due_on=row.due_on,
            early_start_on=row.early_start_on,
            early_due_on=row.early_due_on,
            total_float=row.total_float,
            critical=row.critical,
            baseline_start_on=row.baseline_start_on,
            baseline_due_on=row.baseline_due_on,
            completed_on=row.completed_on,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.Node.id, id) if id else None
        return cls.of(row) if row else None

    @classmethod
    async def resolve_reference(cls, info: Info, id: str) -> Self | None:
        return await cls.load(info, UUID(str(id)))

    @strawberry.field(description="项目 / The project")
    def project(self) -> Project:
        return Project(id=self.row.project_id)

    @strawberry.field(description="责任单位 / Responsible unit")
    def responsible_unit(self) -> Organization:
        return Organization(id=self.row.responsible_unit_id)

    @strawberry.field(description="前置关系 / Dependencies")
    def dependencies(self) -> list[NodeDependency]:
        return NodeDependency.all_of(self.row.links)

    @strawberry.field(description="佐证材料 / Evidence of the completion")
    async def evidence(self, info: Info) -> list[NodeEvidence]:
        document = tables.Evidence
        return [NodeEvidence.of(r) for r in await info.context.load_many(document.node_id, self.id, document.position)]

    @strawberry.field(description="要素申请获准日期 / Day on which its factor request was granted")
    async def granted_on(self, info: Info) -> date | None:
        return await _granted_on(info, self.row)

    @strawberry.field(description="是否仍在等待要素保障 / Whether it still waits for its factor request")
    async def waiting(self, info: Info) -> bool:
        return self.row.completed_on is None and await _waits(info, self.row)

    @strawberry.field(description="今日状态 / State of the day")
    async def state(self, info: Info) -> NodeState:
        return await _state(info, self.row)

    @strawberry.field(description="状态的名称与颜色 / Name and colour of the state")
    async def light(self, info: Info) -> NodeLight:
        now = await _state(info, self.row)
        shown = state.light(now, info.context.today)
        return NodeLight(state=now, name=shown.name, colour=shown.colour)

    @strawberry.field(
        description="逾期工作日数（办结的算至办结日，未办结的算至今日）/ Working days late, up to completion or today"
    )
    def working_days_late(self, info: Info) -> int:
        return state.working_days_late(self.due_on, self.completed_on or info.context.today, calendar())

    @strawberry.field(
        description="期限比基准推后的工作日数，提前为负 / Working days by which the limit has slipped against the first plan"
    )
    def slip_working_days(self) -> int | None:
        return state.slip(self.baseline_due_on, self.due_on, calendar())


async def _granted_on(info: Info, row: tables.Node) -> date | None:
    if row.waits_for is None:
        return None
    requests = await info.context.load_many(tables.FactorRequest.node_id, row.id)
    granted = [r.decided_on for r in requests if r.kind == row.waits_for and r.outcome == GRANTED and r.decided_on]
    return min(granted, default=None)


async def _waits(info: Info, row: tables.Node) -> bool:
    return row.waits_for is not None and await _granted_on(info, row) is None


async def _state(info: Info, row: tables.Node) -> NodeState:
    line = state.day_line(info.context.today, calendar())
    return state.state(row.start_on, row.due_on, row.completed_on, waiting=await _waits(info, row), line=line)
