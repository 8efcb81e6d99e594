"""Compute a published period again from what it was computed from, and keep whether it is the same (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.period import Period, read_period
from services.assessment.domain.score.record import Status
from services.assessment.store import grounds, periods, schemes, tables
from services.assessment.store.grounds import Ground
from services.assessment.usecases.period.gather import on_ground
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal

_A19 = Article(19)


@dataclass(frozen=True, slots=True)
class VerifyPeriod:
    """Which period; no quarter means the whole year."""

    year: int
    quarter: int | None


@dataclass(frozen=True, slots=True)
class Verifiable:
    """A published period with what it was computed from."""

    period: Period
    row: tables.Period
    ground: Ground


async def verify_period(work: Work, command: VerifyPeriod) -> UUID | Refusal:
    """Take the scheme, the units and the facts as they were then, compute, and compare the digests.

    Corrections by hand are not among what is computed: each is on record with its own reason.
    """
    at = await verifiable(work, command)
    if isinstance(at, Refusal):
        return at
    row = at.row
    scheme = schemes.state_of(await work.session.get_one(tables.Scheme, row.scheme_id))
    again = (await on_ground(work, at.period, scheme, at.ground)).digests.period
    done = tables.PeriodVerification(
        id=work.new_id(),
        division=row.division,
        period_id=row.id,
        kept=row.digest,
        again=again,
        same=again == row.digest,
        at=work.now,
        verified_by=work.actor.subject,
        verified_by_name=work.actor.name,
    )
    work.session.add(done)
    await work.session.flush()
    await work.audit("verifyPeriod", f"period/{row.id}", {"digest": row.digest}, {"digest": again})
    return done.id


async def verifiable(work: Work, command: VerifyPeriod) -> Verifiable | Refusal:
    """Look whether the period may be verified."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    row = await periods.find(work.session, work.actor.division, period)
    if row is None or row.status is not Status.PUBLISHED:
        return Refusal.of(Breach("NOT_PUBLISHED", f"{period}考核结果尚未发布，发布后才能核验", _A19, "quarter"))
    ground = await grounds.kept(work.session, row.id)
    if ground is None:
        message = f"{period}考核是在平台保存计算依据之前计算的，没有可供核验的依据"
        return Refusal.of(Breach("GROUND_MISSING", message, _A19, "quarter"))
    return Verifiable(period, row, ground)
