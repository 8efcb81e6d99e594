"""Publish a computed quarter: freeze it, tell everyone, issue the cards (A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.quarter import read_quarter
from services.assessment.domain.score.record import Status, may_publish, published_event
from services.assessment.store import quarters, schemes
from services.assessment.usecases.card.settle import settle_cards
from services.assessment.usecases.quarter.compute import computed, digest_of
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class PublishQuarter:
    """Which quarter, in the version that the actor saw."""

    year: int
    quarter: int
    expected_version: int


async def publish_quarter(work: Work, command: PublishQuarter) -> UUID | Refusal:
    """Compute once more to see that nothing has changed since, then make the quarter public for good."""
    division, quarter = work.actor.division, read_quarter(command.year, command.quarter)
    if isinstance(quarter, Refusal):
        return quarter
    await quarters.hold(work)
    row = await quarters.find(work.session, division, quarter)
    newest = await schemes.latest(work.session, division, quarter.year)
    if row is None or newest is None:
        return Refusal.of(Breach("NOT_COMPUTED", f"{quarter}尚未计算，请先计算再发布", Article(19), "quarter"))
    fresh = digest_of(await computed(work, quarter, schemes.state_of(newest), work.today))
    latest = await quarters.latest_published(work.session, division)
    breaches = may_publish(quarters.state_of(row), fresh, latest, work.today)
    lost = stale(row.version, command.expected_version)
    if breaches or lost:
        return Refusal((*([lost] if lost else []), *breaches))
    row.status, row.published_at, row.version = Status.PUBLISHED, work.now, row.version + 1
    await work.session.flush()
    await quarters.make_public(work, row)
    results = [quarters.result_of(r) for r in await quarters.results(work.session, row.id)]
    await work.record(*(published_event(r, quarter, division) for r in results))
    await settle_cards(work, row, "")
    await work.audit(
        "publishQuarter",
        f"quarter/{row.id}",
        {"status": Status.COMPUTED, "digest": row.digest},
        {"status": row.status, "digest": row.digest, "scores": {r.unit_id: r.score for r in results}},
    )
    return row.id
