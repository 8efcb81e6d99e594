"""第十条（约谈督办）：invite, hold, follow up, or cancel an interview."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.dispatch import interview as rules
from services.schedule.domain.dispatch.events import (
    InterviewCancelled,
    InterviewFollowedUp,
    InterviewHeld,
    InterviewInvited,
)
from services.schedule.domain.dispatch.interview import INTERVIEW_UNKNOWN, Cancel, FollowUp, Hold, Invite
from services.schedule.domain.dispatch.review import CANDIDATE_UNKNOWN, REVIEW_CLOSED, REVIEW_NOT_JOINED
from services.schedule.domain.dispatch.rulebook import DISPATCHING_ROLES
from services.schedule.domain.dispatch.terms import A10, CandidateDecision, InterviewState, ReviewState
from services.schedule.store import tables
from services.schedule.store.dispatch import reviews
from services.schedule.store.dispatch.history import held, keep_step


async def invite(work: Work, command: Invite) -> UUID | Refusal:
    """Invite a candidate of a review that an inspector has joined; the id is the interview's."""
    assert command.candidate_id is not None, "the API asks for it"
    found = await reviews.lock_candidate(work, command.candidate_id)
    if found is None:
        return Refusal.of(CANDIDATE_UNKNOWN)
    review, candidate = found
    if lost := stale(candidate.version, command.expected_version):
        return Refusal.of(lost)
    faults: list[Breach] = []
    if review.state is ReviewState.CLOSED:
        faults.append(REVIEW_CLOSED)
    elif review.joined_by is None:
        faults.append(REVIEW_NOT_JOINED)
    if candidate.decision is not CandidateDecision.PENDING:
        faults.append(Breach("CANDIDATE_DECIDED", "该约谈建议已有决定", A10, "candidateId"))
    invitation = rules.check_invitation(command, work.now)
    if faults or isinstance(invitation, Refusal):
        return Refusal((*faults, *(invitation.breaches if isinstance(invitation, Refusal) else ())))
    before = held(candidate)
    candidate.decision, candidate.version = CandidateDecision.INTERVIEW, candidate.version + 1
    candidate.decided_on, candidate.decided_by = work.today, work.actor.name
    await keep_step(work, candidate, "decideInterview", before=before)
    row = _interview(work, review, candidate, invitation)
    work.session.add(row)
    await keep_step(work, row, "inviteToInterview", before=None, unit_id=row.unit_id)
    await _tell_invited(work, row)
    return row.id


