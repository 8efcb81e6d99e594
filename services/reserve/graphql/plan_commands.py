"""Commands on the yearly plan in the API (第三条)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.terms import DeliberationOutcome, ItemBasis, ItemKind, OpinionOutcome
from services.reserve.graphql.plan import Plan, PlanPayload
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
class AddPlanItemInput(OnPlan):
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")
    basis: ItemBasis = strawberry.field(default=ItemBasis.APPLICATION, description="纳入依据 / Why it is listed")
    assessment: str | None = strawberry.field(
        default=None, description="评估意见（评估纳入时必填）/ Assessment, needed where that is the basis"
    )
    exception_reason: str | None = strawberry.field(
        default=None, description="未入库项目的例外理由 / Reason for a project in no library"
    )
    exception_approver: str | None = strawberry.field(
        default=None, description="例外批准人 / Approver of the exception"
    )
    application_id: UUID | None = strawberry.field(
        default=None,
        description="所凭申报，须已通过初审；缺省取该项目本年度的申报。该年度未发布申报指南的可以没有 / The application it "
        "rests on, which passed the preliminary review; the project's of the year when left out. Needed only where the "
        "year has a published guide (A3.2)",
    )
    influence_assessment_id: UUID | None = strawberry.field(
        default=None,
        description="所凭重大影响评估；缺省取该项目本年度最近一次。该年度未发布申报指南的可以没有 / The assessment it rests "
        "on; the project's latest of the year when left out. Needed only where the year has a published guide (A3.3)",
    )


@strawberry.input(description="移出项目 / Take a project off the draft")
class RemovePlanItemInput(OnPlan):
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str | None = strawberry.field(default=None, description="理由 / Why")


@strawberry.input(description="提出会商会审意见 / State an opinion in the joint consultation (A3.4)")
class GiveOpinionInput(OnPlan):
    body: str = strawberry.field(description="部门代码，见 rulebook.opinionBodies / Code of the body, see rulebook")
    outcome: OpinionOutcome = strawberry.field(description="意见 / Outcome")
    text: str | None = strawberry.field(
        default=None, description="具体意见，同意时可省略 / In words, needed unless it agrees"
    )
    project_ids: list[UUID] | None = strawberry.field(
        default=None,
        description="所及项目，缺省为应由本部门提意见的全部 / Which projects; all of the body's when left out",
    )


@strawberry.input(description="形成建议名单 / Draw up the suggested list (A3.4)")
class SuggestPlanInput(OnPlan):
    """The plan alone."""


@strawberry.input(description="记录审议结果 / Record a deliberation (A3.4)")
class RecordDeliberationInput(OnPlan):
    body: str = strawberry.field(
        description="机构代码，见 rulebook.deliberatingBodies / Code of the body, see rulebook"
    )
    outcome: DeliberationOutcome = strawberry.field(description="通过或退回 / Passed or returned")
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    meeting: str | None = strawberry.field(default=None, description="会议名称 / The meeting")
    reason: str | None = strawberry.field(default=None, description="退回理由 / Why it is returned")


@strawberry.input(description="记录重大行政决策程序 / Record a step of a major administrative decision (A3.4)")
class RecordDecisionStepInput(OnPlan):
    step: str = strawberry.field(description="程序代码，见 rulebook.decisionSteps / Code of the step, see rulebook")
    done_on: date = strawberry.field(description="完成日期 / Day")
    document: str = strawberry.field(description="材料名称 / Document")


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
            kind=input.kind,
            annual_investment=input.annual_investment,
            basis=input.basis,
            assessment=input.assessment,
            exception_reason=input.exception_reason,
            exception_approver=input.exception_approver,
            application_id=input.application_id,
            influence_assessment_id=input.influence_assessment_id,
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
            body=input.body,
            outcome=input.outcome,
            text=input.text,
            project_ids=None if input.project_ids is None else tuple(input.project_ids),
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
            body=input.body,
            outcome=input.outcome,
            held_on=input.held_on,
            meeting=input.meeting,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "recordDeliberation", input, command, record_deliberation))

    @strawberry.mutation(description="记录重大行政决策程序 / Record a step of a major administrative decision (A3.4)")
    async def record_decision_step(self, info: Info, input: RecordDecisionStepInput) -> PlanPayload:
        command = RecordDecisionStep(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            step=input.step,
            done_on=input.done_on,
            document=input.document,
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
