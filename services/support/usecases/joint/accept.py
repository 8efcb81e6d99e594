"""第十七条（二）：the bureau takes all parts on (统一受理)."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


async def accept(work: Work, command: JointCommand) -> UUID | Refusal:
    """The bureau takes all parts on (统一受理)."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.accept(case.all_, acting(work), work.today)
    return await keep(work, "acceptJointEvaluation", case, change)
