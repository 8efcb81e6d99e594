"""Commands on the ledger: raising, classifying, handing out, merging, supervising (第十条)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import AssignIssue, ClassifyIssue, DecideContest
from services.schedule.domain.ledger.merging import MergeIssue, UndoIssueMerger
from services.schedule.domain.ledger.raising import RaiseIssue
from services.schedule.domain.ledger.settling import WithdrawIssue
from services.schedule.domain.ledger.supervising import MarkIssueForInterview, SuperviseIssue
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.ledger import Issue
from services.schedule.graphql.ledger_inputs import (
    AssignIssueInput,
    ClassifyIssueInput,
    DecideIssueContestInput,
    IssueReasonInput,
    MergeIssueInput,
    RaiseIssueInput,
    SuperviseIssueInput,
    SuperviseOverdueIssuesInput,
)
from services.schedule.graphql.performing import perform
from services.schedule.usecases.ledger.assign import assign_issue
from services.schedule.usecases.ledger.classify import classify_issue
from services.schedule.usecases.ledger.decide_contest import decide_issue_contest
from services.schedule.usecases.ledger.mark_interview import mark_issue_for_interview
from services.schedule.usecases.ledger.merge import merge_issue
from services.schedule.usecases.ledger.raise_ import raise_issue
from services.schedule.usecases.ledger.supervise import supervise_issue
from services.schedule.usecases.ledger.supervise_overdue import SuperviseOverdueIssues, supervise_overdue_issues
from services.schedule.usecases.ledger.undo_merger import undo_issue_merger
from services.schedule.usecases.ledger.withdraw import withdraw_issue

C = TypeVar("C")


@strawberry.type(description="台账命令的结果 / Result of a command on an issue")
class IssuePayload:
    issue: Issue | None = strawberry.field(description="变更后的问题 / The issue as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="按规则督办的结果 / Result of applying the rule")
class SuperviseOverdueIssuesPayload:
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


async def done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> IssuePayload:
    """Carry out a command and answer with the issue."""
    performed = await perform(info, operation, input, command, usecase)
    return IssuePayload(issue=await fetch(info, Issue, performed.id), user_errors=performed.user_errors)


@strawberry.type
class LedgerMutation:
    @strawberry.mutation(description="提出问题，列入台账并编号 / Raise an issue; it is numbered on the ledger (A10)")
    async def raise_issue(self, info: Info, input: Annotated[RaiseIssueInput, COMMAND]) -> IssuePayload:
        command = RaiseIssue(
            project_id=input.project_id,
            node_id=input.node_id,
            request_id=input.request_id,
            severity=input.severity,
            kind=input.kind,
            title=input.title,
            description=input.description,
            source=input.source,
            source_id=input.source_id,
            raised_by_unit_id=input.raised_by_unit_id,
        )
        return await done(info, "raiseIssue", input, command, raise_issue)

    @strawberry.mutation(description="提出人撤回问题 / Who raised an issue takes it back")
    async def withdraw_issue(self, info: Info, input: Annotated[IssueReasonInput, COMMAND]) -> IssuePayload:
        command = WithdrawIssue(issue_id=input.issue_id, reason=input.reason, expected_version=input.expected_version)
        return await done(info, "withdrawIssue", input, command, withdraw_issue)

    @strawberry.mutation(description="调整类别或程度，期限不变 / Change kind or severity; the limit stays (A10)")
    async def classify_issue(self, info: Info, input: Annotated[ClassifyIssueInput, COMMAND]) -> IssuePayload:
        command = ClassifyIssue(
            issue_id=input.issue_id,
            kind=input.kind,
            severity=input.severity,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "classifyIssue", input, command, classify_issue)

    @strawberry.mutation(
        description="分层交办；已交办的可改派其他单位或层级 / Hand an issue to a unit of a layer, or on to another (A10)"
    )
    async def assign_issue(self, info: Info, input: Annotated[AssignIssueInput, COMMAND]) -> IssuePayload:
        command = AssignIssue(
            issue_id=input.issue_id,
            to=input.to.read(),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "assignIssue", input, command, assign_issue)

    @strawberry.mutation(
        description="裁定异议：成立改派，不成立视为接收 / Decide a contest: upheld it goes on, else it is accepted"
    )
    async def decide_issue_contest(
        self, info: Info, input: Annotated[DecideIssueContestInput, COMMAND]
    ) -> IssuePayload:
        command = DecideContest(
            issue_id=input.issue_id,
            to=input.to.read() if input.to else None,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "decideIssueContest", input, command, decide_issue_contest)

    @strawberry.mutation(
        description="合并重复问题，返回被并入的 / Merge a duplicate; answers with the merged one (A10)"
    )
    async def merge_issue(self, info: Info, input: Annotated[MergeIssueInput, COMMAND]) -> IssuePayload:
        command = MergeIssue(
            issue_id=input.issue_id,
            into_id=input.into_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "mergeIssue", input, command, merge_issue)

    @strawberry.mutation(description="撤销合并，恢复原状态和期限 / Undo a merger: state and limit as they were")
    async def undo_issue_merger(self, info: Info, input: Annotated[IssueReasonInput, COMMAND]) -> IssuePayload:
        command = UndoIssueMerger(issue_id=input.issue_id, reason=input.reason, expected_version=input.expected_version)
        return await done(info, "undoIssueMerger", input, command, undo_issue_merger)

    @strawberry.mutation(
        description="发函督办；两部门限逾期的，督查室不限 / Supervise by a letter; the two departments only what is late (A10)"
    )
    async def supervise_issue(self, info: Info, input: Annotated[SuperviseIssueInput, COMMAND]) -> IssuePayload:
        command = SuperviseIssue(
            issue_id=input.issue_id,
            letter=input.letter,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "superviseIssue", input, command, supervise_issue)

    @strawberry.mutation(
        description="立即对逾期问题按规则督办（后台也定时进行）/ Apply the rule to what is late now, as the background does"
    )
    async def supervise_overdue_issues(
        self, info: Info, input: Annotated[SuperviseOverdueIssuesInput, COMMAND]
    ) -> SuperviseOverdueIssuesPayload:
        performed = await perform(
            info, "superviseOverdueIssues", input, SuperviseOverdueIssues(), supervise_overdue_issues
        )
        return SuperviseOverdueIssuesPayload(user_errors=performed.user_errors)

    @strawberry.mutation(
        description="督办后仍逾期的列入约谈 / Mark what is supervised and still late for interview (A10)"
    )
    async def mark_issue_for_interview(self, info: Info, input: Annotated[IssueReasonInput, COMMAND]) -> IssuePayload:
        command = MarkIssueForInterview(
            issue_id=input.issue_id, reason=input.reason, expected_version=input.expected_version
        )
        return await done(info, "markIssueForInterview", input, command, mark_issue_for_interview)
