"""Compute a period from what is on record: whole, or only what facts touched since it was last computed (A19)."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.score.compute import Bases, assess, bases_of, with_quarters
from services.assessment.domain.score.entry import Entries
from services.assessment.domain.score.items import Gathered, gather, ordered
from services.assessment.domain.score.model import Computation
from services.assessment.store import fact_reading, grounds, results, tables
from services.assessment.store.contents import Row
from services.assessment.store.grounds import Ground
from services.assessment.usecases.period.digest import Digests, OfEntries, digests_of, of_entries
from services.chassis.work import Work

MOST_IN_PART = 5_000  # projects touched; where more were, all is computed anew


@dataclass(frozen=True, slots=True)
class Computed:
    """A computation with all that is to be kept of it.

    touched: the units whose entries it has; None when it has those of all units.
    """

    computation: Computation
    ground: Ground
    bases: Bases
    of_entries: OfEntries
    digests: Digests
    touched: frozenset[UUID] | None


async def whole(work: Work, period: Period, scheme: Scheme, today: date) -> Computed:
    """Compute from what is on record now."""
    return await on_ground(work, period, scheme, await grounds.now(work.session, work.actor.division, period, today))


async def on_ground(work: Work, period: Period, scheme: Scheme, ground: Ground) -> Computed:
    """Compute from what was on record when the ground was taken: the same at any later time."""
    decided = await fact_reading.decisions(work.session, work.actor.division, ground)
    entries = with_quarters(await _gathered(work, period, ground, decided), ground.earlier, period)
    return await asyncio.to_thread(_whole, work.actor.division, period, scheme, ground, entries)


def _whole(division: str, period: Period, scheme: Scheme, ground: Ground, entries: Entries) -> Computed:
    with _uncollected():
        bases = bases_of(scheme, period, ground.units, entries)
        found = of_entries(entries)
    computation = assess(division, period, scheme, ground.units, entries, bases, ground.today)
    return Computed(computation, ground, bases, found, digests_of(computation, found), None)


async def afresh(work: Work, row: tables.Period, period: Period, scheme_id: UUID, scheme: Scheme) -> Computed:
    """Compute a period again. Where only facts came since, only what they touched is looked at: the outcome is the same."""
    division, session = work.actor.division, work.session
    ground = await grounds.now(session, division, period, work.today)
    before = await grounds.kept(session, row.id) if row.scheme_id == scheme_id else None
    if before is None or not before.alike(ground, period):
        return await on_ground(work, period, scheme, ground)
    keys = await fact_reading.touched(session, division, before, ground)
    if len(keys) > MOST_IN_PART:
        return await on_ground(work, period, scheme, ground)
    return await _in_part(work, row, period, scheme, ground, keys)


async def _in_part(
    work: Work, row: tables.Period, period: Period, scheme: Scheme, ground: Ground, keys: Collection[UUID]
) -> Computed:
    division, session = work.actor.division, work.session
    decided = await fact_reading.decisions(session, division, ground)
    known = await fact_reading.of_keys(session, division, keys)
    new = await _gathered(work, period, ground, decided, keys)
    named = {ground.merged.get(unit, unit) for unit in known.values()}
    touched = frozenset(named | new.keys() | await results.units_elsewhere(session, row.id, known))
    entries = _mended(await results.entries(session, row.id, touched), known, new)
    before = _Before(
        await results.bases(session, row.id, touched),
        await results.entry_digests(session, row.id, touched),
        [UUID(fact) for fact in row.unplaced if UUID(fact) not in known],
    )
    return await asyncio.to_thread(_again, division, period, scheme, ground, entries, touched, before)


@dataclass(frozen=True, slots=True)
class _Before:
    """What an earlier computation found of the units that no fact touched since, and what still counts nowhere."""

    bases: Bases
    of_entries: OfEntries
    unplaced: list[UUID]


def _again(
    division: str,
    period: Period,
    scheme: Scheme,
    ground: Ground,
    entries: Entries,
    touched: frozenset[UUID],
    before: _Before,
) -> Computed:
    bases = {**before.bases, **bases_of(scheme, period, (u for u in ground.units if u.id in touched), entries)}
    found = {**before.of_entries, **of_entries(entries)}
    computation = assess(division, period, scheme, ground.units, entries, bases, ground.today, unplaced=before.unplaced)
    return Computed(computation, ground, bases, found, digests_of(computation, found), touched)


def _mended(before: Entries, known: Mapping[UUID, UUID], new: Entries) -> Entries:
    """Put the new entries in place of those that came of the same projects."""
    mended: Gathered = {}
    for entries, staying in ((before, lambda entry: entry.source not in known), (new, lambda _entry: True)):
        for unit, of_unit in entries.items():
            for measure, found in of_unit.items():
                kept = list(filter(staying, found))
                if kept:
                    mended.setdefault(unit, {}).setdefault(measure, []).extend(kept)
    return ordered(mended)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Facts and entries have no cycles: looking for them among millions takes most of the time, and finds nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


async def _gathered(
    work: Work, period: Period, ground: Ground, decided: list[Fact], keys: Collection[UUID] | None = None
) -> Entries:
    """Judge part after part, in a thread of its own so that others are answered meanwhile."""
    gathered: Gathered = {}
    reading = fact_reading.in_parts(work.session, work.actor.division, period, ground, keys)
    with _uncollected():
        async with aclosing(reading) as parts:
            async for part in parts:
                await asyncio.to_thread(_judge, part, decided, period, ground, gathered)
        return await asyncio.to_thread(ordered, gathered)


def _judge(part: list[Row], decided: list[Fact], period: Period, ground: Ground, gathered: Gathered) -> None:
    gather([*fact_reading.states_of(part, ground), *decided], period, ground.today, gathered)
