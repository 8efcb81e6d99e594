"""The exchange with the city's reserve library in the API (第五条、第六条)."""

from __future__ import annotations

import asyncio
import base64
import binascii
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.documents.file import File
from services.chassis.graphql import ApiError, Connection, Info, UserError, perform, user_errors
from services.chassis.reads import Key, answer, derived, fetch, page, sql, table
from services.chassis.reads.finding import found, whole
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.reserve.domain.exchange.terms import CityOutcome, CityStatus
from services.reserve.domain.terms import Level, Library
from services.reserve.graphql import enums, exchange_terms
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.office_file import OfficeFile
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.own import on_own
from services.reserve.usecases.exchange.city_file import MEDIA_TYPE
from services.reserve.usecases.exchange.export_city import ExportCity, export_city
from services.reserve.usecases.exchange.import_city import ImportCity, at_line, examine, import_city, told

__all__ = ["enums", "exchange_terms"]  # the enums, declared before the types that use them

_IN_LIBRARY = [Library.FIVE_YEAR, Library.THREE_YEAR, Library.ONE_YEAR]


@strawberry.type(description="向市储备库的一次导出 / What was handed to the city's library")
@table(tables.CityExport)
class CityExport:
    id: UUID = strawberry.field(description="标识 / Identifier")
    number: int = strawberry.field(description="本区第几次导出 / The how manieth of the district")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    digest: str = strawberry.field(description="文件的SM3杂凑值 / SM3 digest of the file")
    projects: int = strawberry.field(description="项目数 / How many projects it has")
    exported_at: datetime = strawberry.field(description="导出时间 / When")
    exported_by: str = strawberry.field(description="导出人 / Who")
    sent_at: datetime | None = strawberry.field(
        description="经接口送达市库的时间，未启用接口为空 / When the live interface handed it over"
    )
    last_error: str | None = strawberry.field(description="接口最近一次失败的原因 / Why the interface failed last")


@strawberry.type(description="市库答复的一个条目及其处理 / An entry of an answer, and what became of it")
class CityEntry:
    line: int = strawberry.field(description="文件中的行 / Line of the file")
    project_id: UUID | None = strawberry.field(description="项目标识 / Identifier of the project")
    outcome: CityOutcome = strawberry.field(description="处理 / What became of it")
    city_code: str | None = strawberry.field(description="市库编码 / The city's code")
    status: CityStatus | None = strawberry.field(description="市库状态 / How it stands with the city")
    code: str | None = strawberry.field(description="未采用的稳定英文代码 / Stable code of why it is not taken")
    message: str | None = strawberry.field(description="未采用的原因及处理 / Why it is not taken, in Chinese")

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        return cls(
            line=told["line"],
            project_id=UUID(told["project_id"]) if told["project_id"] else None,
            outcome=CityOutcome(told["outcome"]),
            city_code=told["city_code"],
            status=CityStatus(told["status"]) if told["status"] else None,
            code=told["code"],
            message=told["message"],
        )


@strawberry.type(description="导入的一份市库答复 / An answer of the city's library that was imported")
@table(tables.CityImport)
class CityImport:
    id: UUID = strawberry.field(description="标识 / Identifier")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    digest: str = strawberry.field(description="文件的SM3杂凑值 / SM3 digest of the file")
    entries: int = strawberry.field(description="条目数 / Entries")
    taken: int = strawberry.field(description="已更新 / Entries that changed a record")
    same: int = strawberry.field(description="与现有一致 / Entries that say what the record says")
    refused: int = strawberry.field(description="冲突或有误 / Entries that were not taken")
    imported_at: datetime = strawberry.field(description="导入时间 / When")
    imported_by: str = strawberry.field(description="导入人 / Who")

    @derived("report", description="逐条结果 / Entry by entry")
    def results(self: Any) -> list[CityEntry]:
        return [CityEntry.of(told) for told in self.report]

    @sql(description="所答的导出 / The export that it answers")
    def export(self: Any) -> CityExport | None:
        return answer(select(tables.CityExport).where(tables.CityExport.id == self.export_id))


@strawberry.type(description="项目在市储备库的状态 / How a project stands with the city's library")
@table(tables.CityRecord)
class CityRecord:
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    version: int = strawberry.field(description="版本 / Version")
    code: str | None = strawberry.field(description="市库编码 / The city's code of the project")
    status: CityStatus = strawberry.field(description="市库状态 / Status")
    decided_on: date = strawberry.field(description="市库办理日期 / Day of the city's answer")
    remark: str | None = strawberry.field(description="市库备注 / Remark of the city")
    changed_at: datetime = strawberry.field(description="记录时间 / When it was recorded")

    @sql(description="项目 / The project; its history has every change")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.input(description="市库状态筛选条件，同时满足 / Conditions on records of the city, all of which hold")
class CityRecordFilter:
    statuses: list[CityStatus] | None = strawberry.field(default=None, description="状态之一 / Any of these")
    code: str | None = strawberry.field(default=None, description="市库编码 / The city's code")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")


