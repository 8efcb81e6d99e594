"""Commands on contact persons (第九条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch
from services.schedule.domain.specialist.appointing import (
    AppointSpecialist,
    CancelHandOver,
    CorrectSpecialist,
    HandOverSpecialist,
)
from services.schedule.domain.specialist.record import Contact
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.specialist import Specialist
from services.schedule.usecases.specialist.appoint import appoint_specialist
from services.schedule.usecases.specialist.cancel import cancel_specialist
from services.schedule.usecases.specialist.correct import correct_specialist
from services.schedule.usecases.specialist.hand_over import hand_over_specialist

SUBJECT = "人员标识（身份提供方的 sub）/ Subject of the identity provider"
PHONE = "联系电话，6至20位 / Phone"


@strawberry.input(description="确定项目专员 / Name the contact person of a construction project (A9)")
class AppointSpecialistInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    subject: str = strawberry.field(description=SUBJECT)
    name: str = strawberry.field(description="姓名 / Name")
    phone: str = strawberry.field(description=PHONE)
    unit_id: UUID = strawberry.field(description="所在单位 / The person's unit")
    from_on: date | None = strawberry.field(
        default=None, description="任职首日，默认今日 / First day, today by default"
    )


@strawberry.input(description="交接项目专员 / Hand the project over to another contact person (A9)")
class HandOverSpecialistInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    specialist_id: UUID = strawberry.field(description="现任的任职 / The appointment that ends")
    subject: str = strawberry.field(description="接任者的" + SUBJECT)
    name: str = strawberry.field(description="接任者姓名 / Name of who follows")
    phone: str = strawberry.field(description=PHONE)
    unit_id: UUID = strawberry.field(description="接任者所在单位 / Unit of who follows")
    from_on: date | None = strawberry.field(
        default=None,
        description="接任首日，默认今日，不早于今日 / First day of who follows, today by default, never past",
    )
    reason: str = strawberry.field(description="交接理由 / Why")
    open_points: str = strawberry.field(description="未了事项，没有的写“无” / What is left open")
    expected_version: int = strawberry.field(description="所见任职的版本 / Version of the appointment that was seen")


@strawberry.input(description="撤销尚未到任的任职 / Take back an appointment before its first day (A9)")
class CancelSpecialistInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    specialist_id: UUID = strawberry.field(description="任职 / Appointment")
    reason: str = strawberry.field(description="撤销理由 / Why")
    expected_version: int = strawberry.field(description="所见任职的版本 / Version of the appointment that was seen")


@strawberry.input(description="更正项目专员的姓名、电话 / Correct how a contact person is called and reached (A9)")
class CorrectSpecialistInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    specialist_id: UUID = strawberry.field(description="任职 / Appointment")
    name: str = strawberry.field(description="姓名 / Name")
    phone: str = strawberry.field(description=PHONE)
    expected_version: int = strawberry.field(description="所见任职的版本 / Version of the appointment that was seen")


@strawberry.type(description="项目专员命令的结果 / Result of a command on a contact person")
class SpecialistPayload:
    specialist: Specialist | None = strawberry.field(description="任职 / The appointment as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


async def _payload(info: Info, done: Performed) -> SpecialistPayload:
    return SpecialistPayload(specialist=await fetch(info, Specialist, done.id), user_errors=done.user_errors)


def _contact(given: AppointSpecialistInput | HandOverSpecialistInput) -> Contact:
    return Contact(subject=given.subject, name=given.name, phone=given.phone, unit_id=given.unit_id)


@strawberry.type
class SpecialistMutation:
    @strawberry.mutation(
        description="确定项目专员，每个重点建设项目只确定1名 / Name the one contact person of a construction project (A9)"
    )
    async def appoint_specialist(
        self, info: Info, input: Annotated[AppointSpecialistInput, COMMAND]
    ) -> SpecialistPayload:
        command = AppointSpecialist(project_id=input.project_id, contact=_contact(input), from_on=input.from_on)
        return await _payload(info, await perform(info, "appointSpecialist", input, command, appoint_specialist))

    @strawberry.mutation(
        description="交接项目专员：自某日起由他人接任 / Another person follows from a day on, with reason and open points (A9)"
    )
    async def hand_over_specialist(
        self, info: Info, input: Annotated[HandOverSpecialistInput, COMMAND]
    ) -> SpecialistPayload:
        command = HandOverSpecialist(
            specialist_id=input.specialist_id,
            contact=_contact(input),
            from_on=input.from_on,
            reason=input.reason,
            open_points=input.open_points,
            expected_version=input.expected_version,
        )
        return await _payload(info, await perform(info, "handOverSpecialist", input, command, hand_over_specialist))

    @strawberry.mutation(
        description="撤销尚未到任的任职，原任继续 / Take an appointment back before its first day; who was replaced goes on (A9)"
    )
    async def cancel_specialist(
        self, info: Info, input: Annotated[CancelSpecialistInput, COMMAND]
    ) -> SpecialistPayload:
        command = CancelHandOver(
            specialist_id=input.specialist_id, reason=input.reason, expected_version=input.expected_version
        )
        return await _payload(info, await perform(info, "cancelSpecialist", input, command, cancel_specialist))

    @strawberry.mutation(
        description="更正项目专员的姓名、电话；本人亦可 / Correct name and phone; the person may, too (A9)"
    )
    async def correct_specialist(
        self, info: Info, input: Annotated[CorrectSpecialistInput, COMMAND]
    ) -> SpecialistPayload:
        command = CorrectSpecialist(
            specialist_id=input.specialist_id,
            name=input.name,
            phone=input.phone,
            expected_version=input.expected_version,
        )
        return await _payload(info, await perform(info, "correctSpecialist", input, command, correct_specialist))
