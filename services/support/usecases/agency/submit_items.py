"""第十四条（一窗受理）：several ready items are handed in at once; each row is taken or refused for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.agency import authorising, steps
from services.support.domain.agency import case as cases
from services.support.domain.agency.items import Item, ItemChange
from services.support.domain.agency.rulebook import MOST_AT_ONCE
from services.support.domain.agency.terms import A14, CaseState
from services.support.domain.request import found
from services.support.store import tables
from services.support.store.agency import File
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import ITEM_UNKNOWN, keep_item, take
from services.support.usecases.requests.submit import SubmitRequest, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedItem:
    """One row: the item, and, where it is a matter of support, what its request asks for."""

    item_id: UUID
    purpose: str
    node_id: UUID | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    bureau_id: UUID | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    file_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitItems:
    """The command."""

    case_id: UUID
    rows: tuple[SubmittedItem, ...]


async def submit_items(work: Work, command: SubmitItems) -> UUID | Refusal:
    """Hand the rows in, each in its own savepoint; the id is that of the run, which keeps what became of each."""
    file = await take(work, command.case_id)
    if isinstance(file, Refusal):
        return file
    ids = [row.item_id for row in command.rows]
    breaches = found(
        cases.not_in(file.case, {CaseState.ACCEPTED}, "申报事项"),
        None
        if 1 <= len(ids) <= MOST_AT_ONCE
        else Breach("ITEMS_TOO_MANY", f"一次申报 1 至 {MOST_AT_ONCE} 个事项", A14, "items"),
        Breach("ITEM_TWICE", "同一事项不能申报两次", A14, "items") if len(set(ids)) < len(ids) else None,
    )
    if breaches:
        return Refusal(breaches)
    results = [await _row(work, file, row) for row in command.rows]
    run = tables.BulkRun(
        id=work.new_id(),
        division=file.case.division,
        actor=work.actor.subject,
        operation="submitAgencyItems",
        at=work.now,
        results=results,
    )
    work.session.add(run)
    await work.session.flush()
    shown = {"caseId": str(file.case.id), "results": results}
    await work.audit("submitAgencyItems", f"agency/{file.case.id}", None, shown, division=file.case.division)
    return run.id


async def _row(work: Work, file: File, row: SubmittedItem) -> dict[str, Any]:
    item = file.item(row.item_id)
    if item is None:
        return _told(row, Refusal.of(ITEM_UNKNOWN))
    kept = (file.case, file.items)
    notified = len(work.notifications)
    tried = await work.session.begin_nested()
    done = await _submitted(work, file, item, row)
    if isinstance(done, Refusal):
        await tried.rollback()
        del work.notifications[notified:]
        file.case, file.items = kept
        return _told(row, done)
    await tried.commit()
    return _told(row, done)


async def _submitted(work: Work, file: File, item: Item, row: SubmittedItem) -> UUID | Refusal | None:
    """Hand one item in; return its request, None where it is no matter of support."""
    said = wording.required(row.purpose, "用途或申报说明", A14, "purpose")
    change = steps.submit(item, file.items, row.purpose, work.today, calendar())
    may_not = authorising.not_acting(file.case, file.authorisations, item.stage, item.code, acting(work), work.today)
    breaches = found(may_not, said if isinstance(said, Breach) else None)
    if breaches or isinstance(change, Refusal) or isinstance(said, Breach):
        return Refusal((*breaches, *(change.breaches if isinstance(change, Refusal) else ())))
    request = await _requested(work, file, item, row) if item.request_kind else None
    if isinstance(request, Refusal):
        return request
    handed = ItemChange(
        item=replace(change.item, request_id=request), entry=replace(change.entry, text=said), events=change.events
    )
    await keep_item(work, "submitAgencyItem", file, handed)
    return request


async def _requested(work: Work, file: File, item: Item, row: SubmittedItem) -> UUID | Refusal:
    """Ask for it as the platform's request, by the department on behalf of the owner, or by the owner itself."""
    return await submit(
        work,
        SubmitRequest(
            project_id=file.case.project_id,
            node_id=row.node_id,
            kind=item.request_kind or "",
            quantity=row.quantity,
            unit=row.unit,
            purpose=row.purpose,
            bureau_id=row.bureau_id or item.bureau_id,
            form=row.form,
            agency_item_id=item.id,
            file_ids=row.file_ids,
        ),
    )


def _told(row: SubmittedItem, done: UUID | Refusal | None) -> dict[str, Any]:
    errors = done.breaches if isinstance(done, Refusal) else ()
    return {
        "itemId": str(row.item_id),
        "requestId": str(done) if isinstance(done, UUID) else None,
        "errors": [
            {"code": b.code, "message": b.message, "article": str(b.article) if b.article else None, "field": b.field}
            for b in errors
        ],
    }
