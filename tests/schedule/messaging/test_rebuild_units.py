"""The copy of units is rebuilt: in the end the open nodes of merged units are their survivors'."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.life import Life, organization

REGISTERED, CHANGED = (f"zhongdian.reserve.organization.{verb}.v1" for verb in ("registered", "changed"))
STEPS = "/operations/copies/organizations/rebuild"


def envelope(type_: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": type_,
        "subject": data["organizationId"],
        "time": datetime(2027, 1, 5, tzinfo=UTC).isoformat(),
        "division": data["division"],
        "data": data,
    }


async def test_open_nodes_follow_the_rebuilt_copy_of_the_units(api):
    life, keep = Life(api), new_id()
    registered = [envelope(REGISTERED, organization(unit)) for unit in (life.land_unit, keep)]
    await api.deliver(*registered)
    await life.issue()
    assert (await life.plan(life.node("A", 10)))["userErrors"] == []
    gone = organization(life.land_unit, version=2, active=False, mergedInto=str(keep))
    merged = envelope(CHANGED, gone)
    await api.deliver(merged)

    async def step(path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
        answer = await api.http.post(f"{STEPS}{path}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def responsible() -> list[Any]:
        return [row.responsible_unit_id for row in await api.rows(select(tables.Node.responsible_unit_id))]

    assert await responsible() == [keep]
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.Node).values(responsible_unit_id=life.land_unit))
        await session.execute(update(tables.Organization).values(merged_into=None, active=True))
        await session.commit()
    await step("", {"reason": "副本有误，重建"})
    await step("/events", {"after": 0, "last": 3, "events": [*registered, merged]})
    assert await responsible() == [life.land_unit]
    assert (await step("/finish", {}))["done"]
    assert await responsible() == [keep]
