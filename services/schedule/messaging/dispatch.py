"""What dispatch tells the others (A10): rounds, bulletins and interviews."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.dispatch import events

_ID = "01930000-0000-7000-8000-000000000b01"
_UNIT = "01930000-0000-7000-8000-000000000301"
_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
_DIVISION = "430211"


def _interview(**more: Any) -> dict[str, Any]:
    return {"interviewId": _ID, "unitId": _UNIT, "year": 2027, "quarter": 1} | more | {"division": _DIVISION}


class DispatchRoundClosed(
    Published,
    type="zhongdian.schedule.dispatch-round.closed.v1",
    of=events.DispatchRoundClosed,
    key="round_id",
    sample={
        "roundId": _ID,
        "weekOn": "2027-03-01",
        "difficulties": 5,
        "issues": 3,
        "decisions": 1,
        "closedOn": "2027-03-05",
        "division": _DIVISION,
    },
):
    """Every difficulty of a week has become an issue, a decision or was set aside (A10)."""

    round_id: UUID
    week_on: date
    difficulties: int
    issues: int
    decisions: int
    closed_on: date


class BulletinSent(
    Published,
    type="zhongdian.schedule.bulletin.sent.v1",
    of=events.BulletinSent,
    key="bulletin_id",
    sample={
        "bulletinId": _ID,
        "kind": "MONTHLY",
        "year": 2027,
        "month": 3,
        "number": "示例通报〔2027〕3号",
        "contentSm3": _SM3,
        "docxSm3": _SM3,
        "pdfSm3": _SM3,
        "sentOn": "2027-04-06",
        "division": _DIVISION,
    },
):
    """A monthly bulletin (or a year's summary, kind ANNUAL) was sent; its content never changes (A10)."""

    bulletin_id: UUID
    kind: str
    year: int
    month: int
    number: str
    content_sm3: str
    docx_sm3: str
    pdf_sm3: str
    sent_on: date


class BulletinCorrected(
    Published,
    type="zhongdian.schedule.bulletin.corrected.v1",
    of=events.BulletinCorrected,
    key="bulletin_id",
    sample={
        "bulletinId": _ID,
        "ordinal": 1,
        "number": "示例通报〔2027〕3号更1",
        "place": "一、总体情况",
        "was": "12.5%",
        "now": "12.6%",
        "issuedOn": "2027-04-08",
        "division": _DIVISION,
    },
):
    """An erratum to a sent bulletin: what was, and what is right (A10)."""

    bulletin_id: UUID
    ordinal: int
    number: str
    place: str
    was: str
    now: str
    issued_on: date


class InterviewInvited(
    Published,
    type="zhongdian.schedule.interview.invited.v1",
    of=events.InterviewInvited,
    key="interview_id",
    sample=_interview(grounds=["PROGRESS_BEHIND"], at="2027-04-12T01:00:00Z", invitedOn="2027-04-08"),
):
    """A unit is asked to an interview, on these grounds (A10)."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    grounds: list[str]
    at: datetime
    invited_on: date


class InterviewHeld(
    Published,
    type="zhongdian.schedule.interview.held.v1",
    of=events.InterviewHeld,
    key="interview_id",
    sample=_interview(grounds=["PROGRESS_BEHIND"], heldOn="2027-04-12", promises=2, dueOn="2027-05-31"),
):
    """An interview was held; what was promised is due by the day (A10)."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    grounds: list[str]
    held_on: date
    promises: int
    due_on: date


class InterviewFollowedUp(
    Published,
    type="zhongdian.schedule.interview.followed-up.v1",
    of=events.InterviewFollowedUp,
    key="interview_id",
    sample=_interview(followedUpOn="2027-05-28", late=0),
):
    """All that was promised in an interview is done (A10)."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    followed_up_on: date
    late: int


class InterviewCancelled(
    Published,
    type="zhongdian.schedule.interview.cancelled.v1",
    of=events.InterviewCancelled,
    key="interview_id",
    sample=_interview(reason="约谈事由已消除", cancelledOn="2027-04-09"),
):
    """An interview is not held after all (A10)."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    reason: str
    cancelled_on: date


def _decision(**more: Any) -> dict[str, Any]:
    project = "01930000-0000-7000-8000-000000000101"
    return {"difficultyId": _ID, "version": 2, "projectId": project, "unitId": _UNIT} | more | {"division": _DIVISION}


class DispatchDecisionMade(
    Published,
    type="zhongdian.schedule.dispatch-decision.made.v1",
    of=events.DispatchDecisionMade,
    key="difficulty_id",
    sample=_decision(dueOn="2027-03-12", decidedOn="2027-03-05"),
):
    """A week's dispatch decided what a unit has to do until a day; a higher version replaces a lower (A10)."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    due_on: date
    decided_on: date


class DispatchDecisionDone(
    Published,
    type="zhongdian.schedule.dispatch-decision.done.v1",
    of=events.DispatchDecisionDone,
    key="difficulty_id",
    sample=_decision(version=3, dueOn="2027-03-12", doneOn="2027-03-15", workingDaysLate=1),
):
    """A decision of dispatch was carried out (A10)."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    due_on: date
    done_on: date
    working_days_late: int


class DispatchDecisionTakenBack(
    Published,
    type="zhongdian.schedule.dispatch-decision.taken-back.v1",
    of=events.DispatchDecisionTakenBack,
    key="difficulty_id",
    sample=_decision(version=3, on="2027-03-05"),
):
    """A decision of dispatch was taken back (A10)."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    on: date


PUBLISHED_BY_DISPATCH: tuple[type[Published], ...] = (
    DispatchRoundClosed,
    BulletinSent,
    BulletinCorrected,
    InterviewInvited,
    InterviewHeld,
    InterviewFollowedUp,
    InterviewCancelled,
    DispatchDecisionMade,
    DispatchDecisionDone,
    DispatchDecisionTakenBack,
)
