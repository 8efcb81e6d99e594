"""征求意见: the bureau asks another unit for its opinion."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import opinion
from services.support.domain.opinion_events import told
from services.support.store import opinions
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """The command."""

    request_id: UUID
    expected_version: int
    unit_id: UUID
    question: str


async def ask_opinion(work: Work, command: AskOpinion) -> UUID | Refusal:
    """Ask a unit that the matter's rule names."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    done = opinion.ask(
        case.request,
        work.new_id(),
        await opinions.unit(work.session, command.unit_id),
        command.question,
        await opinions.of_request(work.session, case.request.id),
        case.rule,
        acting(work),
        work.today,
        calendar(),
    )
    if isinstance(done, Refusal):
        return done
    change, asked = done
    who = acting(work)
    await opinions.insert(work.session, asked, case.request.division, who.subject, who.name)
    await work.record(told(case.request, asked, calendar()))
    return await conclude(work, "askOpinion", case, change)
