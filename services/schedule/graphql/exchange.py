"""Plans handed out to, and taken in from, MS Project, ProjectLibre and spreadsheets (第八条)."""

from __future__ import annotations

import asyncio
import base64
import binascii
from datetime import date
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.graphql import ApiError, Info, UserError, user_errors
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.exchange.tasks import Defaults, FileFault, FilePlan, PlanFormat
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.scenarios import Scenario
from services.schedule.store import tables
from services.schedule.usecases.exchange.export import plan_to_export, scenario_to_export, version_to_export
from services.schedule.usecases.exchange.files import read, written
from services.schedule.usecases.exchange.import_plan import ImportPlan, by_task, import_plan

strawberry.enum(
    PlanFormat,
    name="PlanFileFormat",
    description="计划文件的格式：MS Project XML（MSPDI）、CSV / Forms in which plans are exchanged",
)


@strawberry.type(description="导出的倒排计划 / A plan as a file")
class PlanFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File) -> Self:
        return cls(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


@strawberry.type(description="文件中的一处问题 / One fault of a file, by its task")
class PlanImportFault:
    place: str | None = strawberry.field(
        description="任务（UID）或行，涉及整个文件为空 / Task or row; null for the whole file"
    )
    name: str | None = strawberry.field(description="任务名称 / Name of the task")
    code: str = strawberry.field(description="稳定的英文代码 / Stable code")
    message: str = strawberry.field(description="问题及如何改正 / What is wrong, in Chinese")

    @classmethod
    def of(cls, fault: FileFault) -> Self:
        return cls(place=fault.place, name=fault.name, code=fault.code, message=fault.message)


@strawberry.type(description="导入（或试导）报告 / Report of an import or of a dry run")
class PlanImportReport:
    dry_run: bool = strawberry.field(description="是否试导 / Whether nothing was written")
    tasks: int = strawberry.field(description="任务（节点）数 / Tasks that become nodes")
    stages: int = strawberry.field(description="阶段数（摘要任务）/ Stages: summary tasks")
    target_on: date | None = strawberry.field(description="文件中的目标日期 / Target day of the file")
    faults: list[PlanImportFault] = strawberry.field(
        description="全部问题，有问题则不能导入 / All faults; with any nothing is imported"
    )
    feasible: bool | None = strawberry.field(
        description="试导时：该计划是否可行，有问题为空 / Of a dry run: whether it can be kept"
    )
    notes: list[str] = strawberry.field(
        description="未带入的内容、换算和采用的默认值 / What is not carried, converted or filled in"
    )


@strawberry.type(description="导入的结果 / Result of an import")
class PlanImportPayload:
    report: PlanImportReport | None = strawberry.field(description="报告 / The report")
    scenario: Scenario | None = strawberry.field(
        description="导入成为的情景，试导为空 / The scenario that it became; null of a dry run"
    )
    user_errors: list[UserError] = strawberry.field(description="不予导入的全部理由 / All reasons of a refusal")


@strawberry.input(description="导入计划文件，成为测算情景 / Import a file of a plan, as a scenario (A8)")
class ImportPlanInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    name: str = strawberry.field(description="情景名称 / Name of the scenario")
    format: PlanFormat = strawberry.field(description="文件格式 / Form of the file")
    content_base64: str = strawberry.field(
        description="文件内容（Base64，不超过5MB；ZIP、gzip压缩的，解压后不超过24MB）/ "
        "The file in base64, at most 5 MB; or packed, then at most 24 MB unpacked"
    )
    dry_run: bool = strawberry.field(
        default=True, description="试导：只检查不写入 / Dry run: look through, write nothing"
    )
    target_on: date | None = strawberry.field(
        default=None,
        description="目标日期，默认文件中的，再默认现行计划的 / Target day, by default the file's, else the plan's",
    )
    default_unit_id: UUID | None = strawberry.field(
        default=None,
        description="文件未写明或名录中没有时的责任单位 / Responsible unit where the file names none that is known",
    )
    default_person: str | None = strawberry.field(
        default=None, description="文件未写明时的责任人 / Person where the file names none"
    )
    default_evidence: list[str] = strawberry.field(
        default_factory=list,
        description="文件未写明时的佐证材料，默认“完成证明材料” / Evidence where the file names none",
    )

    def command(self, plan: FilePlan) -> ImportPlan:
        defaults = Defaults(
            unit_id=self.default_unit_id, person=self.default_person, evidence=tuple(self.default_evidence)
        )
        return ImportPlan(
            project_id=self.project_id,
            name=self.name,
            format=self.format,
            file=plan,
            defaults=defaults,
            target_on=self.target_on,
        )


@strawberry.type
class ExchangeQuery:
    @strawberry.field(
        description="导出现行倒排计划或一个情景，供 MS Project、ProjectLibre 或电子表格使用 / "
        "The plan in force, or a scenario, as a file (A8)"
    )
    async def plan_file(
        self,
        info: Info,
        format: Annotated[PlanFormat, strawberry.argument(description="格式 / Form")],
        project_id: Annotated[UUID | None, strawberry.argument(description="项目 / Project")] = None,
        scenario_id: Annotated[UUID | None, strawberry.argument(description="情景 / Scenario")] = None,
        version: Annotated[
            int | None,
            strawberry.argument(
                description="计划的第几版，不填为现行；阶段、关键环节、材料不分版，取现行 / Which version of the plan, the "
                "one in force when absent; stage, key link and evidence are not kept by version and are today's"
            ),
        ] = None,
    ) -> PlanFile | None:
        caller, today = info.context.caller, info.context.today
        if (project_id is None) == (scenario_id is None):
            raise ApiError("BAD_INPUT", "项目和情景须恰给出一个 / give either a project or a scenario")
        if version is not None and project_id is None:
            raise ApiError("BAD_INPUT", "版次只用于项目的计划 / only a project's plan has versions")
        async with info.context.reading() as session:
            if scenario_id is not None:
                plan = await scenario_to_export(session, caller, scenario_id, today)
            elif version is not None and project_id is not None:
                plan = await version_to_export(session, caller, project_id, version, today)
            else:
                plan = await plan_to_export(session, caller, project_id, today) if project_id else None
        if plan is None:
            return None
        async with turn():
            return PlanFile.of(await asyncio.to_thread(written, plan, format))


@strawberry.type
class ExchangeMutation:
    @strawberry.mutation(
        description="导入 MS Project XML 或 CSV 的计划：先试导，逐任务说明问题；导入成为情景，核对后再采用 / "
        "Import a plan: look through first, faults by task; it becomes a scenario, to be adopted when it is checked (A8)"
    )
    async def import_plan(self, info: Info, input: Annotated[ImportPlanInput, COMMAND]) -> PlanImportPayload:
        content = _decoded(input.content_base64)
        async with turn():
            plan = content if isinstance(content, Breach) else await asyncio.to_thread(read, content, input.format)
        if isinstance(plan, Breach):
            return PlanImportPayload(report=None, scenario=None, user_errors=user_errors([plan]))
        command = input.command(plan)
        if input.dry_run:
            return await _rehearsed(info, command)
        done = await perform(info, "importPlan", input, command, import_plan)
        if done.id is None:
            found = await _rehearsed(info, command)
            return PlanImportPayload(report=found.report, scenario=None, user_errors=done.user_errors)
        scenario = await fetch(info, Scenario, done.id)
        notes = scenario.notes if scenario else []
        return PlanImportPayload(report=_report(plan, [], notes, None), scenario=scenario, user_errors=[])


async def _rehearsed(info: Info, command: ImportPlan) -> PlanImportPayload:
    """Do all that an import does, and take it back."""
    context = info.context
    async with context.runtime.database.session(context.caller.scope) as session:  # leaving without a commit rolls back
        work = Work(session, context.caller, context.now, context.runtime.service, context.translate)
        outcome = await import_plan(work, command)
        if isinstance(outcome, Refusal):
            faults = by_task(outcome.breaches, command.file)
            told = [f"未带入：{what}" for what in command.file.not_carried] + list(command.file.notes)
            report = _report(command.file, faults, told, None, dry_run=True)
        else:
            row = await session.get_one(tables.Scenario, outcome)
            report = _report(command.file, [], row.notes, not row.faults, dry_run=True)
    return PlanImportPayload(report=report, scenario=None, user_errors=[])


def _report(
    plan: FilePlan, faults: list[FileFault], notes: list[str], feasible: bool | None, *, dry_run: bool = False
) -> PlanImportReport:
    return PlanImportReport(
        dry_run=dry_run,
        tasks=len(plan.tasks),
        stages=plan.stages,
        target_on=plan.target_on,
        faults=[PlanImportFault.of(f) for f in faults],
        feasible=feasible,
        notes=notes,
    )


def _decoded(content: str) -> bytes | Breach:
    """Read a file that comes as base64; white space in it is no fault."""
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return Breach("FILE_UNREADABLE", "文件内容不是Base64编码", field="contentBase64")
