"""第十七条（二）：what one part lacks returns all of them."""

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
class ReturnJoint(JointCommand):
    """The command."""

    reason: str
    missing: tuple[str, ...] = ()


async def return_(work: Work, command: ReturnJoint) -> UUID | Refusal:
    """What one part lacks returns all of them."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.return_(case.all_, command.reason, acting(work), work.today, calendar(), command.missing)
    return await keep(work, "returnJointEvaluation", case, change)
