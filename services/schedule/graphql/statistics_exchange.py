"""The files that go to the statistics office and come back, in the API (第十二条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.documents.file import File
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.statistics.terms import AnswerOutcome, StatisticsKind
from services.schedule.graphql import statistics_terms
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.list_period import ListFile
from services.schedule.store import tables

__all__ = ["statistics_terms"]  # the enums, declared before the types that use them

CSV = "text/csv; charset=utf-8"


@strawberry.type(description="交统计部门的一次导出 / A file that was made for the statistics office")
@table(tables.StatisticsExport)
class StatisticsExport:
    id: UUID = strawberry.field(description="标识，即导出批次 / Identity, the batch of the file")
    number: int = strawberry.field(description="本区第几次导出 / The how manieth of the district")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="截至月份 / Figures up to this month")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    digest: str = strawberry.field(description="文件的SM3杂凑值 / SM3 digest of the file")
    projects: int = strawberry.field(description="项目数 / How many projects it has")
    exported_at: datetime = strawberry.field(description="导出时间 / When")
    exported_by: str = strawberry.field(description="导出人 / Who")


@strawberry.type(description="答复的一行及其处理 / A line of an answer, and what became of it")
class StatisticsAnswerLine:
    line: int = strawberry.field(description="文件中的行 / Line of the file")
    outcome: AnswerOutcome = strawberry.field(description="处理 / What became of it")
    project_id: UUID | None = strawberry.field(description="项目标识 / Identity of the project")
    kind: StatisticsKind | None = strawberry.field(description="入库或入统 / Which of the two")
    number: str | None = strawberry.field(description="统计库编号 / Number that it gives")
    done_on: date | None = strawberry.field(description="日期 / Day that it gives")
    reason: str | None = strawberry.field(description="统计部门的理由 / Why the office did not accept it")
    code: str | None = strawberry.field(description="未采用的稳定英文代码 / Stable code of why it is not taken")
    message: str | None = strawberry.field(description="未采用的原因 / Why it is not taken, in Chinese")

    @classmethod
    def of(cls, told: Any) -> Self:
        return cls(
            line=told["line"],
            outcome=AnswerOutcome(told["outcome"]),
            project_id=UUID(told["project_id"]) if told["project_id"] else None,
            kind=StatisticsKind(told["kind"]) if told["kind"] else None,
            number=told["number"],
            done_on=date.fromisoformat(told["on"]) if told["on"] else None,
            reason=told["reason"],
            code=told["code"],
            message=told["message"],
        )


@strawberry.type(description="导入的一份统计部门答复 / An answer of the statistics office that was imported")
@table(tables.StatisticsImport)
class StatisticsImport:
    id: UUID = strawberry.field(description="标识 / Identity")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    digest: str = strawberry.field(description="文件的SM3杂凑值 / SM3 digest of the file")
    entries: int = strawberry.field(description="行数 / Lines")
    taken: int = strawberry.field(description="已采用 / Lines that were recorded")
    same: int = strawberry.field(description="与记录一致 / Lines that say what the record says")
    refused: int = strawberry.field(description="未受理、冲突或有误 / Lines that were not taken")
    imported_at: datetime = strawberry.field(description="导入时间 / When")
    imported_by: str = strawberry.field(description="导入人 / Who")

    @derived("report", description="逐行结果 / Line by line")
    def results(self: Any) -> list[StatisticsAnswerLine]:
        return [StatisticsAnswerLine.of(told) for told in self.report]

    @sql(description="所答的导出 / The export that it answers")
    def export(self: Any) -> StatisticsExport | None:
        return answer(select(tables.StatisticsExport).where(tables.StatisticsExport.id == self.export_id))


@strawberry.type
class StatisticsExchangeQuery:
    @sql(description="交统计部门的导出，新的在前 / Files for the statistics office, the newest first")
    def statistics_exports(
        self: Any, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[StatisticsExport]:
        return page(select(tables.StatisticsExport), [Key(tables.StatisticsExport.id, descending=True)])

    @sql(description="统计部门的答复，新的在前 / Answers of the statistics office, the newest first")
    def statistics_imports(
        self: Any, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[StatisticsImport]:
        return page(select(tables.StatisticsImport), [Key(tables.StatisticsImport.id, descending=True)])

    @strawberry.field(description="导出的原文件，逐字节一致；无权查看时为空 / The file of an export, byte by byte")
    async def statistics_export_file(
        self, info: Info, export_id: Annotated[UUID, strawberry.argument(description="导出 / Export")]
    ) -> ListFile | None:
        return await export_file(info, export_id)


async def export_file(info: Info, export_id: UUID | None) -> ListFile | None:
    """Hand out the file of an export."""
    export = tables.StatisticsExport
    async with info.context.reading() as session:
        own = visible_select(export, info.context.caller).where(export.id == export_id)
        row = (await session.scalars(own)).one_or_none()
    return None if row is None else ListFile.of(File(row.file_name, CSV, row.content))
