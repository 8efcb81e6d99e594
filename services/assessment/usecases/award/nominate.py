"""Name a unit or a person on a draft (A20)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.assessment.domain.award.nominate import KnownUnit, Nomination, nominate
from services.assessment.store import attachments, awards, directory, tables
from services.assessment.usecases.award.lists import opened, touched
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class Nominate:
    """On which list in which version, whom, and the files that prove the merits."""

    list_id: UUID
    expected_version: int
    nomination: Nomination
    file_ids: tuple[UUID, ...]


async def nominate_for_award(work: Work, command: Nominate) -> UUID | Refusal:
    """Add a nomination within the numbers. The id is the nomination's."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    unit = await directory.unit(work, command.nomination.unit_id)
    standing = [awards.nominated(award, row.round) for award in await awards.standing(work.session, row)]
    decision = nominate(
        await awards.state_of(work.session, row),
        awards.limits_of(row),
        standing,
        command.nomination,
        KnownUnit(unit.category, unit.active, unit.merged_into is not None) if unit else None,
    )
    breaches += decision.breaches if isinstance(decision, Refusal) else ()
    files = await attachments.take(work, command.file_ids, breaches)
    if breaches or isinstance(decision, Refusal) or unit is None:
        return Refusal(tuple(breaches))
    award = await _keep(work, row, unit, decision)
    await attachments.hang(work, files, "AWARD", award.id)
    await touched(work, row)
    await work.audit("nominateForAward", f"award/{award.id}", None, asdict(decision))
    return award.id


async def _keep(work: Work, row: tables.AwardList, unit: tables.Organization, nomination: Nomination) -> tables.Award:
    award = tables.Award(
        id=work.new_id(),
        division=row.division,
        version=1,
        list_id=row.id,
        year=row.year,
        level=row.level,
        status=row.status,
        recipient=nomination.recipient,
        unit_id=unit.id,
        group=unit.category,
        person=nomination.person,
        outstanding=nomination.outstanding,
        nominated_on=work.today,
        nominated_by=work.actor.name,
    )
    work.session.add(award)
    await work.session.flush()
    work.session.add(
        tables.AwardDossier(id=award.id, division=row.division, post=nomination.post, merits=nomination.merits)
    )
    await work.session.flush()
    return award
