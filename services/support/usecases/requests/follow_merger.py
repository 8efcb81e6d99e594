"""第四条：a unit that was entered twice is one; its open requests are its survivor's, what is decided stays as it was."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.support.domain.merging import reassign
from services.support.store import copies, documents, joints, requests
from services.support.usecases.requests.case import Case, conclude, rule_of


async def follow_merger(work: Work, duplicate: UUID) -> None:
    """Let the open requests of a merged unit, to decide or made by it, be its survivor's. Said twice it changes nothing.

    Units are told in any order: the survivor may have been merged itself, before or after.
    """
    survivor = await copies.survivor_of(work.session, duplicate)
    if survivor is None:
        return
    for row, request in await requests.open_of_unit(work.session, duplicate):
        case = Case(row, request, rule_of(request))
        change = reassign(request, duplicate, survivor.id, into=survivor.name)
        await conclude(work, "followMerger", case, change)
    await joints.reassign(work.session, duplicate, survivor.id)
    await documents.join_sequences(work.session, duplicate, survivor.id)


async def follow_mergers(work: Work) -> None:
    """Let all open requests follow the copy of the units, after it was rebuilt."""
    for duplicate in await copies.merged(work.session):
        await follow_merger(work, duplicate)
