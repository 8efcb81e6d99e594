"""Commands on statistics (第十二条)."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError, Info, UserError, user_errors
from services.chassis.reads import fetch
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.statistics.exchange import told
from services.schedule.domain.statistics.recording import (
    ExceptStatistics,
    RecordStatisticsEntry,
    RecordStatisticsInvestment,
)
from services.schedule.domain.statistics.terms import StatisticsKind
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.list_period import ListFile
from services.schedule.graphql.performing import perform
from services.schedule.graphql.statistics import StatisticsEntry, StatisticsInvestment
from services.schedule.graphql.statistics_exchange import (
    StatisticsAnswerLine,
    StatisticsExport,
    StatisticsImport,
    export_file,
)
from services.schedule.store import tables
from services.schedule.usecases.statistics.examine import examine
from services.schedule.usecases.statistics.except_ import except_statistics
from services.schedule.usecases.statistics.export import ExportStatistics, export_statistics
from services.schedule.usecases.statistics.import_ import ImportStatistics, at_line, import_statistics
from services.schedule.usecases.statistics.invest import record_statistics_investment
from services.schedule.usecases.statistics.record import record_statistics_entry

KEY = "幂等键 / Made by the caller, once a click"
SEEN = "所见记录的版本，尚无为 0 / Version of the record that was seen, 0 for none"


@strawberry.input(description="登记（更正）入库、入统 / Record, or correct, a project's entry or reporting (A12)")
class RecordStatisticsEntryInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: StatisticsKind = strawberry.field(description="入库或入统 / Which of the two")
    done_on: date = strawberry.field(description="日期 / The day")
    number: str | None = strawberry.field(
        default=None, description="统计库编号，入库必填 / Number; required for the entry"
    )
    document: str | None = strawberry.field(default=None, description="材料 / Document")
    reason: str | None = strawberry.field(default=None, description="更正理由，更正时必填 / Why, for a correction")
    expected_version: int = strawberry.field(default=0, description=SEEN)


@strawberry.input(description="登记入库、入统例外（原则上）/ Put entry or reporting off by an exception (A12)")
class ExceptStatisticsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: StatisticsKind = strawberry.field(description="入库或入统 / Which of the two")
    reason: str = strawberry.field(description="理由 / Why")
    approver: str = strawberry.field(description="批准人 / Who approves it")
    document: str | None = strawberry.field(default=None, description="批准文件 / By which document")
    expected_version: int = strawberry.field(default=0, description=SEEN)


@strawberry.input(description="登记（更正）某月统计投资 / Record, or correct, a month's statistical investment (A12)")
class RecordStatisticsInvestmentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    amount: Decimal = strawberry.field(description="当月统计投资（万元）/ Amount of the month")
    reason: str | None = strawberry.field(default=None, description="更正理由，更正时必填 / Why, for a correction")
    expected_version: int = strawberry.field(default=0, description=SEEN)


@strawberry.input(description="向统计部门导出 / Make a file for the statistics office (A12)")
class ExportStatisticsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="截至月份 / Figures up to this month")


@strawberry.input(description="导入统计部门的答复 / Take over an answer of the statistics office (A12)")
class ImportStatisticsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    dry_run: bool = strawberry.field(default=True, description="试导：只检查不写入 / Look through, write nothing")
    good_only: bool = strawberry.field(
        default=False, description="只采用无误的行，否则有误即全部不采用 / Take the good lines; else all or nothing"
    )


@strawberry.type(description="登记入库、入统的结果 / Result of recording an entry or reporting")
class StatisticsEntryPayload:
    entry: StatisticsEntry | None = strawberry.field(description="记录 / The record as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="登记统计投资的结果 / Result of recording a figure")
class StatisticsInvestmentPayload:
    investment: StatisticsInvestment | None = strawberry.field(description="该月数字 / The figure as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="导出的结果 / Result of an export")
class ExportStatisticsPayload:
    export: StatisticsExport | None = strawberry.field(description="导出记录 / The export")
    file: ListFile | None = strawberry.field(description="文件 / The file")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="导入（试导）的结果 / Result of an import or of a dry run")
class ImportStatisticsPayload:
    statistics_import: StatisticsImport | None = strawberry.field(description="导入记录，试导为空 / Null for a dry run")
    results: list[StatisticsAnswerLine] = strawberry.field(description="逐行结果 / Line by line")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class StatisticsMutation:
    @strawberry.mutation(description="登记或更正入库、入统 / Record or correct entry and reporting (A12)")
    async def record_statistics_entry(
        self, info: Info, input: Annotated[RecordStatisticsEntryInput, COMMAND]
    ) -> StatisticsEntryPayload:
        command = RecordStatisticsEntry(
            project_id=input.project_id,
            kind=input.kind,
            on=input.done_on,
            number=input.number,
            document=input.document,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "recordStatisticsEntry", input, command, record_statistics_entry)
        return StatisticsEntryPayload(entry=await fetch(info, StatisticsEntry, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="登记入库、入统例外，须有理由和批准人 / An exception, with reason and approver (A12)"
    )
    async def except_statistics(
        self, info: Info, input: Annotated[ExceptStatisticsInput, COMMAND]
    ) -> StatisticsEntryPayload:
        command = ExceptStatistics(
            project_id=input.project_id,
            kind=input.kind,
            reason=input.reason,
            approver=input.approver,
            document=input.document,
            expected_version=input.expected_version,
        )
        done = await perform(info, "exceptStatistics", input, command, except_statistics)
        return StatisticsEntryPayload(entry=await fetch(info, StatisticsEntry, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="登记或更正某月统计投资 / Record or correct a month's statistical investment (A12)"
    )
    async def record_statistics_investment(
        self, info: Info, input: Annotated[RecordStatisticsInvestmentInput, COMMAND]
    ) -> StatisticsInvestmentPayload:
        command = RecordStatisticsInvestment(
            project_id=input.project_id,
            year=input.year,
            month=input.month,
            amount=input.amount,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "recordStatisticsInvestment", input, command, record_statistics_investment)
        return StatisticsInvestmentPayload(
            investment=await fetch(info, StatisticsInvestment, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="向统计部门导出项目与数字，留存原文件 / Make a file for the statistics office, kept (A12)"
    )
    async def export_statistics(
        self, info: Info, input: Annotated[ExportStatisticsInput, COMMAND]
    ) -> ExportStatisticsPayload:
        command = ExportStatistics(year=input.year, month=input.month)
        done = await perform(info, "exportStatistics", input, command, export_statistics)
        return ExportStatisticsPayload(
            export=await fetch(info, StatisticsExport, done.id),
            file=await export_file(info, done.id) if done.id else None,
            user_errors=done.user_errors,
        )

    @strawberry.mutation(
        description="导入统计部门的答复：先试导，再采用；同一文件再导无变化 / "
        "Take over the office's answer: look through first; the same file twice changes nothing (A12)"
    )
    async def import_statistics(
        self, info: Info, input: Annotated[ImportStatisticsInput, COMMAND]
    ) -> ImportStatisticsPayload:
        command = ImportStatistics(
            file_name=input.file_name, content=_decoded(input.content_base64), good_only=input.good_only
        )
        if input.dry_run:
            return await _look_through(info, command)
        done = await perform(info, "importStatistics", input, command, import_statistics)
        if done.id is None:
            looked = await _look_through(info, command)
            return ImportStatisticsPayload(statistics_import=None, results=looked.results, user_errors=done.user_errors)
        async with info.context.reading() as session:
            made = tables.StatisticsImport
            own = visible_select(made, info.context.caller).where(made.id == done.id)
            report = await session.scalar(own.with_only_columns(made.report))
        return ImportStatisticsPayload(
            statistics_import=await fetch(info, StatisticsImport, done.id),
            results=[StatisticsAnswerLine.of(r) for r in report or []],
            user_errors=[],
        )


async def _look_through(info: Info, command: ImportStatistics) -> ImportStatisticsPayload:
    context = info.context
    async with context.reading() as session:
        work = Work(session, context.caller, context.now, context.runtime.service, context.translate)
        looked = await examine(work, command.content)
    lines = [] if command.good_only else [at_line(j) for j in looked.judged if j.breach]
    return ImportStatisticsPayload(
        statistics_import=None,
        results=[StatisticsAnswerLine.of(told(j)) for j in looked.judged],
        user_errors=user_errors([*looked.faults, *lines]),
    )


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ApiError("BAD_INPUT", "文件内容不是Base64编码 / not base64", reason="FILE_UNREADABLE") from fault
