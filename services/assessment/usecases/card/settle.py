"""Bring the cards of a published quarter in line with its ranks (A21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.card.model import DueCard
from services.assessment.domain.card.warn import bars_advanced_unit, due_cards, duties_of, settle
from services.assessment.domain.events import CardIssued, CardWithdrawn
from services.assessment.domain.quarter import Quarter
from services.assessment.store import cards, copies, duties, periods, tables
from services.chassis.work import Work
from services.law.parties import UnitCategory


async def settle_cards(work: Work, row: tables.Period, reason: str) -> None:
    """Issue what is due and withdraw what is not due any more, for this reason; twice changes nothing."""
    quarter = Quarter(row.year, row.quarter)
    before = [quarter.previous]
    while len(before) < rulebook.RED_AFTER.on(quarter.last_day) - 1:
        before.append(before[-1].previous)
    last = await periods.last_three(work.session, row.division, [quarter, *before])
    survivors = await copies.survivors(work.session, row.division)
    places = last.get(quarter, {})
    due = due_cards(
        {unit: place for unit, (_, place) in places.items()},
        [_who(last.get(q, {}), survivors) for q in before],
        quarter.last_day,
    )
    held = await cards.in_force(work.session, row.division, quarter)
    settlement = settle(due, {unit: DueCard(card.colour, card.place) for unit, card in held.items()})
    asked = await duties.of_cards(work.session, [held[unit].id for unit in settlement.withdraw])
    done = await duties.confirmed(work.session, row.id, settlement.issue)
    for unit in sorted(settlement.withdraw):
        await _withdraw(work, held[unit], reason)
    await work.session.flush()  # a unit has one card in force: the old one goes before the new one comes
    for unit, due_card in settlement.issue.items():
        card = await _issue(work, row, unit, places[unit][0], due_card)
        earlier = [*done.get(unit, []), *(asked.pop(held[unit].id, []) if unit in held else [])]
        await duties.set_duties(work, card, duties_of(due_card, quarter.last_day), row.review_on, earlier)
    for left in asked.values():
        duties.lapse(left)


def _who(last: Iterable[UUID], survivors: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """第四条、第二十一条：a unit that was merged since was the one that stands for it, under whichever name it was ranked."""
    return frozenset(name for unit in last for name in (unit, survivors.get(unit, unit)))


async def _issue(work: Work, row: tables.Period, unit: UUID, group: UnitCategory, due: DueCard) -> tables.Card:
    day = Quarter(row.year, row.quarter).last_day
    card = tables.Card(
        id=work.new_id(),
        division=row.division,
        period_id=row.id,
        year=row.year,
        quarter=row.quarter,
        unit_id=unit,
        group=group,
        colour=due.colour,
        place=due.place,
        bars_advanced_unit=bars_advanced_unit(due, day),
        issued_on=work.today,
    )
    work.session.add(card)
    await work.session.flush()
    await work.record(CardIssued(card.id, unit, card.colour, card.year, card.quarter, card.division))
    return card


async def _withdraw(work: Work, card: tables.Card, reason: str) -> None:
    card.withdrawn_on, card.withdrawn_reason, card.version = work.today, reason, card.version + 1
    await work.record(CardWithdrawn(card.id, card.unit_id, card.colour, card.year, card.quarter, reason, card.division))
