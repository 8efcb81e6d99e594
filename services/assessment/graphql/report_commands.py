"""Issuing review packs and year's results (A19)."""

from functools import partial
from typing import Annotated

import strawberry

from services.assessment.graphql.reports import AssessmentReport
from services.assessment.graphql.review_commands import QUARTER
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.report.files import Keeping
from services.assessment.usecases.report.issue import IssueReport, issue_report
from services.chassis.files import Files
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch


@strawberry.input(description="印发季度讲评材料或年度结果 / Issue a quarter's review pack, or the year's result (A19)")
class IssueAssessmentReportInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description=QUARTER)
    expected_version: int = strawberry.field(description="所见考核期版本 / Version of the period that was seen")
    number: str = strawberry.field(description="文号 / Document number")
    remarks: str = strawberry.field(
        default="", description="讲评意见，分段换行 / What the review says besides the figures; a line a paragraph"
    )


@strawberry.type(description="印发的结果 / Outcome of issueAssessmentReport")
class AssessmentReportPayload:
    report: AssessmentReport | None = strawberry.field(description="印发的材料 / The report")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class ReportMutations:
    @strawberry.mutation(
        description="按已发布的结果印发考核材料：编号，留存 Word、PDF、Excel 和每项数据的来源，此后不变 / "
        "Issue a report of a published period: numbered, its files and the source of every figure kept for good (A19)"
    )
    async def issue_assessment_report(
        self, info: Info, input: Annotated[IssueAssessmentReportInput, GIVEN]
    ) -> AssessmentReportPayload:
        command = IssueReport(input.year, input.quarter, input.expected_version, input.number, input.remarks)
        runtime = info.context.runtime
        issue = partial(issue_report, keeping=Keeping(Files.open(runtime.settings), runtime.database))
        done = await perform(info, "issueAssessmentReport", input, command, issue)
        return AssessmentReportPayload(
            report=await fetch(info, AssessmentReport, done.id), user_errors=done.user_errors
        )
