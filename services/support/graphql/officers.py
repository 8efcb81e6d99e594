"""What the people of a bureau see of each other: an officer's requests whatever the bureau, absences, workload."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, Select, Text, select

from services.chassis.graphql import Connection, Info, UserError, perform
from services.chassis.reads import Key, fetch, page, refer, sql, table, through
from services.chassis.reads.finding import found, whole
from services.support.domain.absence import Asked
from services.support.graphql.arguments import COMMAND, After, Before, First, Last
from services.support.graphql.enums import State
from services.support.graphql.queue_times import due, running_late
from services.support.graphql.references import Organization
from services.support.graphql.requests import SupportRequest
from services.support.graphql.watching import Watched, watched
from services.support.store import absences as store
from services.support.store import tables
from services.support.store.narrowing import in_order, narrowest
from services.support.usecases.officers.cancel_absence import CancelAbsence, cancel_absence
from services.support.usecases.officers.record_absence import record_absence


@strawberry.input(
    description="个人队列筛选；未给出的不限 / Filter of an officer's requests; what is absent does not limit"
)
class OfficerQueueFilter:
    states: list[State] | None = strawberry.field(default=None, description="状态（仅未办结的）/ States, of open ones")
    bureau_id: UUID | None = strawberry.field(default=None, description="承办单位 / Of one bureau")
    kind: str | None = strawberry.field(default=None, description="事项代码 / Of one kind")
    overdue: bool | None = strawberry.field(default=None, description="是否超期 / Only overdue ones, or none of them")
    warning: bool | None = strawberry.field(default=None, description="是否预警 / Only those that warn, or none")
    due_from: date | None = strawberry.field(default=None, description="到期日不早于 / Due on this day or later")
    due_to: date | None = strawberry.field(default=None, description="到期日不晚于 / Due on this day or before")


def _unit(self: Any) -> Organization | None:
    return refer(id=self.unit_id)


@strawberry.type(description="离岗登记：期间由代办人代为办理 / An absence: a substitute stands in meanwhile")
@table(tables.Absence)
class OfficerAbsence:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    unit: Organization | None = sql(_unit, description="单位 / Unit")
    subject: str = strawberry.field(description="离岗人标识 / Who is away")
    name: str = strawberry.field(description="离岗人 / Name")
    substitute: str = strawberry.field(description="代办人标识 / Who stands in")
    substitute_name: str = strawberry.field(description="代办人 / Name of who stands in")
    from_on: date = strawberry.field(description="起日（含）/ First day")
    until_on: date = strawberry.field(description="止日（含）/ Last day")
    reason: str = strawberry.field(description="事由 / Why")
    recorded_by_name: str = strawberry.field(description="登记人 / Who recorded it")
    recorded_at: datetime = strawberry.field(description="登记时间 / When it was recorded")
    cancelled_on: date | None = strawberry.field(description="取消日 / When it was called off")
    cancelled_by_name: str | None = strawberry.field(description="取消人 / Who called it off")
    cancelled_reason: str | None = strawberry.field(description="取消理由 / Why it was called off")


@strawberry.input(description="登记离岗及代办人 / Record an absence and who stands in")
class RecordAbsenceInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    substitute: str = strawberry.field(description="代办人标识 / Subject of who stands in")
    substitute_name: str = strawberry.field(description="代办人姓名 / Name of who stands in")
    from_on: date = strawberry.field(description="起日（含）/ First day")
    until_on: date = strawberry.field(description="止日（含）/ Last day")
    reason: str = strawberry.field(description="事由 / Why")
    subject: str | None = strawberry.field(
        default=None, description="离岗人标识；缺省为本人 / Who is away, if not the caller"
    )
    name: str | None = strawberry.field(default=None, description="离岗人姓名 / Name of who is away")


@strawberry.input(description="取消离岗登记 / Call an absence off")
class CancelAbsenceInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    absence_id: UUID = strawberry.field(description="离岗登记 / The absence")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="离岗登记操作结果 / Result of a command on an absence")
class AbsencePayload:
    absence: OfficerAbsence | None = strawberry.field(description="操作后的登记 / The absence after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


Whose = Annotated[
    str | None, strawberry.argument(description="办理人标识；缺省为本人 / Whose; the caller's when absent")
]
StandingIn = Annotated[
    bool,
    strawberry.argument(
        description="改为列出其今日代办的他人申请 / Instead those of absent colleagues for whom the person stands in today"
    ),
]


@strawberry.type
class OfficerQuery:
    @sql(
        description="办理人手中的未办结申请，不分承办单位，按到期先后；限本人有权查看的 / "
        "Open requests in an officer's hands, whatever the bureau, in the order of due dates; as far as the caller sees them"
    )
    def officer_queue(
        self: Any,
        info: Info,
        officer: Whose = None,
        standing_in: StandingIn = False,
        filter: Annotated[OfficerQueueFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SupportRequest]:
        wanted = filter or OfficerQueueFilter()
        request, query = _in_hand(info, officer, standing_in=standing_in)
        if wanted.states is not None:
            query = query.where(request.state.in_(wanted.states))
        if wanted.bureau_id is not None:
            query = query.where(request.bureau_id == wanted.bureau_id)
        if wanted.kind is not None:
            query = query.where(request.kind == wanted.kind)
        query = query.where(*due(request, wanted), *running_late(request, info, wanted))
        return page(query, [Key(request.due_order), Key(request.id)])

    @strawberry.field(
        extensions=[Watched()],
        description="承办单位人员的离岗登记，起日近的在前 / Absences of a bureau's people, the latest first",
    )
    def officer_absences(
        self: Any,
        info: Info,
        bureau_id: Annotated[UUID, strawberry.argument(description="单位 / The bureau")],
        current: Annotated[
            bool | None, strawberry.argument(description="今日有效的，或其余的 / Those that last today, or the others")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[OfficerAbsence]:
        absence, today = tables.Absence, through(info.context.today, _same, Date())
        still = (absence.unit_id == bureau_id, absence.cancelled_on.is_(None), absence.until_on >= today)
        few = in_order(absence, *still, by=(absence.until_on,)) if current else None
        row, query = narrowest(absence, [few], absence.from_on)
        query = query.where(row.unit_id == bureau_id)
        if current is not None:
            lasting = store.lasting(today, row)
            query = query.where(lasting if current else lasting.is_not(True))
        keys = [Key(row.from_on, descending=True), Key(row.id, descending=True)]
        return page(query, keys, guard=watched(info, bureau_id))


def _in_hand(info: Info, officer: str | None, *, standing_in: bool) -> tuple[Any, Select[Any]]:
    """Start with what a person has claimed, read in its index's order; or with what those have whom the person stands in for."""
    request = tables.Request
    person = through(info.context.caller.subject if officer is None else officer, _same_text, Text())
    if not standing_in:
        return request, select(request).where(request.claimant == person, request.ended_on.is_(None))
    away = store.stood_in_for(person, through(info.context.today, _same, Date()))
    ids = select(request.id).where(request.claimant.in_(away), request.ended_on.is_(None))
    row, kept = found(request, ids, request.due_order)
    open_ = (row.ended_on.is_(None), row.claimant.in_(away), whole(row))
    return row, select(row).where(kept, *open_)


def _same(day: date) -> date:
    return day


def _same_text(text: str) -> str:
    return text


@strawberry.type
class OfficerMutation:
    @strawberry.mutation(description="登记离岗，期间由代办人办理 / Record an absence; a substitute stands in (A17)")
    async def record_absence(self, info: Info, input: Annotated[RecordAbsenceInput, COMMAND]) -> AbsencePayload:
        command = Asked(
            subject=input.subject,
            name=input.name,
            substitute=input.substitute,
            substitute_name=input.substitute_name,
            from_on=input.from_on,
            until_on=input.until_on,
            reason=input.reason,
        )
        done = await perform(info, "recordAbsence", input, command, record_absence)
        return AbsencePayload(absence=await fetch(info, OfficerAbsence, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="取消离岗登记，或提前返岗 / Call an absence off, or come back early")
    async def cancel_absence(self, info: Info, input: Annotated[CancelAbsenceInput, COMMAND]) -> AbsencePayload:
        command = CancelAbsence(
            absence_id=input.absence_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "cancelAbsence", input, command, cancel_absence)
        return AbsencePayload(absence=await fetch(info, OfficerAbsence, done.id), user_errors=done.user_errors)
