"""第十六条（三）：an application is refused or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import application
from services.support.domain.funds.application import Step
from services.support.usecases.funds.applications.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFundApplication:
    """The command. refused: by the authority; else the applicant withdraws."""

    application_id: UUID
    expected_version: int
    refused: bool
    step: Step


async def end(work: Work, command: EndFundApplication) -> UUID | Refusal:
    """End an application without money."""
    case = await take(work, command.application_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = application.end(case.application, command.step, case.doing, refused=command.refused)
    return await conclude(work, "endFundApplication", case, change)
