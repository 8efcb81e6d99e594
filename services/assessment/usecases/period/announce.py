"""Announce a computed period to its units, who may object to it for some working days (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import ResultAnnounced
from services.assessment.domain.period import Period, period_of, read_period
from services.assessment.domain.review.announce import Standing, accepted, may_announce
from services.assessment.domain.review.rulebook import OBJECTION_DAYS
from services.assessment.domain.score.record import Result, Status
from services.assessment.store import periods, reviews, schemes, tables
from services.assessment.usecases.fact.completeness import gaps
from services.assessment.usecases.period.compute import digest_now
from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class AnnouncePeriod:
    """Which period in the version that the actor saw; accept_incomplete: why to go on without all facts."""

    year: int
    quarter: int | None
    expected_version: int
    accept_incomplete: str | None = None


async def announce_period(work: Work, command: AnnouncePeriod) -> UUID | Refusal:
    """Compute once more to see that nothing has changed since, then show each unit its own result."""
    division, period = work.actor.division, read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    await periods.hold(work)
    row = await periods.find(work.session, division, period)
    if row is None:
        return Refusal.of(not_computed(period, "公示"))
    at = await standing(work, row, period, command.accept_incomplete)
    lost = stale(row.version, command.expected_version)
    breaches = (*([lost] if lost else []), *may_announce(at))
    if breaches:
        return Refusal(breaches)
    until = calendar().add(work.today, OBJECTION_DAYS.on(work.today))
    row.status, row.version = Status.PROVISIONAL, row.version + 1
    await work.session.flush()
    await reviews.announce(work, row, until, accepted(at))
    results = [periods.result_of(r) for r in await periods.results(work.session, row.id)]
    await work.record(*(announced_event(r, row) for r in results))
    await work.audit(
        "announcePeriod",
        f"period/{row.id}",
        {"status": Status.COMPUTED, "digest": row.digest},
        {"status": row.status, "digest": row.digest, "objectionsUntil": until},
        reason=accepted(at),
    )
    return row.id


def not_computed(period: Period, what: str) -> Breach:
    """Say that there is nothing yet to announce or publish."""
    return Breach("NOT_COMPUTED", f"{period}尚未计算，请先计算再{what}", Article(19), "quarter")


async def standing(work: Work, row: tables.Period, period: Period, accept_incomplete: str | None) -> Standing:
    """Look at how a period stands now: whether it would be computed alike, and what is missing."""
    newest = await schemes.in_force(work.session, row.division, period.year)
    return Standing(
        recorded=periods.state_of(row),
        # a year whose scheme was withdrawn has none: what was computed by it stands no more
        fresh_digest=await digest_now(work, row, period, newest) if newest else "",
        today=work.today,
        gaps=tuple(gap.words for gap in await gaps(work, period)),
        accept_incomplete=accept_incomplete,
        latest_published=await periods.latest_published(work.session, row.division),
    )


def announced_event(result: Result, row: tables.Period) -> ResultAnnounced:
    """Say that a unit's result is announced, as it is now."""
    assert row.objections_until is not None, "only an announced period has announced results"
    return ResultAnnounced(
        result_id=result.id,
        year=row.year,
        quarter=row.quarter,
        period=str(period_of(row.year, row.quarter)),
        group=result.group,
        unit_id=result.unit_id,
        score=result.score,
        rank=result.rank,
        objections_until=row.objections_until,
        division=row.division,
    )
