"""Commands on node plans and nodes (第八条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.domain.node.completion import CompleteNode, Document
from services.schedule.domain.node.planning import ScheduleBackwards
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.performing import perform
from services.schedule.graphql.plan import NodePlan
from services.schedule.usecases.node.complete import complete_node
from services.schedule.usecases.node.plan import schedule_backwards


@strawberry.input(description="前置关系 / A dependency on a predecessor")
class NodeDependencyInput:
    predecessor: str = strawberry.field(description="前置节点编号 / Code of the predecessor")
    kind: LinkKind = strawberry.field(default=LinkKind.FINISH_TO_START, description="关系类型 / Kind of dependency")
    lag: int = strawberry.field(
        default=0, description="间隔天数，负数为提前（可重叠）/ Days between the two ends, negative for a lead"
    )
    lag_unit: DayUnit = strawberry.field(
        default=DayUnit.WORKING_DAY, description="间隔的天数单位 / Kind of days of the lag"
    )

    def link(self) -> Link:
        return Link(self.predecessor, self.kind, self.lag, self.lag_unit)


@strawberry.input(description="计划中的一个节点 / A node of the plan")
class ScheduleNodeInput:
    code: str = strawberry.field(description="节点编号，项目内唯一 / Code, unique within the project")
    name: str = strawberry.field(description="节点名称 / Name")
    stage: str | None = strawberry.field(default=None, description="阶段 / Stage")
    key_link: str = strawberry.field(description="关键环节 / The step on which it hangs")
    responsible_unit_id: UUID = strawberry.field(description="责任单位 / Responsible unit")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(
        description=(
            "办理时限（天数，含首尾；0 为里程碑，落在当日之末）/ "
            "Duration in days, first and last included; 0 for a milestone, which lies at the end of its day"
        )
    )
    unit: DayUnit = strawberry.field(default=DayUnit.WORKING_DAY, description="天数单位 / Kind of days")
    dependencies: list[NodeDependencyInput] = strawberry.field(
        default_factory=list, description="前置关系 / Dependencies"
    )
    required_evidence: list[str] = strawberry.field(description="完成须有的佐证材料 / Evidence that completion needs")
    waits_for: str | None = strawberry.field(
        default=None,
        description="须等待的要素保障事项代码，如 LAND_QUOTA / Kind of factor request that must be granted first",
    )
    constraint: ConstraintKind | None = strawberry.field(
        default=None, description="日期约束，与约束日期同时填写 / Constraint to a day, given with that day"
    )
    constraint_on: date | None = strawberry.field(default=None, description="约束日期 / Day of the constraint")

    def draft(self) -> NodeDraft:
        return NodeDraft(
            code=self.code,
            name=self.name,
            stage=self.stage,
            key_link=self.key_link,
            responsible_unit_id=self.responsible_unit_id,
            responsible_person=self.responsible_person,
            duration=self.duration,
            unit=self.unit,
            links=tuple(d.link() for d in self.dependencies),
            evidence=tuple(self.required_evidence),
            waits_for=self.waits_for,
            constraint=self.constraint,
            constraint_on=self.constraint_on,
        )


@strawberry.input(description="由目标日期倒排节点 / Schedule a network of nodes backwards from its target day (A8)")
class ScheduleBackwardsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    target_on: date = strawberry.field(description="目标日期 / Target day")
    nodes: list[ScheduleNodeInput] = strawberry.field(description="全部节点 / All nodes of the plan")
    reason: str | None = strawberry.field(
        default=None, description="变更理由，变更时必填 / Reason, required for a change"
    )
    expected_version: int = strawberry.field(
        default=0, description="所见计划的版本，尚无计划为 0 / Version of the plan that was seen, 0 for none"
    )


@strawberry.type(description="倒排的结果 / Result of scheduling backwards")
class ScheduleBackwardsPayload:
    node_plan: NodePlan | None = strawberry.field(description="新版计划 / The new version of the plan")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="佐证材料 / A document as evidence")
class NodeDocumentInput:
    proves: str = strawberry.field(description="对应的佐证要求（与节点所列一致）/ The required evidence that it proves")
    title: str = strawberry.field(description="材料名称 / Title")
    number: str | None = strawberry.field(default=None, description="文号（证号）/ Number")
    dated_on: date = strawberry.field(description="材料日期 / Its day")
    kept_at: str | None = strawberry.field(default=None, description="存放位置 / Where it is kept")
    file_id: UUID | None = strawberry.field(
        default=None, description="已上传的文件（POST /files 返回的标识）/ The uploaded file: what POST /files answered"
    )


@strawberry.input(description="办结节点 / Complete a node (A8)")
class CompleteNodeInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    node_id: UUID = strawberry.field(description="节点 / Node")
    documents: list[NodeDocumentInput] = strawberry.field(description="佐证材料 / Evidence")
    completed_on: date | None = strawberry.field(
        default=None, description="办结日期，默认今日 / Day of completion, today by default"
    )
    expected_version: int = strawberry.field(description="所见节点的版本 / Version of the node that was seen")


@strawberry.type(description="办结节点的结果 / Result of completing a node")
class CompleteNodePayload:
    node: ScheduleNode | None = strawberry.field(description="办结的节点 / The completed node")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class NodeMutation:
    @strawberry.mutation(
        description="由目标日期倒排节点，首版为基准永久保留 / Schedule backwards; the first version stays the baseline (A8)"
    )
    async def schedule_backwards(
        self, info: Info, input: Annotated[ScheduleBackwardsInput, COMMAND]
    ) -> ScheduleBackwardsPayload:
        command = ScheduleBackwards(
            project_id=input.project_id,
            target_on=input.target_on,
            nodes=tuple(n.draft() for n in input.nodes),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "scheduleBackwards", input, command, schedule_backwards)
        return ScheduleBackwardsPayload(node_plan=await fetch(info, NodePlan, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="责任单位凭佐证材料办结节点 / The responsible unit completes a node with its evidence (A8)"
    )
    async def complete_node(self, info: Info, input: Annotated[CompleteNodeInput, COMMAND]) -> CompleteNodePayload:
        documents = tuple(
            Document(
                proves=d.proves,
                title=d.title,
                number=d.number,
                dated_on=d.dated_on,
                kept_at=d.kept_at,
                file_id=d.file_id,
            )
            for d in input.documents
        )
        command = CompleteNode(
            node_id=input.node_id,
            documents=documents,
            completed_on=input.completed_on,
            expected_version=input.expected_version,
        )
        done = await perform(info, "completeNode", input, command, complete_node)
        return CompleteNodePayload(node=await fetch(info, ScheduleNode, done.id), user_errors=done.user_errors)
