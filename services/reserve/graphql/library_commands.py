"""Commands on the library as a whole: conversions of many at once, and confirmations (第六条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import answer, derived, fetch, sql, table
from services.reserve.domain.terms import Library
from services.reserve.graphql.project import Project, ProjectPayload
from services.reserve.graphql.project_commands import OnProject
from services.reserve.store import tables
from services.reserve.usecases.library.confirm import ConfirmProject, confirm
from services.reserve.usecases.library.convert import ConvertProject
from services.reserve.usecases.library.convert_many import ConvertProjects, convert_many


@strawberry.type(description="批量转化中的一个项目 / One project of a conversion of many")
@table(tables.ConversionRow)
class ConversionRow:
    position: int = strawberry.field(description="序号，自 0 起 / Position, from 0")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    to_library: Library = strawberry.field(description="目标库 / The library asked for")
    converted: bool = strawberry.field(description="是否转化 / Whether it was converted")
    version: int | None = strawberry.field(description="转化后的版本 / Version after it")

    @derived("reasons", description="不予转化的全部理由 / All reasons of the refusal")
    def reasons(self: Any) -> list[UserError]:
        return [UserError(**r) for r in self.reasons]

    @sql(description="项目 / The project as it is now")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.type(description="一次批量转化及其结果 / A conversion of many projects, row by row")
@table(tables.Conversion)
class Conversion:
    id: UUID = strawberry.field(description="标识 / Identifier")
    converted: int = strawberry.field(description="已转化数 / Converted")
    refused: int = strawberry.field(description="不予转化数 / Refused")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="办理人 / Who")

    @sql(description="逐项结果，按提交次序 / The rows, as they were sent")
    def rows(self: Any) -> list[ConversionRow]:
        row = tables.ConversionRow
        return answer(select(row).where(row.conversion_id == self.id).order_by(row.position))


@strawberry.type(description="批量转化的结果 / Result of a conversion of many")
class ConvertProjectsPayload:
    conversion: Conversion | None = strawberry.field(description="批量转化 / The conversion")
    user_errors: list[UserError] = strawberry.field(
        description="整批不予受理的理由 / Why the batch as a whole was refused"
    )


@strawberry.input(description="要转化的一个项目 / A project to be converted one step")
class ConvertRowInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    to_library: Library = strawberry.field(description="下一级库 / The next library")


@strawberry.input(description="批量转化 / Convert many projects, each one step (A6)")
class ConvertProjectsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    projects: list[ConvertRowInput] = strawberry.field(description="项目，最多 200 个 / Projects, at most 200")


@strawberry.input(description="确认项目信息仍然有效 / Confirm that an entry is still valid (A6)")
class ConfirmProjectInput(OnProject):
    reason: str = strawberry.field(description="依据 / On what ground")


@strawberry.type
class LibraryMutations:
    @strawberry.mutation(
        description="批量逐级转化：逐项判定，不符合的说明理由，其余照办 / Convert many, each judged by itself (A6)"
    )
    async def convert_projects(self, info: Info, input: ConvertProjectsInput) -> ConvertProjectsPayload:
        rows = tuple(
            ConvertProject(project_id=r.project_id, expected_version=r.expected_version, to_library=r.to_library)
            for r in input.projects
        )
        done = await perform(info, "convertProjects", input, ConvertProjects(rows=rows), convert_many)
        made = await fetch(info, Conversion, done.id)
        return ConvertProjectsPayload(conversion=made, user_errors=done.user_errors)

    @strawberry.mutation(
        description="确认在库项目信息仍然有效、无变化 / Confirm that an entry is still valid and nothing has changed (A6)"
    )
    async def confirm_project(self, info: Info, input: ConfirmProjectInput) -> ProjectPayload:
        command = ConfirmProject(
            project_id=input.project_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "confirmProject", input, command, confirm)
        return ProjectPayload(project=await fetch(info, Project, done.id), user_errors=done.user_errors)
