"""Plans and the library as files in the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError, Info
from services.law.breach import Breach
from services.reserve.graphql.office_file import OfficeFile
from services.reserve.graphql.project_queries import ProjectFilter, ProjectSort, listed
from services.reserve.store.documents import plan_facts
from services.reserve.usecases.documents.file import Format
from services.reserve.usecases.documents.library_file import library_file
from services.reserve.usecases.documents.plan_file import plan_file

strawberry.enum(Format, name="DocumentFormat", description="文件格式 / Form of a document")


@strawberry.type
class DocumentQueries:
    @strawberry.field(
        description="年度计划文件：未下达的逐页标明征求意见稿或草案；无权查看时为空 / "
        "A yearly plan as a document; what is not issued says on every page that it is a draft (A3)"
    )
    async def plan_document(
        self,
        info: Info,
        plan_id: Annotated[UUID, strawberry.argument(description="计划标识 / Identifier of the plan")],
        format: Annotated[Format, strawberry.argument(description="文件格式 / Form")],
        edition: Annotated[
            int | None, strawberry.argument(description="已下达计划的版次，缺省为最新 / Edition of an issued plan")
        ] = None,
    ) -> OfficeFile | None:
        async with info.context.reading() as session:
            plan = await plan_facts(session, info.context.caller, plan_id, edition)
        return None if plan is None else OfficeFile.of(await plan_file(plan, format))

    @strawberry.field(
        description="导出项目表（.xlsx）：条件、排序同项目列表，按类别分组小计，可原样再导入；一次最多20000个项目 / "
        "Projects as a sheet that can be imported again; conditions and order as in `projects`"
    )
    async def export_projects(
        self,
        info: Info,
        filter: Annotated[ProjectFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        sort: Annotated[ProjectSort | None, strawberry.argument(description="排序 / Sorting")] = None,
        search: Annotated[
            str | None, strawberry.argument(description="名称包含，或项目代码 / Part of the name, or the project code")
        ] = None,
    ) -> OfficeFile:
        query, keys = listed(info, filter, sort, search)
        ordered = [k.ordered(backwards=False) for k in keys]
        async with info.context.reading() as session:
            file = await library_file(session, info.context.caller, query, ordered, info.context.today)
        if isinstance(file, Breach):
            raise ApiError("BAD_INPUT", file.message, reason=file.code)
        return OfficeFile.of(file)
