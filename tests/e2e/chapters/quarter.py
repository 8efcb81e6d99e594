"""Progress is reported and verified; the facts of all this are counted, and the quarter's scores published (A9, A18-A21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.law.parties import UnitCategory
from tests.e2e.story import AUTHORITY, Story, seen
from tests.harness.people import Person
from tests.harness.waiting import eventually

REPORT = "progressReport { id version status }"
QUARTER = "period { version digest status }"


async def tell(story: Story) -> None:
    await progress(story)
    await scheme(story, date(2027, 1, 15))
    await facts_known(story)
    await scored(story)


async def progress(story: Story) -> None:
    """The report of March is returned, corrected and verified."""
    owner = story.of("owner")
    said: dict[str, Any] = {"physicalPercent": "8", "physicalText": "场地平整完成"}
    month: dict[str, Any] = {"projectId": story.project["id"], "year": 2027, "month": 3}
    reported = {**month, **said, "doneInvestment": "7000"}
    report = (await story.done("reportProgress", REPORT, owner, date(2027, 3, 31), **reported))["progressReport"]

    async def step(mutation: str, who: Person, on: date, **given: Any) -> Any:
        done = await story.done(mutation, REPORT, who, on, **seen(report, "reportId"), **given)
        return done["progressReport"]

    report = await step("returnProgress", AUTHORITY, date(2027, 4, 1), reason="投资额与形象进度不符，请核对")
    report = await step("correctProgress", owner, date(2027, 4, 2), doneInvestment="6800", **said)
    report = await step("verifyProgress", AUTHORITY, date(2027, 4, 6))
    assert report["status"] == "VERIFIED"


async def scheme(story: Story, on: date) -> None:
    """Adopt the year's scheme: two indicators for every group of units."""
    indicators = [
        {"code": "FACTOR", "name": "要素保障", "measure": "FACTOR_GUARANTEE", "formula": "RATIO", "weight": "60"},
        {"code": "NODES", "name": "节点任务", "measure": "NODE_TASKS", "formula": "RATIO", "weight": "40"},
    ]
    given: dict[str, Any] = {
        "expectedVersion": 0,
        "year": 2027,
        "title": "2027年度考核细则",
        "groups": [{"group": g, "indicators": indicators, "smallGroup": "LAST_ONLY"} for g in UnitCategory],
        "ties": "EXCLUDE_TIED",
        "idle": "SHARE_OUT",
        "yellowMeans": "预警",
        "redMeans": "严重预警",
        "approver": "分管领导甲",
        "document": "示例考核办〔2027〕1号",
    }
    await story.done("adoptScheme", "scheme { id version }", AUTHORITY, on, **given)


async def facts_known(story: Story) -> None:
    """Wait until the assessment has heard the last thing that happened to the project: all before it are told first."""
    query = "query($p: UUID!) { facts(filter: { projectId: $p, kind: PROGRESS_VERIFIED }) { totalCount } }"

    async def known() -> bool:
        found = await story.live(query, {"p": story.project["id"]}, as_=AUTHORITY)
        return int(found["facts"]["totalCount"]) > 0

    await eventually(known)


async def scored(story: Story) -> None:
    """Compute the quarter twice, with the same result, announce it, and publish it when its window is over."""
    quarter: dict[str, Any] = {"year": 2027, "quarter": 1}
    computed = date(2027, 4, 12)
    first = (await story.done("computePeriod", QUARTER, AUTHORITY, computed, **quarter))["period"]
    version = {"expectedVersion": first["version"]}
    again = (await story.done("computePeriod", QUARTER, AUTHORITY, computed, **quarter, **version))["period"]
    assert again["digest"] == first["digest"]
    # the services tally what they told by the clock, and the story's days lie ahead
    version = {"expectedVersion": again["version"], "acceptIncomplete": "按业务日期重放，已人工核对"}
    announced = (await story.done("announcePeriod", QUARTER, AUTHORITY, date(2027, 4, 13), **quarter, **version))[
        "period"
    ]
    version["expectedVersion"] = announced["version"]
    await story.done("publishPeriod", QUARTER, AUTHORITY, date(2027, 4, 21), **quarter, **version)
