"""To whom a bureau's queue is open: its own people, and the two departments that coordinate (第二条、第十四条).

Who it is not open to is refused, and never shown an empty queue. The queue's statement asks this along with its rows and
fails where the answer is no; the walk then asks first, and says why.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, case, false, func, or_, select, true

from services.chassis.graphql import ApiError, Info
from services.chassis.reads import through
from services.chassis.reads.declare import Declared
from services.chassis.reads.scalars import never_null
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.support.domain.rulebook import bureau_roles
from services.support.store import tables

OVERSEERS = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)


class Watched(Declared):
    """Marks a field of a queue like `sql`, and refuses in the walk whoever may not watch it."""

    async def walked(self, source: Any, info: Info, arguments: dict[str, Any]) -> Any:
        """Ask first."""
        await may_watch(info, arguments["bureau_id"])
        return await super().walked(source, info, arguments)


async def may_watch(info: Info, bureau_id: UUID) -> None:
    """Raise ApiError FORBIDDEN where the queue is not open to the caller."""
    async with info.context.reading() as session:
        is_open = await session.scalar(select(_open(info, bureau_id)))
    if not is_open:
        raise ApiError(
            "FORBIDDEN", "仅承办单位人员及项目服务、投资主管部门可以查看该队列 / this queue is not open to you"
        )


def watched(info: Info, bureau_id: UUID) -> ColumnElement[bool]:
    """Return a condition that fails the statement where the queue is not open to the caller."""
    return never_null(case((_open(info, bureau_id), true())))


def _open(info: Info, bureau_id: UUID) -> ColumnElement[bool]:
    """Roles and unit are enough for the bureau's own people, and those of the unit that it was merged into (第四条);
    others must have the bureau among their divisions.
    """
    caller, unit, bureau = info.context.caller, tables.Organization, through(bureau_id, _same, Uuid())
    ways: list[ColumnElement[bool]] = []
    if caller.unit is not None and caller.acts_as(*bureau_roles()):
        own = through(caller.unit, _same, Uuid())
        ways += [bureau == own, bureau.in_(select(func.former_units(own, type_=Uuid())))]
    if caller.acts_as(*OVERSEERS):
        ways.append(visible_select(unit, caller).where(unit.id == bureau).exists())
    return or_(false(), *ways)


def _same(id: UUID) -> UUID:
    return id
