"""第十六条（三）：the authority returns an application for correction."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import application
from services.support.domain.funds.application import Step
from services.support.usecases.funds.applications.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFundApplication:
    """The command."""

    application_id: UUID
    expected_version: int
    step: Step


async def send_back(work: Work, command: ReturnFundApplication) -> UUID | Refusal:
    """Prepare it again; how often it came back is counted."""
    case = await take(work, command.application_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = application.send_back(case.application, command.step, case.doing)
    if not isinstance(change, Refusal):
        case.row.returned_times += 1
    return await conclude(work, "returnFundApplication", case, change)
