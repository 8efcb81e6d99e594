"""第十七条（二）：the one clock goes on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeJoint(JointCommand):
    """The command."""

    note: str | None = None


async def resume(work: Work, command: ResumeJoint) -> UUID | Refusal:
    """The one clock goes on."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.resume(case.all_, command.note, acting(work), work.today, calendar())
    return await keep(work, "resumeJointEvaluation", case, change)
