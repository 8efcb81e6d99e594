"""Compare two schemes on the same facts (A18): per unit score, rank and card under both, and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.period import read_period
from services.assessment.domain.scheme.record import A18
from services.assessment.domain.scheme.trial import compare
from services.assessment.store import grounds, trials
from services.assessment.usecases.scheme.try_out import Tried, kept, tried_on
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class CompareSchemes:
    """Which two schemes on which period; no quarter means the whole year."""

    first_id: UUID
    second_id: UUID
    year: int
    quarter: int | None


async def compare_schemes(work: Work, command: CompareSchemes) -> UUID | Refusal:
    """Try both, and keep both trials beside each other."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    if command.first_id == command.second_id:
        return Refusal.of(Breach("SCHEMES_SAME", "请选择两个不同的细则进行比较", A18, "secondId"))
    ground = await grounds.now(work.session, work.actor.division, period, work.today)
    first = await tried_on(work, command.first_id, period, ground, "firstId")
    second = await tried_on(work, command.second_id, period, ground, "secondId")
    breaches = [b for tried in (first, second) if isinstance(tried, Refusal) for b in tried.breaches]
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(first, Tried)
    assert isinstance(second, Tried)
    row = await trials.keep_comparison(
        work, await kept(work, first), await kept(work, second), compare(first.found, second.found)
    )
    after = {"first": command.first_id, "second": command.second_id, "changed": row.changed}
    await work.audit("compareSchemes", f"scheme-comparison/{row.id}", None, after)
    return row.id
