"""第十六条（三）：an application reaches its next stage."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import application
from services.support.domain.funds.application import Step
from services.support.domain.funds.rulebook import stages_on
from services.support.domain.funds.terms import Stage
from services.support.usecases.funds.applications.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceFundApplication:
    """The command."""

    application_id: UUID
    expected_version: int
    to: Stage
    step: Step


async def advance(work: Work, command: AdvanceFundApplication) -> UUID | Refusal:
    """Go on by one stage; the stages of the day on which the application was opened hold to its end."""
    case = await take(work, command.application_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    stages = stages_on(case.row.kind, case.row.opened_on)
    change = application.advance(case.application, command.to, command.step, stages, case.doing)
    return await conclude(work, "advanceFundApplication", case, change)
