"""第十七条（二）：a special procedure stops the one clock."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.domain.special import Ordered
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendJoint(JointCommand):
    """The command."""

    ordered: Ordered


async def suspend(work: Work, command: SuspendJoint) -> UUID | Refusal:
    """A special procedure stops the one clock."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.suspend(case.all_, command.ordered, acting(work), work.today, calendar())
    return await keep(work, "suspendJointEvaluation", case, change)
