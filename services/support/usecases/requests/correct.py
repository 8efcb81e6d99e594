"""文书更正: a slip in an issued document is corrected on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import correction
from services.support.domain.correction import Notice
from services.support.store import documents, settled
from services.support.usecases.acting import acting_for_former
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDecision:
    """The command."""

    request_id: UUID
    expected_version: int
    wrong: str
    right: str
    reason: str


async def correct(work: Work, command: CorrectDecision) -> UUID | Refusal:
    """Issue a correction notice with a number of its own."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    request, series, year = case.request, case.rule.series, work.today.year
    bureau_id = work.actor.unit or request.bureau_id  # of one that was merged, its survivor numbers on
    number = await documents.next_number(work.session, request.division, bureau_id, series, year)
    notice = Notice(wrong=command.wrong, right=command.right, reason=command.reason)
    done = correction.correct(request, notice, number, case.rule, await acting_for_former(work), work.today)
    if isinstance(done, Refusal):
        return done
    change, kept = done
    await settled.add_correction(work, request, kept, str(number))
    return await conclude(work, "correctDecision", case, change)
