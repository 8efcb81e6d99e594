"""Doing what a card asks, confirming it, returning it, and the day of the quarterly review (A21)."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.duties import CardDuty
from services.assessment.graphql.period_commands import PeriodPayload
from services.assessment.graphql.periods import AssessmentPeriod
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.card.confirm_duty import ConfirmDuty, confirm_duty
from services.assessment.usecases.card.fulfil_duty import FulfilDuty, fulfil_duty
from services.assessment.usecases.card.return_duty import ReturnDuty, return_duty
from services.assessment.usecases.card.set_review_day import SetReviewDay, set_review_day
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch

SEEN = "所见版本 / Version seen"
DUTY = "义务 / The duty"


@strawberry.input(description="履行红黄牌义务 / Do what a card asks")
class FulfilDutyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    duty_id: UUID = strawberry.field(description=DUTY)
    expected_version: int = strawberry.field(description=SEEN)
    person: str = strawberry.field(description="表态人（书面汇报的签署人）/ Who spoke, or signed the report")
    text: str = strawberry.field(
        default="", description="表态（汇报）内容，与文件至少填一项 / What was said or written; this or a file"
    )
    file_ids: list[UUID] = strawberry.field(default_factory=list, description="已上传的文件 / Files, uploaded before")


@strawberry.input(description="确认义务已履行 / Confirm that a duty was done")
class ConfirmDutyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    duty_id: UUID = strawberry.field(description=DUTY)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="退回重做 / Ask for a duty to be done again")
class ReturnDutyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    duty_id: UUID = strawberry.field(description=DUTY)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由，告知该单位 / Reason; the unit is told it")


@strawberry.input(description="确定季讲评日 / Set the day of the quarterly review")
class SetReviewDayInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4）/ Quarter, 1 to 4")
    expected_version: int = strawberry.field(description=SEEN)
    review_on: date = strawberry.field(description="季讲评日 / Day of the review")


@strawberry.type(description="义务命令的结果 / Outcome of a command on a duty")
class CardDutyPayload:
    duty: CardDuty | None = strawberry.field(description="该义务 / The duty as it is now")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class DutyMutations:
    @strawberry.mutation(
        description="预警单位履行义务：现场或书面表态、主要负责人书面汇报 / "
        "A carded unit does what its card asks: a statement, or its head's report (A21)"
    )
    async def fulfil_duty(self, info: Info, input: Annotated[FulfilDutyInput, GIVEN]) -> CardDutyPayload:
        command = FulfilDuty(
            duty_id=input.duty_id,
            expected_version=input.expected_version,
            person=input.person,
            text=input.text,
            file_ids=tuple(input.file_ids),
        )
        done = await perform(info, "fulfilDuty", input, command, fulfil_duty)
        return CardDutyPayload(duty=await fetch(info, CardDuty, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="确认预警单位已履行义务 / Confirm that a carded unit did its duty (A21)")
    async def confirm_duty(self, info: Info, input: Annotated[ConfirmDutyInput, GIVEN]) -> CardDutyPayload:
        command = ConfirmDuty(input.duty_id, input.expected_version)
        done = await perform(info, "confirmDuty", input, command, confirm_duty)
        return CardDutyPayload(duty=await fetch(info, CardDuty, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="退回，请预警单位重做 / Ask a carded unit to do its duty again (A21)")
    async def return_duty(self, info: Info, input: Annotated[ReturnDutyInput, GIVEN]) -> CardDutyPayload:
        command = ReturnDuty(input.duty_id, input.expected_version, input.reason)
        done = await perform(info, "returnDuty", input, command, return_duty)
        return CardDutyPayload(duty=await fetch(info, CardDuty, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="确定季讲评日：未履行的义务以讲评日为期限 / "
        "Set the day of the quarterly review: what cards ask is due by it (A21)"
    )
    async def set_review_day(self, info: Info, input: Annotated[SetReviewDayInput, GIVEN]) -> PeriodPayload:
        command = SetReviewDay(input.year, input.quarter, input.expected_version, input.review_on)
        done = await perform(info, "setReviewDay", input, command, set_review_day)
        return PeriodPayload(period=await fetch(info, AssessmentPeriod, done.id), user_errors=done.user_errors)
