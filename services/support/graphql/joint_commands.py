"""Commands on joint matters (第十七条（二）)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError, Info, UserError, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint.handling import Answer
from services.support.domain.joint.model import Attending, Meeting
from services.support.domain.special import Ordered
from services.support.graphql.arguments import COMMAND
from services.support.graphql.enums import Outcome, Stance
from services.support.graphql.joint import JointEvaluation
from services.support.graphql.life_inputs import FormValueInput, form_of
from services.support.graphql.services_terms import JOINT, KEY, SEEN
from services.support.usecases.joint.accept import accept
from services.support.usecases.joint.case import JointCommand
from services.support.usecases.joint.claim import claim
from services.support.usecases.joint.decide import DecideJoint, decide
from services.support.usecases.joint.not_accept import NotAcceptJoint, not_accept
from services.support.usecases.joint.record_meeting import RecordMeetingJoint, record_meeting
from services.support.usecases.joint.resubmit import ResubmitJoint, resubmit
from services.support.usecases.joint.resume import ResumeJoint, resume
from services.support.usecases.joint.return_ import ReturnJoint, return_
from services.support.usecases.joint.submit import Evaluation, SubmitJoint, submit
from services.support.usecases.joint.suspend import SuspendJoint, suspend
from services.support.usecases.joint.withdraw import WithdrawJoint, withdraw

C = TypeVar("C")


@strawberry.type(description="多评合一命令的结果 / Result of a command on a joint evaluation")
class JointEvaluationPayload:
    joint_evaluation: JointEvaluation | None = strawberry.field(description="操作后的联合事项 / As it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="一项环评及其表单 / One evaluation with its form")
class EvaluationInput:
    kind: str = strawberry.field(description="事项代码，如 EIA_CONSTRUCTION / Code of the kind")
    form: list[FormValueInput] = strawberry.field(description="表单，字段见 supportRequestKinds / Its form")


@strawberry.input(description="提交多评合一 / Submit several evaluations as one")
class SubmitJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    evaluations: list[EvaluationInput] = strawberry.field(description="各项环评，至少两项 / The parts, two at least")
    node_id: UUID | None = strawberry.field(default=None, description="等待批复的节点 / The node that waits for it")
    bureau_id: UUID | None = strawberry.field(
        default=None, description="牵头单位；仅有一个时可不填 / The bureau, where several act in the role"
    )


@strawberry.input(description="对联合事项的操作 / A command on a joint evaluation")
class JointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="退回补正，各项一并停钟 / Return all parts for correction")
class ReturnJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="须补正的内容 / What must be corrected")
    missing: list[str] | None = strawberry.field(default=None, description="补正清单 / Everything that is missing")


@strawberry.input(description="不予受理 / Take none of the parts on")
class NotAcceptJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="补正后重报，一并续钟 / Submit all parts again")
class ResubmitJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    evaluations: list[EvaluationInput] | None = strawberry.field(
        default=None, description="有改动的各项及其完整表单 / The parts that are corrected, each with its whole form"
    )
    note: str | None = strawberry.field(default=None, description="补正说明 / What was corrected")


@strawberry.input(description="参会单位及其意见 / A unit at the meeting, and what it thinks")
class JointMeetingUnitInput:
    unit_id: UUID = strawberry.field(description="单位 / The unit")
    stance: Stance = strawberry.field(description="意见 / Its stance")
    said: str = strawberry.field(default="", description="条件或理由；非“同意”必填 / Needed unless it agrees")


@strawberry.input(description="登记牵头会商 / Record the meeting on all parts")
class RecordJointMeetingInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    held_on: date = strawberry.field(description="会商日期 / Day")
    place: str = strawberry.field(description="地点或方式 / Place, or by what means")
    conclusion: str = strawberry.field(description="会商结论 / Conclusion")
    attending: list[JointMeetingUnitInput] = strawberry.field(description="参会单位及意见 / The units")


@strawberry.input(description="启动特殊程序，一并停钟 / A special procedure stops the one clock")
class SuspendJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    procedure: str = strawberry.field(description="特殊程序代码 / Code of the procedure")
    reason: str = strawberry.field(description="理由 / Why")
    document: str = strawberry.field(description="文书编号 / Number of the document that orders it")


@strawberry.input(description="结束特殊程序，一并续钟 / The one clock goes on")
class ResumeJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    note: str | None = strawberry.field(default=None, description="结果 / What came of it")


@strawberry.input(description="一并批复：全部准予或全部不予 / Decide all parts at once")
class DecideJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    outcome: Outcome = strawberry.field(description="GRANTED 或 REFUSED / All granted, or none")
    reason: str | None = strawberry.field(default=None, description="理由；不予必填 / Reason; needed for a refusal")


@strawberry.input(description="申请人撤回全部各项 / Withdraw all parts")
class WithdrawJointEvaluationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    joint_id: UUID = strawberry.field(description=JOINT)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str | None = strawberry.field(default=None, description="撤回理由 / Why")


async def done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> JointEvaluationPayload:
    """Carry out a command and answer with the joint matter."""
    performed = await perform(info, operation, input, command, usecase)
    shown = await fetch(info, JointEvaluation, performed.id)
    return JointEvaluationPayload(joint_evaluation=shown, user_errors=performed.user_errors)


def _forms(evaluations: list[EvaluationInput] | None) -> tuple[Evaluation, ...]:
    return tuple(Evaluation(e.kind, form_of(e.form)) for e in evaluations or ())


def _by_kind(evaluations: tuple[Evaluation, ...]) -> dict[str, Mapping[str, str]]:
    """Order forms by their kind; raise ApiError BAD_INPUT where one is given twice."""
    forms = {e.kind: e.form for e in evaluations}
    if len(forms) < len(evaluations):
        raise ApiError("BAD_INPUT", "同一环评事项只填一次 / an evaluation is given once")
    return forms


@strawberry.type
class JointMutation:
    @strawberry.mutation(
        description="提交多评合一，一个时限自次日起计 / Submit evaluations as one; one clock runs from the day after (A17.2)"
    )
    async def submit_joint_evaluation(
        self, info: Info, input: Annotated[SubmitJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = SubmitJoint(
            project_id=input.project_id,
            node_id=input.node_id,
            bureau_id=input.bureau_id,
            purpose=input.purpose,
            evaluations=_forms(input.evaluations),
        )
        return await done(info, "submitJointEvaluation", input, command, submit)

    @strawberry.mutation(description="统一受理 / Accept all parts (A17.2)")
    async def accept_joint_evaluation(
        self, info: Info, input: Annotated[JointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = JointCommand(joint_id=input.joint_id, expected_version=input.expected_version)
        return await done(info, "acceptJointEvaluation", input, command, accept)

    @strawberry.mutation(description="退回补正，各项一并停钟 / Return all parts; the one clock stands (A17.2)")
    async def return_joint_evaluation(
        self, info: Info, input: Annotated[ReturnJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = ReturnJoint(
            joint_id=input.joint_id,
            expected_version=input.expected_version,
            reason=input.reason,
            missing=tuple(input.missing or ()),
        )
        return await done(info, "returnJointEvaluation", input, command, return_)

    @strawberry.mutation(description="不予受理 / Take none of the parts on (A17.2)")
    async def not_accept_joint_evaluation(
        self, info: Info, input: Annotated[NotAcceptJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = NotAcceptJoint(joint_id=input.joint_id, expected_version=input.expected_version, reason=input.reason)
        return await done(info, "notAcceptJointEvaluation", input, command, not_accept)

    @strawberry.mutation(description="补正后重报，一并续钟 / Submit all parts again; the one clock goes on (A17.2)")
    async def resubmit_joint_evaluation(
        self, info: Info, input: Annotated[ResubmitJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = ResubmitJoint(
            joint_id=input.joint_id,
            expected_version=input.expected_version,
            answer=Answer(purpose=input.purpose, note=input.note, forms=_by_kind(_forms(input.evaluations))),
        )
        return await done(info, "resubmitJointEvaluation", input, command, resubmit)

    @strawberry.mutation(description="认领或接办全部各项 / Take all parts in hand (A17.2)")
    async def claim_joint_evaluation(
        self, info: Info, input: Annotated[JointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = JointCommand(joint_id=input.joint_id, expected_version=input.expected_version)
        return await done(info, "claimJointEvaluation", input, command, claim)

    @strawberry.mutation(
        description="登记牵头会商；批复前必须有 / Record the meeting, without which nothing is decided (A17.2)"
    )
    async def record_joint_meeting(
        self, info: Info, input: Annotated[RecordJointMeetingInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = RecordMeetingJoint(
            joint_id=input.joint_id,
            expected_version=input.expected_version,
            meeting=Meeting(
                held_on=input.held_on,
                place=input.place,
                conclusion=input.conclusion,
                attending=tuple(Attending(unit_id=u.unit_id, stance=u.stance, said=u.said) for u in input.attending),
            ),
        )
        return await done(info, "recordJointMeeting", input, command, record_meeting)

    @strawberry.mutation(description="启动特殊程序，一并停钟 / A special procedure stops the one clock (A17.2)")
    async def suspend_joint_evaluation(
        self, info: Info, input: Annotated[SuspendJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = SuspendJoint(
            joint_id=input.joint_id,
            expected_version=input.expected_version,
            ordered=Ordered(procedure=input.procedure, reason=input.reason, document=input.document),
        )
        return await done(info, "suspendJointEvaluation", input, command, suspend)

    @strawberry.mutation(description="结束特殊程序，一并续钟 / The procedure is over; the one clock goes on (A17.2)")
    async def resume_joint_evaluation(
        self, info: Info, input: Annotated[ResumeJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = ResumeJoint(joint_id=input.joint_id, expected_version=input.expected_version, note=input.note)
        return await done(info, "resumeJointEvaluation", input, command, resume)

    @strawberry.mutation(description="一并批复，一个文号 / Approve or refuse all parts by one document (A17.2)")
    async def decide_joint_evaluation(
        self, info: Info, input: Annotated[DecideJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = DecideJoint(
            joint_id=input.joint_id, expected_version=input.expected_version, outcome=input.outcome, reason=input.reason
        )
        return await done(info, "decideJointEvaluation", input, command, decide)

    @strawberry.mutation(description="撤回全部各项 / Withdraw all parts before the decision (A14, A17.2)")
    async def withdraw_joint_evaluation(
        self, info: Info, input: Annotated[WithdrawJointEvaluationInput, COMMAND]
    ) -> JointEvaluationPayload:
        command = WithdrawJoint(joint_id=input.joint_id, expected_version=input.expected_version, reason=input.reason)
        return await done(info, "withdrawJointEvaluation", input, command, withdraw)
