"""第十六条（三）：book a further arrival, a payment, or an amount that is raised or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import application
from services.support.domain.funds.application import Step
from services.support.domain.funds.terms import Booking
from services.support.usecases.funds.applications.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFundApplication:
    """The command; a negative amount corrects."""

    application_id: UUID
    expected_version: int
    what: Booking
    step: Step


async def book(work: Work, command: BookFundApplication) -> UUID | Refusal:
    """Change one amount, on record."""
    case = await take(work, command.application_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = application.book(case.application, command.what, command.step, case.doing)
    return await conclude(work, "bookFundApplication", case, change)
