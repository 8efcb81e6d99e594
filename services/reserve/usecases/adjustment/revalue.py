"""第十一条: give a project of the plan other figures by its adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import changes as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, plans, projects, since
from services.reserve.usecases.adjustment.keep import keep_change


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustValue:
    """Which project, its new figures (those left out stay), and why."""

    adjustment_id: UUID
    expected_version: int
    project_id: UUID
    reason: str
    annual_investment: Decimal | None = None
    total_investment: Decimal | None = None


async def revalue(work: Work, command: AdjustValue) -> UUID | Refusal:
    """Draft other figures."""
    found = await adjustments.lock(work, command.adjustment_id)
    project = await projects.lock(work, command.project_id)
    if found is None or project is None:
        missing = [b for b, one in ((adjustments.UNKNOWN, found), (projects.UNKNOWN, project)) if one is None]
        return Refusal(tuple(missing))
    plan, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    reason = reading.text(command.reason, "调整理由", "reason")
    annual = _read(reading, command.annual_investment, "annualInvestment")
    total = _read(reading, command.total_investment, "totalInvestment")
    listed = await plans.state_of(work.session, plan)
    state = await projects.state_of(work.session, project)
    decision = reading.judged(rules.revalue(before, listed, state, annual, total, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep_change(work, row, before, decision.state, "adjustValue", project)
    return row.id


def _read(reading: Reading, written: Decimal | None, field: str) -> Decimal | None:
    return None if written is None else reading.amount(written, field, Article(2))
