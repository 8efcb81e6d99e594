"""征求意见: the bureau asks a unit no more."""

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
from services.support.usecases.requests.case import conclude
from services.support.usecases.requests.opinion_case import take_opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOpinion:
    """The command; expected_version is the opinion's."""

    opinion_id: UUID
    expected_version: int
    reason: str


async def withdraw_opinion(work: Work, command: WithdrawOpinion) -> UUID | Refusal:
    """Take back the asking for an opinion that is still owed; answer with the request."""
    taken = await take_opinion(work, command.opinion_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    case, row, asked = taken
    done = opinion.withdraw_asking(case.request, asked, command.reason, case.rule, acting(work), work.today)
    if isinstance(done, Refusal):
        return done
    change, gone = done
    await opinions.save(work.session, row, gone, work.actor.name)
    await work.record(told(case.request, gone, calendar()))
    return await conclude(work, "withdrawOpinion", case, change)
