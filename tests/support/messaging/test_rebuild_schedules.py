"""The copy of which schedules have ended is rebuilt, and decides again what is asked for their nodes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.store import tables
from tests.harness.api import Api
from tests.harness.people import person
from tests.support.world import DAY, District, codes, ok

ENDED, RESUMED = (f"zhongdian.schedule.schedule.{verb}.v1" for verb in ("ended", "resumed"))
REBUILD = "/operations/copies/schedules/rebuild"


async def test_the_copy_is_rebuilt_from_what_was_told(api):
    district = await District(api).told()
    told = [_envelope(ENDED, district.ended_event()), _envelope(RESUMED, district.resumed_event())]
    told.append(_envelope(ENDED, district.ended_event(3)))
    await api.deliver(*told)
    kept = select(tables.Schedule.version, tables.Schedule.ended_on)
    assert await api.rows(kept) == [(3, DAY)]
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.Schedule).values(version=9, ended_on=None, document_number=None))
        await session.commit()
    assert ok(await district.submit())["state"] == "SUBMITTED"
    await _step(api, "", {"reason": "副本有误，重建"})
    await _step(api, "/events", {"after": 0, "last": 3, "events": told})
    assert (await _step(api, "/finish", {}))["done"]
    assert await api.rows(kept) == [(3, DAY)]
    assert codes(await district.submit()) == {"SCHEDULE_ENDED": "第十一条"}


def _envelope(type_: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "source": "/zhongdian/schedule",
        "type": type_,
        "subject": facts["projectId"],
        "time": datetime(2026, 3, 2, tzinfo=UTC).isoformat(),
        "division": facts["division"],
        "data": facts,
    }


async def _step(api: Api, path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
    answer = await api.http.post(f"{REBUILD}{path}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
