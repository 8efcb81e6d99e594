"""第十五条：the agenda is edited: an item added by hand, its text changed, or dropped, each change with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.land.consultation import (
    CONSULTATION_UNKNOWN,
    ITEM_UNKNOWN,
    AgendaSource,
    check_open_yet,
)
from services.support.domain.land.rulebook import A15
from services.support.domain.request import found
from services.support.store import land_consultations, land_plans, tables
from services.support.usecases.land.parties import party_of, project_known


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgendaItem:
    """The command."""

    consultation_id: UUID
    text: str
    project_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAgendaItem:
    """The command: another text, or dropped; either way with the reason."""

    item_id: UUID
    expected_version: int
    text: str | None
    dropped: bool
    reason: str


async def add_agenda_item(work: Work, command: AddAgendaItem) -> UUID | Refusal:
    """Add an item by hand; the id is the item's."""
    row = await land_consultations.locked(work.session, command.consultation_id, work.actor)
    if row is None:
        return Refusal.of(CONSULTATION_UNKNOWN)
    said = wording.required(command.text, "议题", A15, "text")
    unknown = None
    if command.project_id is not None and not await project_known(work, command.project_id, row.division):
        unknown = Breach("PROJECT_UNKNOWN", "没有这个项目", A15, "projectId")
    closed = check_open_yet(row.state, party=await party_of(work, row.division) is not None)
    breaches = (*closed, *found(said if isinstance(said, Breach) else None, unknown))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    item = tables.ConsultationItem(
        id=work.new_id(),
        consultation_id=row.id,
        division=row.division,
        version=1,
        position=await land_consultations.next_position(work.session, row.id),
        source=AgendaSource.MANUAL,
        text=said,
        project_id=command.project_id,
    )
    work.session.add(item)
    await kept(work, "addLandAgendaItem", row, item, None)
    return item.id


async def edit_agenda_item(work: Work, command: EditAgendaItem) -> UUID | Refusal:
    """Change the text of an item or drop it."""
    known = await land_consultations.locked_item(work.session, command.item_id, work.actor)
    if known is None:
        return Refusal.of(ITEM_UNKNOWN)
    row, item = known
    lost = stale(item.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    reason = wording.required(command.reason, "理由", A15, "reason")
    said = item.text if command.text is None else wording.required(command.text, "议题", A15, "text")
    decided = None
    if command.dropped and item.decision is not None:
        decided = Breach("ITEM_DECIDED", "该议题已经议定，不能撤下", A15, "itemId")
    closed = check_open_yet(row.state, party=await party_of(work, row.division) is not None, field="itemId")
    breaches = (*closed, *found(decided, *(b for b in (reason, said) if isinstance(b, Breach))))
    if breaches or isinstance(said, Breach) or isinstance(reason, Breach):
        return Refusal(breaches)
    before = land_consultations.shown_item(item)
    item.text, item.dropped_reason = said, reason if command.dropped else None
    await kept(work, "editLandAgendaItem", row, item, before, reason)
    return item.id


async def kept(
    work: Work,
    operation: str,
    row: tables.LandConsultation,
    item: tables.ConsultationItem,
    before: Mapping[str, Any] | None,
    reason: str | None = None,
) -> None:
    """Keep a change of an item: its next version, history and audit."""
    if before is not None:
        item.version += 1
    row.version += 1
    await work.session.flush()
    after = land_consultations.shown_item(item)
    said = {k: v for k, v in after.items() if before is None or before[k] != v}
    await land_plans.add_step(work, row, operation, item_id=item.id, reason=reason, said=said)
    subject = f"consultation-item/{item.id}"
    await work.audit(operation, subject, before, after, reason=reason, division=row.division)
