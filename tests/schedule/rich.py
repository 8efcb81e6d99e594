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
from tests.schedule.dispatch.rich import rich_dispatch
from tests.schedule.leading_rich import with_map
from tests.schedule.ledger.rich import rich_ledger
from tests.schedule.life import opened
from tests.schedule.listing_rich import with_lists
from tests.schedule.specialist_rich import with_specialist
from tests.schedule.todo_rich import with_todo
from tests.schedule.what_if_rich import with_what_if


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
    await gone.plan(
        gone.node("A", 5, constraint="START_NO_EARLIER_THAN", constraintOn="2027-02-01"),
        gone.node("M", 0, dependencies=[{"predecessor": "A", "kind": "FINISH_TO_FINISH", "lag": 3}]),
    )
    await tell(gone, "removed", 9, reason="用地 100%_未落实")
    other = await opened(api, projectName=ODD, townId=None, industryAuthorityId=None)
    issues = await rich_ledger(life, planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"])
    of_lists, list_entities = await with_lists(api, life)
    of_dispatch = await rich_dispatch(life)
    of_specialist = await with_specialist(life)
    of_map = await with_map(life)
    of_what_if = await with_what_if(life)
    await with_todo(life)
    nodes = [row.id for row in await api.rows(select(tables.Node.id).order_by(tables.Node.id))]
    reports = [row.id for row in await api.rows(select(tables.ProgressReport.id).order_by(tables.ProgressReport.id))]
    stranger, specialist = person(Role.OWNER, unit=new_id()), person(Role.SPECIALIST)
    return await ground(
        api,
        entities={
            "Project": [life.project, gone.project, other.project, new_id()],
            "ScheduleNode": [*nodes, new_id()],
            "ProgressReport": [*reports, new_id()],
            "Issue": [*issues, new_id()],
        }
        | list_entities,
        people=[life.authority, life.owner, life.land, stranger, specialist],
        on=date(2027, 2, 1),
        arguments={
            "Query.node": f'id: "{nodes[0]}"',
            "Query.issue": f'id: "{issues[0]}"',
            "Query.issueStatistics": 'fromOn: "2027-01-01", untilOn: "2027-12-31"',
        }
        | of_lists
        | of_dispatch
        | of_map
        | of_specialist
        | of_what_if,
    )
