"""The day of the quarterly review is set: what the cards ask is due by it (A21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.card.duty import due_on, may_set_review
from services.assessment.domain.card.model import DutyStatus
from services.assessment.domain.quarter import read_quarter
from services.assessment.store import duties, periods, tables
from services.assessment.usecases.period.announce import not_computed
from services.chassis.calendar import calendar
from services.chassis.clock import local_day
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class SetReviewDay:
    """Of which quarter in the version that the actor saw, and which day."""

    year: int
    quarter: int
    expected_version: int
    review_on: date


async def set_review_day(work: Work, command: SetReviewDay) -> UUID | Refusal:
    """Move what units have still to do to the day of the review; what was returned keeps its later limit."""
    quarter = read_quarter(command.year, command.quarter)
    if isinstance(quarter, Refusal):
        return quarter
    await periods.hold(work)
    row = await periods.find(work.session, work.actor.division, quarter)
    if row is None:
        return Refusal.of(not_computed(quarter, "确定季讲评日"))
    published_on = None if row.published_at is None else local_day(row.published_at)
    breaches = may_set_review(command.review_on, published_on, work.today)
    lost = stale(row.version, command.expected_version)
    if lost or breaches:
        return Refusal((*([lost] if lost else []), *breaches))
    before = {"reviewOn": row.review_on}
    row.review_on, row.version = command.review_on, row.version + 1
    for duty in await duties.open_of_period(work.session, row.id):
        await _move(work, duty, command.review_on)
    await work.audit("setReviewDay", f"period/{row.id}", before, {"reviewOn": row.review_on})
    return row.id


async def _move(work: Work, duty: tables.CardDuty, review_on: date) -> None:
    card = await work.session.get_one(tables.Card, duty.card_id)
    due = due_on(duty.kind, card.issued_on, review_on, calendar())
    if duty.status is DutyStatus.RETURNED:
        due = max(due, duty.due_on)
    if due != duty.due_on:
        duty.due_on, duty.version = due, duty.version + 1
        await work.record(duties.told(duty))
