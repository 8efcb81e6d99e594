"""第十七条（二）：none of the parts is taken on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAcceptJoint(JointCommand):
    """The command."""

    reason: str


async def not_accept(work: Work, command: NotAcceptJoint) -> UUID | Refusal:
    """None of the parts is taken on."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.not_accept(case.all_, command.reason, acting(work), work.today)
    return await keep(work, "notAcceptJointEvaluation", case, change)
