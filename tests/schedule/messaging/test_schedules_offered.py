"""第十一条：what others may compare their copy of ended schedules with is what they were told, of those alone that ever ended."""

from __future__ import annotations

from datetime import date

from services.schedule.app import SERVICE
from tests.harness.api import Api
from tests.schedule.adjusting import tell
from tests.schedule.life import Life, opened


async def offered(api: Api, life: Life) -> list[tuple[int, date | None, str | None]]:
    rows = await api.rows(SERVICE.replicas["schedules"])
    return [tuple(rest) for project, _division, *rest in rows if project == life.project]


async def test_a_schedule_is_offered_from_its_first_end_on_with_the_version_that_was_told(api):
    life, untouched = await opened(api), await opened(api)
    assert await offered(api, life) == []
    await tell(life, "removed", 9)
    (ended,) = [e["data"] for e in await api.events("zhongdian.schedule.schedule.ended.v1")]
    told = (ended["version"], date.fromisoformat(ended["endedOn"]), ended["documentNumber"])
    assert await offered(api, life) == [told]
    await tell(life, "issued", 12)
    (resumed,) = [e["data"] for e in await api.events("zhongdian.schedule.schedule.resumed.v1")]
    assert await offered(api, life) == [(resumed["version"], None, None)]
    assert await offered(api, untouched) == []