async def move_interview(work: Work, command: Invite) -> UUID | Refusal:
    """Change time, place or interviewer of an invitation."""
    assert command.interview_id is not None, "the API asks for it"
    row = await _seen(work, command.interview_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    faults = rules.check_state(row.state, InterviewState.INVITED)
    moved = rules.check_invitation(command, work.now)
    if faults or isinstance(moved, Refusal):
        return Refusal((*faults, *(moved.breaches if isinstance(moved, Refusal) else ())))
    before = held(row)
    row.at, row.place, row.interviewer, row.version = moved.at, moved.place, moved.interviewer, row.version + 1
    await keep_step(work, row, "moveInterview", before=before, unit_id=row.unit_id)
    await _tell_invited(work, row)
    return row.id


async def hold_interview(work: Work, command: Hold) -> UUID | Refusal:
    """Record that an interview was held, and what was promised."""
    row = await _seen(work, command.interview_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    faults = rules.check_state(row.state, InterviewState.INVITED)
    said = rules.check_held(command, row.invited_on, work.today)
    if faults or isinstance(said, Refusal):
        return Refusal((*faults, *(said.breaches if isinstance(said, Refusal) else ())))
    before = held(row)
    row.state, row.held_on, row.version = InterviewState.HELD, said.held_on, row.version + 1
    row.attended, row.record = said.attended, said.record
    row.promises = [
        {"text": p.text, "until": p.until.isoformat(), "done_on": None, "done_text": None} for p in said.promises
    ]
    await keep_step(work, row, "holdInterview", before=before, unit_id=row.unit_id)
    await work.record(
        InterviewHeld(
            interview_id=row.id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            grounds=_grounds(row),
            held_on=said.held_on,
            promises=len(said.promises),
            due_on=max(p.until for p in said.promises),
            division=row.division,
        )
    )
    return row.id


async def follow_up(work: Work, command: FollowUp) -> UUID | Refusal:
    """Record that a promise was kept: the unit itself, or who dispatches. With the last one the interview is done with."""
    row = await _seen(work, command.interview_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    faults = rules.check_state(row.state, InterviewState.HELD)
    if not work.actor.acts_as(*DISPATCHING_ROLES.on(work.today)) and row.unit_id != work.actor.unit:
        faults.append(Breach("NOT_RESPONSIBLE", "整改情况由被约谈单位或组织讲评的部门登记", A10, "interviewId"))
    if faults:
        return Refusal(tuple(faults))
    assert row.held_on is not None, "an interview that was held has its day"
    done = [_day(p["done_on"]) for p in row.promises]
    text = rules.check_follow_up(done, row.held_on, command, work.today)
    if isinstance(text, Refusal):
        return text
    before = held(row)
    promises = [dict(p) for p in row.promises]
    promises[command.promise] |= {"done_on": command.done_on.isoformat(), "done_text": text}
    row.promises, row.version = promises, row.version + 1
    finished = all(p["done_on"] for p in promises)
    if finished:
        row.state = InterviewState.FOLLOWED_UP
    await keep_step(work, row, "followUpInterview", before=before, unit_id=row.unit_id)
    if finished:
        await work.record(
            InterviewFollowedUp(
                interview_id=row.id,
                unit_id=row.unit_id,
                year=row.year,
                quarter=row.quarter,
                followed_up_on=work.today,
                late=sum(1 for p in promises if p["done_on"] > p["until"]),
                division=row.division,
            )
        )
    return row.id


async def cancel_interview(work: Work, command: Cancel) -> UUID | Refusal:
    """Cancel an invitation; its candidate waits for another decision."""
    row = await _seen(work, command.interview_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    faults = rules.check_state(row.state, InterviewState.INVITED)
    reason = rules.check_reason(command.reason)
    if faults or isinstance(reason, Refusal):
        return Refusal((*faults, *(reason.breaches if isinstance(reason, Refusal) else ())))
    before = held(row)
    row.state, row.cancelled_reason, row.version = InterviewState.CANCELLED, reason, row.version + 1
    await keep_step(work, row, "cancelInterview", before=before, unit_id=row.unit_id, reason=reason)
    found = await reviews.lock_candidate(work, row.candidate_id)
    if found is not None and found[0].state is ReviewState.OPEN:
        candidate = found[1]
        was = held(candidate)
        candidate.decision, candidate.version = CandidateDecision.PENDING, candidate.version + 1
        candidate.decided_on = candidate.decided_by = None
        await keep_step(work, candidate, "reopenInterviewCandidate", before=was, reason=reason)
    await work.record(
        InterviewCancelled(
            interview_id=row.id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            reason=reason,
            cancelled_on=work.today,
            division=row.division,
        )
    )
    return row.id


async def _seen(work: Work, id: UUID, expected: int) -> tables.Interview | Refusal:
    row = await reviews.lock_interview(work, id)
    if row is None:
        return Refusal.of(INTERVIEW_UNKNOWN)
    lost = stale(row.version, expected)
    return Refusal.of(lost) if lost else row


async def _tell_invited(work: Work, row: tables.Interview) -> None:
    await work.record(
        InterviewInvited(
            interview_id=row.id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            grounds=_grounds(row),
            at=row.at,
            invited_on=row.invited_on,
            division=row.division,
        )
    )


def _interview(
    work: Work, review: tables.DispatchReview, candidate: tables.InterviewCandidate, command: Invite
) -> tables.Interview:
    return tables.Interview(
        id=work.new_id(),
        division=review.division,
        review_id=review.id,
        candidate_id=candidate.id,
        unit_id=candidate.unit_id,
        state=InterviewState.INVITED,
        version=1,
        year=review.year,
        quarter=review.quarter,
        grounds=candidate.grounds,
        at=command.at,
        place=command.place,
        interviewer=command.interviewer,
        invited_on=work.today,
        invited_by=work.actor.name,
        promises=[],
    )


def _grounds(row: Any) -> tuple[str, ...]:
    return tuple(g["code"] for g in row.grounds)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
