"""The further commands on a request, from its acceptance to the correction of its document."""

from __future__ import annotations

from typing import Annotated

import strawberry

from services.chassis.graphql import Info, perform
from services.support.graphql.arguments import COMMAND
from services.support.graphql.inputs import SupportRequestPayload
from services.support.graphql.life_inputs import (
    AskOpinionInput,
    AssignRequestInput,
    GiveRequestOpinionInput,
    HandOverRequestInput,
    NotAcceptRequestInput,
    RecordSurveyInput,
    ResumeRequestInput,
    SuspendRequestInput,
    WithdrawOpinionInput,
)
from services.support.graphql.request_commands import payload
from services.support.usecases.requests.ask_opinion import AskOpinion, ask_opinion
from services.support.usecases.requests.assign import AssignRequest, assign
from services.support.usecases.requests.give_opinion import GiveOpinion, give_opinion
from services.support.usecases.requests.hand_over import HandOverRequest, hand_over
from services.support.usecases.requests.not_accept import NotAcceptRequest, not_accept
from services.support.usecases.requests.record_survey import RecordSurvey, record_survey
from services.support.usecases.requests.resume import ResumeRequest, resume
from services.support.usecases.requests.suspend import SuspendRequest, suspend
from services.support.usecases.requests.withdraw_opinion import WithdrawOpinion, withdraw_opinion


@strawberry.type
class LifeMutation:
    @strawberry.mutation(description="不予受理，说明理由和主管单位 / Do not take a request on (A17.1)")
    async def not_accept_request(
        self, info: Info, input: Annotated[NotAcceptRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = NotAcceptRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            reason=input.reason,
            competent_id=input.competent_id,
        )
        return await payload(info, await perform(info, "notAcceptRequest", input, command, not_accept))

    @strawberry.mutation(description="分办给本单位具体人员 / Assign to a named colleague of the bureau")
    async def assign_request(self, info: Info, input: Annotated[AssignRequestInput, COMMAND]) -> SupportRequestPayload:
        command = AssignRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            to_subject=input.to_subject,
            to_name=input.to_name,
            note=input.note,
        )
        return await payload(info, await perform(info, "assignRequest", input, command, assign))

    @strawberry.mutation(description="移交给本单位同事，说明理由 / Hand over to a named colleague, for a reason")
    async def hand_over_request(
        self, info: Info, input: Annotated[HandOverRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = HandOverRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            to_subject=input.to_subject,
            to_name=input.to_name,
            reason=input.reason,
        )
        return await payload(info, await perform(info, "handOverRequest", input, command, hand_over))

    @strawberry.mutation(
        description="启动特殊程序，停钟；限规则所列 / Begin a special procedure of the rule; the clock stands (A17.1)"
    )
    async def suspend_request(
        self, info: Info, input: Annotated[SuspendRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = SuspendRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            procedure=input.procedure,
            reason=input.reason,
            document=input.document,
        )
        return await payload(info, await perform(info, "suspendRequest", input, command, suspend))

    @strawberry.mutation(description="结束特殊程序，续钟 / End a special procedure; the clock goes on (A17.1)")
    async def resume_request(self, info: Info, input: Annotated[ResumeRequestInput, COMMAND]) -> SupportRequestPayload:
        command = ResumeRequest(request_id=input.request_id, expected_version=input.expected_version, note=input.note)
        return await payload(info, await perform(info, "resumeRequest", input, command, resume))

    @strawberry.mutation(description="登记现场踏勘 / Record a survey of the site (A17.3)")
    async def record_survey(self, info: Info, input: Annotated[RecordSurveyInput, COMMAND]) -> SupportRequestPayload:
        command = RecordSurvey(
            request_id=input.request_id,
            expected_version=input.expected_version,
            surveyed_on=input.surveyed_on,
            people=tuple(input.people),
            findings=input.findings,
            file_ids=tuple(input.file_ids or ()),
        )
        return await payload(info, await perform(info, "recordSurvey", input, command, record_survey))

    @strawberry.mutation(description="征求其他单位意见，各有时限 / Ask a unit for its opinion, with a limit of its own")
    async def ask_opinion(self, info: Info, input: Annotated[AskOpinionInput, COMMAND]) -> SupportRequestPayload:
        command = AskOpinion(
            request_id=input.request_id,
            expected_version=input.expected_version,
            unit_id=input.unit_id,
            question=input.question,
        )
        return await payload(info, await perform(info, "askOpinion", input, command, ask_opinion))

    @strawberry.mutation(description="反馈意见（被征求意见的单位）/ Give an opinion that one's unit was asked for")
    async def give_request_opinion(
        self, info: Info, input: Annotated[GiveRequestOpinionInput, COMMAND]
    ) -> SupportRequestPayload:
        command = GiveOpinion(
            opinion_id=input.opinion_id,
            expected_version=input.expected_version,
            stance=input.stance,
            text=input.text,
            file_ids=tuple(input.file_ids or ()),
        )
        return await payload(info, await perform(info, "giveRequestOpinion", input, command, give_opinion))

    @strawberry.mutation(description="撤回征求意见 / Ask a unit no more")
    async def withdraw_opinion(
        self, info: Info, input: Annotated[WithdrawOpinionInput, COMMAND]
    ) -> SupportRequestPayload:
        command = WithdrawOpinion(
            opinion_id=input.opinion_id, expected_version=input.expected_version, reason=input.reason
        )
        return await payload(info, await perform(info, "withdrawOpinion", input, command, withdraw_opinion))
