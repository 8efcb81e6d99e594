"""Commands on the ledger: accepting, working on, extending, verifying and closing (第十条)."""

from __future__ import annotations

from typing import Annotated

import strawberry

from services.chassis.graphql import Info
from services.schedule.domain.ledger.assigning import AcceptIssue, ContestIssue
from services.schedule.domain.ledger.closing import ReopenIssue, ReturnIssue, VerifyIssue
from services.schedule.domain.ledger.extending import AskIssueExtension, DecideIssueExtension
from services.schedule.domain.ledger.settling import NoteIssueProgress, ReportIssueDone
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.ledger_commands import IssuePayload, done
from services.schedule.graphql.ledger_inputs import (
    AcceptIssueInput,
    AskIssueExtensionInput,
    DecideIssueExtensionInput,
    IssueReasonInput,
    NoteIssueProgressInput,
    ReopenIssueInput,
    ReportIssueDoneInput,
    VerifyIssueInput,
)
from services.schedule.usecases.ledger.accept import accept_issue
from services.schedule.usecases.ledger.ask_extension import ask_issue_extension
from services.schedule.usecases.ledger.contest import contest_issue
from services.schedule.usecases.ledger.decide_extension import decide_issue_extension
from services.schedule.usecases.ledger.note import note_issue_progress
from services.schedule.usecases.ledger.reopen import reopen_issue
from services.schedule.usecases.ledger.report_done import report_issue_done
from services.schedule.usecases.ledger.return_ import return_issue
from services.schedule.usecases.ledger.verify import verify_issue


@strawberry.type
class SettlingMutation:
    @strawberry.mutation(description="责任单位接收 / The responsible unit accepts (A10)")
    async def accept_issue(self, info: Info, input: Annotated[AcceptIssueInput, COMMAND]) -> IssuePayload:
        command = AcceptIssue(issue_id=input.issue_id, person=input.person, expected_version=input.expected_version)
        return await done(info, "acceptIssue", input, command, accept_issue)

    @strawberry.mutation(
        description="责任单位对交办提出异议，裁定前期限照计 / The responsible unit contests; the limit runs on"
    )
    async def contest_issue(self, info: Info, input: Annotated[IssueReasonInput, COMMAND]) -> IssuePayload:
        command = ContestIssue(issue_id=input.issue_id, reason=input.reason, expected_version=input.expected_version)
        return await done(info, "contestIssue", input, command, contest_issue)

    @strawberry.mutation(description="登记办理进展 / Tell how the work goes")
    async def note_issue_progress(self, info: Info, input: Annotated[NoteIssueProgressInput, COMMAND]) -> IssuePayload:
        command = NoteIssueProgress(issue_id=input.issue_id, text=input.text, expected_version=input.expected_version)
        return await done(info, "noteIssueProgress", input, command, note_issue_progress)

    @strawberry.mutation(
        description="责任单位报办结并附佐证，逾期按报办结日计 / Report an issue done, with what proves it (A10)"
    )
    async def report_issue_done(self, info: Info, input: Annotated[ReportIssueDoneInput, COMMAND]) -> IssuePayload:
        command = ReportIssueDone(
            issue_id=input.issue_id,
            text=input.text,
            documents=tuple(d.read() for d in input.documents),
            expected_version=input.expected_version,
        )
        return await done(info, "reportIssueDone", input, command, report_issue_done)

    @strawberry.mutation(
        description="他人核验后销号；责任单位人员和报办结人不得核验 / Somebody else verifies, and the issue is closed (A10)"
    )
    async def verify_issue(self, info: Info, input: Annotated[VerifyIssueInput, COMMAND]) -> IssuePayload:
        command = VerifyIssue(issue_id=input.issue_id, note=input.note, expected_version=input.expected_version)
        return await done(info, "verifyIssue", input, command, verify_issue)

    @strawberry.mutation(
        description="核验不通过，退回继续办理，期限不变 / What is not settled goes back; the limit stays"
    )
    async def return_issue(self, info: Info, input: Annotated[IssueReasonInput, COMMAND]) -> IssuePayload:
        command = ReturnIssue(issue_id=input.issue_id, reason=input.reason, expected_version=input.expected_version)
        return await done(info, "returnIssue", input, command, return_issue)

    @strawberry.mutation(
        description="销号后重新办理，另定期限；限提出人和核验部门 / Open a closed issue again, under a limit of its own"
    )
    async def reopen_issue(self, info: Info, input: Annotated[ReopenIssueInput, COMMAND]) -> IssuePayload:
        command = ReopenIssue(
            issue_id=input.issue_id,
            reason=input.reason,
            working_days=input.working_days,
            expected_version=input.expected_version,
        )
        return await done(info, "reopenIssue", input, command, reopen_issue)

    @strawberry.mutation(description="责任单位申请延期 / The responsible unit asks for more time")
    async def ask_issue_extension(self, info: Info, input: Annotated[AskIssueExtensionInput, COMMAND]) -> IssuePayload:
        command = AskIssueExtension(
            issue_id=input.issue_id,
            working_days=input.working_days,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "askIssueExtension", input, command, ask_issue_extension)

    @strawberry.mutation(
        description="批复延期；不得批复本单位的，原期限保留 / Answer an extension, never the own unit's; the first limit is kept"
    )
    async def decide_issue_extension(
        self, info: Info, input: Annotated[DecideIssueExtensionInput, COMMAND]
    ) -> IssuePayload:
        command = DecideIssueExtension(
            issue_id=input.issue_id,
            granted=input.granted,
            working_days=input.working_days,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "decideIssueExtension", input, command, decide_issue_extension)
