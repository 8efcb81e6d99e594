"""How every command on an agency begins (lock, version) and ends (log, events, audit)."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.agency.case import Case, CaseChange, finished
from services.support.domain.agency.items import Item, ItemChange
from services.support.domain.agency.terms import A14, SETTLED, CaseState
from services.support.store import agency
from services.support.store.agency import File

UNKNOWN = Breach("AGENCY_UNKNOWN", "没有这项代办，或您无权查看", A14, "caseId")
ITEM_UNKNOWN = Breach("AGENCY_ITEM_UNKNOWN", "没有这个代办事项，或您无权查看", A14, "itemId")


async def take(work: Work, case_id: UUID, expected_version: int | None = None) -> File | Refusal:
    """Lock an agency; refuse when the actor may not see it, or it was changed since they saw it."""
    file = await agency.locked(work.session, case_id, work.actor)
    if file is None:
        return Refusal.of(UNKNOWN)
    lost = stale(file.case.version, expected_version) if expected_version is not None else None
    return Refusal.of(lost) if lost else file


async def take_item(work: Work, item_id: UUID, expected_version: int | None = None) -> tuple[File, Item] | Refusal:
    """Lock the agency of an item."""
    case_id = await agency.case_of_item(work.session, item_id, work.actor)
    file = await agency.locked(work.session, case_id, None) if case_id else None
    item = file.item(item_id) if file else None
    if file is None or item is None:
        return Refusal.of(ITEM_UNKNOWN)
    lost = stale(item.version, expected_version) if expected_version is not None else None
    return Refusal.of(lost) if lost else (file, item)


async def keep(work: Work, operation: str, before: Case | None, change: CaseChange) -> UUID:
    """Save a step of an agency."""
    await agency.keep_case(work, change)
    case = change.case
    await work.audit(
        operation,
        f"agency/{case.id}",
        agency.audited(before) if before else None,
        agency.audited(case),
        reason=change.entry.text or None,
        division=case.division,
    )
    return case.id


async def keep_item(work: Work, operation: str, file: File, change: ItemChange) -> UUID:
    """Save a step of an item, let its successors become ready, and finish the agency with its last item."""
    before, item = file.item(change.item.id), change.item
    file.put(item)
    await agency.keep_items(work.session, (item,))
    await agency.enter(work, file.case, change.entry, item)
    await agency.release(work.session, file)
    await work.record(*change.events)
    await work.audit(
        operation,
        f"agency-item/{item.id}",
        agency.audited(before) if before else None,
        agency.audited(item),
        reason=change.entry.text or None,
        division=item.division,
    )
    if file.case.state is CaseState.ACCEPTED and all(i.state in SETTLED for i in file.items):
        done = finished(file.case, work.today)
        file.case = done.case
        await agency.keep_case(work, done)
    return item.id
