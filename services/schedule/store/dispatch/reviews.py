"""Loads and saves reviews, candidates and interviews."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.dispatch.terms import CandidateDecision
from services.schedule.store import tables

_Review, _Candidate, _Interview = tables.DispatchReview, tables.InterviewCandidate, tables.Interview
_FRESH = {"populate_existing": True}


async def lock_review(work: Work, id: UUID) -> tables.DispatchReview | None:
    """Lock a review that the actor sees: what is decided in one review follows each other."""
    query = visible_select(_Review, work.actor).where(_Review.id == id).with_for_update()
    return await work.session.scalar(query.execution_options(**_FRESH))


async def lock_candidate(work: Work, id: UUID) -> tuple[tables.DispatchReview, tables.InterviewCandidate] | None:
    """Lock a candidate that the actor sees, behind the lock of its review."""
    seen = visible_select(_Candidate, work.actor).where(_Candidate.id == id)
    of: UUID | None = await work.session.scalar(seen.with_only_columns(_Candidate.review_id))
    review = await lock_review(work, of) if of is not None else None
    if review is None:
        return None
    query = select(_Candidate).where(_Candidate.id == id).with_for_update()
    return review, (await work.session.scalars(query.execution_options(**_FRESH))).one()


async def lock_interview(work: Work, id: UUID) -> tables.Interview | None:
    """Lock an interview that the actor sees."""
    query = visible_select(_Interview, work.actor).where(_Interview.id == id).with_for_update()
    return await work.session.scalar(query.execution_options(**_FRESH))


async def exists(session: AsyncSession, division: str, year: int, quarter: int) -> bool:
    """Whether a quarter is reviewed already."""
    query = select(func.count()).where(_Review.division == division, _Review.year == year, _Review.quarter == quarter)
    return bool(await session.scalar(query))


async def pending(session: AsyncSession, review_id: UUID) -> int:
    """Count the candidates that nothing was decided of."""
    query = select(func.count()).where(
        _Candidate.review_id == review_id, _Candidate.decision == CandidateDecision.PENDING
    )
    return int(await session.scalar(query) or 0)


async def named(session: AsyncSession, review_id: UUID, unit_id: UUID) -> bool:
    """Whether a unit is a candidate of the review already."""
    query = select(func.count()).where(_Candidate.review_id == review_id, _Candidate.unit_id == unit_id)
    return bool(await session.scalar(query))
