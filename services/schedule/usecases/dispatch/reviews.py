"""第十条（季讲评）：a quarter is reviewed: candidates by rule, an inspector joins, each candidate is decided on."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from uuid import UUID

from services.chassis.digest import canonical
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.dispatch import review as rules
from services.schedule.domain.dispatch.review import DecideCandidate, Ground, NameCandidate, OfReview, OpenReview
from services.schedule.domain.dispatch.terms import A10, CandidateDecision, ReviewState
from services.schedule.store import tables, units
from services.schedule.store.dispatch import reviews
from services.schedule.store.dispatch.facts import read_facts
from services.schedule.store.dispatch.history import held, keep_step


async def open_review(work: Work, command: OpenReview) -> UUID | Refusal:
    """Open the review of a quarter, with the units that the rules name; the id is the review's."""
    if refused := rules.check_quarter(command, work.today):
        return refused
    division = work.actor.division
    if await reviews.exists(work.session, division, command.year, command.quarter):
        return Refusal.of(Breach("REVIEW_EXISTS", "该季度已经开展讲评", A10, "quarter"))
    first, last = rules.quarter_days(command.year, command.quarter)
    facts = await read_facts(work, command.year, rules.MONTHS_OF_QUARTER * command.quarter, first, last)
    row = tables.DispatchReview(
        id=work.new_id(),
        division=division,
        year=command.year,
        quarter=command.quarter,
        state=ReviewState.OPEN,
        version=1,
        opened_on=work.today,
        opened_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    for named in await asyncio.to_thread(rules.candidates, facts):  # the loop goes on meanwhile
        work.session.add(_candidate(work, row, named.unit_id, named.grounds))
    await keep_step(work, row, "openDispatchReview", before=None)
    return row.id


async def join_review(work: Work, command: OfReview) -> UUID | Refusal:
    """第十条（联合区委督查室、区政府督查室）：an inspector joins; only then can anything be decided."""
    row = await _seen(work, command.review_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    office = rules.check_join(row.state, row.joined_by, command.text)
    if isinstance(office, Refusal):
        return office
    before = held(row)
    row.joined_on, row.joined_by, row.joined_office = work.today, work.actor.name, office
    row.version += 1
    await keep_step(work, row, "joinDispatchReview", before=before)
    return row.id


async def close_review(work: Work, command: OfReview) -> UUID | Refusal:
    """Close a review, with its findings."""
    row = await _seen(work, command.review_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    left = await reviews.pending(work.session, row.id)
    findings = rules.check_review_close(row.state, row.joined_by, left, command.text)
    if isinstance(findings, Refusal):
        return findings
    before = held(row)
    row.state, row.findings, row.version = ReviewState.CLOSED, findings, row.version + 1
    row.closed_on, row.closed_by = work.today, work.actor.name
    await keep_step(work, row, "closeDispatchReview", before=before)
    return row.id


async def name_candidate(work: Work, command: NameCandidate) -> UUID | Refusal:
    """Name a unit that no rule names; the id is the candidate's."""
    row = await _seen(work, command.review_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    reason = rules.check_decided(row.state, row.joined_by, None, command.reason)
    faults = list(reason.breaches) if isinstance(reason, Refusal) else []
    if not await units.acting_among(work.session, [command.unit_id]):
        faults.append(Breach("UNIT_NOT_ACTIVE", "单位不存在或已停用、并入其他单位", A10, "unitId"))
    if await reviews.named(work.session, row.id, command.unit_id):
        faults.append(Breach("CANDIDATE_EXISTS", "该单位已在约谈建议中", A10, "unitId"))
    if faults or isinstance(reason, Refusal):
        return Refusal(tuple(faults))
    ground = Ground(code="NAMED", told=reason, measured="", limit="", source="第十条；由组织讲评的部门提出", rows=())
    made = _candidate(work, row, command.unit_id, (ground,))
    work.session.add(made)
    row.version += 1
    await keep_step(work, made, "nameInterviewCandidate", before=None, reason=reason)
    return made.id


async def spare_candidate(work: Work, command: DecideCandidate) -> UUID | Refusal:
    """Decide that a unit is not interviewed, for a reason that is kept."""
    found = await reviews.lock_candidate(work, command.candidate_id)
    if found is None:
        return Refusal.of(rules.CANDIDATE_UNKNOWN)
    review, row = found
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    reason = rules.check_decided(review.state, review.joined_by, row.decision, command.reason)
    if isinstance(reason, Refusal):
        return reason
    before = held(row)
    row.decision, row.reason, row.version = CandidateDecision.SPARED, reason, row.version + 1
    row.decided_on, row.decided_by = work.today, work.actor.name
    await keep_step(work, row, "spareInterviewCandidate", before=before, reason=reason)
    return row.id


async def _seen(work: Work, id: UUID, expected: int) -> tables.DispatchReview | Refusal:
    row = await reviews.lock_review(work, id)
    if row is None:
        return Refusal.of(rules.REVIEW_UNKNOWN)
    lost = stale(row.version, expected)
    return Refusal.of(lost) if lost else row


def _candidate(
    work: Work, row: tables.DispatchReview, unit_id: UUID, grounds: tuple[Ground, ...]
) -> tables.InterviewCandidate:
    return tables.InterviewCandidate(
        id=work.new_id(),
        division=row.division,
        review_id=row.id,
        unit_id=unit_id,
        grounds=json.loads(canonical([asdict(g) for g in grounds])),
        decision=CandidateDecision.PENDING,
        version=1,
    )
