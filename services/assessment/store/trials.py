"""Saves what schemes would have given, and comparisons of two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from services.assessment.domain.scheme.trial import Compared, WouldBe
from services.assessment.domain.score.model import Computation, IndicatorScore
from services.assessment.store import tables
from services.chassis.visibility import visible_select
from services.chassis.work import Work

Columns = dict[str, Any]
BATCH = 1_000  # rows of one insert: far below the driver's limit of parameters


async def keep(
    work: Work, scheme: tables.Scheme, computation: Computation, digest: str, found: Sequence[WouldBe]
) -> tables.SchemeTrial:
    """Keep a trial with all its results."""
    row = tables.SchemeTrial(
        id=work.new_id(),
        division=work.actor.division,
        scheme_id=scheme.id,
        revision=scheme.revision,
        year=computation.period.year,
        quarter=computation.period.number,
        digest=digest,
        through=computation.through,
        ranked=len(found),
        idle=[str(unit) for group in computation.groups for unit in group.idle],
        unplaced=[str(fact) for fact in computation.unplaced],
        at=work.now,
        by=work.actor.subject,
        by_name=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await _insert(work, tables.TrialResult, [_result(row, at, one) for at, one in enumerate(found)])
    return row


async def keep_comparison(
    work: Work, first: tables.SchemeTrial, second: tables.SchemeTrial, found: Sequence[Compared]
) -> tables.SchemeComparison:
    """Keep two trials side by side."""
    row = tables.SchemeComparison(
        id=work.new_id(),
        division=work.actor.division,
        year=first.year,
        quarter=first.quarter,
        first_id=first.id,
        second_id=second.id,
        units=len(found),
        changed=sum(one.changed for one in found),
        at=work.now,
        by=work.actor.subject,
        by_name=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await _insert(work, tables.ComparedUnit, [_compared(row, at, one) for at, one in enumerate(found)])
    return row


async def lock(work: Work, id: UUID) -> tables.SchemeTrial | None:
    """Return a trial of the actor's division that the actor may see, for a change."""
    row = tables.SchemeTrial
    found: tables.SchemeTrial | None = await work.session.scalar(
        visible_select(row, work.actor).where(row.id == id, row.division == work.actor.division).with_for_update(of=row)
    )
    return found


async def _insert(work: Work, table: Any, rows: list[Columns]) -> None:
    for at in range(0, len(rows), BATCH):
        await work.session.execute(insert(table), rows[at : at + BATCH])


def _result(row: tables.SchemeTrial, position: int, one: WouldBe) -> Columns:
    return {
        "trial_id": row.id,
        "unit_id": one.unit.unit_id,
        "division": row.division,
        "position": position,
        "group": one.group,
        "score": one.unit.score,
        "rank": one.unit.rank,
        "last": one.unit.last,
        "colour": one.colour,
        "words": one.unit.words,
        "indicators": [_indicator(i) for i in one.unit.indicators],
    }


def _indicator(i: IndicatorScore) -> Columns:
    return {
        "code": i.code,
        "name": i.name,
        "measure": i.measure.value,
        "formula": i.formula.value,
        "weight": None if i.weight is None else str(i.weight),
        "value": None if i.value is None else str(i.value),
        "points": str(i.points),
        "words": i.words,
    }


def _compared(row: tables.SchemeComparison, position: int, one: Compared) -> Columns:
    sides = {
        f"{side}_{name}": value
        for side, found in (("first", one.first), ("second", one.second))
        for name, value in (
            ("score", found and found.unit.score),
            ("rank", found and found.unit.rank),
            ("colour", found and found.colour),
        )
    }
    return sides | {
        "comparison_id": row.id,
        "position": position,
        "division": row.division,
        "unit_id": one.unit_id,
        "group": one.group,
        "changed": one.changed,
        "score_change": one.score_change,
        "rank_change": one.rank_change,
    }
