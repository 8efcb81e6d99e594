"""The people who act for units, in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, and_, case, null, or_, select, union_all

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, containing, page, sql, table
from services.chassis.reads.finding import MORE, first_few, found, sought
from services.law.parties import Role
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.store import tables

if TYPE_CHECKING:
    from services.reserve.graphql.organization import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.reserve.graphql.organization")]


def current(member: Any, today: Any) -> ColumnElement[bool]:
    """Whether a membership has begun and has not ended; its last day belongs to it."""
    return and_(member.from_on <= today, or_(member.until_on.is_(None), member.until_on >= today))


@strawberry.type(description="单位人员任职 / A person's membership in a unit")
@table(tables.Member)
class Member:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    person: str = strawberry.field(description="人员标识（身份提供方）/ Subject of the identity provider")
    name: str = strawberry.field(description="姓名 / Name")
    roles: list[Role] = strawberry.field(description="在本单位的职责身份 / Roles in which the person acts for the unit")
    from_on: date = strawberry.field(description="任职开始日 / First day")
    until_on: date | None = strawberry.field(description="任职最后一日，未定为空 / Last day, null while not known")
    added_at: datetime = strawberry.field(description="登记时间 / When it was entered")

    @sql(description="单位 / Unit")
    def organization(self: Any) -> OrganizationOf:
        return answer(select(tables.Organization).where(tables.Organization.id == self.organization_id))

    @sql(description="今天是否任职 / Whether the person acts for the unit today")
    def current(self: Any, info: Info) -> bool:
        return answer(case((current(self, info.context.today), True), else_=False))

    @sql(
        description="联系电话，仅区投资主管部门、本单位和本人可见 / Phone; shown to the authority, the unit and the person"
    )
    def phone(self: Any, info: Info) -> str | None:
        caller = info.context.caller
        if caller.acts_as(Role.INVESTMENT_AUTHORITY):
            return answer(self.phone)
        own = self.person == caller.subject
        if caller.unit is not None:
            own = or_(own, self.organization_id == caller.unit)
        return answer(case((own, self.phone), else_=null()))


@strawberry.input(description="任职筛选条件，同时满足 / Conditions on memberships, all of which hold")
class MemberFilter:
    organization_id: UUID | None = strawberry.field(default=None, description="单位 / Of this unit")
    person: str | None = strawberry.field(default=None, description="人员标识 / Of this person")
    role: Role | None = strawberry.field(default=None, description="职责身份 / In this role")
    current: bool | None = strawberry.field(
        default=None, description="今天任职，或已结束、未开始 / Acting today, or not any more or not yet"
    )


@strawberry.type
class MemberQueries:
    @sql(description="单位人员（按姓名拼音排序）/ Memberships, sorted by the pinyin of names")
    def members(
        self: Any,
        info: Info,
        filter: Annotated[MemberFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        search: Annotated[str | None, strawberry.argument(description="姓名包含 / Part of the name")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Member]:
        asked, today = filter or MemberFilter(), info.context.today
        listed, query = _narrowest(asked, search, today)
        if search is not None:
            query = query.where(containing(listed.name, search))
        if asked.organization_id is not None:
            query = query.where(listed.organization_id == asked.organization_id)
        if asked.person is not None:
            query = query.where(listed.person == asked.person)
        if asked.role is not None:
            query = query.where(listed.roles.overlap([asked.role.value]))
        if asked.current is not None:
            acting = current(listed, today)
            query = query.where(acting if asked.current else ~acting)
        return page(query, [Key(listed.sort_key), Key(listed.id)])

    @sql(description="一项任职 / One membership")
    def member(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]) -> Member | None:
        return answer(select(tables.Member).where(tables.Member.id == id))


def _narrowest(by: MemberFilter, search: str | None, today: Any) -> tuple[Any, Select[Any]]:
    """Start with what may match few memberships; one unit's or one person's are few and have an index in the list's order."""
    member = tables.Member
    if by.organization_id is not None or by.person is not None:
        return member, select(member)
    ways = []
    if search is not None:
        ways.append(sought(tables.MemberSearch, search))
    if by.role is not None:
        ways.append(sought(tables.MemberSearch, by.role.value))
    if by.current is not None:  # fewer act than acted
        ways.insert(0 if by.current else len(ways), _by_day(today, acting=by.current))
    if not ways:
        return member, select(member)
    row, kept = found(member, first_few(*ways), member.sort_key)
    return row, select(row).where(kept)


def _by_day(today: Any, *, acting: bool) -> Select[Any]:
    """Seek those that may act today, or those that do not, by the indexes of the days."""
    member = tables.Member
    open_, later = (member.until_on.is_(None), member.until_on >= today)
    conditions = (open_, later) if acting else (member.until_on < today, member.from_on > today)
    return select(union_all(*(select(member.id).where(c).limit(MORE) for c in conditions)).subquery())


@strawberry.type(description="任职命令的结果 / Result of a command on a membership")
class MemberPayload:
    member: Member | None = strawberry.field(description="变更后的任职 / The membership as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")
