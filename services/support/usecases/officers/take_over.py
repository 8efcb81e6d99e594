"""第十七条：what an absent officer has in hand is reassigned to the substitute, all of it by one command."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import absence
from services.support.domain.absence import Absence
from services.support.domain.request import found
from services.support.store import absences, tables
from services.support.usecases.acting import acting
from services.support.usecases.officers.bulk import MOST, Bulk, Seen, in_bulk, kept
from services.support.usecases.requests.assign import AssignRequest, assign

OPERATION = "reassignAbsence"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignAbsence:
    """The command."""

    absence_id: UUID


async def reassign_absence(work: Work, command: ReassignAbsence) -> UUID | Refusal:
    """Assign open requests of the absent to the substitute, the first due first, 200 at a time; said again it goes on."""
    known = await absences.locked(work, command.absence_id)
    if known is None:
        return Refusal.of(Breach("ABSENCE_UNKNOWN", "没有这项离岗登记，或您无权查看", absence.A17, "absenceId"))
    _, away = known
    who = acting(work)
    if faults := found(absence.not_of_unit(away, who), absence.not_now(away, work.today)):
        return Refusal(faults)
    rows = await _claims(work, away)
    if not rows:
        return await kept(work, OPERATION, [])

    async def row(work: Work, id: UUID, version: int) -> UUID | Refusal:
        note = f"{away.name} {away.from_on} 至 {away.until_on} 离岗"
        to = AssignRequest(
            request_id=id,
            expected_version=version,
            to_subject=away.substitute,
            to_name=away.substitute_name,
            note=note,
        )
        return await assign(work, to)

    return await in_bulk(work, Bulk(OPERATION, rows, row))


async def _claims(work: Work, away: Absence) -> list[Seen]:
    request = tables.Request
    query = (
        select(request.id, request.version)
        .where(request.claimant == away.subject, request.bureau_id == away.unit, request.ended_on.is_(None))
        .order_by(request.due_order, request.id)
        .limit(MOST)
    )
    return [Seen(row.id, row.version) for row in (await work.session.execute(query)).all()]
