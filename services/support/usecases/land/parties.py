"""As which party the acting person compiles and consults."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy import exists, select

from services.chassis.work import Work
from services.law.parties import Role
from services.support.domain.land.plan import Party
from services.support.store import copies, tables


async def parties(work: Work) -> tuple[str, frozenset[Party]]:
    """Name the division of the acting unit, and the parties that it stands for there; none for anybody else."""
    found = set()
    division = work.actor.division
    for party in Party:
        if Role(party.value) not in work.actor.roles:
            continue
        acts_in = await copies.division_of(work.session, work.actor.unit, Role(party.value))
        if acts_in is not None:
            division = acts_in
            found.add(party)
    return division, frozenset(found)


async def party_of(work: Work, division: str, asked: Party | None = None) -> Party | None:
    """Name the party as which the person acts for a division: the one that is asked for, or any."""
    acts_in, found = await parties(work)
    if acts_in != division:
        return None
    if asked is not None:
        return asked if asked in found else None
    return next((p for p in Party if p in found), None)


async def unit_known(work: Work, id: UUID) -> bool:
    """Whether a unit is there and acts."""
    unit = tables.Organization
    return bool(await work.session.scalar(select(exists().where(unit.id == id, unit.active))))


async def units_known(work: Work, ids: AbstractSet[UUID]) -> frozenset[UUID]:
    """Which of some units are there, whether they still act or not."""
    unit = tables.Organization
    found = await work.session.scalars(select(unit.id).where(unit.id.in_(ids))) if ids else ()
    return frozenset(found)


async def project_known(work: Work, id: UUID, division: str) -> bool:
    """Whether a project of the division is there."""
    project = tables.Project
    return bool(await work.session.scalar(select(exists().where(project.id == id, project.division == division))))
