"""Import of project sheets in the API."""

import asyncio
import base64
import binascii
from typing import Any, Self
from uuid import UUID

import strawberry

from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.documents.workbook import read_workbook
from services.chassis.graphql import Info, UserError, perform, user_errors
from services.chassis.reads import fetch
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.law.grid import Fault, Sheet
from services.reserve.graphql.office_file import OfficeFile
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.usecases.imports.annotate import annotated
from services.reserve.usecases.imports.import_projects import ImportProjects, import_projects, look
from services.reserve.usecases.imports.limits import AT_ONCE
from services.reserve.usecases.imports.report import Mode, Report


@strawberry.type(description="导入文件中的一处问题 / One fault of a file, by its place")
class ProjectImportFault:
    sheet: str = strawberry.field(description="工作表 / Sheet")
    row: int | None = strawberry.field(description="行 / Row")
    column: str | None = strawberry.field(description="列 / Column")
    heading: str | None = strawberry.field(description="列标题 / Heading of the column")
    code: str = strawberry.field(description="稳定的英文代码 / Stable code")
    message: str = strawberry.field(description="问题及如何改正 / What is wrong, in Chinese")
    article: str | None = strawberry.field(description="依据条款 / The clause that asks for it")

    @classmethod
    def of(cls, fault: Fault) -> Self:
        return cls(
            sheet=fault.sheet,
            row=fault.row,
            column=fault.column,
            heading=fault.heading,
            code=fault.code,
            message=fault.message,
            article=str(fault.article) if fault.article else None,
        )


@strawberry.type(description="导入（或试导）报告 / Report of an import or of a dry run")
class ProjectImport:
    id: UUID | None = strawberry.field(description="导入标识，试导为空 / Identifier, null for a dry run")
    dry_run: bool = strawberry.field(description="是否试导 / Whether nothing was written")
    rows: int = strawberry.field(description="项目行数 / Rows with projects")
    registered: int = strawberry.field(description="登记（将登记）的项目数 / Projects registered, or to be")
    present: int = strawberry.field(description="已登记过而未变的行数 / Rows whose project was there already")
    faulty: int = strawberry.field(description="有问题的行数 / Rows with faults")
    left_out: int = strawberry.field(description="小计、标题、说明等略过的行数 / Subtotals, titles and notes left out")
    faults: list[ProjectImportFault] = strawberry.field(description="全部问题 / All faults")
    notes: list[str] = strawberry.field(
        description="提示，如未识别的列 / Hints, such as columns that were not understood"
    )
    annotated: OfficeFile | None = strawberry.field(
        description="按要求返回的原文件：问题写成单元格批注，另附检查结果表 / "
        "The file with its faults as comments in the cells, where it was asked for"
    )
    project_ids: strawberry.Private[list[UUID]]

    @classmethod
    def of(cls, report: Report, id: UUID | None = None, annotated: OfficeFile | None = None) -> Self:
        return cls(
            id=id,
            annotated=annotated,
            dry_run=id is None,
            rows=report.rows,
            registered=report.registered,
            present=report.present,
            faulty=report.faulty,
            left_out=report.left_out,
            faults=[ProjectImportFault.of(f) for f in report.faults],
            notes=report.notes,
            project_ids=report.project_ids,
        )

    @strawberry.field(description="登记的项目 / The projects that were registered")
    async def projects(self, info: Info) -> list[Project]:
        found = await asyncio.gather(*(fetch(info, Project, i) for i in self.project_ids))
        return [p for p in found if p is not None]


@strawberry.type(description="导入的结果 / Result of an import")
class ProjectImportPayload:
    report: ProjectImport | None = strawberry.field(description="报告 / The report")
    user_errors: list[UserError] = strawberry.field(description="不予导入的全部理由 / All reasons of a refusal")


@strawberry.input(description="导入项目表（.xlsx）/ Import a sheet of projects (A4)")
class ImportProjectsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    content_base64: str = strawberry.field(
        description="文件内容（Base64，不超过5MB）/ The file in base64, at most 5 MB"
    )
    dry_run: bool = strawberry.field(
        default=True, description="试导：只检查不写入 / Dry run: look through, write nothing"
    )
    annotate: bool = strawberry.field(
        default=False,
        description="试导时返回带批注的原文件 / Of a dry run, give the file back with its faults as comments",
    )
    mode: Mode = strawberry.field(
        default=Mode.ALL_OR_NOTHING, description="有问题时的处理 / What happens where there are faults"
    )


@strawberry.type
class ImportMutations:
    @strawberry.mutation(
        description="导入项目表：先试导，再全部导入或只导合格行；同一文件再导无变化 / "
        "Import a sheet of projects; the same file twice changes nothing"
    )
    async def import_projects(self, info: Info, input: ImportProjectsInput) -> ProjectImportPayload:
        content = decoded(input.content_base64)
        sheets = content if isinstance(content, Breach) else await asyncio.to_thread(read_workbook, content, AT_ONCE)
        if isinstance(sheets, Breach) or isinstance(content, Breach):
            faults = [b for b in (sheets,) if isinstance(b, Breach)]
            return ProjectImportPayload(report=None, user_errors=user_errors(faults))
        if input.dry_run:
            looked = await _look_through(info, sheets)
            noted = await _annotated(input.file_name, content, looked) if input.annotate else None
            dry = ProjectImport.of(looked, annotated=OfficeFile.of(noted) if noted else None)
            return ProjectImportPayload(report=dry, user_errors=[])
        command = ImportProjects(file_name=input.file_name, content=content, sheets=sheets, mode=input.mode)
        done = await perform(info, "importProjects", input, command, import_projects)
        if done.id is None:
            report = None if done.user_errors[0].code in _NOT_THE_FILE else await _look_through(info, sheets)
            shown = ProjectImport.of(report) if report else None
            return ProjectImportPayload(report=shown, user_errors=done.user_errors)
        written = await _report(info, done.id)
        shown = ProjectImport.of(Report.read(written), done.id) if written else None
        return ProjectImportPayload(report=shown, user_errors=[])


_NOT_THE_FILE = frozenset({"IDEMPOTENCY_KEY_INVALID", "IDEMPOTENCY_KEY_REUSED", "CONFLICT"})


async def _annotated(name: str, content: bytes, report: Report) -> File:
    async with turn():
        return await asyncio.to_thread(annotated, name, content, report)


def decoded(content: str) -> bytes | Breach:
    """Read a file that comes as base64; white space in it is no fault."""
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return Breach("FILE_UNREADABLE", "文件内容不是Base64编码", field="contentBase64")


async def _report(info: Info, id: UUID) -> dict[str, Any] | None:
    kept = visible_select(tables.Import, info.context.caller).where(tables.Import.id == id)
    async with info.context.reading() as session:
        found: dict[str, Any] | None = await session.scalar(kept.with_only_columns(tables.Import.report))
        return found


async def _look_through(info: Info, sheets: tuple[Sheet, ...]) -> Report:
    context = info.context
    async with context.reading() as session:
        work = Work(session, context.caller, context.now, context.runtime.service, context.translate)
        return await look(work, sheets)
