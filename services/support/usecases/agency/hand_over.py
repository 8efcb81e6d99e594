"""第十四条：another person of the department becomes the agent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency import case as cases
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverAgency:
    """The command."""

    case_id: UUID
    expected_version: int
    agent: tuple[str, str]
    reason: str


async def hand_over_agency(work: Work, command: HandOverAgency) -> UUID | Refusal:
    """Hand an agency over."""
    file = await take(work, command.case_id, command.expected_version)
    if isinstance(file, Refusal):
        return file
    change = cases.hand_over(file.case, command.agent, command.reason, acting(work))
    return change if isinstance(change, Refusal) else await keep(work, "handOverAgency", file.case, change)
