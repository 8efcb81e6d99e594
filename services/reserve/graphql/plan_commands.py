"""Commands on the yearly plan in the API (第三条)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.graphql.plan import Plan, PlanPayload
from services.reserve.graphql.plan_procedure_inputs import (
    ListingInput,
    MeetingInput,
    OpinionInput,
    StepInput,
    held,
    listing,
    said,
    step,
)
from services.reserve.usecases.plan.add_item import AddPlanItem, add_item
from services.reserve.usecases.plan.draft import DraftPlan, draft
from services.reserve.usecases.plan.give_opinion import GiveOpinion, give_opinion
from services.reserve.usecases.plan.issue import IssuePlan, issue
from services.reserve.usecases.plan.record_decision_step import RecordDecisionStep, record_decision_step
from services.reserve.usecases.plan.record_deliberation import RecordDeliberation, record_deliberation
from services.reserve.usecases.plan.remove_item import RemovePlanItem, remove_item
from services.reserve.usecases.plan.suggest import SuggestPlan, suggest


@strawberry.input(description="起草年度计划及年度申报指南 / Draft a yearly plan with its guide (A3.1)")
class DraftPlanInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    year: int = strawberry.field(description="年度 / Year")
    major_decision: bool = strawberry.field(
        default=False, description="属于重大行政决策 / It is a major administrative decision"
    )
    support_areas: str | None = strawberry.field(default=None, description="支持领域 / Areas of support")
    selection_standard: str | None = strawberry.field(default=None, description="遴选标准 / Standards of selection")
    conditions: str | None = strawberry.field(default=None, description="申报条件 / Conditions")
    minimum_total_investment: Decimal | None = strawberry.field(
        default=None, description="最低总投资（万元）/ Smallest total investment (A2)"
    )


@strawberry.input(description="对一个计划的操作 / A command on one plan")
class OnPlan:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="列入项目 / List a project in the draft (A3.2, A3.3, A6)")
class AddPlanItemInput(OnPlan, ListingInput):
    """In which plan, and how."""


@strawberry.input(description="移出项目 / Take a project off the draft")
class RemovePlanItemInput(OnPlan):
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str | None = strawberry.field(default=None, description="理由 / Why")


@strawberry.input(description="提出会商会审意见 / State an opinion in the joint consultation (A3.4)")
class GiveOpinionInput(OnPlan, OpinionInput):
    """Of which list, and what."""


@strawberry.input(description="形成建议名单 / Draw up the suggested list (A3.4)")
class SuggestPlanInput(OnPlan):
    """The plan alone."""


@strawberry.input(description="记录审议结果 / Record a deliberation (A3.4)")
class RecordDeliberationInput(OnPlan, MeetingInput):
    """Of which list, and what."""


@strawberry.input(description="记录重大行政决策程序 / Record a step of a major administrative decision (A3.4)")
class RecordDecisionStepInput(OnPlan, StepInput):
    """Of which list, and what."""


@strawberry.input(description="下达计划 / Issue the plan (A3)")
class IssuePlanInput(OnPlan):
    document_number: str = strawberry.field(description="发文字号，如 株高管发〔2026〕15号 / Document number")
    issued_on: date | None = strawberry.field(
        default=None, description="下达日期，缺省为今天 / Day of issue, today when left out"
    )


async def _answer(info: Info, done: Performed) -> PlanPayload:
    return PlanPayload(plan=await fetch(info, Plan, done.id), user_errors=done.user_errors)


@strawberry.type
class PlanMutations:
    @strawberry.mutation(description="起草年度计划 / Draft a yearly plan (A3.1)")
    async def draft_plan(self, info: Info, input: DraftPlanInput) -> PlanPayload:
        command = DraftPlan(
            year=input.year,
            major_decision=input.major_decision,
            support_areas=input.support_areas,
            selection_standard=input.selection_standard,
            conditions=input.conditions,
            minimum_total_investment=input.minimum_total_investment,
        )
        return await _answer(info, await perform(info, "draftPlan", input, command, draft))

    @strawberry.mutation(
        description="列入项目；该年度已发布申报指南的，须有通过初审的申报或重大影响评估 / List a project in the draft; where "
        "the year has a published guide, by an application that passed or an assessment of major influence (A3, A6)"
    )
    async def add_plan_item(self, info: Info, input: AddPlanItemInput) -> PlanPayload:
        command = AddPlanItem(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            **listing(input),
        )
        return await _answer(info, await perform(info, "addPlanItem", input, command, add_item))

    @strawberry.mutation(description="移出项目 / Take a project off the draft (A3.4)")
    async def remove_plan_item(self, info: Info, input: RemovePlanItemInput) -> PlanPayload:
        command = RemovePlanItem(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "removePlanItem", input, command, remove_item))

    @strawberry.mutation(description="提出会商会审意见 / State a body's opinion (A3.4)")
    async def give_opinion(self, info: Info, input: GiveOpinionInput) -> PlanPayload:
        command = GiveOpinion(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            said=said(input),
        )
        return await _answer(info, await perform(info, "giveOpinion", input, command, give_opinion))

    @strawberry.mutation(
        description="形成建议名单，各部门意见须齐全 / Suggest the list; all opinions are needed (A3.4)"
    )
    async def suggest_plan(self, info: Info, input: SuggestPlanInput) -> PlanPayload:
        command = SuggestPlan(plan_id=input.plan_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "suggestPlan", input, command, suggest))

    @strawberry.mutation(description="记录审议结果，须按次序 / Record a deliberation, in its order (A3.4)")
    async def record_deliberation(self, info: Info, input: RecordDeliberationInput) -> PlanPayload:
        command = RecordDeliberation(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            held=held(input),
        )
        return await _answer(info, await perform(info, "recordDeliberation", input, command, record_deliberation))

    @strawberry.mutation(description="记录重大行政决策程序 / Record a step of a major administrative decision (A3.4)")
    async def record_decision_step(self, info: Info, input: RecordDecisionStepInput) -> PlanPayload:
        command = RecordDecisionStep(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            step=step(input),
        )
        return await _answer(info, await perform(info, "recordDecisionStep", input, command, record_decision_step))

    @strawberry.mutation(description="下达计划，此后冻结 / Issue the plan; it is frozen from then on (A3)")
    async def issue_plan(self, info: Info, input: IssuePlanInput) -> PlanPayload:
        command = IssuePlan(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            document_number=input.document_number,
            issued_on=input.issued_on,
        )
        return await _answer(info, await perform(info, "issuePlan", input, command, issue))
