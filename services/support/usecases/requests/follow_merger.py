"""第四条：a unit that was entered twice is one; its open requests are its survivor's, what is decided stays as it was."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import opinion
from services.support.domain.merging import reassign
from services.support.domain.opinion_events import told
from services.support.domain.request import Action
from services.support.store import copies, documents, joints, opinions, requests
from services.support.usecases.acting import acting
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
    await _follow_opinions(work, duplicate, survivor.id, survivor.name)
    await documents.join_sequences(work.session, duplicate, survivor.id)


async def _follow_opinions(work: Work, duplicate: UUID, survivor: UUID, into: str) -> None:
    """Let what the duplicate was asked its opinion on, and owes, be owed by its survivor; what it gave stays its own."""
    for row in await requests.waiting(work.session, duplicate):
        request = await requests.read(work.session, row)
        owed = {kept.unit_id: kept for kept in await opinions.awaited(work.session, request.id)}
        kept = owed.get(duplicate)
        if kept is None:  # given, or asked for no more, while its request was waited for
            continue
        after = opinion.reassign(opinions.state_of(kept), survivor, into, work.today, twice=survivor in owed)
        await opinions.save(work.session, kept, after, work.actor.name)
        await work.record(told(request, after, calendar()))
        note = f"被征求意见的单位已并入“{into}”"
        await requests.add_step(work.session, request, Action.REASSIGNED, note, acting(work), work.now)
        before, now = ({"opinionId": kept.id, "unitId": unit} for unit in (duplicate, after.unit_id))
        await work.audit("followMerger", f"request/{request.id}", before, now, reason=note, division=request.division)


async def follow_mergers(work: Work) -> None:
    """Let all open requests follow the copy of the units, after it was rebuilt."""
    for duplicate in await copies.merged(work.session):
        await follow_merger(work, duplicate)
