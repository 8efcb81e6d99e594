"""The services tell how many events there are, so that a period is complete; by what was heard of a district so far."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from services.assessment.store import tables
from services.chassis.clock import new_id, system_now
from services.chassis.database import ALL_DIVISIONS
from services.chassis.tallies import identity_at

if TYPE_CHECKING:
    from tests.assessment.district import District

TALLYING = ("reserve", "schedule", "support")


def tally(service: str, through: date, counts: dict[str, dict[str, int]], **its: Any) -> dict[str, Any]:
    """A tally of a service: so many events of each division and type are older than now."""
    boundary = its.get("boundary") or identity_at(system_now() + timedelta(milliseconds=5))
    data = {
        "through": datetime.combine(through, time(1), UTC).isoformat(),
        "boundary": str(boundary),
        "counts": counts,
        "division": ALL_DIVISIONS,
    }
    return {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": f"/zhongdian/{service}",
        "type": f"zhongdian.{service}.events.tallied.v1",
        "subject": ALL_DIVISIONS,
        "time": data["through"],
        "division": ALL_DIVISIONS,
        "data": data,
    }


async def heard(district: District) -> dict[str, int]:
    """How many events of each type were heard of the district."""
    row = tables.HeardEvent
    query = select(row.type, func.count()).where(row.division == district.division).group_by(row.type)
    return {found[0]: found[1] for found in await district.api.rows(query)}


async def complete(district: District, through: date) -> None:
    """Every service tells, on a day, of exactly what was heard of it."""
    known = await heard(district)
    for service in TALLYING:
        its = {type_: number for type_, number in known.items() if type_.split(".")[1] == service}
        await district.api.deliver(tally(service, through, {district.division: its}))
