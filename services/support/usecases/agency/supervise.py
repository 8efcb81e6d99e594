"""第十四条（联合督办）：a late item is supervised jointly: opened, handled by both departments, closed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.agency import items, supervision
from services.support.domain.agency.rulebook import LATE_DAYS
from services.support.domain.agency.supervision import Supervision
from services.support.domain.agency.terms import A14
from services.support.store import agency
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import take_item

UNKNOWN = Breach("SUPERVISION_UNKNOWN", "没有这项联合督办，或您无权查看", A14, "supervisionId")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupervision:
    """The command."""

    item_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSupervision:
    """Which supervision, as it was seen; `closing` says whether the text is its result."""

    supervision_id: UUID
    expected_version: int
    text: str
    closing: bool


async def open_supervision(work: Work, command: OpenSupervision) -> UUID | Refusal:
    """Take up a late item; the id is that of the supervision."""
    taken = await take_item(work, command.item_id)
    if isinstance(taken, Refusal):
        return taken
    file, item = taken
    wanted = Supervision(
        id=work.new_id(),
        version=1,
        division=item.division,
        case_id=item.case_id,
        project_id=item.project_id,
        item_id=item.id,
        opened_on=work.today,
        opened_by=work.actor.subject,
        opened_by_name=work.actor.name,
        days_late=items.late_on(item.due_on, item.state, work.today, calendar()),
        reason=command.reason.strip(),
    )
    already = await agency.supervised(work.session, item.id)
    entry = supervision.open_(wanted, item, already, LATE_DAYS.on(work.today), acting(work))
    if isinstance(entry, Refusal):
        return entry
    await agency.keep_supervision(work.session, wanted, item)
    await agency.enter(work, file.case, entry, item)
    subject, told = f"agency-supervision/{wanted.id}", agency.audited(wanted)
    await work.audit("openSupervision", subject, None, told, reason=wanted.reason, division=item.division)
    return wanted.id


async def go_on_supervising(work: Work, command: OnSupervision) -> UUID | Refusal:
    """Write down what a department has done, or close with the result."""
    before = await agency.supervision(work.session, command.supervision_id, work.actor)
    if before is None:
        return Refusal.of(UNKNOWN)
    lost = stale(before.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    file = await agency.locked(work.session, before.case_id, None)
    item = file.item(before.item_id) if file else None
    if file is None or item is None:
        raise LookupError(f"the item of supervision {before.id} is gone; items are never removed")
    who = acting(work)
    decided = (
        supervision.close(before, command.text, who, work.today)
        if command.closing
        else supervision.handle(before, command.text, who)
    )
    if isinstance(decided, Refusal):
        return decided
    after, entry = decided
    await agency.keep_supervision(work.session, after, item)
    await agency.enter(work, file.case, entry, item)
    operation = "closeSupervision" if command.closing else "recordSupervision"
    subject = f"agency-supervision/{after.id}"
    shown = agency.audited(before), agency.audited(after)
    await work.audit(operation, subject, *shown, reason=entry.text, division=after.division)
    return after.id
