"""第十五条、第十七条（一）：the bureau decides by a formal document, within the quota."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import decision
from services.support.domain.decision import Means, Verdict
from services.support.domain.kinds.model import Outcome
from services.support.store import documents, opinions
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import Case, conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    outcome: Outcome
    granted_quantity: Decimal | None
    reason: str | None


async def decide(work: Work, command: DecideRequest) -> UUID | Refusal:
    """Grant, grant in part or refuse. Locks in this order: request, accounts by id, document sequence."""
    case = await take(work, command.request_id, command.expected_version, with_quota=True)
    if isinstance(case, Refusal):
        return case
    verdict = Verdict(outcome=command.outcome, granted=command.granted_quantity, reason=command.reason)
    means = await _means(work, case)
    change = decision.decide(case.request, verdict, means, case.rule, acting(work), work.today, calendar())
    return change if isinstance(change, Refusal) else await conclude(work, "decideRequest", case, change)


async def _means(work: Work, case: Case) -> Means:
    request, year = case.request, work.today.year
    number = await documents.next_number(work.session, request.division, request.bureau_id, case.rule.series, year)
    record = await opinions.on_record(work.session, request.id)
    return Means(holding=case.holding, current=case.of_year(year), number=number, record=record)
