"""Vet the nominations of a list against what is on record (A20, A21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.assessment.domain.award.approval import STATUS_WORDS
from services.assessment.domain.award.model import A20, ListStatus
from services.assessment.domain.award.vetting import Finding, clear, vet
from services.assessment.store import awards, tables
from services.assessment.usecases.award.lists import opened, touched
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

_OPEN = (ListStatus.DRAFT, ListStatus.SUBMITTED, ListStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class VetNominations:
    """Which list, in which version."""

    list_id: UUID
    expected_version: int


async def vet_nominations(work: Work, command: VetNominations) -> UUID | Refusal:
    """Write down what was found of each nomination, and whether it bars the award. The id is the list's."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    if row.status not in _OPEN:
        message = f"名单{STATUS_WORDS[row.status]}，不再审核"
        breaches.append(Breach("AWARDS_NOT_IN_STATUS", message, A20, "listId"))
    standing = await awards.standing(work.session, row)
    if not standing:
        breaches.append(Breach("NOBODY_NOMINATED", "名单尚无提名", A20, "listId"))
    if breaches:
        return Refusal(tuple(breaches))
    judged = await findings_of(work, row, standing)
    for award in standing:
        _write_down(work, row, award, judged[award.id])
    await touched(work, row)
    after = {award.id: award.clear for award in standing}
    await work.audit("vetNominations", f"award-list/{row.id}", None, {str(key): value for key, value in after.items()})
    return row.id


async def findings_of(
    work: Work, row: tables.AwardList, standing: Sequence[tables.Award]
) -> dict[UUID, tuple[Finding, ...]]:
    """Judge nominations by what is on record now."""
    basis = await awards.basis(work.session, row.division, row.year)
    records = await awards.behaved(work.session, work.actor, row.division, row.year, basis.ranked if basis else {})
    return {a.id: vet(a.level, a.recipient, a.person, a.year, records.of(a.unit_id)) for a in standing}


def _write_down(work: Work, row: tables.AwardList, award: tables.Award, findings: tuple[Finding, ...]) -> None:
    award.vetted_round, award.clear, award.version = row.round, clear(findings), award.version + 1
    work.session.add(
        tables.AwardVetting(
            id=work.new_id(),
            division=row.division,
            award_id=award.id,
            round=row.round,
            clear=award.clear,
            findings=[written(finding) for finding in findings],
            vetted_on=work.today,
            at=work.now,
            by=work.actor.name,
        )
    )


def written(finding: Finding) -> dict[str, Any]:
    """Write a finding as a vetting keeps it."""
    return {
        "code": finding.code,
        "words": finding.words,
        "article": str(finding.article),
        "barring": finding.barring,
        "record_id": str(finding.record_id) if finding.record_id else None,
    }
