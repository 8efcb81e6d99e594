"""Commands on saved views in the API."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry
from strawberry.utils.str_converters import to_camel_case

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.documents.library_columns import ProjectColumn
from services.reserve.domain.seeking.views import Sharing, ViewList
from services.reserve.graphql import documents, enums
from services.reserve.graphql.application_queries import ApplicationFilter, ApplicationSort
from services.reserve.graphql.organization import OrganizationFilter
from services.reserve.graphql.project_queries import ProjectFilter, ProjectSort
from services.reserve.graphql.saved_views import SavedView, SavedViewPayload
from services.reserve.usecases.views.change import ChangeView, change
from services.reserve.usecases.views.delete import DeleteView, delete
from services.reserve.usecases.views.restore import RestoreView, restore
from services.reserve.usecases.views.save import SaveView, save

__all__ = ["documents"]  # the columns, declared before the inputs that use them


@strawberry.input(description="项目列表的设置 / Settings of the list of projects")
class ProjectViewInput:
    filter: ProjectFilter | None = strawberry.field(default=None, description="筛选 / Filter")
    sort: ProjectSort | None = strawberry.field(default=None, description="排序 / Sorting")
    search: str | None = strawberry.field(default=None, description="检索词 / Search")
    columns: list[ProjectColumn] | None = strawberry.field(
        default=None, description="显示的列及次序 / Columns that are shown, in their order"
    )


@strawberry.input(description="单位名录的设置 / Settings of the directory")
class OrganizationViewInput:
    filter: OrganizationFilter | None = strawberry.field(default=None, description="筛选 / Filter")
    search: str | None = strawberry.field(default=None, description="检索词 / Search")
    direction: enums.SortDirection | None = strawberry.field(default=None, description="方向 / Direction")


@strawberry.input(description="申报清单的设置 / Settings of the list of applications")
class ApplicationViewInput:
    filter: ApplicationFilter | None = strawberry.field(default=None, description="筛选 / Filter")
    sort: ApplicationSort | None = strawberry.field(default=None, description="排序 / Sorting")
    search: str | None = strawberry.field(default=None, description="检索词 / Search")


@strawberry.input(description="保存视图：给出所属列表的条件 / Keep what a list is set to show under a name")
class SaveViewInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    of_list: ViewList = strawberry.field(name="list", description="所属列表 / The list")
    name: str = strawberry.field(description="名称，本人同一列表内不重复 / Name, once a person and list")
    sharing: Sharing = strawberry.field(default=Sharing.OWN, description="共享范围 / Who may use it")
    is_default: bool = strawberry.field(default=False, description="设为本人的默认视图 / Begin the list with it")
    projects: ProjectViewInput | None = strawberry.field(default=None, description="项目列表的设置 / Of projects")
    organizations: OrganizationViewInput | None = strawberry.field(
        default=None, description="单位名录的设置 / Of the directory"
    )
    applications: ApplicationViewInput | None = strawberry.field(
        default=None, description="申报清单的设置 / Of applications"
    )


@strawberry.input(description="依据的视图 / Which view, as it was seen")
class OnView:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    view_id: UUID = strawberry.field(description="视图 / The view")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="变更视图（给出全部内容）/ Change a view; the whole of it as it is to be")
class ChangeViewInput(OnView):
    name: str = strawberry.field(description="名称，本人同一列表内不重复 / Name, once a person and list")
    sharing: Sharing = strawberry.field(default=Sharing.OWN, description="共享范围 / Who may use it")
    is_default: bool = strawberry.field(default=False, description="设为本人的默认视图 / Begin the list with it")
    projects: ProjectViewInput | None = strawberry.field(default=None, description="项目列表的设置 / Of projects")
    organizations: OrganizationViewInput | None = strawberry.field(
        default=None, description="单位名录的设置 / Of the directory"
    )
    applications: ApplicationViewInput | None = strawberry.field(
        default=None, description="申报清单的设置 / Of applications"
    )


@strawberry.input(description="删除视图，可恢复 / Delete a view; it can be restored")
class DeleteViewInput(OnView):
    pass


@strawberry.input(description="恢复已删除的视图 / Take a deleted view back")
class RestoreViewInput(OnView):
    pass


async def _answer(info: Info, done: Performed) -> SavedViewPayload:
    return SavedViewPayload(view=await fetch(info, SavedView, done.id), user_errors=done.user_errors)


def _settings(input: SaveViewInput | ChangeViewInput) -> dict[ViewList, dict[str, Any]]:
    """Write the settings as a client sends them."""
    given = {
        ViewList.PROJECTS: input.projects,
        ViewList.ORGANIZATIONS: input.organizations,
        ViewList.APPLICATIONS: input.applications,
    }
    return {of: _sent(settings) for of, settings in given.items() if settings is not None}


def _sent(value: Any) -> Any:  # noqa: PLR0911 - one branch a kind of value
    """Write a value of an input as JSON; what was not given is left out, for it says the same."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list):
        return [_sent(item) for item in value]
    if not is_dataclass(value):
        return value
    fields = ((f.name, getattr(value, f.name)) for f in dataclass_fields(value))
    return {to_camel_case(name): _sent(of) for name, of in fields if of is not None}


@strawberry.type
class SavedViewMutations:
    @strawberry.mutation(
        description="保存视图；共享给全区限区级主管部门 / Keep a view; only authorities share with the whole division"
    )
    async def save_view(self, info: Info, input: SaveViewInput) -> SavedViewPayload:
        command = SaveView(
            of_list=input.of_list,
            name=input.name,
            sharing=input.sharing,
            is_default=input.is_default,
            settings=_settings(input),
        )
        return await _answer(info, await perform(info, "saveView", input, command, save))

    @strawberry.mutation(description="变更本人的视图 / Change a view of one's own")
    async def change_view(self, info: Info, input: ChangeViewInput) -> SavedViewPayload:
        command = ChangeView(
            view_id=input.view_id,
            expected_version=input.expected_version,
            name=input.name,
            sharing=input.sharing,
            is_default=input.is_default,
            settings=_settings(input),
        )
        return await _answer(info, await perform(info, "changeView", input, command, change))

    @strawberry.mutation(description="删除本人的视图，可恢复 / Delete a view of one's own; it can be restored")
    async def delete_view(self, info: Info, input: DeleteViewInput) -> SavedViewPayload:
        command = DeleteView(view_id=input.view_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "deleteView", input, command, delete))

    @strawberry.mutation(description="恢复本人已删除的视图 / Take a deleted view of one's own back")
    async def restore_view(self, info: Info, input: RestoreViewInput) -> SavedViewPayload:
        command = RestoreView(view_id=input.view_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "restoreView", input, command, restore))
