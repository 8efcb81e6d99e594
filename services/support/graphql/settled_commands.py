"""The commands after a decision: delivery, acknowledgement, review, correction."""

from __future__ import annotations

from typing import Annotated

import strawberry

from services.chassis.graphql import Info, perform
from services.support.graphql.arguments import COMMAND
from services.support.graphql.inputs import SupportRequestPayload
from services.support.graphql.request_commands import payload
from services.support.graphql.settled_inputs import (
    AcknowledgeRequestInput,
    AskReviewInput,
    CorrectDecisionInput,
    DecideReviewInput,
    DeliverRequestInput,
)
from services.support.usecases.requests.acknowledge import AcknowledgeRequest, acknowledge
from services.support.usecases.requests.ask_review import AskReview, ask_review
from services.support.usecases.requests.correct import CorrectDecision, correct
from services.support.usecases.requests.decide_review import DecideReview, decide_review
from services.support.usecases.requests.deliver import DeliverRequest, deliver


@strawberry.type
class SettledMutation:
    @strawberry.mutation(description="登记送达，复核期限自次日起算 / Record the delivery of the document in force")
    async def deliver_request(
        self, info: Info, input: Annotated[DeliverRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = DeliverRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            method=input.method,
            recipient=input.recipient,
            delivered_on=input.delivered_on,
            note=input.note,
            file_ids=tuple(input.file_ids or ()),
        )
        return await payload(info, await perform(info, "deliverRequest", input, command, deliver))

    @strawberry.mutation(description="申请人签收 / The applicant acknowledges the delivery")
    async def acknowledge_request(
        self, info: Info, input: Annotated[AcknowledgeRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = AcknowledgeRequest(request_id=input.request_id, expected_version=input.expected_version)
        return await payload(info, await perform(info, "acknowledgeRequest", input, command, acknowledge))

    @strawberry.mutation(description="申请复核，以一次为限 / Ask for the one review of a decision")
    async def ask_review(self, info: Info, input: Annotated[AskReviewInput, COMMAND]) -> SupportRequestPayload:
        command = AskReview(
            request_id=input.request_id,
            expected_version=input.expected_version,
            grounds=input.grounds,
            file_ids=tuple(input.file_ids or ()),
        )
        return await payload(info, await perform(info, "askReview", input, command, ask_review))

    @strawberry.mutation(
        description="作出复核决定：维持，或另行文变更并相应调整指标 / "
        "Uphold the decision, or replace it by a new document, moving the quota accordingly (A15)"
    )
    async def decide_review(self, info: Info, input: Annotated[DecideReviewInput, COMMAND]) -> SupportRequestPayload:
        command = DecideReview(
            request_id=input.request_id,
            expected_version=input.expected_version,
            outcome=input.outcome,
            reason=input.reason,
            decision=input.decision,
            granted_quantity=input.granted_quantity,
        )
        return await payload(info, await perform(info, "decideReview", input, command, decide_review))

    @strawberry.mutation(
        description="更正文书的笔误，另发更正通知 / Correct a slip in the document by a notice of its own number"
    )
    async def correct_decision(
        self, info: Info, input: Annotated[CorrectDecisionInput, COMMAND]
    ) -> SupportRequestPayload:
        command = CorrectDecision(
            request_id=input.request_id,
            expected_version=input.expected_version,
            wrong=input.wrong,
            right=input.right,
            reason=input.reason,
        )
        return await payload(info, await perform(info, "correctDecision", input, command, correct))
