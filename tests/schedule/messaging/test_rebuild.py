"""The copy of projects is rebuilt: nobody sees a former owner meanwhile, and in the end the schedules follow the copy."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.life import opened
from tests.schedule.messaging.test_consumers import project

REGISTERED, CHANGED = "zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1"
STEPS = "/operations/copies/projects/rebuild"


def envelope(type_: str, data: dict) -> dict:
    return {
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": type_,
        "subject": data["projectId"],
        "time": datetime(2027, 1, 5, tzinfo=UTC).isoformat(),
        "division": data["division"],
        "data": data,
    }


async def test_schedules_follow_a_rebuilt_copy_and_never_the_past_of_their_projects(api):
    life = await opened(api)
    former, owner, wrong = new_id(), new_id(), new_id()
    registered = envelope(REGISTERED, project(life, 1, ownerId=str(former)))
    changed = envelope(CHANGED, project(life, 2, ownerId=str(owner)))
    await api.deliver(registered, changed)

    async def owners() -> list:
        kept = select(tables.Project.owner_id).where(tables.Project.id == life.project)
        followed = select(tables.Schedule.owner_id).where(tables.Schedule.project_id == life.project)
        return [row.owner_id for query in (kept, followed) for row in await api.rows(query)]

    async def step(path: str, body: dict) -> dict:
        headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
        answer = await api.http.post(f"{STEPS}{path}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async with api.database.session(ALL_DIVISIONS) as session:
        for table in (tables.Project, tables.Schedule):
            await session.execute(update(table).values(owner_id=wrong))
        await session.commit()
    told = len(await api.events())
    assert (await step("", {"reason": "副本有误，重建"}))["types"] == [REGISTERED, CHANGED]
    await step("/events", {"after": 0, "last": 1, "events": [registered]})
    assert await owners() == [wrong, wrong]
    await step("/events", {"after": 1, "last": 2, "events": [changed]})
    assert await owners() == [wrong, wrong]
    assert await step("/finish", {}) == {"done": True, "removed": 1, "written": 1, "events": 2}
    assert await owners() == [owner, owner]
    assert len(await api.events()) == told
