"""第十七条（三）：a survey of the site is put on record, with its photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import survey
from services.support.domain.attaching import Purpose
from services.support.domain.survey import Survey
from services.support.store import tables
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take
from services.support.usecases.requests.hang import hang_part


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSurvey:
    """The command."""

    request_id: UUID
    expected_version: int
    surveyed_on: date
    people: tuple[str, ...]
    findings: str
    file_ids: tuple[UUID, ...] = ()


async def record_survey(work: Work, command: RecordSurvey) -> UUID | Refusal:
    """Record what was found on the site."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    found = Survey(id=work.new_id(), surveyed_on=command.surveyed_on, people=command.people, findings=command.findings)
    done = survey.record(case.request, found, case.rule, acting(work), work.today)
    refused = await hang_part(work, case.request.id, Purpose.SURVEY, command.file_ids, found.id)
    if isinstance(done, Refusal):
        return Refusal((*done.breaches, *(refused.breaches if refused else ())))
    if refused is not None:
        return refused
    change, kept = done
    await _keep(work, case.request.division, case.request.id, kept)
    return await conclude(work, "recordSurvey", case, change)


async def _keep(work: Work, division: str, request_id: UUID, kept: Survey) -> None:
    who = acting(work)
    work.session.add(
        tables.Survey(
            id=kept.id,
            division=division,
            request_id=request_id,
            surveyed_on=kept.surveyed_on,
            people=list(kept.people),
            findings=kept.findings,
            at=work.now,
            actor=who.subject,
            actor_name=who.name,
            unit_id=who.unit,
        )
    )
    await work.session.flush()