@strawberry.type
class CityLibraryQueries:
    @sql(description="项目在市储备库的状态，新的在前 / How projects stand with the city, the newest first (A5, A6)")
    def city_records(
        self: Any,
        info: Info,
        filter: Annotated[CityRecordFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[CityRecord]:
        record, asked = tables.CityRecord, filter or CityRecordFilter()
        own = on_own(record.project_id, record.project_id, tables.Project, info.context.caller)
        query = select(record)
        if own is not None:
            record, few = found(record, own, record.changed_at)
            query = select(record).where(few)
        if asked.statuses is None or len(asked.statuses) != 1:  # one status has an index of its own
            query = query.where(whole(record))
        if asked.statuses is not None:
            query = query.where(record.status.in_(asked.statuses))
        if asked.code is not None:
            query = query.where(record.code == asked.code)
        if asked.project_id is not None:
            query = query.where(record.project_id == asked.project_id)
        return page(query, [Key(record.changed_at, descending=True), Key(record.project_id, descending=True)])

    @sql(description="向市储备库的导出，新的在前 / What was handed to the city's library, the newest first")
    def city_exports(self: Any, first: First = None, after: After = None) -> Connection[CityExport]:
        return page(select(tables.CityExport), [Key(tables.CityExport.id, descending=True)])

    @sql(description="市储备库的答复，新的在前 / Answers of the city's library, the newest first")
    def city_imports(self: Any, first: First = None, after: After = None) -> Connection[CityImport]:
        return page(select(tables.CityImport), [Key(tables.CityImport.id, descending=True)])

    @strawberry.field(description="导出的原文件，逐字节一致；无权查看时为空 / The file of an export, byte by byte")
    async def city_export_file(
        self, info: Info, export_id: Annotated[UUID, strawberry.argument(description="导出 / Export")]
    ) -> OfficeFile | None:
        return await _file(info, export_id)


@strawberry.input(description="向市储备库导出 / Hand the library to the city (A5)")
class ExportCityLibraryInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    libraries: list[Library] = strawberry.field(
        default_factory=lambda: list(_IN_LIBRARY), description="库别，缺省为三个库 / Libraries, all three when left out"
    )
    levels: list[Level] = strawberry.field(
        default_factory=list, description="级别，缺省不限 / Levels, any when left out"
    )


@strawberry.input(description="导入市储备库的答复 / Take over an answer of the city's library (A5)")
class ImportCityLibraryInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    dry_run: bool = strawberry.field(
        default=True, description="试导：只检查不写入 / Dry run: look through, write nothing"
    )
    good_only: bool = strawberry.field(
        default=False, description="只采用无误的条目，否则有误即全部不采用 / Take the good entries; else all or nothing"
    )
    overwrite: bool = strawberry.field(
        default=False, description="允许更换已有的市库编码 / Let the city give a project another code"
    )


@strawberry.type(description="导出的结果 / Result of an export")
class ExportCityLibraryPayload:
    export: CityExport | None = strawberry.field(description="导出记录 / The export")
    file: OfficeFile | None = strawberry.field(description="文件 / The file")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="导入（试导）的结果 / Result of an import or of a dry run")
class ImportCityLibraryPayload:
    city_import: CityImport | None = strawberry.field(description="导入记录，试导为空 / The import, null for a dry run")
    results: list[CityEntry] = strawberry.field(description="逐条结果 / Entry by entry")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class CityLibraryMutations:
    @strawberry.mutation(
        description="向市储备库导出在库项目，文件带SM3杂凑值并留存 / Hand the library to the city as a file that is kept (A5)"
    )
    async def export_city_library(self, info: Info, input: ExportCityLibraryInput) -> ExportCityLibraryPayload:
        command = ExportCity(libraries=tuple(input.libraries), levels=tuple(input.levels))
        done = await perform(info, "exportCityLibrary", input, command, export_city)
        return ExportCityLibraryPayload(
            export=await fetch(info, CityExport, done.id),
            file=await _file(info, done.id) if done.id else None,
            user_errors=done.user_errors,
        )

    @strawberry.mutation(
        description="导入市储备库的答复：市库编码和状态记入项目并留痕；同一文件再导无变化 / "
        "Take over the city's codes and statuses, with history; the same file twice changes nothing (A5)"
    )
    async def import_city_library(self, info: Info, input: ImportCityLibraryInput) -> ImportCityLibraryPayload:
        command = ImportCity(
            file_name=input.file_name,
            content=_decoded(input.content_base64),
            good_only=input.good_only,
            overwrite=input.overwrite,
        )
        if input.dry_run:
            return await _look_through(info, command)
        done = await perform(info, "importCityLibrary", input, command, import_city)
        if done.id is None:
            looked = await _look_through(info, command)
            return ImportCityLibraryPayload(city_import=None, results=looked.results, user_errors=done.user_errors)
        async with info.context.reading() as session:
            own = visible_select(tables.CityImport, info.context.caller).where(tables.CityImport.id == done.id)
            report = await session.scalar(own.with_only_columns(tables.CityImport.report))
        return ImportCityLibraryPayload(
            city_import=await fetch(info, CityImport, done.id),
            results=[CityEntry.of(r) for r in report or []],
            user_errors=[],
        )


async def _look_through(info: Info, command: ImportCity) -> ImportCityLibraryPayload:
    context = info.context
    async with context.reading() as session:
        work = Work(session, context.caller, context.now, context.runtime.service, context.translate)
        looked = await examine(work, command)
    reasons = (
        [*looked.faults] if command.good_only else [*looked.faults, *(at_line(j) for j in looked.judged if j.breach)]
    )
    return ImportCityLibraryPayload(
        city_import=None, results=[CityEntry.of(r) for r in told(looked)], user_errors=user_errors(reasons)
    )


async def _file(info: Info, export_id: UUID) -> OfficeFile | None:
    export = tables.CityExport
    async with info.context.reading() as session:
        own = visible_select(export, info.context.caller).where(export.id == export_id)
        row = (await session.scalars(own)).one_or_none()
    if row is None:
        return None
    content = await asyncio.to_thread(zlib.decompress, row.packed)
    return OfficeFile.of(File(row.file_name, MEDIA_TYPE, content))


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ApiError("BAD_INPUT", "文件内容不是Base64编码 / not base64", reason="FILE_UNREADABLE") from fault
