"""Publish the district's awards, or report the recommendations to the city (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.award.approval import not_in
from services.assessment.domain.award.model import A20, Level, ListStatus
from services.assessment.domain.award.vetting import clear
from services.assessment.domain.reading import name_of
from services.assessment.store import awards
from services.assessment.usecases.award.grant import grant
from services.assessment.usecases.award.lists import opened, touched
from services.assessment.usecases.award.vet import findings_of
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class PublishAwards:
    """Which list in which version, and the document by which it is published or reported."""

    list_id: UUID
    expected_version: int
    document: str


async def publish_awards(work: Work, command: PublishAwards) -> UUID | Refusal:
    """Look once more whether something bars anyone; then the district's awards are granted, the city's are up to the city."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    breaches += not_in(await awards.state_of(work.session, row), ListStatus.APPROVED, "公布或上报")
    document = name_of(command.document, "公布或上报的文号", "document", A20, breaches)
    standing = await awards.standing(work.session, row)
    if not standing:
        breaches.append(Breach("NOBODY_NOMINATED", "名单已无提名，请作废", A20, "listId"))
    judged = await findings_of(work, row, standing)
    since = sum(not clear(findings) for findings in judged.values())
    if since:
        message = f"审核之后，有 {since} 项提名出现不得评选的情形，请重新审核并撤回"
        breaches.append(Breach("NOMINATION_BARRED", message, A20, "listId"))
    if breaches:
        return Refusal(tuple(breaches))
    row.status, row.document = ListStatus.PUBLISHED, document
    row.published_on, row.published_by = work.today, work.actor.name
    for award in standing:
        award.status = ListStatus.PUBLISHED
    await touched(work, row)
    if row.level is Level.DISTRICT:
        for award in standing:
            await grant(work, award, work.today, document)
    after = {"status": row.status, "document": document, "awards": [str(award.id) for award in standing]}
    await work.audit("publishAwards", f"award-list/{row.id}", {"status": ListStatus.APPROVED}, after)
    return row.id
