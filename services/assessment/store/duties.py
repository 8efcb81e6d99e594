"""Loads and saves the duties of carded units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.card.duty import NAMES, due_on
from services.assessment.domain.card.model import OPEN_DUTY, Duty, DutyStatus
from services.assessment.domain.events import DutySet
from services.assessment.domain.quarter import Quarter
from services.assessment.store import tables
from services.chassis.calendar import calendar
from services.chassis.work import Work

_row = tables.CardDuty


async def lock(work: Work, id: UUID) -> tables.CardDuty | None:
    """Load a duty of the actor's division, and keep others from changing it."""
    query = select(_row).where(_row.id == id, _row.division == work.actor.division).with_for_update()
    return (await work.session.scalars(query)).one_or_none()


async def latest(session: AsyncSession, duty_id: UUID) -> tables.DutyFulfilment | None:
    """Return how a duty was done the last time."""
    done = tables.DutyFulfilment
    query = select(done).where(done.duty_id == duty_id).order_by(done.at.desc(), done.id.desc()).limit(1)
    return (await session.scalars(query)).one_or_none()


async def of_cards(session: AsyncSession, card_ids: Iterable[UUID]) -> dict[UUID, list[tables.CardDuty]]:
    """Return the duties of cards, by card."""
    found: dict[UUID, list[tables.CardDuty]] = {}
    query = select(_row).where(_row.card_id.in_(list(card_ids))).order_by(_row.card_id, _row.position)
    for duty in (await session.scalars(query)).all():
        found.setdefault(duty.card_id, []).append(duty)
    return found


async def confirmed(session: AsyncSession, period_id: UUID, units: Iterable[UUID]) -> dict[UUID, list[tables.CardDuty]]:
    """Return what units did in a period and had confirmed, whichever of their cards asked it: it is not asked twice."""
    found: dict[UUID, list[tables.CardDuty]] = {}
    query = select(_row).where(_row.period_id == period_id, _row.unit_id.in_(list(units)))
    for duty in (await session.scalars(query.where(_row.status == DutyStatus.CONFIRMED).order_by(_row.id))).all():
        found.setdefault(duty.unit_id, []).append(duty)
    return found


async def open_of_period(session: AsyncSession, period_id: UUID) -> list[tables.CardDuty]:
    """Return the duties of a period that units have still to do, and keep others from changing them."""
    query = select(_row).where(_row.period_id == period_id, _row.status.in_(OPEN_DUTY)).order_by(_row.id)
    return list((await session.scalars(query.with_for_update())).all())


async def set_duties(
    work: Work,
    card: tables.Card,
    asked: Iterable[Duty],
    review_on: date | None,
    earlier: Iterable[tables.CardDuty],
) -> None:
    """Write down what a card asks. earlier: of a card of the same unit and quarter that was withdrawn just now, and what was
    confirmed of others before; what is asked again passes over with what was done already, the rest lapses.
    """
    left = {duty.kind: duty for duty in earlier if duty.status is not DutyStatus.LAPSED}
    for position, duty in enumerate(asked):
        kept = left.pop(duty.kind, None)
        if kept is not None:
            kept.card_id, kept.position, kept.version = card.id, position, kept.version + 1
            continue
        row = _new(work, card, duty, position, due_on(duty.kind, card.issued_on, review_on, calendar()))
        work.session.add(row)
        await work.record(told(row))
    lapse(left.values())


def lapse(duties: Iterable[tables.CardDuty]) -> None:
    """End what a withdrawn card asked and the unit has not done; what was done stays as it is."""
    for duty in duties:
        if duty.status is not DutyStatus.CONFIRMED:
            duty.status, duty.version = DutyStatus.LAPSED, duty.version + 1


def told(row: tables.CardDuty) -> DutySet:
    """Say until when a unit has to do something."""
    return DutySet(
        duty_id=row.id,
        card_id=row.card_id,
        unit_id=row.unit_id,
        kind=row.kind,
        what=NAMES[row.kind],
        year=row.year,
        quarter=row.quarter,
        period=str(Quarter(row.year, row.quarter)),
        due_on=row.due_on,
        division=row.division,
    )


def _new(work: Work, card: tables.Card, duty: Duty, position: int, until: date) -> tables.CardDuty:
    return tables.CardDuty(
        id=work.new_id(),
        division=card.division,
        card_id=card.id,
        period_id=card.period_id,
        year=card.year,
        quarter=card.quarter,
        unit_id=card.unit_id,
        position=position,
        kind=duty.kind,
        by=duty.by,
        occasion=duty.occasion,
        bodies=list(duty.bodies),
        due_on=until,
    )
