"""Commands on long imports and on headings that senders explain."""

import asyncio
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, perform, user_errors
from services.chassis.reads import fetch
from services.law.breach import Breach
from services.reserve.domain.importing.decide import Asked
from services.reserve.domain.importing.terms import Mode
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.graphql.importing import HeadingMapping, HeadingMappingPayload, ImportRun, ImportRunPayload
from services.reserve.graphql.imports import decoded
from services.reserve.usecases.imports.cancel import CancelImport, cancel_import
from services.reserve.usecases.imports.remember_mapping import (
    ForgetMapping,
    RememberMapping,
    forget_mapping,
    remember_mapping,
)
from services.reserve.usecases.imports.start import StartImport, start_import


@strawberry.input(description="一个列标题的含义 / What one heading means")
class HeadingMeaningInput:
    heading: str = strawberry.field(description="列标题 / The heading")
    element: Column = strawberry.field(description="含义 / What it means")


@strawberry.input(description="开始后台导入（.xlsx）/ Start a long import (A3, A4)")
class StartImportInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    subject: Subject = strawberry.field(description="导入什么 / What is imported")
    file_id: UUID | None = strawberry.field(
        default=None, description="先经 POST /imports 上传的文件 / A file that was sent by POST /imports before"
    )
    file_name: str | None = strawberry.field(default=None, description="文件名 / Name of the file")
    content_base64: str | None = strawberry.field(
        default=None, description="文件内容（Base64，不超过5MB）/ The file in base64, at most 5 MB"
    )
    dry_run: bool = strawberry.field(
        default=True, description="试导：只检查不写入 / Dry run: look through, write nothing"
    )
    mode: Mode = strawberry.field(
        default=Mode.ALL_OR_NOTHING, description="有问题时的处理 / What happens where there are faults"
    )
    annotate: bool = strawberry.field(
        default=False, description="另存带批注的文件供下载 / Keep the file with its faults as comments, to be fetched"
    )
    mapping: list[HeadingMeaningInput] = strawberry.field(
        default_factory=list, description="本次使用的列标题含义，先于记住的 / Meanings for this file, before those kept"
    )
    plan_id: UUID | None = strawberry.field(default=None, description="计划，导入计划项目时必填 / The plan's draft")
    plan_version: int | None = strawberry.field(
        default=None, description="所依据的计划版本，正式导入计划项目时必填 / Version of the plan that the caller saw"
    )
    year: int | None = strawberry.field(default=None, description="申报年度，导入申报时必填 / Year of applications")


@strawberry.input(description="取消后台导入 / Cancel a long import")
class CancelImportInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    run_id: UUID = strawberry.field(description="导入 / The import")


@strawberry.input(description="记住本单位的列标题 / Remember what the caller's unit calls a column")
class RememberMappingInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    subject: Subject = strawberry.field(description="用于哪类表 / For which sheets")
    heading: str = strawberry.field(description="列标题，多层的以“/”连接 / The heading; its rows joined by /")
    element: Column = strawberry.field(description="含义 / What it means")


@strawberry.input(description="停用列标题对应关系 / Forget what a heading means")
class ForgetMappingInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    mapping_id: UUID = strawberry.field(description="对应关系 / The mapping")


@strawberry.type
class ImportRunMutations:
    @strawberry.mutation(
        description="开始后台导入：试导，或全部导入、只导合格行；进度见importRun / "
        "Start a long import: a dry run, all rows or none, or the good rows; see importRun for its progress"
    )
    async def start_import(self, info: Info, input: StartImportInput) -> ImportRunPayload:
        content = None if input.content_base64 is None else await asyncio.to_thread(decoded, input.content_base64)
        if isinstance(content, Breach):
            return ImportRunPayload(run=None, user_errors=user_errors([content]))
        asked = Asked(
            subject=input.subject,
            dry_run=input.dry_run,
            plan_id=input.plan_id,
            plan_version=input.plan_version,
            year=input.year,
        )
        command = StartImport(
            asked=asked,
            file_id=input.file_id,
            file_name=input.file_name,
            content=content,
            mode=input.mode,
            annotate=input.annotate,
            mapping={m.heading: m.element for m in input.mapping},
        )
        done = await perform(info, "startImport", input, command, start_import)
        return ImportRunPayload(run=await fetch(info, ImportRun, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="取消未结束的后台导入，不留下任何内容 / Cancel a long import that has not ended; nothing of it stays"
    )
    async def cancel_import(self, info: Info, input: CancelImportInput) -> ImportRunPayload:
        command = CancelImport(run_id=input.run_id)
        done = await perform(info, "cancelImport", input, command, cancel_import)
        return ImportRunPayload(run=await fetch(info, ImportRun, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="记住本单位对一个列标题的叫法，以后的文件自动套用并提示 / "
        "Remember what a heading means in the sheets of the caller's unit; later files follow it, and say so"
    )
    async def remember_mapping(self, info: Info, input: RememberMappingInput) -> HeadingMappingPayload:
        command = RememberMapping(subject=input.subject, heading=input.heading, element=input.element)
        done = await perform(info, "rememberMapping", input, command, remember_mapping)
        return HeadingMappingPayload(mapping=await fetch(info, HeadingMapping, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="停用本单位的一项列标题对应关系 / Forget what a heading means in the unit's sheets"
    )
    async def forget_mapping(self, info: Info, input: ForgetMappingInput) -> HeadingMappingPayload:
        command = ForgetMapping(mapping_id=input.mapping_id)
        done = await perform(info, "forgetMapping", input, command, forget_mapping)
        return HeadingMappingPayload(mapping=await fetch(info, HeadingMapping, done.id), user_errors=done.user_errors)
