"""Keeps which events were heard and how many there are; counts what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.fact.completeness import SERVICES, OfService, OfType
from services.assessment.store import tables
from services.chassis.clock import local_day
from services.chassis.identity import Actor
from services.chassis.parking import SET_ASIDE
from services.chassis.visibility import visible_select

_heard, _tally, _told = tables.HeardEvent, tables.Tally, tables.TalliedType
# An event that is parked is of the division that its body names; what could not be read at all has no type of ours.
_PARKED = text(
    "select type, count(*) filter (where resolved_at is null) as parked, "
    "count(*) filter (where starts_with(resolution, :given_up)) as set_aside from parked "
    "where type = any(:types) and (resolved_at is null or starts_with(resolution, :given_up)) "
    "and convert_from(body, 'UTF8')::json ->> 'division' = :division and event_id::uuid < :boundary group by type"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many events of each division and type have identities below the boundary."""

    service: str
    through: datetime
    boundary: UUID
    counts: Mapping[str, Mapping[str, int]]


async def hear(session: AsyncSession, event_id: UUID, division: str, type_: str) -> None:
    """Keep that an event was applied."""
    row = {"event_id": event_id, "division": division, "type": type_}
    await session.execute(insert(_heard).values(row).on_conflict_do_nothing())


async def keep(session: AsyncSession, told: Counts, listened_to: Iterable[str]) -> None:
    """Keep a service's newest tally, as far as it is about events that are listened to; an older one changes nothing."""
    row = {"service": told.service, "through": told.through, "boundary": told.boundary}
    newer = insert(_tally).values(row)
    newer = newer.on_conflict_do_update(
        index_elements=[_tally.service], set_=row, where=_tally.boundary < told.boundary
    )
    if await session.scalar(newer.returning(_tally.service)) is None:
        return
    await session.execute(delete(_told).where(_told.service == told.service))
    wanted = set(listened_to)
    rows = [
        {"service": told.service, "division": division, "type": type_, "number": number}
        for division, of_types in told.counts.items()
        for type_, number in of_types.items()
        if type_ in wanted
    ]
    if rows:
        await session.execute(insert(_told), rows)


async def of_division(session: AsyncSession, actor: Actor) -> tuple[OfService, ...]:
    """Compare what each service has told of with what is here, for the actor's division, as far as the actor may see it."""
    tallies = {row.service: row for row in (await session.scalars(visible_select(_tally, actor))).all()}
    return tuple([await _of_service(session, actor, service, tallies.get(service)) for service in SERVICES])


async def _of_service(session: AsyncSession, actor: Actor, service: str, tally: tables.Tally | None) -> OfService:
    if tally is None:
        return OfService(service, None, None, ())
    division = actor.division
    told = visible_select(_told, actor).where(_told.division == division, _told.service == service)
    numbers = {row.type: row.number for row in (await session.scalars(told)).all()}
    its = and_(_heard.division == division, _heard.type.in_(sorted(numbers)), _heard.event_id < tally.boundary)
    counted = visible_select(_heard, actor).where(its).with_only_columns(_heard.type, func.count())
    here = await session.execute(counted.group_by(_heard.type))
    applied = {row[0]: row[1] for row in here.all()}
    asked = {"types": sorted(numbers), "division": division, "boundary": tally.boundary, "given_up": SET_ASIDE}
    stuck = {row.type: row for row in (await session.execute(_PARKED, asked)).all()}
    types = tuple(
        OfType(
            type_,
            told=number,
            applied=applied.get(type_, 0),
            parked=stuck[type_].parked if type_ in stuck else 0,
            set_aside=stuck[type_].set_aside if type_ in stuck else 0,
        )
        for type_, number in sorted(numbers.items())
    )
    return OfService(service, tally.through, local_day(tally.through), types)
