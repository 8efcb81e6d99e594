"""The command that plans a project's nodes from a template (第八条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info
from services.chassis.reads import fetch
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.domain.node.from_template import Assignment, Override, ScheduleFromTemplate
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.node_commands import NodeDependencyInput, ScheduleBackwardsPayload, ScheduleNodeInput
from services.schedule.graphql.performing import perform
from services.schedule.graphql.plan import NodePlan
from services.schedule.usecases.node.plan_from_template import schedule_from_template


@strawberry.input(
    description=(
        "责任分工：指定事项、指定阶段，或两者都不写（其余全部事项）；事项优先于阶段 / "
        "Who answers for an item, a stage, or, with neither, for all the rest; an item goes before its stage"
    )
)
class TemplateResponsibleInput:
    code: str | None = strawberry.field(default=None, description="事项编号 / Code of the item")
    stage: str | None = strawberry.field(default=None, description="阶段 / Stage")
    responsible_unit_id: UUID = strawberry.field(description="责任单位 / Responsible unit")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")

    def assignment(self) -> Assignment:
        return Assignment(
            unit_id=self.responsible_unit_id, person=self.responsible_person, stage=self.stage, code=self.code
        )


@strawberry.input(
    description="对模板中某一事项的调整，未写的照模板 / What a plan has otherwise than the template; the rest stays"
)
class TemplateOverrideInput:
    code: str = strawberry.field(description="事项编号 / Code of the item")
    left_out: bool = strawberry.field(
        default=False,
        description="本项目不办此事项，其后续事项改为等待其前置事项 / Left out: what waited for it waits for its predecessors",
    )
    name: str | None = strawberry.field(default=None, description="节点名称 / Name")
    key_link: str | None = strawberry.field(default=None, description="关键环节 / The step on which it hangs")
    duration: int | None = strawberry.field(default=None, description="办理时限（天数）/ Duration in days")
    unit: DayUnit | None = strawberry.field(default=None, description="天数单位 / Kind of days")
    dependencies: list[NodeDependencyInput] | None = strawberry.field(
        default=None, description="前置关系，写则整体替换 / Dependencies, replaced as a whole"
    )
    required_evidence: list[str] | None = strawberry.field(
        default=None, description="佐证材料，写则整体替换 / Evidence, replaced as a whole"
    )
    waits_for: str | None = strawberry.field(default=None, description="须等待的要素保障事项 / Factor to wait for")
    waits_for_nothing: bool = strawberry.field(
        default=False, description="不等待要素保障（如用地指标已落实）/ It waits for no factor"
    )
    constraint: ConstraintKind | None = strawberry.field(default=None, description="日期约束 / Constraint to a day")
    constraint_on: date | None = strawberry.field(default=None, description="约束日期 / Day of the constraint")

    def override(self) -> Override:
        links = None if self.dependencies is None else tuple(d.link() for d in self.dependencies)
        evidence = None if self.required_evidence is None else tuple(self.required_evidence)
        return Override(
            code=self.code,
            left_out=self.left_out,
            name=self.name,
            key_link=self.key_link,
            duration=self.duration,
            unit=self.unit,
            links=links,
            evidence=evidence,
            waits_for=self.waits_for,
            waits_for_nothing=self.waits_for_nothing,
            constraint=self.constraint,
            constraint_on=self.constraint_on,
        )


@strawberry.input(description="按节点模板倒排 / Schedule backwards from a template (A8)")
class ScheduleFromTemplateInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    template: str = strawberry.field(description="模板代码，见 nodeTemplates / Code of the template")
    target_on: date = strawberry.field(description="目标日期 / Target day")
    responsible: list[TemplateResponsibleInput] = strawberry.field(description="责任分工 / Who answers for what")
    overrides: list[TemplateOverrideInput] = strawberry.field(
        default_factory=list, description="对模板事项的调整 / What is otherwise than the template"
    )
    more_nodes: list[ScheduleNodeInput] = strawberry.field(
        default_factory=list, description="模板以外的节点 / Nodes that the template does not have"
    )
    reason: str | None = strawberry.field(
        default=None, description="变更理由，变更时必填 / Reason, required for a change"
    )
    expected_version: int = strawberry.field(
        default=0, description="所见计划的版本，尚无计划为 0 / Version of the plan that was seen, 0 for none"
    )


@strawberry.type
class TemplateMutation:
    @strawberry.mutation(
        description=(
            "按节点模板一次倒排全部节点；计划自有其副本，模板日后变更不影响 / "
            "Plan all nodes from a template in one step; the plan owns its copy (A8)"
        )
    )
    async def schedule_from_template(
        self, info: Info, input: Annotated[ScheduleFromTemplateInput, COMMAND]
    ) -> ScheduleBackwardsPayload:
        command = ScheduleFromTemplate(
            project_id=input.project_id,
            template=input.template,
            target_on=input.target_on,
            assignments=tuple(r.assignment() for r in input.responsible),
            overrides=tuple(o.override() for o in input.overrides),
            more_nodes=tuple(n.draft() for n in input.more_nodes),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "scheduleFromTemplate", input, command, schedule_from_template)
        return ScheduleBackwardsPayload(node_plan=await fetch(info, NodePlan, done.id), user_errors=done.user_errors)
