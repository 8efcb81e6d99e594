"""Units of the directory in the API."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry
from sqlalchemy import Select

from services.chassis.graphql import Connection, Info, Key, UserError, paged
from services.chassis.visibility import visible_select
from services.law.parties import Role, UnitCategory
from services.reserve.graphql import enums
from services.reserve.graphql.lists import containing, identifier
from services.reserve.store import tables


@strawberry.type(description="例外（原则上之外）：理由与批准人 / A recorded exception with its reason and approver")
class RecordedException:
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(description="批准人 / Approver")

    @classmethod
    def of(cls, reason: str | None, approver: str | None) -> Self | None:
        return cls(reason=reason, approver=approver or "") if reason else None


@strawberry.federation.type(keys=["id"], description="单位 / A unit of the directory")
class Organization:
    row: strawberry.Private[tables.Organization]
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division (GB/T 2260)")
    name: str = strawberry.field(description="单位名称 / Name")
    category: UnitCategory = strawberry.field(description="单位类别 / Category")
    credit_code: str = strawberry.field(description="统一社会信用代码 / Unified social credit code (GB 32100-2015)")
    credit_code_exception: RecordedException | None = strawberry.field(
        description="信用代码校验例外 / Exception for a legal code of the early pilot"
    )
    roles: list[Role] = strawberry.field(description="职责身份 / Roles in which the unit acts")
    registered_at: datetime = strawberry.field(description="登记时间 / When it was entered")

    @classmethod
    def of(cls, row: tables.Organization) -> Self:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            division=row.division,
            name=row.name,
            category=row.category,
            credit_code=row.credit_code,
            credit_code_exception=RecordedException.of(row.exception_reason, row.exception_approver),
            roles=[Role(r) for r in row.roles],
            registered_at=row.registered_at,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.Organization.id, id) if id else None
        return cls.of(row) if row else None

    @classmethod
    async def resolve_reference(cls, info: Info, id: UUID) -> Self | None:
        return await cls.load(info, identifier(id))

    @strawberry.field(description="上级单位 / Parent unit")
    async def parent(
        self, info: Info
    ) -> Annotated["Organization", strawberry.lazy("services.reserve.graphql.organization")] | None:
        return await Organization.load(info, self.row.parent_id)

    @strawberry.field(description="下级单位 / Units below")
    async def children(
        self, info: Info
    ) -> list[Annotated["Organization", strawberry.lazy("services.reserve.graphql.organization")]]:
        table = tables.Organization
        return [Organization.of(r) for r in await info.context.load_many(table.parent_id, self.id, table.sort_key)]


@strawberry.type(description="单位命令的结果 / Result of a command on a unit")
class OrganizationPayload:
    organization: Organization | None = strawberry.field(description="变更后的单位 / The unit as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="单位筛选条件 / Conditions on units")
class OrganizationFilter:
    categories: list[UnitCategory] | None = strawberry.field(
        default=None, description="类别之一 / Any of these categories"
    )
    roles: list[Role] | None = strawberry.field(default=None, description="具有任一身份 / Acts in any of these roles")
    parent_id: UUID | None = strawberry.field(default=None, description="上级单位 / Below this unit")


@strawberry.type
class OrganizationQueries:
    @strawberry.field(description="单位名录（按拼音排序）/ The directory, sorted by pinyin")
    async def organizations(
        self,
        info: Info,
        filter: Annotated[OrganizationFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        search: Annotated[str | None, strawberry.argument(description="名称包含 / Part of the name")] = None,
        direction: Annotated[
            enums.SortDirection, strawberry.argument(description="方向 / Direction")
        ] = enums.SortDirection.ASC,
        first: Annotated[int | None, strawberry.argument(description="前若干项 / Page size")] = None,
        after: Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")] = None,
        last: Annotated[int | None, strawberry.argument(description="后若干项 / Page size backwards")] = None,
        before: Annotated[str | None, strawberry.argument(description="在此游标之前 / Before this cursor")] = None,
    ) -> Connection[Organization]:
        table = tables.Organization
        query = _filtered(visible_select(table, info.context.caller), filter)
        if search and search.strip():
            query = query.where(containing(table.name, search))
        down = direction is enums.SortDirection.DESC
        keys = [Key(table.sort_key, descending=down), Key(table.id, descending=down)]
        return await paged(info, query, keys, Organization.of, first=first, after=after, last=last, before=before)

    @strawberry.field(description="一个单位 / One unit")
    async def organization(
        self, info: Info, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Organization | None:
        return await Organization.load(info, id)


def _filtered(query: Select[tables.Organization], by: OrganizationFilter | None) -> Select[tables.Organization]:
    table = tables.Organization
    if by is None:
        return query
    if by.categories:
        query = query.where(table.category.in_(by.categories))
    if by.roles:
        query = query.where(table.roles.overlap([r.value for r in by.roles]))
    if by.parent_id:
        query = query.where(table.parent_id == by.parent_id)
    return query
