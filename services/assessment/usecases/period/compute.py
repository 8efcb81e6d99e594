"""Compute a period of the actor's division, or compute its draft again (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.period import Period, read_period
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.score.compute import assesses
from services.assessment.domain.score.model import Computation
from services.assessment.domain.score.record import Status, may_compute
from services.assessment.store import grounds, periods, results, schemes, tables
from services.assessment.usecases.period import gather
from services.assessment.usecases.period.digest import digest_of
from services.assessment.usecases.period.recall import recall
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal

__all__ = ["ComputePeriod", "Ready", "compute_period", "computed", "digest_now", "digest_of", "ready"]


@dataclass(frozen=True, slots=True)
class ComputePeriod:
    """Which period, the version of its draft that the actor saw (0: none), and whether its corrections may be lost."""

    year: int
    quarter: int | None
    expected_version: int
    discard_corrections: bool
    reason: str | None = None  # why an announced period is computed again


@dataclass(frozen=True, slots=True)
class Ready:
    """What a computation begins with: the period, what was computed of it before, and the scheme."""

    period: Period
    row: tables.Period | None
    scheme_id: UUID
    scheme: Scheme


async def compute_period(work: Work, command: ComputePeriod) -> UUID | Refusal:
    """Compute all groups from the facts at hand, and put the results in place of an earlier draft's."""
    await periods.hold(work)
    at = await ready(work, command)
    if isinstance(at, Refusal):
        return at
    if at.row is None:
        found = await gather.whole(work, at.period, at.scheme, work.today)
    else:
        found = await gather.afresh(work, at.row, at.period, at.scheme_id, at.scheme)
        await recall(work, at.row, command.reason or "")
    before = at.row.digest if at.row else None
    row = await _save(work, at, found)
    await work.audit(
        "computePeriod",
        f"period/{row.id}",
        {"digest": before} if before else None,
        {"digest": row.digest},
        reason=command.reason,
    )
    return row.id


async def ready(work: Work, command: ComputePeriod) -> Ready | Refusal:
    """Look whether the period may be computed."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    row = await periods.find(work.session, work.actor.division, period)
    newest = await schemes.in_force(work.session, work.actor.division, period.year)
    scheme = schemes.state_of(newest) if newest else None
    breaches = list(
        may_compute(
            period,
            periods.state_of(row) if row else None,
            scheme,
            work.today,
            discard_corrections=command.discard_corrections,
            reason=command.reason,
        )
    )
    if scheme is not None and not assesses(scheme, period):
        message = f"{period.year} 年考核细则未规定年度指标，不能计算年度考核；请先在细则中补充年度指标"
        breaches.append(Breach("YEAR_NOT_IN_SCHEME", message, Article(20), "quarter"))
    lost = stale(row.version if row else 0, command.expected_version)
    if breaches or lost:
        return Refusal((*([lost] if lost else []), *breaches))
    assert newest is not None
    assert scheme is not None
    return Ready(period, row, newest.id, scheme)


async def computed(work: Work, period: Period, scheme: Scheme, today: date) -> Computation:
    """Compute from what is on record now, and keep nothing."""
    return (await gather.whole(work, period, scheme, today)).computation


async def digest_now(work: Work, row: tables.Period, period: Period, scheme: tables.Scheme) -> str:
    """Return the digest that a computed period would have now; only what facts touched since is looked at."""
    found = await gather.afresh(work, row, period, scheme.id, schemes.state_of(scheme))
    return found.digests.period


async def _save(work: Work, at: Ready, found: gather.Computed) -> tables.Period:
    computation, row = found.computation, at.row
    if row is None:
        row = tables.Period(
            id=work.new_id(),
            division=work.actor.division,
            version=0,
            year=at.period.year,
            quarter=at.period.number,
            scheme_id=at.scheme_id,
            status=Status.COMPUTED,
            digest="",
            through=computation.through,
            idle=[],
            unplaced=[],
            computed_at=work.now,
        )
        work.session.add(row)
    row.version += 1
    row.scheme_id = at.scheme_id
    row.digest = found.digests.period
    row.through = computation.through
    row.idle = [str(unit) for group in computation.groups for unit in group.idle]
    row.unplaced = [str(fact) for fact in computation.unplaced]
    row.corrected = False
    row.computed_at = work.now
    await work.session.flush()
    await periods.discard_corrections(work, row.id)
    await grounds.keep(work.session, row, found.ground)
    whole = found.touched is None
    await results.replace(work, row, computation, found.bases, found.digests.units, whole=whole)
    await results.replace_entries(work.session, row, computation.entries, found.of_entries, found.touched)
    await results.note_elsewhere(work.session, row, found.touched)
    return row
