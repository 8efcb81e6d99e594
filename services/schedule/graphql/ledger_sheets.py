"""Correcting an issue, and taking issues over from a sheet, in the API (第十条)."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.workbook import Limits, read_workbook
from services.chassis.graphql import ApiError, Info, UserError, user_errors
from services.law.breach import Breach
from services.schedule.domain.ledger.correcting import CorrectIssue
from services.schedule.domain.ledger.lines import JudgedLine, LineOutcome, read_lines
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.ledger_commands import IssuePayload, done
from services.schedule.graphql.ledger_inputs import ISSUE, KEY, SEEN
from services.schedule.graphql.performing import perform
from services.schedule.usecases.ledger.correct import correct_issue
from services.schedule.usecases.ledger.import_ import DRY, MOST_LINES, ImportIssues, import_issues

SHEET = Limits(5 * 1024 * 1024, 60 * 1024 * 1024, MOST_LINES + 50)
strawberry.enum(LineOutcome, name="IssueLineOutcome", description="导入各行的结果 / What became of a line")


@strawberry.input(description="更正问题的标题、描述 / Correct the words of an issue (A10)")
class CorrectIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    title: str | None = strawberry.field(default=None, description="标题，不填不变 / Title; left as it is when absent")
    description: str | None = strawberry.field(
        default=None, description="具体情况，不填不变 / Description; left as it is when absent"
    )
    reason: str = strawberry.field(description="更正的理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="导入台账（Excel） / Take issues over from a sheet (A10)")
class ImportIssuesInput:
    idempotency_key: str = strawberry.field(description=KEY)
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    content_base64: str = strawberry.field(
        description="文件内容（Base64，.xlsx）；表头同导出的台账，也认常用写法 / The sheet; headings as exported, or as usual"
    )
    dry_run: bool = strawberry.field(description="试导：只判定，不写入 / Judge only, keep nothing")
    good_only: bool = strawberry.field(
        default=False, description="有误的行除外，其余照导 / Take the good lines though others have faults"
    )


@strawberry.type(description="导入台账的一行 / A line of a sheet of issues")
class IssueImportLine:
    line: int = strawberry.field(description="文件中的行 / Row of the sheet")
    title: str = strawberry.field(description="标题 / Title")
    outcome: LineOutcome = strawberry.field(description="结果 / What became of it")
    number: str | None = strawberry.field(
        description="台账编号；试导和未列入的为空 / Number on the ledger; null where it is not"
    )
    faults: list[UserError] = strawberry.field(description="有误之处 / What is wrong with it")

    @classmethod
    def of(cls, judged: JudgedLine, *, kept: bool) -> Self:
        number = judged.number if kept else None
        faults = user_errors(judged.breaches)
        return cls(line=judged.line, title=judged.title, outcome=judged.outcome, number=number, faults=faults)


@strawberry.type(description="导入台账的结果 / Result of taking a sheet over")
class ImportIssuesPayload:
    results: list[IssueImportLine] = strawberry.field(
        description="逐行结果；同一命令重复提交时为空 / Line by line; empty for a repeated command"
    )
    taken: int = strawberry.field(description="列入（将列入）的行数 / Lines that are on the ledger, or would be")
    same: int = strawberry.field(description="已在台账的行数 / Lines that were on it already")
    faulty: int = strawberry.field(description="有误的行数 / Lines at fault")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class LedgerSheetMutation:
    @strawberry.mutation(
        description="更正问题的标题、描述：提出人或建账部门，未销号前；原文留在经过里 / "
        "Correct the words of an open issue; what they were stays in its history (A10)"
    )
    async def correct_issue(self, info: Info, input: Annotated[CorrectIssueInput, COMMAND]) -> IssuePayload:
        command = CorrectIssue(
            issue_id=input.issue_id,
            title=input.title,
            description=input.description,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await done(info, "correctIssue", input, command, correct_issue)

    @strawberry.mutation(
        description="导入台账：先试导，再全部导入或只导合格行；已在台账的不重复列入 / "
        "Take issues over from a sheet, dry run first; what is on the ledger already is not taken twice (A10)"
    )
    async def import_issues(self, info: Info, input: Annotated[ImportIssuesInput, COMMAND]) -> ImportIssuesPayload:
        content = _decoded(input.content_base64)
        sheets = await asyncio.to_thread(read_workbook, content, SHEET)
        lines = sheets if isinstance(sheets, Breach) else read_lines(sheets, info.context.today)
        if isinstance(lines, Breach):
            return _payload([], user_errors([lines]), kept=False)
        command = ImportIssues(
            file_name=input.file_name,
            digest=sm3(content),
            lines=lines,
            dry_run=input.dry_run,
            good_only=input.good_only,
        )
        performed = await perform(info, "importIssues", input, command, import_issues)
        told = [e for e in performed.user_errors if e.code != DRY.code]
        return _payload(command.judged, told, kept=performed.id is not None)


def _payload(judged: list[JudgedLine], told: list[UserError], *, kept: bool) -> ImportIssuesPayload:
    counts = {outcome: sum(j.outcome is outcome for j in judged) for outcome in LineOutcome}
    return ImportIssuesPayload(
        results=[IssueImportLine.of(j, kept=kept) for j in judged],
        taken=counts[LineOutcome.TAKEN],
        same=counts[LineOutcome.SAME],
        faulty=counts[LineOutcome.FAULTY],
        user_errors=told,
    )


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ApiError("BAD_INPUT", "文件内容不是Base64编码 / not base64", reason="FILE_UNREADABLE") from fault
