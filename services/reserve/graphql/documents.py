"""Plans and the library as files in the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.documents.apart import turn
from services.chassis.documents.file import Format
from services.chassis.graphql import ApiError, Info
from services.law.breach import Breach
from services.reserve.domain.documents.library_columns import ProjectColumn, places
from services.reserve.graphql.office_file import OfficeFile
from services.reserve.graphql.project_queries import Filter, Search, Sort, listed
from services.reserve.store.documents import plan_facts
from services.reserve.usecases.documents.library_file import Shown, library_file
from services.reserve.usecases.documents.plan_file import plan_file

strawberry.enum(Format, name="DocumentFormat", description="文件格式 / Form of a document")
strawberry.enum(
    ProjectColumn, description="项目列表的列，与导出表相同 / Columns of the list of projects and of its sheet"
)

Columns = Annotated[
    list[ProjectColumn] | None,
    strawberry.argument(
        description="导出的列及次序，序号、名称恒在前；不给出则为全部列 / "
        "Columns in their order, after number and name; all of them when left out"
    ),
]
Grouped = Annotated[
    bool,
    strawberry.argument(
        description="按类别分组小计，或完全按列表的次序 / In sections by category with subtotals, or in the list's own order"
    ),
]


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
        description="导出项目表（.xlsx）：条件、检索、排序同项目列表；含全部列时可原样再导入；一次最多20000个项目 / "
        "Projects as a sheet; conditions, search and order as in `projects`; with all columns it can be imported again"
    )
    async def export_projects(
        self,
        info: Info,
        filter: Filter = None,
        sort: Sort = None,
        search: Search = None,
        columns: Columns = None,
        grouped: Grouped = True,
    ) -> OfficeFile:
        query, keys = listed(info, filter, sort, search)
        ordered = [k.ordered(backwards=False) for k in keys]
        async with turn(), info.context.reading() as session:
            shown = Shown(places(columns), grouped=grouped)
            file = await library_file(session, info.context.caller, query, ordered, info.context.today, shown)
        if isinstance(file, Breach):
            raise ApiError("BAD_INPUT", file.message, reason=file.code)
        return OfficeFile.of(file)
