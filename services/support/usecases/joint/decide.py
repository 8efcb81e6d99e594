"""第十七条（二）：all parts are approved or refused by one document (一并批复)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.domain.kinds.model import Outcome
from services.support.store import documents
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideJoint(JointCommand):
    """The command."""

    outcome: Outcome
    reason: str | None


async def decide(work: Work, command: DecideJoint) -> UUID | Refusal:
    """All parts are approved or refused by one document (一并批复)."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    joint, series = case.all_.joint, case.all_.rule.series
    number = await documents.next_number(work.session, joint.division, joint.bureau_id, series, work.today.year)
    who, today = acting(work), work.today
    change = handling.decide(case.all_, command.outcome, command.reason, number, who, today, calendar())
    return await keep(work, "decideJointEvaluation", case, change)
