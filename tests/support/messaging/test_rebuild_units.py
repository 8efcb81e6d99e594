"""The copy of units is rebuilt: in the end the open requests of merged units are their survivors'."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.store import tables
from tests.harness.people import person
from tests.support.world import District, ok

REGISTERED, CHANGED = (f"zhongdian.reserve.organization.{verb}.v1" for verb in ("registered", "changed"))
STEPS = "/operations/copies/organizations/rebuild"


def envelope(type_: str, unit: UUID, roles: list[Role], **changes: Any) -> dict[str, Any]:
    facts = {"organizationId": str(unit), "name": "示例单位", "roles": list(roles), "version": 1, "division": "430211"}
    return {
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": type_,
        "subject": str(unit),
        "time": datetime(2026, 1, 5, tzinfo=UTC).isoformat(),
        "division": "430211",
        "data": facts | changes,
    }


async def test_open_requests_follow_the_rebuilt_copy_of_the_units(api):
    district, keep = District(api), new_id()
    registered = [
        envelope(REGISTERED, district.bureau, [Role.LAND]),
        envelope(REGISTERED, district.owner_unit, [Role.OWNER]),
        envelope(REGISTERED, keep, [Role.LAND]),
    ]
    await api.deliver(*registered)
    await api.consume("zhongdian.reserve.project.registered.v1", district.project_event())
    ok(await district.submit())
    merged = envelope(CHANGED, district.bureau, [Role.LAND], version=2, active=False, mergedInto=str(keep))
    await api.deliver(merged)

    async def step(path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
        answer = await api.http.post(f"{STEPS}{path}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def bureaus() -> list[Any]:
        return [row.bureau_id for row in await api.rows(select(tables.Request.bureau_id))]

    assert await bureaus() == [keep]
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.Request).values(bureau_id=district.bureau))
        await session.execute(update(tables.Organization).values(merged_into=None, active=True))
        await session.commit()
    await step("", {"reason": "副本有误，重建"})
    await step("/events", {"after": 0, "last": 4, "events": [*registered, merged]})
    assert await bureaus() == [district.bureau]
    assert (await step("/finish", {}))["done"]
    assert await bureaus() == [keep]
