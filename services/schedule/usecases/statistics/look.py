"""第十二条：the board of statistics: who is late, who answers, and where statistics and the site are out of step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.schedule.domain.lists.month import Month
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.statistics.standing import HUNDRED, Mismatch, Standing, mismatches, stand
from services.schedule.domain.statistics.terms import StatisticsKind
from services.schedule.store.statistics import board


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A project on the board."""

    project: board.Project
    standing: dict[StatisticsKind, Standing]
    mismatches: tuple[Mismatch, ...]

    @property
    def units(self) -> tuple[UUID, ...]:
        """第十二条：the units that answer: town, industry authority, owner."""
        p = self.project
        return tuple(u for u in (p.town_id, p.industry_authority_id, p.owner_id) if u is not None)


async def look(session: AsyncSession, actor: Actor, until: Month, today: date) -> list[Row]:
    """Judge every project that the actor sees, with its figures up to a month."""
    return [_row(p, until, today) for p in await board.projects(session, actor, until, today)]


def _row(project: board.Project, until: Month, today: date) -> Row:
    standing = {}
    for kind in StatisticsKind:
        entry = project.entries.get(kind)
        standing[kind] = stand(
            kind,
            project.started_on,
            entry.on if entry else None,
            today,
            excepted=entry is not None and entry.exception_reason is not None,
        )
    entered = project.entries.get(StatisticsKind.ENTRY)
    found: tuple[Mismatch, ...] = ()
    if entered is not None and entered.on is not None:
        found = mismatches(
            project.statistical, project.verified, share=_share(project), physical=project.physical, day=until.last
        )
    return Row(project=project, standing=standing, mismatches=found)


def _share(project: board.Project) -> Decimal | None:
    """What statistics have of the total. Of a continuing project the years before are not on record here: not judged."""
    if project.kind is ItemKind.CONTINUING or not project.total_investment or project.statistical_ever is None:
        return None
    return project.statistical_ever * HUNDRED / project.total_investment
