"""第四条: start the list of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.planned.months import due_day, first_of
from services.reserve.domain.planned.report import Report, month_breaches
from services.reserve.domain.planned.terms import A4
from services.reserve.domain.reading import Reading
from services.reserve.store.planned import parties, reports
from services.reserve.usecases.planned.listing import Line, read, typed


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlannedReport:
    """Which month (any of its days), and what is new in it, or why nothing is."""

    month: date
    items: tuple[Line, ...] = ()
    nothing_reason: str | None = None
    remark: str | None = None


async def draft(work: Work, command: DraftPlannedReport) -> UUID | Refusal:
    """Draft the report of the actor's unit."""
    month, unit_id = first_of(command.month), work.actor.unit
    wrong = month_breaches(month, work.today, await parties.since(work, unit_id))
    if wrong or unit_id is None:
        return Refusal(tuple(wrong))
    reading = Reading(A4)
    if await reports.exists_for(work.session, unit_id, month):
        message = f"本单位{month:%Y年%m月}的月报已有，请在其上修改"
        reading.found(Breach("PLANNED_REPORT_EXISTS", message, A4, "month"))
    content = await read(work, reading, typed(command.items, command.nothing_reason, command.remark), unit_id, month)
    report = Report(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        unit_id=unit_id,
        month=month,
        due_on=due_day(month),
        content=content,
    )
    decision = reading.judged(Decided(report))
    if isinstance(decision, Refusal):
        return decision
    await reports.insert_new(work, report)
    await reports.remember(work, "draftPlannedReport", None, report)
    return report.id
