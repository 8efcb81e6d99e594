"""Correct a unit's score by hand: the old one is kept, ranks and cards follow, a year stays and is told of it (A19–A21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.period import period_of
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.review.model import ObjectionStep
from services.assessment.domain.review.objection import not_to_carry_out
from services.assessment.domain.score.record import Corrected, Correction, Result, Status, correct, published_event
from services.assessment.store import objections, overtaking, periods, schemes, tables
from services.assessment.usecases.card.settle import settle_cards
from services.assessment.usecases.period.announce import announced_event
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("RESULT_UNKNOWN", "没有该考核结果，或您无权更正", field="resultId")
NOT_ITS_OBJECTION = Breach("OBJECTION_UNKNOWN", "没有针对该结果的这项异议", field="objectionId")


@dataclass(frozen=True, slots=True)
class CorrectScore:
    """Which result in which version, what its score shall be, why, and who approved it."""

    result_id: UUID
    expected_version: int
    score: Decimal
    reason: str
    approver: str
    objection_id: UUID | None = None  # the accepted objection that it carries out


async def correct_score(work: Work, command: CorrectScore) -> UUID | Refusal:
    """Correct the score, rank the group anew; of a published quarter tell everyone, and settle its cards and the next's."""
    await periods.hold(work)
    result = await work.session.get(tables.UnitResult, command.result_id)
    if result is None or result.division != work.actor.division:
        return Refusal.of(UNKNOWN)
    row = await work.session.get_one(tables.Period, result.period_id)
    scheme = schemes.state_of(await work.session.get_one(tables.Scheme, row.scheme_id))
    group = await periods.results(work.session, row.id, result.group)
    overtaken = bool(await overtaking.unanswered(work.session, result.id))
    asked = Correction(result.unit_id, command.score, command.reason, command.approver, work.actor.name, overtaken)
    decision = correct(asked, [periods.result_of(r) for r in group], scheme, period_of(row.year, row.quarter))
    lost = stale(result.version, command.expected_version)
    objection, faults = await _accepted(work, command.objection_id, result)
    if lost or faults or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others, *faults))
    before = {"score": result.score, "rank": result.rank}
    correction = _keep(work, row, result, decision)
    if objection is not None:
        _carried_out(work, objection, correction)
    changed = _apply(group, decision.results, result.id)
    row.corrected, row.version = True, row.version + 1
    await work.session.flush()
    if row.status is Status.PROVISIONAL:
        await work.record(*(announced_event(r, row) for r in changed))
    elif row.status is Status.PUBLISHED:
        await _tell(work, row, correction, result, changed)
    after = {"score": result.score, "rank": result.rank, "approver": decision.approver}
    await work.audit("correctScore", f"result/{result.id}", before, after, reason=decision.reason)
    return result.id


async def _accepted(
    work: Work, id: UUID | None, result: tables.UnitResult
) -> tuple[tables.Objection | None, tuple[Breach, ...]]:
    """第十九条：a correction may carry out an objection that was accepted, of the same unit to the same result, once."""
    row = None if id is None else await objections.find(work, id)
    if id is None:
        return None, ()
    if row is None or row.result_id != result.id:
        return None, (NOT_ITS_OBJECTION,)
    return row, not_to_carry_out(row.status, done=row.carried_out_at is not None)


def _carried_out(work: Work, objection: tables.Objection, correction: tables.Correction) -> None:
    correction.objection_id = objection.id
    objection.carried_out_at, objection.correction_id = work.now, correction.id
    objection.version += 1
    objections.note(work, objection.id, ObjectionStep.CORRECTED, correction.reason)


def _keep(work: Work, row: tables.Period, result: tables.UnitResult, decision: Corrected) -> tables.Correction:
    after = next(r for r in decision.results if r.id == result.id)
    correction = tables.Correction(
        id=work.new_id(),
        division=row.division,
        period_id=row.id,
        period_version=row.version,
        after_publication=row.status is Status.PUBLISHED,
        published=row.status is Status.PUBLISHED,
        announced=row.status is not Status.COMPUTED,
        unit_id=result.unit_id,
        score_before=result.score,
        score_after=after.score,
        rank_before=result.rank,
        rank_after=after.rank,
        reason=decision.reason,
        approver=decision.approver,
        recorded_by=work.actor.subject,
        recorded_by_name=work.actor.name,
        at=work.now,
    )
    work.session.add(correction)
    return correction


def _apply(group: Sequence[tables.UnitResult], results: Sequence[Result], corrected: UUID) -> list[Result]:
    """Write the new scores and ranks; return the results that changed, and the corrected one even where it stands."""
    rows = {row.id: row for row in group}
    changed = []
    for new in results:
        row = rows[new.id]
        if new.id == corrected or (row.score, row.rank, row.last) != (new.score, new.rank, new.last):
            row.score, row.rank, row.last, row.version = new.score, new.rank, new.last, row.version + 1
            changed.append(new)
    return changed


async def _tell(
    work: Work, row: tables.Period, correction: tables.Correction, result: tables.UnitResult, changed: Sequence[Result]
) -> None:
    """Tell everyone whose result changed. What follows of a quarter: its cards; and its year, if published, is overtaken."""
    period, year = period_of(row.year, row.quarter), None
    if isinstance(period, Quarter):
        year = await overtaking.note(work.session, result, correction)
    else:
        await overtaking.answer(work.session, result.id, correction)
    await work.record(
        *(published_event(r, period, row.division, overtakes_id=year if r.id == result.id else None) for r in changed)
    )
    if isinstance(period, Quarter):
        await _settle(work, row, correction.reason)


async def _settle(work: Work, row: tables.Period, reason: str) -> None:
    """第二十一条：the last three of this quarter decide its own cards and the colours of those that follow."""
    quarter = Quarter(row.year, row.quarter)
    await settle_cards(work, row, reason)
    for _ in range(rulebook.RED_AFTER.on(quarter.last_day) - 1):
        quarter = quarter.next
        following = await periods.find(work.session, row.division, quarter)
        if following is not None and following.status is Status.PUBLISHED:
            await settle_cards(work, following, reason)
