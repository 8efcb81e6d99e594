"""Commands on progress reports (第九条)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.progress.record import Progress
from services.schedule.domain.progress.reporting import CorrectProgress, ReportProgress
from services.schedule.domain.progress.verification import ReturnProgress, VerifyProgress
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.progress import ProgressReport
from services.schedule.usecases.progress.correct import correct_progress
from services.schedule.usecases.progress.report import report_progress
from services.schedule.usecases.progress.return_ import return_progress
from services.schedule.usecases.progress.verify import verify_progress


@strawberry.input(description="报送（按周更新）某月进度 / Report a month's progress, or update it weekly (A9)")
class ReportProgressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month, 1 to 12")
    done_investment: Decimal = strawberry.field(description="当月完成投资（万元）/ Investment done in the month so far")
    physical_percent: Decimal = strawberry.field(
        description="形象进度（%）/ Physical progress of the project, 0 to 100"
    )
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: str | None = strawberry.field(default=None, description="困难问题 / Difficulties")
    expected_version: int = strawberry.field(
        default=0,
        description="所见该月报告的版本，尚未报送为 0 / Version of the month's report that was seen, 0 for none",
    )


@strawberry.input(description="更正被退回的进度 / Correct a returned report (A9)")
class CorrectProgressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    report_id: UUID = strawberry.field(description="进度报告 / Report")
    done_investment: Decimal = strawberry.field(description="当月完成投资（万元）/ Investment done in the month")
    physical_percent: Decimal = strawberry.field(
        description="形象进度（%）/ Physical progress of the project, 0 to 100"
    )
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: str | None = strawberry.field(default=None, description="困难问题 / Difficulties")
    expected_version: int = strawberry.field(description="所见报告的版本 / Version of the report that was seen")


@strawberry.input(description="退回进度 / Return a report (A9)")
class ReturnProgressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    report_id: UUID = strawberry.field(description="进度报告 / Report")
    reason: str = strawberry.field(description="退回理由 / Why it goes back")
    expected_version: int = strawberry.field(description="所见报告的版本 / Version of the report that was judged")


@strawberry.input(description="核实进度 / Verify a report (A9)")
class VerifyProgressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    report_id: UUID = strawberry.field(description="进度报告 / Report")
    expected_version: int = strawberry.field(description="所见报告的版本 / Version of the report that was judged")


@strawberry.type(description="进度命令的结果 / Result of a command on a progress report")
class ProgressReportPayload:
    progress_report: ProgressReport | None = strawberry.field(description="变更后的报告 / The report as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


def _progress(input: ReportProgressInput | CorrectProgressInput) -> Progress:
    return Progress(
        done_investment=input.done_investment,
        physical_percent=input.physical_percent,
        physical_text=input.physical_text,
        difficulties=input.difficulties,
    )


@strawberry.type
class ProgressMutation:
    @strawberry.mutation(
        description="业主或项目专员报送某月进度，可按周更新 / Owner or contact person reports a month, or updates it weekly (A9)"
    )
    async def report_progress(
        self, info: Info, input: Annotated[ReportProgressInput, COMMAND]
    ) -> ProgressReportPayload:
        command = ReportProgress(
            project_id=input.project_id,
            year=input.year,
            month=input.month,
            progress=_progress(input),
            expected_version=input.expected_version,
        )
        done = await perform(info, "reportProgress", input, command, report_progress)
        return ProgressReportPayload(
            progress_report=await fetch(info, ProgressReport, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="更正被退回的进度 / Correct a returned report (A9)")
    async def correct_progress(
        self, info: Info, input: Annotated[CorrectProgressInput, COMMAND]
    ) -> ProgressReportPayload:
        command = CorrectProgress(
            report_id=input.report_id, progress=_progress(input), expected_version=input.expected_version
        )
        done = await perform(info, "correctProgress", input, command, correct_progress)
        return ProgressReportPayload(
            progress_report=await fetch(info, ProgressReport, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="区投资主管部门退回进度并说明理由 / The authority returns a report with a reason (A9)"
    )
    async def return_progress(
        self, info: Info, input: Annotated[ReturnProgressInput, COMMAND]
    ) -> ProgressReportPayload:
        command = ReturnProgress(
            report_id=input.report_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "returnProgress", input, command, return_progress)
        return ProgressReportPayload(
            progress_report=await fetch(info, ProgressReport, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="区投资主管部门核实进度，不得核实本人报送的 / The authority verifies a report, never the own (A9)"
    )
    async def verify_progress(
        self, info: Info, input: Annotated[VerifyProgressInput, COMMAND]
    ) -> ProgressReportPayload:
        command = VerifyProgress(report_id=input.report_id, expected_version=input.expected_version)
        done = await perform(info, "verifyProgress", input, command, verify_progress)
        return ProgressReportPayload(
            progress_report=await fetch(info, ProgressReport, done.id), user_errors=done.user_errors
        )
