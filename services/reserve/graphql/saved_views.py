"""Saved views in the API: the arguments of a list, kept as JSON and judged anew by the schema whenever they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import strawberry
from graphql import GraphQLArgument, validate_input_value
from sqlalchemy import ColumnElement, select, union_all
from strawberry.scalars import JSON

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.reads.finding import MORE, found
from services.reserve.domain.seeking.views import Sharing, ViewList
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.organization import Organization, unit
from services.reserve.store import tables

strawberry.enum(ViewList, name="ViewList", description="可保存视图的列表 / Lists that can be kept as views")
strawberry.enum(Sharing, name="ViewSharing", description="视图共享范围：本人、本单位、全区 / Who may use a view")

FIELDS = {  # the field whose arguments a view of the list keeps
    ViewList.PROJECTS: "exportProjects",  # as `projects`, with columns besides
    ViewList.ORGANIZATIONS: "organizations",
    ViewList.APPLICATIONS: "applications",
}


@strawberry.type(description="视图中已不适用的条件 / What of a view the list does not take any more")
class SavedViewFault:
    path: str = strawberry.field(description="位置，如 filter.libraries.0 / Where it is")
    message: str = strawberry.field(description="说明 / What is wrong with it")


@cache
def _arguments(of: ViewList) -> dict[str, GraphQLArgument]:
    from services.reserve.graphql.schema import schema  # noqa: PLC0415 - which is made of this

    query = schema().core.query_type
    assert query is not None
    return dict(query.fields[FIELDS[of]].args)


def faults(of: ViewList, settings: dict[str, Any]) -> list[SavedViewFault]:
    """Tell what of the settings the list does not take; none where all of it still fits."""
    return list(_faults(_arguments(of), settings))


def _faults(arguments: dict[str, GraphQLArgument], settings: dict[str, Any]) -> Iterator[SavedViewFault]:
    for name, value in settings.items():
        if name not in arguments:
            yield SavedViewFault(path=name, message=f"该列表已没有条件 {name} / the list has no {name} any more")
            continue
        wrong: list[SavedViewFault] = []

        def note(error: Any, path: list[Any], name: str = name, wrong: list[SavedViewFault] = wrong) -> None:
            at = ".".join(map(str, (name, *path)))
            wrong.append(SavedViewFault(path=at, message=f"该条件已不适用，请重新选择 / {error.message}"))

        validate_input_value(value, arguments[name].type, note)
        yield from wrong


@strawberry.type(description="保存的视图 / A saved view of a list")
@table(tables.SavedView)
class SavedView:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    of_list: ViewList = strawberry.field(name="list", description="所属列表 / The list")
    name: str = strawberry.field(description="名称 / Name")
    sharing: Sharing = strawberry.field(description="共享范围 / Who may use it")
    is_default: bool = strawberry.field(description="是否其所有者的默认视图 / Whether its owner's list begins with it")
    owner_name: str = strawberry.field(description="所有者 / Whose it is")
    saved_at: datetime = strawberry.field(description="保存时间 / When it was saved")
    changed_at: datetime = strawberry.field(description="最近变更时间 / When it was last changed")
    deleted_at: datetime | None = strawberry.field(
        description="删除时间 / When it was deleted; null while it is in use"
    )

    @sql(description="是否本人的视图 / Whether it is the caller's own")
    def mine(self: Any, info: Info) -> bool:
        return answer(self.owner == info.context.caller.subject)

    @sql(description="共享的单位 / The unit that it is shared with")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit_id))

    @derived(
        "settings",
        description="列表参数（filter、sort、search、columns等），可原样作为变量使用 / "
        "Arguments of the list, to be sent as variables just as they are",
    )
    def settings(self: Any) -> JSON:
        return self.settings  # type: ignore[no-any-return]

    @derived(
        "of_list",
        "settings",
        description="已不适用的条件，为空即可直接使用 / What does not fit any more; none if it can be used",
    )
    def faults(self: Any) -> list[SavedViewFault]:
        return faults(ViewList(self.of_list), self.settings)


@strawberry.type(description="视图命令的结果 / Result of a command on a saved view")
class SavedViewPayload:
    view: SavedView | None = strawberry.field(description="变更后的视图 / The view as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


Lists = Annotated[ViewList | None, strawberry.argument(name="list", description="所属列表 / Views of this list")]
Mine = Annotated[
    bool | None, strawberry.argument(description="仅本人的，或仅他人共享的 / Only own ones, or only others'")
]
Deleted = Annotated[bool, strawberry.argument(description="本人已删除的视图 / The caller's deleted ones instead")]


@strawberry.type
class SavedViewQueries:
    @sql(
        description="可用的视图：本人的及他人共享的，按名称拼音 / Views of one's own and those shared by others, by pinyin"
    )
    def saved_views(
        self: Any,
        info: Info,
        of_list: Lists = None,
        mine: Mine = None,
        deleted: Deleted = False,
        first: First = None,
        after: After = None,
    ) -> Connection[SavedView]:
        caller = info.context.caller
        view, kept = found(tables.SavedView, _within_reach(tables.SavedView, caller), tables.SavedView.sort_key)
        query = select(view).where(kept, view.deleted_at.is_not(None) if deleted else view.deleted_at.is_(None))
        if of_list is not None:
            query = query.where(view.of_list == of_list)
        if mine is not None:
            query = query.where(view.owner == caller.subject if mine else view.owner != caller.subject)
        return page(query, [Key(view.sort_key), Key(view.id)])

    @sql(description="一个视图 / One view")
    def saved_view(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> SavedView | None:
        return answer(select(tables.SavedView).where(tables.SavedView.id == id))


def _within_reach(view: Any, caller: Any) -> Any:
    """Seek all that the caller may see, as `visible` says: each way in an order that only its own index gives."""
    conditions: list[tuple[ColumnElement[bool], ...]] = [
        (view.owner == caller.subject,),
        (view.sharing == Sharing.DIVISION, view.division == caller.division),
    ]
    if caller.unit is not None:
        conditions.append((view.unit_id == caller.unit,))
    return select(
        union_all(*(select(view.id).where(*of).order_by(view.sort_key).limit(MORE) for of in conditions)).subquery()
    )
