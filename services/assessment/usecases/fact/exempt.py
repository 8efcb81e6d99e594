"""Exempt a record, or what falls due of a project in some days, from the assessment (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.fact import decide as rules
from services.assessment.domain.fact.decide import DecisionKind, Span
from services.assessment.domain.fact.events import RecordExempted
from services.assessment.domain.fact.model import Exempt, FactKind
from services.assessment.store import decisions, periods
from services.assessment.usecases.fact.deciding import Units, grounds, known, new_row, told
from services.assessment.usecases.fact.own import record_own_for
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ExemptRecord:
    """Which record, or which project for which days, and on what grounds; since None: from today on."""

    record_id: UUID
    since: date | None
    until: date | None
    reason: str
    approver: str
    document: str


async def exempt_record(work: Work, command: ExemptRecord) -> UUID | Refusal:
    """Let a record, or what falls due of a project in some days, count for nobody."""
    await periods.hold(work)
    division, record_id = work.actor.division, command.record_id
    about = await decisions.about(work.session, division, record_id)
    standing = await decisions.standing(work.session, division, record_id, DecisionKind.EXEMPTION)
    span = Span(command.since or work.today, command.until)
    kept = rules.exempt(
        grounds(work, command.reason, command.approver, command.document),
        span,
        await known(work, about),
        work.today,
        standing=standing is not None,
    )
    if isinstance(kept, Refusal):
        return kept
    assert about is not None, "it was judged"
    units: Units = dict.fromkeys(about.units)
    what = Exempt(kept.reason, kept.approver, kept.document, span.until)
    row = new_row(work, DecisionKind.EXEMPTION, record_id, about, kept, span)
    row.event_id = await record_own_for(work, FactKind.EXEMPTED, record_id, units, about.project_id, span.since, what)
    await decisions.add(work, row, units)
    for unit in units:
        await work.record(RecordExempted(**told(row, unit, kept.reason), since=span.since, until=span.until))
    after = {"since": span.since, "until": span.until, "approver": kept.approver, "document": kept.document}
    await work.audit("exemptRecord", f"record/{record_id}", None, after, reason=kept.reason)
    return row.id
