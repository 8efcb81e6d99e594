"""Commands on the monthly lists of planned projects in the API (第四条)."""

from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.planned.terms import Change
from services.reserve.graphql.planned_report import (
    PlannedReminderRound,
    PlannedReport,
    PlannedReportPayload,
    RemindPlanningPartiesPayload,
)
from services.reserve.usecases.planned.accept import AcceptPlannedReport, accept
from services.reserve.usecases.planned.correct import CorrectPlannedReport, correct
from services.reserve.usecases.planned.draft import DraftPlannedReport, draft
from services.reserve.usecases.planned.give_back import ReturnPlannedReport, give_back
from services.reserve.usecases.planned.listing import Line
from services.reserve.usecases.planned.remind import RemindPlanningParties, remind
from services.reserve.usecases.planned.submit import SubmitPlannedReport, submit
from services.reserve.usecases.planned.write import ChangePlannedReport, write


@strawberry.input(description="月报所列一个项目 / One project of a monthly list")
class PlannedReportLineInput:
    project_id: UUID = strawberry.field(description="项目，须为本单位的 / Project, one of the unit's own")
    change: Change = strawberry.field(description="本月变化 / What is new of it")
    reason: str | None = strawberry.field(
        default=None, description="理由，不再谋划时必填 / Why; needed where it is dropped"
    )
    remark: str | None = strawberry.field(default=None, description="备注 / Remark")


@strawberry.input(description="月报内容 / What a monthly list says")
class SaysPlannedReport:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    items: list[PlannedReportLineInput] = strawberry.field(
        default_factory=list, description="项目，总投资取自项目库 / Projects; their figures are taken from the register"
    )
    nothing_reason: str | None = strawberry.field(
        default=None, description="本月无可报项目的理由 / Why there is nothing to report"
    )
    remark: str | None = strawberry.field(default=None, description="备注 / Remark")


@strawberry.input(description="起草月报 / Draft the list of a month (A4)")
class DraftPlannedReportInput(SaysPlannedReport):
    month: date = strawberry.field(description="月份，其中任一天 / Month, by any of its days")


@strawberry.input(
    description="修改未报送（或退回）的月报，须给出全部内容 / Change a list that is with the unit; all of it is given"
)
class ChangePlannedReportInput(SaysPlannedReport):
    report_id: UUID = strawberry.field(description="月报 / Report")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(
    description="更正已报送的月报，原报送存档 / Correct a list that was handed in; the old one stays on record"
)
class CorrectPlannedReportInput(ChangePlannedReportInput):
    reason: str = strawberry.field(description="更正理由 / Why it is corrected")


@strawberry.input(description="对一份月报的操作 / A command on one report")
class OnPlannedReport:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    report_id: UUID = strawberry.field(description="月报 / Report")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="报送月报 / Hand a list in (A4)")
class SubmitPlannedReportInput(OnPlannedReport):
    """The report alone."""


@strawberry.input(description="退回月报 / Return a list (A4)")
class ReturnPlannedReportInput(OnPlannedReport):
    missing: str = strawberry.field(description="缺什么、如何补正 / What is missing")


@strawberry.input(description="接收月报 / Accept a list (A4)")
class AcceptPlannedReportInput(OnPlannedReport):
    """The report alone."""


@strawberry.input(description="提醒某月未报的策划主体 / Remind the parties whose list of a month is not in (A4)")
class RemindPlanningPartiesInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    month: date = strawberry.field(description="月份，其中任一天 / Month, by any of its days")


def _said(input: SaysPlannedReport) -> dict[str, Any]:
    lines = tuple(Line(project_id=i.project_id, change=i.change, reason=i.reason, remark=i.remark) for i in input.items)
    return {"items": lines, "nothing_reason": input.nothing_reason, "remark": input.remark}


async def _answer(info: Info, done: Performed) -> PlannedReportPayload:
    return PlannedReportPayload(report=await fetch(info, PlannedReport, done.id), user_errors=done.user_errors)


@strawberry.type
class PlannedMutations:
    @strawberry.mutation(description="起草月报 / Draft the list of a month (A4)")
    async def draft_planned_report(self, info: Info, input: DraftPlannedReportInput) -> PlannedReportPayload:
        command = DraftPlannedReport(month=input.month, **_said(input))
        return await _answer(info, await perform(info, "draftPlannedReport", input, command, draft))

    @strawberry.mutation(description="修改月报 / Change a list that is with the unit (A4)")
    async def change_planned_report(self, info: Info, input: ChangePlannedReportInput) -> PlannedReportPayload:
        command = ChangePlannedReport(
            report_id=input.report_id, expected_version=input.expected_version, **_said(input)
        )
        return await _answer(info, await perform(info, "changePlannedReport", input, command, write))

    @strawberry.mutation(description="报送月报 / Hand a list in (A4)")
    async def submit_planned_report(self, info: Info, input: SubmitPlannedReportInput) -> PlannedReportPayload:
        command = SubmitPlannedReport(report_id=input.report_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "submitPlannedReport", input, command, submit))

    @strawberry.mutation(description="更正月报 / Correct a list that was handed in (A4)")
    async def correct_planned_report(self, info: Info, input: CorrectPlannedReportInput) -> PlannedReportPayload:
        command = CorrectPlannedReport(
            report_id=input.report_id, expected_version=input.expected_version, reason=input.reason, **_said(input)
        )
        return await _answer(info, await perform(info, "correctPlannedReport", input, command, correct))

    @strawberry.mutation(description="退回月报 / Return a list with what is missing (A4)")
    async def return_planned_report(self, info: Info, input: ReturnPlannedReportInput) -> PlannedReportPayload:
        command = ReturnPlannedReport(
            report_id=input.report_id, expected_version=input.expected_version, missing=input.missing
        )
        return await _answer(info, await perform(info, "returnPlannedReport", input, command, give_back))

    @strawberry.mutation(description="接收月报 / Accept a list (A4)")
    async def accept_planned_report(self, info: Info, input: AcceptPlannedReportInput) -> PlannedReportPayload:
        command = AcceptPlannedReport(report_id=input.report_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "acceptPlannedReport", input, command, accept))

    @strawberry.mutation(description="提醒未报的策划主体，每日至多一次 / Remind parties, once a day at most (A4)")
    async def remind_planning_parties(
        self, info: Info, input: RemindPlanningPartiesInput
    ) -> RemindPlanningPartiesPayload:
        command = RemindPlanningParties(month=input.month)
        done = await perform(info, "remindPlanningParties", input, command, remind)
        return RemindPlanningPartiesPayload(
            round=await fetch(info, PlannedReminderRound, done.id), user_errors=done.user_errors
        )
