"""Loads award lists, nominations, and what is on record of those who may be named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.award.model import (
    Assessed,
    AwardList,
    Held,
    Level,
    Limit,
    ListStatus,
    Nominated,
    Recipient,
)
from services.assessment.domain.award.vetting import Behaved, Happened, HeldCard
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.score.record import Status
from services.assessment.store import conduct, directory, schemes, tables
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Basis:
    """The year's published result that awards stand on: its period, its scheme, and who was ranked with which group."""

    period_id: UUID
    scheme: Scheme
    ranked: Mapping[UUID, UnitCategory]

    @property
    def assessed(self) -> Assessed:
        """How many units of each group were ranked."""
        return Counter(self.ranked.values())


async def basis(session: AsyncSession, division: str, year: int) -> Basis | None:
    """Return what a year's awards stand on, once its result is published."""
    period, result = tables.Period, tables.UnitResult
    row = await session.scalar(
        select(period).where(
            period.division == division,
            period.year == year,
            period.quarter == WHOLE_YEAR,
            period.status == Status.PUBLISHED,
        )
    )
    if row is None:
        return None
    scheme = await session.get_one(tables.Scheme, row.scheme_id)
    ranked = await session.execute(select(result.unit_id, result.group).where(result.period_id == row.id))
    return Basis(row.id, schemes.state_of(scheme), {r.unit_id: r.group for r in ranked.all()})


async def standing_list(session: AsyncSession, division: str, year: int, level: Level) -> tables.AwardList | None:
    """Return the list of a year and level that was not discarded."""
    row = tables.AwardList
    found: tables.AwardList | None = await session.scalar(
        select(row).where(
            row.division == division, row.year == year, row.level == level, row.status != ListStatus.DISCARDED
        )
    )
    return found


async def lock_list(work: Work, list_id: UUID) -> tables.AwardList | None:
    """Return a list of the actor's own division, for a change."""
    row = await work.session.get(tables.AwardList, list_id, with_for_update=True)
    return row if row is not None and row.division == work.actor.division else None


async def lock(work: Work, award_id: UUID) -> tables.Award | None:
    """Return a nomination or award of the actor's own division, for a change."""
    row = await work.session.get(tables.Award, award_id, with_for_update=True)
    return row if row is not None and row.division == work.actor.division else None


async def state_of(session: AsyncSession, row: tables.AwardList) -> AwardList:
    """Read a row, with the meetings on it, into the state that decisions see."""
    approval = tables.AwardApproval
    held = await session.scalars(
        select(approval).where(approval.list_id == row.id).order_by(approval.round, approval.step)
    )
    return AwardList(
        year=row.year,
        level=row.level,
        status=row.status,
        round=row.round,
        drafted_on=row.drafted_on,
        submitted_on=row.submitted_on,
        held=tuple(Held(h.round, h.step, h.outcome, h.held_on) for h in held.all()),
    )


async def standing(session: AsyncSession, row: tables.AwardList) -> list[tables.Award]:
    """Return the nominations of a list that were not withdrawn, in the order in which they were made."""
    award = tables.Award
    found = select(award).where(award.list_id == row.id, award.withdrawn_on.is_(None)).order_by(award.id)
    return list((await session.scalars(found)).all())


def nominated(row: tables.Award, round_: int) -> Nominated:
    """Read a nomination into the state that decisions see; a vetting of an earlier round counts no more."""
    clear = row.clear if row.vetted_round == round_ else None
    return Nominated(row.id, row.recipient, row.unit_id, row.group, row.person, clear)


def limits_of(row: tables.AwardList) -> tuple[Limit, ...]:
    """Read the numbers that a list was drafted under."""
    return tuple(
        Limit(
            Recipient(limit["recipient"]),
            UnitCategory(limit["group"]) if limit["group"] else None,
            limit["most"],
            limit["words"],
        )
        for limit in row.limits
    )


def written(limits: Sequence[Limit]) -> list[dict[str, Any]]:
    """Write numbers as a list keeps them."""
    return [
        {"recipient": limit.recipient, "group": limit.group, "most": limit.most, "words": limit.words}
        for limit in limits
    ]


async def behaved(
    session: AsyncSession, actor: Actor, division: str, year: int, ranked: Mapping[UUID, UnitCategory]
) -> Records:
    """Read what is on record of a year: who was assessed, cards in force, incidents, and that discipline objects.

    Cards and incidents are read as the actor sees them; that there is an objection is told to whoever vets, and no more.
    """
    card, bar = tables.Card, tables.DisciplineBar
    cards: dict[UUID, list[HeldCard]] = {}
    held = visible_select(card, actor).where(card.division == division, card.year == year, card.withdrawn_on.is_(None))
    for row in (await session.scalars(held.order_by(card.quarter, card.id))).all():
        cards.setdefault(row.unit_id, []).append(HeldCard(row.id, row.quarter, row.bars_advanced_unit))
    barred: dict[UUID, set[str | None]] = {}
    stands = select(bar.unit_id, bar.person).where(bar.division == division, bar.year == year, bar.lifted_on.is_(None))
    for unit_id, person in (await session.execute(stands)).all():
        barred.setdefault(unit_id, set()).add(person)
    incidents = await conduct.incidents_of_year(session, actor, division, year)
    return Records(ranked, cards, incidents, barred, await directory.names(session, division))


@dataclass(frozen=True, slots=True)
class Records:
    """What is on record of a year, by the names under which it was recorded."""

    ranked: Mapping[UUID, UnitCategory]
    cards: Mapping[UUID, Sequence[HeldCard]]
    incidents: Mapping[UUID, Sequence[Happened]]
    barred: Mapping[UUID, set[str | None]]
    names: Mapping[UUID, frozenset[UUID]]

    def of(self, unit_id: UUID) -> Behaved:
        """第四条：a unit answers for what was merged into it too."""
        names = sorted(self.names.get(unit_id, frozenset({unit_id})))
        objected = {person for name in names for person in self.barred.get(name, ())}
        return Behaved(
            assessed=any(name in self.ranked for name in names),
            cards=tuple(card for name in names for card in self.cards.get(name, ())),
            incidents=tuple(incident for name in names for incident in self.incidents.get(name, ())),
            barred_unit=None in objected,
            barred_persons=frozenset(person for person in objected if person is not None),
        )
