"""Compute a quarter of the actor's division, or compute its draft again (A19)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from services.assessment.domain.quarter import Quarter, read_quarter
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.score.compute import compute
from services.assessment.domain.score.model import Computation
from services.assessment.domain.score.record import Status, may_compute
from services.assessment.store import copies, facts, quarters, schemes, tables
from services.chassis.digest import canonical, sha256
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ComputeQuarter:
    """Which quarter, the version of its draft that the actor saw (0: none), and whether its corrections may be lost."""

    year: int
    quarter: int
    expected_version: int
    discard_corrections: bool


async def compute_quarter(work: Work, command: ComputeQuarter) -> UUID | Refusal:
    """Compute all groups from the facts at hand, and put the results in place of an earlier draft's."""
    quarter = read_quarter(command.year, command.quarter)
    if isinstance(quarter, Refusal):
        return quarter
    await quarters.hold(work)
    row = await quarters.find(work.session, work.actor.division, quarter)
    newest = await schemes.latest(work.session, work.actor.division, quarter.year)
    scheme = schemes.state_of(newest) if newest else None
    recorded = quarters.state_of(row) if row else None
    breaches = may_compute(quarter, recorded, scheme, work.today, discard_corrections=command.discard_corrections)
    lost = stale(row.version if row else 0, command.expected_version)
    if breaches or lost:
        return Refusal((*([lost] if lost else []), *breaches))
    assert newest is not None
    assert scheme is not None
    computation = await computed(work, quarter, scheme, work.today)
    before = row.digest if row else None
    row = await _save(work, row, newest.id, computation)
    await work.audit(
        "computeQuarter",
        f"quarter/{row.id}",
        {"digest": before} if before else None,
        {"digest": row.digest},
    )
    return row.id


async def computed(work: Work, quarter: Quarter, scheme: Scheme, today: date) -> Computation:
    """Compute from what is on record now. Facts never change; those of a merged unit count for the one that stands for it."""
    division = work.actor.division
    survivors = await copies.survivors(work.session, division)
    found = await facts.of_quarter(work.session, division, quarter)
    known = [replace(f, unit_id=survivors.get(f.unit_id, f.unit_id)) for f in found]
    return compute(division, quarter, scheme, await copies.units(work.session, division), known, today)


def digest_of(computation: Computation) -> str:
    """Digest a computation with its scheme: the same for the same facts, units and scheme, in any process."""
    return sha256(canonical(asdict(computation)))


async def _save(work: Work, row: tables.Quarter | None, scheme_id: UUID, computation: Computation) -> tables.Quarter:
    if row is None:
        row = tables.Quarter(
            id=work.new_id(),
            division=work.actor.division,
            version=0,
            year=computation.quarter.year,
            quarter=computation.quarter.number,
            scheme_id=scheme_id,
            status=Status.COMPUTED,
            digest="",
            through=computation.through,
            idle=[],
            unplaced=[],
            computed_at=work.now,
        )
        work.session.add(row)
    row.version += 1
    row.scheme_id = scheme_id
    row.digest = digest_of(computation)
    row.through = computation.through
    row.idle = [str(unit) for group in computation.groups for unit in group.idle]
    row.unplaced = [str(fact) for fact in computation.unplaced]
    row.corrected = False
    row.computed_at = work.now
    await work.session.flush()
    await quarters.discard_corrections(work, row.id)
    await quarters.replace_results(work, row, computation)
    return row
