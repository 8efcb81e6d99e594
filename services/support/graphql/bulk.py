"""Bulk commands on the queue: each row for itself, with its own result (第十五条、第十七条)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.graphql.arguments import COMMAND
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.usecases.officers.bulk import Bulk, Seen, in_bulk
from services.support.usecases.officers.take_over import OPERATION, ReassignAbsence, reassign_absence
from services.support.usecases.requests.accept import AcceptRequest, accept
from services.support.usecases.requests.assign import AssignRequest, assign
from services.support.usecases.requests.claim import ClaimRequest, claim


@strawberry.input(description="申请及所依据的版本 / A request in the version that was seen")
class SeenRequestInput:
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")


@strawberry.input(description="批量受理 / Accept many requests")
class AcceptRequestsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    requests: list[SeenRequestInput] = strawberry.field(description="申请，1至200件 / The requests, 1 to 200")


@strawberry.input(description="批量认领 / Claim many requests")
class ClaimRequestsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    requests: list[SeenRequestInput] = strawberry.field(description="申请，1至200件 / The requests, 1 to 200")


@strawberry.input(description="批量分办给本单位一人 / Assign many requests to one colleague")
class AssignRequestsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    requests: list[SeenRequestInput] = strawberry.field(description="申请，1至200件 / The requests, 1 to 200")
    to_subject: str = strawberry.field(description="经办人标识 / Subject of the colleague")
    to_name: str = strawberry.field(description="经办人姓名 / Name of the colleague")
    note: str | None = strawberry.field(default=None, description="分办意见 / A note")


@strawberry.input(
    description="离岗人的申请一次转交代办人 / Reassign what an absent officer has in hand to the substitute"
)
class ReassignAbsenceInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    absence_id: UUID = strawberry.field(description="离岗登记 / The absence")


@strawberry.type(description="批量办理中一件的结果 / What became of one row of a bulk command")
class BulkRow:
    request_id: UUID = strawberry.field(description="申请 / Request")
    done: bool = strawberry.field(description="是否办成 / Whether it was done")
    request: SupportRequest | None = strawberry.field(description="此后的申请 / The request after it")
    user_errors: list[UserError] = strawberry.field(description="这一件不予通过的理由 / Why this row was refused")


@strawberry.type(
    description="批量办理结果，逐件列出，顺序同所给 / Result of a bulk command, row by row, in the order given"
)
class BulkPayload:
    done: int = strawberry.field(description="办成件数 / How many were done")
    refused: int = strawberry.field(description="未办成件数 / How many were refused")
    rows: list[BulkRow] = strawberry.field(description="逐件结果 / Row by row")
    user_errors: list[UserError] = strawberry.field(description="整批不予通过的理由 / Why nothing was tried at all")


def _seen(rows: list[SeenRequestInput]) -> list[Seen]:
    return [Seen(row.request_id, row.expected_version) for row in rows]


async def _payload(info: Info, done: Performed) -> BulkPayload:
    results = await _results(info, done.id)
    rows = []
    for result in results:
        request_id = UUID(result["requestId"])
        faults = [UserError(**fault) for fault in result["faults"]]
        row = BulkRow(
            request_id=request_id,
            done=not faults,
            request=await fetch(info, SupportRequest, request_id),
            user_errors=faults,
        )
        rows.append(row)
    refused = sum(not row.done for row in rows)
    return BulkPayload(done=len(rows) - refused, refused=refused, rows=rows, user_errors=done.user_errors)


async def _results(info: Info, id: UUID | None) -> list[dict[str, Any]]:
    if id is None:
        return []
    run = tables.BulkRun
    async with info.context.reading() as session:
        query = visible_select(run, info.context.caller).where(run.id == id).with_only_columns(run.results)
        return await session.scalar(query) or []


async def _accept(work: Work, id: UUID, version: int) -> UUID | Refusal:
    return await accept(work, AcceptRequest(request_id=id, expected_version=version))


async def _claim(work: Work, id: UUID, version: int) -> UUID | Refusal:
    return await claim(work, ClaimRequest(request_id=id, expected_version=version))


@strawberry.type
class BulkMutation:
    @strawberry.mutation(description="批量受理，逐件判断 / Accept many, each judged for itself (A15, A17.1)")
    async def accept_requests(self, info: Info, input: Annotated[AcceptRequestsInput, COMMAND]) -> BulkPayload:
        command = Bulk("acceptRequests", _seen(input.requests), _accept)
        return await _payload(info, await perform(info, "acceptRequests", input, command, in_bulk))

    @strawberry.mutation(description="批量认领，逐件判断 / Claim many, each judged for itself (A17.1)")
    async def claim_requests(self, info: Info, input: Annotated[ClaimRequestsInput, COMMAND]) -> BulkPayload:
        command = Bulk("claimRequests", _seen(input.requests), _claim)
        return await _payload(info, await perform(info, "claimRequests", input, command, in_bulk))

    @strawberry.mutation(
        description="批量分办，逐件判断 / Assign many to one colleague, each judged for itself (A17.1)"
    )
    async def assign_requests(self, info: Info, input: Annotated[AssignRequestsInput, COMMAND]) -> BulkPayload:
        async def row(work: Work, id: UUID, version: int) -> UUID | Refusal:
            to = AssignRequest(
                request_id=id,
                expected_version=version,
                to_subject=input.to_subject,
                to_name=input.to_name,
                note=input.note,
            )
            return await assign(work, to)

        command = Bulk("assignRequests", _seen(input.requests), row)
        return await _payload(info, await perform(info, "assignRequests", input, command, in_bulk))

    @strawberry.mutation(
        description="离岗人手中的申请一次转交代办人，每次至多200件，可重复 / "
        "Reassign what an absent officer has in hand to the substitute, 200 at a time; do it again for more (A17)"
    )
    async def reassign_absence(self, info: Info, input: Annotated[ReassignAbsenceInput, COMMAND]) -> BulkPayload:
        command = ReassignAbsence(absence_id=input.absence_id)
        return await _payload(info, await perform(info, OPERATION, input, command, reassign_absence))
