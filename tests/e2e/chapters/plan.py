"""The annual plan: draft, four opinions, deliberation in order, issued with a document number (A3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.e2e.story import AUTHORITY, Story, seen
from tests.harness.people import Person

PLAN = "plan { id version status documentNumber total { annualInvestment } }"
OPINIONS = {"INDUSTRY_AUTHORITY": "industry", "FINANCE": "finance", "LAND": "land", "FINANCIAL_SERVICES": "funds"}
BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")
NUMBER = "株高管发〔2027〕3号"


async def tell(story: Story) -> None:
    drafted, item = date(2026, 12, 1), {"projectId": story.project["id"], "kind": "NEW_START"}
    await step(story, "draftPlan", drafted, year=2027)
    await step(story, "addPlanItem", drafted, **item, annualInvestment="80000")

    *three, last = OPINIONS
    for body in three:
        await opinion(story, body, date(2026, 12, 3))
    assert await refused(story, "suggestPlan", date(2026, 12, 4)) == {"OPINION_MISSING": "第三条（四）"}
    await opinion(story, last, date(2026, 12, 4))
    await step(story, "suggestPlan", date(2026, 12, 7))

    meeting, held = date(2026, 12, 10), {"outcome": "PASSED", "heldOn": "2026-12-10", "meeting": "示例会议"}
    early = await refused(story, "recordDeliberation", meeting, body=BODIES[1], **held)
    assert early == {"DELIBERATION_OUT_OF_ORDER": "第三条（四）"}
    assert await refused(story, "issuePlan", meeting, documentNumber=NUMBER)
    for body in BODIES:
        await step(story, "recordDeliberation", meeting, body=body, **held)

    await step(story, "issuePlan", date(2027, 1, 4), documentNumber=NUMBER)
    assert story.plan["status"] == "ISSUED"
    assert Decimal(story.plan["total"]["annualInvestment"]) == 80000


async def opinion(story: Story, body: str, on: date) -> None:
    await step(story, "giveOpinion", on, story.of(OPINIONS[body]), body=body, outcome="SUPPORT", text="同意列入")


async def step(story: Story, mutation: str, on: date, who: Person = AUTHORITY, **given: Any) -> None:
    """Take the plan one step on."""
    plan = seen(story.plan, "planId") if story.plan else {}
    story.plan = (await story.done(mutation, PLAN, who, on, **plan, **given))["plan"]


async def refused(story: Story, mutation: str, on: date, **given: Any) -> dict[str, str]:
    return await story.refused(mutation, PLAN, AUTHORITY, on, **seen(story.plan, "planId"), **given)
