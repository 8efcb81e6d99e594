"""A schedule with much in it, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.api import Api
from tests.harness.differential import ODD, Ground, ground
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.life import opened


async def rich(api: Api) -> Ground:
    """Make one project with plan, task and report, and one with a strange name and without most units."""
    life = await opened(api)
    await life.set_task()
    planned = await life.plan()
    done = await life.complete(planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"])
    assert done["userErrors"] == [], done["userErrors"]
    await life.report()
    await tell(life, "revalued", 5)
    gone = await opened(api)
    await gone.set_task()
    await gone.plan()
    await tell(gone, "removed", 9, reason="用地 100%_未落实")
    other = await opened(api, projectName=ODD, townId=None, industryAuthorityId=None)
    nodes = [row.id for row in await api.rows(select(tables.Node.id).order_by(tables.Node.id))]
    stranger, specialist = person(Role.OWNER, unit=new_id()), person(Role.SPECIALIST)
    return await ground(
        api,
        entities={"Project": [life.project, gone.project, other.project, new_id()], "ScheduleNode": [*nodes, new_id()]},
        people=[life.authority, life.owner, life.land, stranger, specialist],
        on=date(2027, 2, 1),
        arguments={"Query.node": f'id: "{nodes[0]}"'},
    )
