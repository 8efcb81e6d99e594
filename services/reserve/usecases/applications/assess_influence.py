"""第三条（三）: record the authority's own assessment of a project of major influence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import influence as rules
from services.reserve.domain.applications.influence import Assessment
from services.reserve.domain.applications.terms import Influence
from services.reserve.store import projects, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessInfluence:
    """Which project and year, on what grounds, to what conclusion, by whom."""

    project_id: UUID
    year: int
    grounds: str
    conclusion: Influence
    opinion: str
    assessed_by: str
    assessed_on: date | None = None


async def assess_influence(work: Work, command: AssessInfluence) -> UUID | Refusal:
    """Record an assessment; an earlier one stays and counts no more."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    new = Assessment(
        id=work.new_id(),
        division=row.division,
        project_id=row.id,
        year=command.year,
        grounds=command.grounds,
        conclusion=command.conclusion,
        opinion=command.opinion,
        assessed_by=command.assessed_by,
        assessed_on=command.assessed_on or work.today,
    )
    decision = rules.assess(new, work.today)
    if isinstance(decision, Refusal):
        return decision
    state = decision.state
    written = {name: getattr(state, name) for name in state.__slots__}
    work.session.add(tables.InfluenceAssessment(recorded_at=work.now, recorded_by=work.actor.name, **written))
    await work.session.flush()
    await work.audit("assessInfluence", f"influence-assessment/{state.id}", None, written)
    return state.id
