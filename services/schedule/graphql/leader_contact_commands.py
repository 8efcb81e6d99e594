"""Commands between projects and their leaders (第十三条): reports, problems, answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.leaders.problems import AnswerProblem, RaiseProblem
from services.schedule.domain.leaders.reporting import SubmitReport
from services.schedule.domain.ledger.terms import Severity
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.leader_problems import LeaderProblem
from services.schedule.graphql.leaders import LeaderReport
from services.schedule.graphql.performing import perform
from services.schedule.usecases.leaders.answer import answer_problem
from services.schedule.usecases.leaders.raise_problem import raise_problem
from services.schedule.usecases.leaders.report import submit_leader_report


@strawberry.input(description="向联系区领导报告某月进展 / Report a month to the project's leader (A13)")
class SubmitLeaderReportInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    progress: str = strawberry.field(description="进展情况 / Progress")
    problems: str | None = strawberry.field(default=None, description="存在问题 / Problems")
    next_steps: str | None = strawberry.field(default=None, description="下步打算 / Next steps")
    reason: str | None = strawberry.field(
        default=None, description="更正理由，更正时必填 / Reason, required for a correction"
    )
    expected_version: int = strawberry.field(
        default=0, description="所见报告的版本，尚无为 0 / Version of the report that was seen, 0 for none"
    )


@strawberry.type(description="报告的结果 / Result of reporting")
class LeaderReportPayload:
    leader_report: LeaderReport | None = strawberry.field(description="报告 / The report")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(
    description="向联系区领导提出问题，同时列入问题台账 / Raise a problem to the project's leader (A13, A10)"
)
class RaiseLeaderProblemInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    severity: Severity = strawberry.field(description="程度：难点、堵点、卡点 / Severity")
    kind: str = strawberry.field(description="问题类别代码（如 LAND_QUOTA）/ Kind, a code of the ledger")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="具体情况和需协调的事项 / What it is, and what is asked")


@strawberry.input(description="区领导答复 / The leader's answer (A13)")
class AnswerLeaderProblemInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    problem_id: UUID = strawberry.field(description="问题 / Problem")
    text: str = strawberry.field(description="答复 / Answer")
    expected_version: int = strawberry.field(description="所见问题的版本 / Version of the problem that was seen")


@strawberry.type(description="提出问题、答复的结果 / Result of raising or answering")
class LeaderProblemPayload:
    leader_problem: LeaderProblem | None = strawberry.field(description="问题 / The problem")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class LeaderContactMutation:
    @strawberry.mutation(
        description="服务责任单位或区项目服务部门报告某月进展，更正须说明理由 / Report a month to the leader, or correct it (A13)"
    )
    async def submit_leader_report(
        self, info: Info, input: Annotated[SubmitLeaderReportInput, COMMAND]
    ) -> LeaderReportPayload:
        command = SubmitReport(
            project_id=input.project_id,
            year=input.year,
            month=input.month,
            progress=input.progress,
            problems=input.problems,
            next_steps=input.next_steps,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "submitLeaderReport", input, command, submit_leader_report)
        return LeaderReportPayload(leader_report=await fetch(info, LeaderReport, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="向联系区领导提出问题，同时列入台账 / Raise a problem to the leader; it is on the ledger too"
    )
    async def raise_leader_problem(
        self, info: Info, input: Annotated[RaiseLeaderProblemInput, COMMAND]
    ) -> LeaderProblemPayload:
        command = RaiseProblem(
            project_id=input.project_id,
            severity=input.severity,
            kind=input.kind,
            title=input.title,
            description=input.description,
        )
        done = await perform(info, "raiseLeaderProblem", input, command, raise_problem)
        shown = await fetch(info, LeaderProblem, done.id)
        return LeaderProblemPayload(leader_problem=shown, user_errors=done.user_errors)

    @strawberry.mutation(description="联系区领导本人答复，留痕 / The leader answers, on record (A13)")
    async def answer_leader_problem(
        self, info: Info, input: Annotated[AnswerLeaderProblemInput, COMMAND]
    ) -> LeaderProblemPayload:
        command = AnswerProblem(problem_id=input.problem_id, text=input.text, expected_version=input.expected_version)
        done = await perform(info, "answerLeaderProblem", input, command, answer_problem)
        shown = await fetch(info, LeaderProblem, done.id)
        return LeaderProblemPayload(leader_problem=shown, user_errors=done.user_errors)
