"""Commands on plans beside their draft and their adjustment: conversion at once, carrying over (第十一条)."""

from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, perform
from services.chassis.reads import fetch
from services.reserve.graphql.plan import Plan, PlanPayload
from services.reserve.graphql.plan_commands import OnPlan
from services.reserve.usecases.adjustment.carry_over import CarryOver, carry_over
from services.reserve.usecases.adjustment.start_preliminary import StartPreliminaryItem, start_preliminary


@strawberry.input(
    description="前期项目实时转为建设项目 / Turn a preliminary project into a construction project at once (A11)"
)
class StartPreliminaryItemInput(OnPlan):
    project_id: UUID = strawberry.field(description="项目 / Project")
    annual_investment: Decimal | None = strawberry.field(
        default=None, description="年度投资（万元），缺省不变 / Investment of the year, as it is when left out"
    )
    note: str | None = strawberry.field(default=None, description="说明 / Note")


@strawberry.input(description="不结转的例外 / A project that is left out by an exception")
class CarryOverExceptionInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(description="批准人 / Approver")


@strawberry.input(description="结转项目的年度投资 / Investment of the year of a project that is carried over")
class CarryOverAnnualInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")


@strawberry.input(description="结转上年度未竣工项目 / Carry last year's unfinished projects over (A11)")
class CarryOverInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    from_plan_id: UUID = strawberry.field(description="上年度计划 / Last year's plan")
    to_plan_id: UUID = strawberry.field(description="下年度计划（编制中）/ Next year's draft")
    expected_version: int = strawberry.field(description="下年度计划的版本 / Version of next year's draft")
    exceptions: list[CarryOverExceptionInput] = strawberry.field(
        default_factory=list, description="原则上之外，不结转的项目 / Whom to leave out, as an exception"
    )
    annual_investments: list[CarryOverAnnualInput] = strawberry.field(
        default_factory=list,
        description="年度投资，未给出的为零、待定 / Investments of the year; zero, to be set, where left out",
    )


@strawberry.type
class PlanYearMutations:
    @strawberry.mutation(
        description="前期项目具备开工条件的，实时转为建设项目 / Turn a preliminary project that can start into a new start (A11)"
    )
    async def start_preliminary_item(self, info: Info, input: StartPreliminaryItemInput) -> PlanPayload:
        command = StartPreliminaryItem(
            plan_id=input.plan_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            annual_investment=input.annual_investment,
            note=input.note,
        )
        done = await perform(info, "startPreliminaryItem", input, command, start_preliminary)
        return PlanPayload(plan=await fetch(info, Plan, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="上年度未竣工项目结转下年度，可重复执行 / Carry unfinished projects over; may be repeated (A11)"
    )
    async def carry_over(self, info: Info, input: CarryOverInput) -> PlanPayload:
        command = CarryOver(
            from_plan_id=input.from_plan_id,
            to_plan_id=input.to_plan_id,
            expected_version=input.expected_version,
            exceptions=tuple((e.project_id, e.reason, e.approver) for e in input.exceptions),
            annual=tuple((a.project_id, a.annual_investment) for a in input.annual_investments),
        )
        done = await perform(info, "carryOver", input, command, carry_over)
        return PlanPayload(plan=await fetch(info, Plan, done.id), user_errors=done.user_errors)
