"""Units of the directory in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, Text, func, literal_column, select, union

from services.chassis.graphql import Connection, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.reads.finding import found, sought
from services.law.parties import Role, UnitCategory
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.members import Member
from services.reserve.graphql.organization_history import OrganizationChange
from services.reserve.graphql.seeking import unit_sought
from services.reserve.store import tables

BETWEEN = literal_column(
    "chr(1)", Text()
)  # names; no search has it, so none finds the end of one and the start of another


@strawberry.type(description="例外（原则上之外）：理由与批准人 / A recorded exception with its reason and approver")
class RecordedException:
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(description="批准人 / Approver")


def exempted(self: Any) -> RecordedException | None:
    """Work out the exception of a row that has the two columns of one."""
    if not self.exception_reason:
        return None
    return RecordedException(reason=self.exception_reason, approver=self.exception_approver or "")


def merged_by_exception(self: Any) -> RecordedException | None:
    """Work out the exception by which a unit was merged into another."""
    if not self.merge_exception_reason:
        return None
    return RecordedException(reason=self.merge_exception_reason, approver=self.merge_exception_approver or "")


@strawberry.federation.type(keys=["id"], description="单位 / A unit of the directory")
@table(tables.Organization)
class Organization:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division (GB/T 2260)")
    name: str = strawberry.field(description="单位名称 / Name")
    category: UnitCategory = strawberry.field(description="单位类别 / Category")
    credit_code: str = strawberry.field(description="统一社会信用代码 / Unified social credit code (GB 32100-2015)")
    credit_code_exception: RecordedException | None = derived(
        "exception_reason",
        "exception_approver",
        description="信用代码校验例外 / Exception for a legal code of the early pilot",
    )(exempted)
    roles: list[Role] = strawberry.field(description="职责身份 / Roles in which the unit acts")
    former_names: list[str] = strawberry.field(description="曾用名，旧的在前 / Names that it had, the oldest first")
    active: bool = strawberry.field(description="是否在用 / Whether it may be named by anything new")
    registered_at: datetime = strawberry.field(description="登记时间 / When it was entered")

    @sql(description="已并入的单位 / The unit that stands for it since a merge")
    def merged_into(self: Any) -> Organization | None:
        return answer(unit(self.merged_into))

    merge_exception: RecordedException | None = derived(
        "merge_exception_reason",
        "merge_exception_approver",
        description="信用代码不同而合并的例外 / Exception by which it was merged though the codes differ (A4)",
    )(merged_by_exception)

    @sql(description="上级单位 / Parent unit")
    def parent(self: Any) -> Organization | None:
        return answer(unit(self.parent_id))

    @sql(description="下级单位 / Units below")
    def children(self: Any) -> list[Organization]:
        below = tables.Organization
        return answer(select(below).where(below.parent_id == self.id).order_by(below.sort_key, below.id))

    @sql(description="变更记录，新的在前 / History, the newest first")
    def history(self: Any, first: First = None, after: After = None) -> Connection[OrganizationChange]:
        change = tables.OrganizationChange
        newest_first = [Key(change.id, descending=True)]  # ids are ordered by time
        return page(select(change).where(change.organization_id == self.id), newest_first)

    @sql(description="人员任职（含已结束）/ Memberships, ended ones too")
    def members(self: Any, first: First = None, after: After = None) -> Connection[Member]:
        member = tables.Member
        query = select(member).where(member.organization_id == self.id)
        return page(query, [Key(member.sort_key), Key(member.id)])


def unit(id: Any) -> Select[Any]:
    """Look one unit up."""
    return select(tables.Organization).where(tables.Organization.id == id)


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
    active: bool | None = strawberry.field(default=None, description="在用，或已停用 / Active, or not any more")


@strawberry.type
class OrganizationQueries:
    @sql(description="单位名录（按拼音排序）/ The directory, sorted by pinyin")
    def organizations(
        self: Any,
        filter: Annotated[OrganizationFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="名称、曾用名、名称拼音首字母或统一社会信用代码包含 / "
                "Part of its name or a former one, of its pinyin initials or of its credit code"
            ),
        ] = None,
        direction: Annotated[
            enums.SortDirection, strawberry.argument(description="方向 / Direction")
        ] = enums.SortDirection.ASC,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Organization]:
        listed, down = tables.Organization, direction is enums.SortDirection.DESC
        query, roles = select(listed), filter.roles if filter else None
        if search is not None or roles:
            pieces = tables.OrganizationSearch
            words = [search] if search is not None else [r.value for r in roles or ()]
            some = union(*(sought(pieces, w) for w in words)).subquery()
            listed, kept = found(listed, select(some), listed.sort_key)
            query = select(listed).where(kept)
        if search is not None:
            former = func.array_to_string(listed.former_names, BETWEEN, type_=Text())
            query = query.where(unit_sought(listed, former, search))
        query = _filtered(query, listed, filter)
        return page(query, [Key(listed.sort_key, descending=down), Key(listed.id, descending=down)])

    @sql(description="一个单位 / One unit")
    def organization(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Organization | None:
        return answer(unit(id))


def _filtered(query: Select[Any], listed: Any, by: OrganizationFilter | None) -> Select[Any]:
    if by is None:
        return query
    if by.categories:  # an empty list asks for nothing in particular
        query = query.where(listed.category.in_(by.categories))
    if by.roles:
        query = query.where(listed.roles.overlap([r.value for r in by.roles]))
    if by.active is not None:
        query = query.where(listed.active.is_(by.active))
    return query if by.parent_id is None else query.where(listed.parent_id == by.parent_id)
