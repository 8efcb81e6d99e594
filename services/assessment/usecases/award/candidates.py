"""Who may be named an advanced unit of a year: results of the year and its quarters, and what speaks against it (A20)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.award.model import Level, Recipient
from services.assessment.domain.award.vetting import Finding, clear, vet
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.store import awards, copies, tables
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.law.money import round_half_up
from services.law.parties import UnitCategory

_ORDER = {group: at for at, group in enumerate(UnitCategory)}


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """A published result of a quarter."""

    quarter: int
    score: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with its results, what was found, and whether it is named on the list already."""

    unit_id: UUID
    group: UnitCategory
    rank: int
    score: Decimal
    quarters: tuple[QuarterResult, ...]
    findings: tuple[Finding, ...]
    nominated: bool

    @property
    def eligible(self) -> bool:
        """Whether nothing bars the award."""
        return clear(self.findings)


async def candidates(session: AsyncSession, actor: Actor, year: int, level: Level) -> list[Candidate]:
    """Return the assessed units of a published year, by group and rank; one that was merged since as what it became."""
    division = actor.division
    basis = await awards.basis(session, division, year)
    if basis is None:
        return []
    row = tables.UnitResult
    of_year = visible_select(row, actor).where(row.division == division, row.year == year, row.published.is_(True))
    results = (await session.scalars(of_year.order_by(row.quarter, row.unit_id))).all()
    quarters: dict[UUID, list[QuarterResult]] = defaultdict(list)
    for result in results:
        if result.quarter != WHOLE_YEAR:
            quarters[result.unit_id].append(QuarterResult(result.quarter, _score(result), result.rank))
    records = await awards.behaved(session, actor, division, year, basis.ranked)
    survivors = await copies.survivors(session, division)
    named = await _named(session, division, year, level)
    found = []
    for result in results:
        if result.quarter == WHOLE_YEAR:
            unit_id = survivors.get(result.unit_id, result.unit_id)
            findings = vet(level, Recipient.UNIT, None, year, records.of(unit_id))
            its = tuple(quarters[result.unit_id])
            found.append(Candidate(unit_id, result.group, result.rank, _score(result), its, findings, unit_id in named))
    return sorted(found, key=lambda c: (_ORDER[c.group], c.rank, c.unit_id))


def _score(result: tables.UnitResult) -> Decimal:
    return round_half_up(result.score, result.places)


async def _named(session: AsyncSession, division: str, year: int, level: Level) -> set[UUID]:
    standing = await awards.standing_list(session, division, year, level)
    if standing is None:
        return set()
    rows = await awards.standing(session, standing)
    return {award.unit_id for award in rows if award.recipient is Recipient.UNIT}
