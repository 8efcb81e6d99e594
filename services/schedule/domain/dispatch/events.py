"""What has happened in dispatch, as the domain says it (第十条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRoundClosed:
    """第十条（周调度）：every difficulty of a week has its outcome."""

    round_id: UUID
    week_on: date
    difficulties: int
    issues: int
    decisions: int
    closed_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinSent:
    """第十条（月通报、年度总结）：a bulletin was sent to the whole district; it never changes any more."""

    bulletin_id: UUID
    kind: str
    year: int
    month: int
    number: str
    content_sm3: str
    docx_sm3: str
    pdf_sm3: str
    sent_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinCorrected:
    """第十条：an erratum says what a sent bulletin said, and what is right."""

    bulletin_id: UUID
    ordinal: int
    number: str
    place: str
    was: str
    now: str
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewInvited:
    """第十条（约谈）：a unit is asked to an interview. grounds: codes of the rules that name it."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    grounds: tuple[str, ...]
    at: datetime
    invited_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHeld:
    """第十条（约谈）：the interview took place; so many promises were made, the last of them due on a day."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    grounds: tuple[str, ...]
    held_on: date
    promises: int
    due_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewFollowedUp:
    """第十条（督办）：all that was promised in an interview is done; late: how many of the promises were kept late."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    followed_up_on: date
    late: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewCancelled:
    """第十条：the interview is not held; listeners forget the invitation."""

    interview_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    reason: str
    cancelled_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchDecisionMade:
    """第十条（交办）：a week's dispatch decided what a unit has to do until a day."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    due_on: date
    decided_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchDecisionDone:
    """第十条（督办）：a decision was carried out, so many working days after its limit."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    due_on: date
    done_on: date
    working_days_late: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchDecisionTakenBack:
    """第十条：a decision was taken back; the unit has to do nothing."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID
    on: date
    division: str
