"""Projects that may have been registered before, in the API: told on entry, never refused for it (第四条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Info
from services.chassis.reads import answer, derived, labelled, sql
from services.chassis.visibility import narrowed
from services.reserve.domain.record.duplicates import Likeness, reasons
from services.reserve.domain.record.place import place_warning
from services.reserve.store import tables
from services.reserve.store.likeness import Entered, alike

if TYPE_CHECKING:
    from services.reserve.graphql.project import Project

ProjectOf = Annotated["Project", strawberry.lazy("services.reserve.graphql.project")]
_LIKENESS = ("similarity", "same_owner", "same_town", "same_code", "metres")


def _reasons(row: Any, on: date) -> list[str]:
    return reasons(Likeness(**{name: getattr(row, name) for name in _LIKENESS}), on)


@strawberry.type(description="疑似重复的项目 / A project that the entered one may repeat")
@labelled
class ProjectDuplicate:
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    name: str = strawberry.field(description="项目名称 / Its name")

    @derived("similarity", description="名称相似度，0至1 / Likeness of the names, from 0 to 1")
    def similarity(self: Any) -> Decimal:
        return Decimal(self.similarity)

    @derived("metres", description="相距（米），未填位置时为空 / Metres between the two; null without locations")
    def metres(self: Any) -> int | None:
        return self.metres  # type: ignore[no-any-return]

    @derived(*_LIKENESS, description="提示理由 / Why it is told")
    def reasons(self: Any, info: Info) -> list[str]:
        return _reasons(self, info.context.today)

    @sql(description="该项目 / The project")
    def project(self: Any) -> ProjectOf | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.type(description="登记或变更时的提示，不影响办理 / A warning on entry; nothing is refused for it")
class ProjectWarning:
    code: str = strawberry.field(
        description="代码：POSSIBLE_DUPLICATE、LOCATION_OUTSIDE_DIVISION / Stable code of the warning"
    )
    message: str = strawberry.field(description="提示 / In words")
    article: str | None = strawberry.field(description="依据条款 / The clause")
    field: str | None = strawberry.field(description="相关字段 / The input field in question")
    project_id: UUID | None = strawberry.field(default=None, description="疑似重复的项目 / The project it may repeat")


@strawberry.input(description="拟登记项目的要素，用于查重 / What is known of a project before it is registered")
class ProjectDuplicatesInput:
    name: str = strawberry.field(description="项目名称 / Name")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="所属镇（街道）/ Town")
    project_code: str | None = strawberry.field(default=None, description="国家项目代码 / National project code")
    longitude: Decimal | None = strawberry.field(default=None, description="经度（CGCS2000）/ Longitude")
    latitude: Decimal | None = strawberry.field(default=None, description="纬度（CGCS2000）/ Latitude")
    project_id: UUID | None = strawberry.field(default=None, description="不与自身比较 / The project itself, left out")


@strawberry.type
class ProjectDuplicateQueries:
    @sql(
        description="查重：名称相似且业主、属地或位置相同，或代码相同 / Projects that one may repeat, the likest first"
    )
    def project_duplicates(
        self: Any,
        info: Info,
        input: Annotated[ProjectDuplicatesInput, strawberry.argument(description="要素 / What is known of it")],
    ) -> list[ProjectDuplicate]:
        entered = Entered(
            name=input.name,
            owner_id=input.owner_id,
            town_id=input.town_id,
            project_code=input.project_code,
            longitude=input.longitude,
            latitude=input.latitude,
            id=input.project_id,
        )
        return answer(alike(entered, info.context.today))


async def warnings_of(info: Info, project_id: UUID | None) -> list[ProjectWarning]:
    """Look at an accepted project once more: what may be wrong with it, of what the caller may see."""
    if project_id is None:
        return []
    today, project = info.context.today, tables.Project
    async with info.context.reading() as session:
        row = await session.get_one(project, project_id)
        warned = place_warning(row.division, row.longitude, row.latitude, today)
        found = [] if warned is None else [_warning(warned.code, warned.message, warned.field)]
        entered = Entered(
            name=row.name,
            owner_id=row.owner_id,
            town_id=row.town_id,
            project_code=row.project_code,
            longitude=row.longitude,
            latitude=row.latitude,
            id=row.id,
        )
        rows = await session.execute(narrowed(alike(entered, today), info.context.caller))
        for other in rows.all():
            message = f"与已登记项目“{other.name}”疑似重复：{'、'.join(_reasons(other, today))}，请核对"
            found.append(_warning("POSSIBLE_DUPLICATE", message, "name", other.project_id))
    return found


def _warning(code: str, message: str, field: str | None, project_id: UUID | None = None) -> ProjectWarning:
    return ProjectWarning(code=code, message=message, article="第四条", field=field, project_id=project_id)
