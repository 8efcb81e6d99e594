"""Finds what a sheet of issues names: projects and units by their names, and issues that are on the ledger already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.store import tables

_project, _unit, _issue = tables.Project, tables.Organization, tables.Issue


@dataclass(slots=True)
class Named:
    """Projects and active units by name (projects by code too), several where a name is not one's alone; issues there."""

    projects: dict[str, set[UUID]] = field(default_factory=dict)
    units: dict[str, set[UUID]] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    titles: set[tuple[UUID | None, str]] = field(default_factory=set)


async def named(
    session: AsyncSession,
    actor: Actor,
    *,
    projects: Collection[str],
    units: Collection[str],
    numbers: Collection[str],
    titles: Collection[str],
) -> Named:
    """Look all of them up in the actor's own division, as the actor sees it."""
    found = Named()
    own = visible_select(_project, actor).where(
        _project.division == actor.division, or_(_project.name.in_(projects), _project.code.in_(projects))
    )
    for id_, *names in (await session.execute(own.with_only_columns(_project.id, _project.name, _project.code))).all():
        for name in filter(None, names):
            found.projects.setdefault(name, set()).add(id_)
    of_units = select(_unit.id, _unit.name).where(_unit.division == actor.division, _unit.active, _unit.name.in_(units))
    for unit, name in (await session.execute(of_units)).all():
        found.units.setdefault(name, set()).add(unit)
    there = visible_select(_issue, actor).where(
        _issue.division == actor.division,
        or_(_issue.number.in_(numbers), _issue.ended_on.is_(None) & _issue.title.in_(titles)),
    )
    columns = (_issue.number, _issue.project_id, _issue.title, _issue.ended_on)
    for number, project, title, ended_on in (await session.execute(there.with_only_columns(*columns))).all():
        found.numbers.add(number)
        if ended_on is None:
            found.titles.add((project, title))
    return found
