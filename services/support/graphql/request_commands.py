"""The commands on requests, and the reading of one."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import answer, fetch, sql
from services.support.graphql.arguments import COMMAND
from services.support.graphql.inputs import (
    AcceptRequestInput,
    ClaimRequestInput,
    DecideRequestInput,
    ResubmitRequestInput,
    ReturnRequestInput,
    SubmitRequestInput,
    SupportRequestPayload,
    WithdrawRequestInput,
)
from services.support.graphql.life_inputs import form_of
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.usecases.requests.accept import AcceptRequest, accept
from services.support.usecases.requests.claim import ClaimRequest, claim
from services.support.usecases.requests.decide import DecideRequest, decide
from services.support.usecases.requests.resubmit import ResubmitRequest, resubmit
from services.support.usecases.requests.return_ import ReturnRequest, return_
from services.support.usecases.requests.submit import SubmitRequest, submit
from services.support.usecases.requests.withdraw import WithdrawRequest, withdraw


@strawberry.type
class RequestQuery:
    @sql(description="一项申请；无权查看则为空 / One request; none when the caller may not see it")
    def request(
        self: Any, id: Annotated[UUID, strawberry.argument(description="申请编号 / Id")]
    ) -> SupportRequest | None:
        return answer(select(tables.Request).where(tables.Request.id == id))


async def payload(info: Info, done: Performed) -> SupportRequestPayload:
    """Answer with the request as it is now, or with the reasons of the refusal."""
    return SupportRequestPayload(request=await fetch(info, SupportRequest, done.id), user_errors=done.user_errors)


def asked_by(input: SubmitRequestInput) -> SubmitRequest:
    """Read what an applicant asks for."""
    return SubmitRequest(
        project_id=input.project_id,
        node_id=input.node_id,
        kind=input.kind,
        quantity=input.quantity,
        unit=input.unit,
        purpose=input.purpose,
        bureau_id=input.bureau_id,
        form=form_of(input.form),
        file_ids=tuple(input.file_ids or ()),
    )


@strawberry.type
class RequestMutation:
    @strawberry.mutation(
        description="提交申请，自次日起计时 / Submit a request; its clock runs from the day after (A15, A17.1)"
    )
    async def submit_request(self, info: Info, input: Annotated[SubmitRequestInput, COMMAND]) -> SupportRequestPayload:
        return await payload(info, await perform(info, "submitRequest", input, asked_by(input), submit))

    @strawberry.mutation(
        description="受理，并在额度内预留指标 / Accept, setting quota aside as far as there is any (A15)"
    )
    async def accept_request(self, info: Info, input: Annotated[AcceptRequestInput, COMMAND]) -> SupportRequestPayload:
        command = AcceptRequest(request_id=input.request_id, expected_version=input.expected_version)
        return await payload(info, await perform(info, "acceptRequest", input, command, accept))

    @strawberry.mutation(description="退回补正，停钟 / Return for correction; the clock stands (A17.1)")
    async def return_request(self, info: Info, input: Annotated[ReturnRequestInput, COMMAND]) -> SupportRequestPayload:
        command = ReturnRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            reason=input.reason,
            missing=tuple(input.missing or ()),
        )
        return await payload(info, await perform(info, "returnRequest", input, command, return_))

    @strawberry.mutation(description="补正后重报，续钟 / Submit again after correction; the clock goes on (A17.1)")
    async def resubmit_request(
        self, info: Info, input: Annotated[ResubmitRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = ResubmitRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            quantity=input.quantity,
            unit=input.unit,
            purpose=input.purpose,
            note=input.note,
            form=form_of(input.form),
            file_ids=tuple(input.file_ids or ()),
        )
        return await payload(info, await perform(info, "resubmitRequest", input, command, resubmit))

    @strawberry.mutation(description="认领或接办 / Claim, or take over from a colleague")
    async def claim_request(self, info: Info, input: Annotated[ClaimRequestInput, COMMAND]) -> SupportRequestPayload:
        command = ClaimRequest(request_id=input.request_id, expected_version=input.expected_version)
        return await payload(info, await perform(info, "claimRequest", input, command, claim))

    @strawberry.mutation(
        description="作出决定，正式行文并核销指标 / Decide by formal document, committing quota (A15, A17.1)"
    )
    async def decide_request(self, info: Info, input: Annotated[DecideRequestInput, COMMAND]) -> SupportRequestPayload:
        command = DecideRequest(
            request_id=input.request_id,
            expected_version=input.expected_version,
            outcome=input.outcome,
            granted_quantity=input.granted_quantity,
            reason=input.reason,
        )
        return await payload(info, await perform(info, "decideRequest", input, command, decide))

    @strawberry.mutation(description="申请人撤回 / Withdraw before the decision (A14)")
    async def withdraw_request(
        self, info: Info, input: Annotated[WithdrawRequestInput, COMMAND]
    ) -> SupportRequestPayload:
        command = WithdrawRequest(
            request_id=input.request_id, expected_version=input.expected_version, reason=input.reason
        )
        return await payload(info, await perform(info, "withdrawRequest", input, command, withdraw))
