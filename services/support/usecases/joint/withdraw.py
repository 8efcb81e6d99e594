"""第十七条（二）：the applicant withdraws all parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.joint import handling
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawJoint(JointCommand):
    """The command."""

    reason: str | None = None


async def withdraw(work: Work, command: WithdrawJoint) -> UUID | Refusal:
    """The applicant withdraws all parts."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    owner = await copies.owner_of(work.session, case.all_.joint.project_id)
    change = handling.withdraw(case.all_, command.reason, owner, acting(work), work.today, calendar())
    return await keep(work, "withdrawJointEvaluation", case, change)
