"""What a person may still be, by the memberships that the directory has (第四条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.reserve.store.tables import Member


async def as_member(session: AsyncSession, actor: Actor, today: date) -> Actor | None:
    """Return the person with the roles that the memberships in the unit still give on the day; None when all have ended.

    Whom the directory never had as a member of the unit, only the issuer of tokens knows: such a person is taken as before.
    """
    if actor.unit is None:
        return actor
    its = select(Member).where(
        Member.person == actor.subject, Member.organization_id == actor.unit, Member.division == actor.division
    )
    members = (await session.scalars(its)).all()
    if not members:
        return actor
    now = [m for m in members if m.from_on <= today and (m.until_on is None or today <= m.until_on)]
    if not now:
        return None
    held = {role for member in now for role in member.roles}
    return replace(actor, roles=frozenset(role for role in actor.roles if role.value in held))
