"""Publish an announced period: freeze it, tell everyone, issue the cards (A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.period import read_period
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.review.announce import accepted, may_publish
from services.assessment.domain.score.record import Status, published_event
from services.assessment.store import objections, periods, reviews, tables
from services.assessment.usecases.card.settle import settle_cards
from services.assessment.usecases.period.announce import not_computed, standing
from services.assessment.usecases.scheme.freeze import freeze_scheme
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class PublishPeriod:
    """Which period, in the version that the actor saw; accept_incomplete: why to go on without all facts."""

    year: int
    quarter: int | None
    expected_version: int
    accept_incomplete: str | None = None


async def publish_period(work: Work, command: PublishPeriod) -> UUID | Refusal:
    """Compute once more to see that nothing has changed since, then make the period public for good."""
    division, period = work.actor.division, read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    await periods.hold(work)
    row = await periods.find(work.session, division, period)
    if row is None:
        return Refusal.of(not_computed(period, "发布"))
    undecided, not_carried_out = await objections.unsettled(work.session, row.id)
    at = replace(
        await standing(work, row, period, command.accept_incomplete),
        undecided=undecided,
        not_carried_out=not_carried_out,
    )
    lost = stale(row.version, command.expected_version)
    breaches = (*([lost] if lost else []), *may_publish(at))
    if breaches:
        return Refusal(breaches)
    row.status, row.published_at, row.version = Status.PUBLISHED, work.now, row.version + 1
    await work.session.flush()
    await periods.make_public(work, row)
    await freeze_scheme(work, await work.session.get_one(tables.Scheme, row.scheme_id), period)
    reason = accepted(at)
    if reason:
        await reviews.accept_incomplete(work.session, row.id, reason)
    results = [periods.result_of(r) for r in await periods.results(work.session, row.id)]
    await work.record(*(published_event(r, period, division) for r in results))
    if isinstance(period, Quarter):
        await settle_cards(work, row, "")
    await work.audit(
        "publishPeriod",
        f"period/{row.id}",
        {"status": Status.PROVISIONAL, "digest": row.digest},
        {"status": row.status, "digest": row.digest, "scores": {r.unit_id: r.score for r in results}},
        reason=reason,
    )
    return row.id
