"""第十七条（二）：one person takes all parts in hand."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


async def claim(work: Work, command: JointCommand) -> UUID | Refusal:
    """One person takes all parts in hand."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.claim(case.all_, acting(work), work.today)
    return await keep(work, "claimJointEvaluation", case, change)
