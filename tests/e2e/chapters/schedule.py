"""The issued plan opens the schedule; the year's money goes by month, and the nodes backwards from the target (A8, A9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.e2e.chapters.plan import NUMBER
from tests.e2e.story import AUTHORITY, Story, input_of
from tests.harness.waiting import eventually

TASK = "annualTask { version annualInvestment months }"
NODE_PLAN = """nodePlan {
  version targetOn criticalPath
  nodes { edges { node { code startOn dueOn critical node { id version state waiting } } } }
}"""
BACKWARDS = "scheduleBackwards"


async def tell(story: Story) -> None:
    opened = await schedule_opened(story)
    assert opened["planItems"][0]["documentNumber"] == NUMBER
    await annual_task(story, date(2027, 1, 5))
    await reverse_schedule(story, date(2027, 1, 6))
    await land_is_waited_for(story, date(2027, 2, 1))


async def schedule_opened(story: Story) -> dict[str, Any]:
    """Wait until the schedule has opened by event; ask through the federated graph."""
    query = "query($id: UUID!) { project(id: $id) { schedule { year planItems { documentNumber annualInvestment } } } }"

    async def opened() -> Any:
        return (await story.live(query, {"id": story.project["id"]}, as_=AUTHORITY))["project"]["schedule"]

    found: dict[str, Any] = await eventually(opened)
    return found


async def annual_task(story: Story, on: date) -> None:
    """Spread 8 亿元 over the months: the sum must be exact."""
    year: dict[str, Any] = {"projectId": story.project["id"], "year": 2027}
    refused = await story.refused("setAnnualTask", TASK, AUTHORITY, on, **year, months=["6666.6667"] * 12)
    assert refused == {"MONTHS_DO_NOT_SUM": "第八条"}
    months = ["6666"] * 11 + ["6674"]
    done = await story.done("setAnnualTask", TASK, AUTHORITY, on, **year, months=months)
    assert sum(map(Decimal, done["annualTask"]["months"])) == 80000


async def reverse_schedule(story: Story, on: date) -> None:
    """Schedule backwards from a date that cannot be kept, which names the first late node, and from one that can."""
    given: dict[str, Any] = {"projectId": story.project["id"], "nodes": network(story)}
    call = (BACKWARDS, input_of(BACKWARDS), NODE_PLAN, AUTHORITY, on)
    done = await story.live.do(*call, **given, targetOn="2027-03-31")
    assert [e["code"] for e in done["userErrors"]] == ["TARGET_IMPOSSIBLE"]
    assert "“LAND”" in done["userErrors"][0]["message"]

    plan = (await story.done(BACKWARDS, NODE_PLAN, AUTHORITY, on, **given, targetOn="2027-12-31"))["nodePlan"]
    story.nodes = {e["node"]["code"]: e["node"] for e in plan["nodes"]["edges"]}
    assert plan["criticalPath"] == ["LAND", "PERMIT", "BUILD"]
    assert story.nodes["BUILD"]["dueOn"] == "2027-12-31"
    assert story.nodes["LAND"]["node"]["waiting"] is True


async def land_is_waited_for(story: Story, on: date) -> None:
    """A node that waits for land cannot be completed before."""
    node = story.nodes["LAND"]["node"]
    document = {"proves": "用地手续文件", "title": "批复", "datedOn": on.isoformat()}
    given = {"nodeId": node["id"], "expectedVersion": node["version"], "documents": [document]}
    assert "WAITING_FOR_FACTOR" in await story.refused("completeNode", "node { id }", story.of("land"), on, **given)


def network(story: Story) -> list[dict[str, Any]]:
    """Three nodes in a row; the land permit waits for the land quota."""

    def node(code: str, name: str, unit: str, days: int, *after: str, **more: Any) -> dict[str, Any]:
        return {
            "code": code,
            "name": name,
            "keyLink": f"{name}办结",
            "responsibleUnitId": str(story.units[unit]),
            "responsiblePerson": "测试员",
            "duration": days,
            "dependencies": [{"predecessor": p} for p in after],
            "requiredEvidence": [f"{name}文件"],
        } | more

    return [
        node("LAND", "用地手续", "land", 20, waitsFor="LAND_QUOTA"),
        node("PERMIT", "施工许可", "service", 20, "LAND"),
        node("BUILD", "主体施工", "owner", 120, "PERMIT"),
    ]
