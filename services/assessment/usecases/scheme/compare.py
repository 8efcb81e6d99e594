"""Compare two schemes on the same facts (A18): per unit score, rank and card under both, and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.period import Period, read_period
from services.assessment.domain.scheme.record import A18
from services.assessment.domain.scheme.trial import compare
from services.assessment.store import grounds, tables, trials
from services.assessment.usecases.scheme.try_out import fit, kept, tried_on
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class CompareSchemes:
    """Which two schemes on which period; no quarter means the whole year."""

    first_id: UUID
    second_id: UUID
    year: int
    quarter: int | None


@dataclass(frozen=True, slots=True)
class Comparable:
    """A period and two schemes that may be tried on it."""

    period: Period
    first: tables.Scheme
    second: tables.Scheme


async def compare_schemes(work: Work, command: CompareSchemes) -> UUID | Refusal:
    """Try both, and keep both trials beside each other."""
    at = await comparable(work, command)
    if isinstance(at, Refusal):
        return at
    ground = await grounds.now(work.session, work.actor.division, at.period, work.today)
    first = await tried_on(work, at.first, at.period, ground)
    second = await tried_on(work, at.second, at.period, ground)
    row = await trials.keep_comparison(
        work, await kept(work, first), await kept(work, second), compare(first.found, second.found)
    )
    after = {"first": command.first_id, "second": command.second_id, "changed": row.changed}
    await work.audit("compareSchemes", f"scheme-comparison/{row.id}", None, after)
    return row.id


async def comparable(work: Work, command: CompareSchemes) -> Comparable | Refusal:
    """Look whether both schemes may be tried on the period."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    if command.first_id == command.second_id:
        return Refusal.of(Breach("SCHEMES_SAME", "请选择两个不同的细则进行比较", A18, "secondId"))
    first = await fit(work, command.first_id, period, "firstId")
    second = await fit(work, command.second_id, period, "secondId")
    if isinstance(first, Refusal) or isinstance(second, Refusal):
        return Refusal(tuple(b for found in (first, second) if isinstance(found, Refusal) for b in found.breaches))
    return Comparable(period, first, second)
