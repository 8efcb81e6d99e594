"""Commands on adjustments in the API (第十一条)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.graphql.adjustment import Adjustment, AdjustmentPayload
from services.reserve.graphql.plan_commands import OnPlan
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
from services.reserve.usecases.adjustment.add import AdjustAdd, add
from services.reserve.usecases.adjustment.cancel import CancelAdjustment, cancel
from services.reserve.usecases.adjustment.draft import DraftAdjustment, draft
from services.reserve.usecases.adjustment.give_opinion import GiveAdjustmentOpinion, give_opinion
from services.reserve.usecases.adjustment.issue import IssueAdjustment, issue
from services.reserve.usecases.adjustment.record_decision_step import RecordAdjustmentStep, record_decision_step
from services.reserve.usecases.adjustment.record_deliberation import (
    RecordAdjustmentDeliberation,
    record_deliberation,
)
from services.reserve.usecases.adjustment.remove import AdjustRemove, remove
from services.reserve.usecases.adjustment.revalue import AdjustValue, revalue
from services.reserve.usecases.adjustment.suggest import SuggestAdjustment, suggest
from services.reserve.usecases.adjustment.undo import UndoChange, undo


@strawberry.input(description="起草计划调整 / Draft the adjustment of an issued plan (A11)")
class DraftAdjustmentInput(OnPlan):
    major_decision: bool = strawberry.field(
        default=False, description="属于重大行政决策 / It is a major administrative decision"
    )
    exception_reason: str | None = strawberry.field(
        default=None, description="非年中或再次调整的理由 / Why at another season or another time"
    )
    exception_approver: str | None = strawberry.field(default=None, description="例外批准人 / Approver")


@strawberry.input(description="对一次调整的操作 / A command on one adjustment")
class OnAdjustment:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    adjustment_id: UUID = strawberry.field(description="调整 / Adjustment")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="拟调入项目 / Draft an addition (A11)")
class AdjustAddInput(OnAdjustment, ListingInput):
    reason: str | None = strawberry.field(default=None, description="调入理由 / Why")


@strawberry.input(description="拟调出项目 / Draft a removal (A11)")
class AdjustRemoveInput(OnAdjustment):
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="不能按计划实施的理由 / Why it cannot go on as planned")


@strawberry.input(description="拟调整投资 / Draft other figures (A11)")
class AdjustValueInput(OnAdjustment):
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="理由 / Why")
    annual_investment: Decimal | None = strawberry.field(
        default=None, description="年度投资（万元），缺省不变 / Investment of the year, as it is when left out"
    )
    total_investment: Decimal | None = strawberry.field(
        default=None, description="总投资（万元），须与项目登记一致，缺省不变 / Total, the project's own"
    )


@strawberry.input(description="撤销一项调整 / Take a drafted change back")
class UndoAdjustmentChangeInput(OnAdjustment):
    project_id: UUID = strawberry.field(description="项目 / Project")


@strawberry.input(description="取消调整 / Give an adjustment up before it is issued")
class CancelAdjustmentInput(OnAdjustment):
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="对调整提出会商会审意见 / State an opinion on the changes (A3.4)")
class GiveAdjustmentOpinionInput(OnAdjustment, OpinionInput):
    """Of which list, and what."""


@strawberry.input(description="形成调整建议名单 / Make the list of changes (A3.4)")
class SuggestAdjustmentInput(OnAdjustment):
    """The adjustment alone."""


@strawberry.input(description="记录对调整的审议结果 / Record a deliberation on the changes (A3.4)")
class RecordAdjustmentDeliberationInput(OnAdjustment, MeetingInput):
    """Of which list, and what."""


@strawberry.input(description="记录调整的重大行政决策程序 / Record a step of a major administrative decision (A3.4)")
class RecordAdjustmentDecisionStepInput(OnAdjustment, StepInput):
    """Of which list, and what."""


@strawberry.input(description="下达调整 / Issue the adjustment (A11)")
class IssueAdjustmentInput(OnAdjustment):
    expected_plan_version: int = strawberry.field(description="所依据的计划版本 / Version of the plan that was seen")
    document_number: str = strawberry.field(description="发文字号，如 株高管发〔2027〕9号 / Document number")
    issued_on: date | None = strawberry.field(
        default=None, description="下达日期，缺省为今天 / Day of issue, today when left out"
    )


async def _answer(info: Info, done: Performed) -> AdjustmentPayload:
    return AdjustmentPayload(adjustment=await fetch(info, Adjustment, done.id), user_errors=done.user_errors)


@strawberry.type
class AdjustmentMutations:
    @strawberry.mutation(
        description="起草计划调整，原则上每年年中一次 / Draft an adjustment, in principle at mid-year (A11)"
    )
    async def draft_adjustment(self, info: Info, input: DraftAdjustmentInput) -> AdjustmentPayload:
        command = DraftAdjustment(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            major_decision=input.major_decision,
            exception_reason=input.exception_reason,
            exception_approver=input.exception_approver,
        )
        return await _answer(info, await perform(info, "draftAdjustment", input, command, draft))

    @strawberry.mutation(
        description="拟调入项目，条件与列入计划相同 / Draft an addition, on the terms of the plan (A11)"
    )
    async def adjust_add(self, info: Info, input: AdjustAddInput) -> AdjustmentPayload:
        command = AdjustAdd(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            reason=input.reason,
            **listing(input),
        )
        return await _answer(info, await perform(info, "adjustAdd", input, command, add))

    @strawberry.mutation(description="拟调出项目 / Draft a removal (A11)")
    async def adjust_remove(self, info: Info, input: AdjustRemoveInput) -> AdjustmentPayload:
        command = AdjustRemove(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "adjustRemove", input, command, remove))

    @strawberry.mutation(description="拟调整投资 / Draft other figures (A11)")
    async def adjust_value(self, info: Info, input: AdjustValueInput) -> AdjustmentPayload:
        command = AdjustValue(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            reason=input.reason,
            annual_investment=input.annual_investment,
            total_investment=input.total_investment,
        )
        return await _answer(info, await perform(info, "adjustValue", input, command, revalue))

    @strawberry.mutation(description="撤销一项调整，决定之前 / Take a drafted change back, before it is decided (A11)")
    async def undo_adjustment_change(self, info: Info, input: UndoAdjustmentChangeInput) -> AdjustmentPayload:
        command = UndoChange(
            adjustment_id=input.adjustment_id, expected_version=input.expected_version, project_id=input.project_id
        )
        return await _answer(info, await perform(info, "undoAdjustmentChange", input, command, undo))

    @strawberry.mutation(description="取消调整 / Give an adjustment up (A11)")
    async def cancel_adjustment(self, info: Info, input: CancelAdjustmentInput) -> AdjustmentPayload:
        command = CancelAdjustment(
            adjustment_id=input.adjustment_id, expected_version=input.expected_version, reason=input.reason
        )
        return await _answer(info, await perform(info, "cancelAdjustment", input, command, cancel))

    @strawberry.mutation(description="对调整提出会商会审意见 / State a body's opinion on the changes (A3.4)")
    async def give_adjustment_opinion(self, info: Info, input: GiveAdjustmentOpinionInput) -> AdjustmentPayload:
        command = GiveAdjustmentOpinion(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            said=said(input),
        )
        return await _answer(info, await perform(info, "giveAdjustmentOpinion", input, command, give_opinion))

    @strawberry.mutation(
        description="形成调整建议名单，各部门意见须齐全 / Make the list of changes; all opinions are needed (A3.4)"
    )
    async def suggest_adjustment(self, info: Info, input: SuggestAdjustmentInput) -> AdjustmentPayload:
        command = SuggestAdjustment(adjustment_id=input.adjustment_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "suggestAdjustment", input, command, suggest))

    @strawberry.mutation(description="记录对调整的审议结果，须按次序 / Record a deliberation, in its order (A3.4)")
    async def record_adjustment_deliberation(
        self, info: Info, input: RecordAdjustmentDeliberationInput
    ) -> AdjustmentPayload:
        command = RecordAdjustmentDeliberation(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            held=held(input),
        )
        done = await perform(info, "recordAdjustmentDeliberation", input, command, record_deliberation)
        return await _answer(info, done)

    @strawberry.mutation(
        description="记录调整的重大行政决策程序 / Record a step of a major administrative decision (A3.4)"
    )
    async def record_adjustment_decision_step(
        self, info: Info, input: RecordAdjustmentDecisionStepInput
    ) -> AdjustmentPayload:
        command = RecordAdjustmentStep(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            step=step(input),
        )
        done = await perform(info, "recordAdjustmentDecisionStep", input, command, record_decision_step)
        return await _answer(info, done)

    @strawberry.mutation(
        description="下达调整，计划随之变更并成新版次 / Issue the adjustment; the plan changes with it (A11)"
    )
    async def issue_adjustment(self, info: Info, input: IssueAdjustmentInput) -> AdjustmentPayload:
        command = IssueAdjustment(
            adjustment_id=input.adjustment_id,
            expected_version=input.expected_version,
            expected_plan_version=input.expected_plan_version,
            document_number=input.document_number,
            issued_on=input.issued_on,
        )
        return await _answer(info, await perform(info, "issueAdjustment", input, command, issue))
