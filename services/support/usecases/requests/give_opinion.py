"""征求意见: the unit that was asked says what it thinks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import opinion
from services.support.domain.attaching import Purpose
from services.support.domain.opinion import Stance
from services.support.domain.opinion_events import told
from services.support.store import opinions
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude
from services.support.usecases.requests.hang import hang_part
from services.support.usecases.requests.opinion_case import take_opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """The command; expected_version is the opinion's."""

    opinion_id: UUID
    expected_version: int
    stance: Stance
    text: str | None = None
    file_ids: tuple[UUID, ...] = ()


async def give_opinion(work: Work, command: GiveOpinion) -> UUID | Refusal:
    """Give an opinion; answer with the request."""
    taken = await take_opinion(work, command.opinion_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    case, row, asked = taken
    done = opinion.give(case.request, asked, command.stance, command.text or "", case.rule, acting(work), work.today)
    refused = await hang_part(work, case.request.id, Purpose.OPINION, command.file_ids, asked.id)
    if isinstance(done, Refusal):
        return Refusal((*done.breaches, *(refused.breaches if refused else ())))
    if refused is not None:
        return refused
    change, given = done
    await opinions.save(work.session, row, given, work.actor.name)
    await work.record(told(case.request, given, calendar()))
    return await conclude(work, "giveRequestOpinion", case, change)
