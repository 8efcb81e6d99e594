"""Share the responsibility for a record among several units (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.fact import decide as rules
from services.assessment.domain.fact.decide import DecisionKind, Span
from services.assessment.domain.fact.events import ResponsibilityShared
from services.assessment.domain.fact.model import FactKind, Shared
from services.assessment.store import decisions, periods
from services.assessment.usecases.fact.deciding import Units, grounds, known, new_row, told
from services.assessment.usecases.fact.own import record_own_for
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ShareResponsibility:
    """Of which record, who answers by which share, and on what grounds."""

    record_id: UUID
    shares: tuple[tuple[UUID, Decimal], ...]
    reason: str
    approver: str
    document: str


async def share_responsibility(work: Work, command: ShareResponsibility) -> UUID | Refusal:
    """Let the shares stand in place of whatever was decided before; a fact and a notice for each unit."""
    await periods.hold(work)
    about = await decisions.about(work.session, work.actor.division, command.record_id)
    kept = rules.share(
        grounds(work, command.reason, command.approver, command.document), command.shares, await known(work, about)
    )
    if isinstance(kept, Refusal):
        return kept
    assert about is not None, "it was judged"
    before = await decisions.standing(work.session, work.actor.division, command.record_id, DecisionKind.SHARE)
    units: Units = dict(command.shares)
    what = Shared(tuple(command.shares), kept.reason, kept.approver, kept.document)
    row = new_row(work, DecisionKind.SHARE, command.record_id, about, kept, Span(work.today, None))
    row.event_id = await record_own_for(
        work, FactKind.RESPONSIBILITY_SHARED, command.record_id, units, about.project_id, work.today, what
    )
    if before is not None:
        before.standing, before.replaced_by, before.version = False, row.id, before.version + 1
        await work.session.flush()
    await decisions.add(work, row, units)
    await work.record(*(ResponsibilityShared(**told(row, u, kept.reason), share=part) for u, part in command.shares))
    after = {"shares": {str(u): str(part) for u, part in command.shares}, "approver": kept.approver}
    old = {"decision": str(before.id)} if before else None
    await work.audit("shareResponsibility", f"record/{command.record_id}", old, after, reason=kept.reason)
    return row.id
