"""An issued plan and the steps of its adjustment, as tests take them through GraphQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reserve.life import FINANCE, FINANCIAL, INVESTMENT, LAND, PLAN, TODAY, Reserve, at, of

BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")
STEPS = ("PUBLIC_PARTICIPATION", "EXPERT_ARGUMENT", "RISK_ASSESSMENT", "LEGALITY_REVIEW", "COLLECTIVE_DECISION")
BUILD = ("LAND_PLANNING_PERMIT", "ENGINEERING_PLANNING_PERMIT", "DRAWING_REVIEW")
MIDYEAR = date(2027, 7, 1)
ADJUSTMENT = "adjustment { id version status round edition planVersion documentNumber }"


def on(adjustment: dict[str, Any]) -> dict[str, Any]:
    """Say which adjustment, as it was seen."""
    return {"adjustmentId": adjustment["id"], "expectedVersion": adjustment["version"]}


async def issued(reserve: Reserve, *items: dict[str, Any], year: int = 2027, number: int = 1) -> dict[str, Any]:
    """Issue the plan of a year with these items."""
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=year)
    for item in items:
        plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    return await issue(reserve, plan, number=number)


async def issue(reserve: Reserve, plan: dict[str, Any], *, number: int, day: date = TODAY) -> dict[str, Any]:
    """Take a drafted plan through its procedure."""
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, on=day, **of(await reserve.consult(plan)))
    for body in BODIES:
        meeting = {"body": body, "outcome": "PASSED", "heldOn": str(day)}
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, on=day, **of(plan), **meeting)
    named = {"documentNumber": f"株高管发〔{day.year}〕{number}号"}
    return await reserve.done("issuePlan", PLAN, INVESTMENT, on=day, **of(plan), **named)


def item(project: dict[str, Any], kind: str = "NEW_START", annual: str = "8000") -> dict[str, Any]:
    """Say how a project is listed."""
    return {"projectId": project["id"], "kind": kind, "annualInvestment": annual}


class Adjusting:
    """The steps of an adjustment at mid-year."""

    def __init__(self, reserve: Reserve, day: date = MIDYEAR) -> None:
        self.reserve = reserve
        self.day = day

    async def draft(self, plan: dict[str, Any], **more: Any) -> dict[str, Any]:
        return await self.reserve.done("draftAdjustment", ADJUSTMENT, INVESTMENT, on=self.day, **of(plan), **more)

    async def do(self, mutation: str, adjustment: dict[str, Any], as_: Any = INVESTMENT, **more: Any) -> dict[str, Any]:
        return await self.reserve.done(mutation, ADJUSTMENT, as_, on=self.day, **on(adjustment), **more)

    async def refused(self, mutation: str, adjustment: dict[str, Any], as_: Any = INVESTMENT, **more: Any) -> Any:
        return await self.reserve.refused(mutation, ADJUSTMENT, as_, on=self.day, **on(adjustment), **more)

    async def consult(self, adjustment: dict[str, Any]) -> dict[str, Any]:
        bodies = {
            "INDUSTRY_AUTHORITY": self.reserve.authority,
            "FINANCE": FINANCE,
            "LAND": LAND,
            "FINANCIAL_SERVICES": FINANCIAL,
        }
        for body, who in bodies.items():
            adjustment = await self.do("giveAdjustmentOpinion", adjustment, who, body=body, outcome="SUPPORT")
        return adjustment

    async def deliberate(self, adjustment: dict[str, Any], *bodies: str) -> dict[str, Any]:
        for body in bodies or BODIES:
            meeting = {"body": body, "outcome": "PASSED", "heldOn": str(self.day)}
            adjustment = await self.do("recordAdjustmentDeliberation", adjustment, **meeting)
        return adjustment

    async def approve(self, adjustment: dict[str, Any]) -> dict[str, Any]:
        """Have the changes consulted on, suggested and passed by all bodies."""
        return await self.deliberate(await self.do("suggestAdjustment", await self.consult(adjustment)))

    async def issue(self, adjustment: dict[str, Any], number: int) -> dict[str, Any]:
        named = {"documentNumber": f"株高管发〔2027〕{number}号", "expectedPlanVersion": adjustment["planVersion"]}
        return await self.do("issueAdjustment", adjustment, **named)

    async def seen(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Look at the plan as it is now."""
        query = "query($id: UUID!) { plan(id: $id) { id version status round documentNumber } }"
        return (await self.reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]


async def adjusted_plan(reserve: Reserve, year: int = 2026) -> tuple[str, str]:
    """Issue a plan, adjust it by an exception, and leave a second adjustment as a draft; return plan and draft."""
    stays, goes, early, comes = [
        await reserve.ready(name, cooperatingIds=[]) for name in ("留用项目", "调出 100%_项目", "前期项目", "调入项目")
    ]
    plan = await issued(reserve, item(stays), item(goes), item(early, "PRELIMINARY", "0.5"), year=year)
    now = Adjusting(reserve, TODAY)
    named = {"exceptionReason": "追加投资", "exceptionApprover": "王区长"}
    made = await now.draft(plan, majorDecision=True, **named)
    made = await now.do("adjustAdd", made, **item(comes), reason="新签约")
    made = await now.do("adjustRemove", made, projectId=goes["id"], reason="用地未落实")
    made = await now.do("adjustValue", made, projectId=stays["id"], annualInvestment="1.0001", reason="缓建")
    done = {"step": STEPS[0], "doneOn": str(TODAY), "document": "公众参与记录"}
    for step in STEPS:
        made = await now.do("recordAdjustmentDecisionStep", made, **done | {"step": step})
    made = await now.do("suggestAdjustment", await now.consult(made))
    back = {"body": BODIES[0], "outcome": "RETURNED", "heldOn": str(TODAY), "reason": "再议"}
    made = await now.do("recordAdjustmentDeliberation", made, **back)
    made = await now.do("suggestAdjustment", await now.consult(made))
    cut = {"projectId": comes["id"], "action": "CHANGE", "annualInvestment": "7999.5", "projectName": "调入 100%_项目"}
    held = {"body": BODIES[0], "outcome": "PASSED_WITH_CHANGES", "heldOn": str(TODAY)}
    made = await now.do("recordAdjustmentDeliberation", made, **held, changes=[cut | {"reason": "压减"}])
    made = await now.deliberate(made, *BODIES[1:])
    await now.issue(made, 7)
    early = await reserve.prove(early, *BUILD)
    await reserve.done("convertProject", "project { id }", INVESTMENT, **at(early), toLibrary="CONSTRUCTION")
    start = {"projectId": early["id"], "annualInvestment": "30"}
    await reserve.done("startPreliminaryItem", PLAN, INVESTMENT, **of(await now.seen(plan)), **start)
    draft = await now.draft(await now.seen(plan), **named)
    draft = await now.do("adjustAdd", draft, **item(goes))
    await now.do("giveAdjustmentOpinion", draft, FINANCE, body="FINANCE", outcome="OPPOSE", text="资金未落实")
    return plan["id"], draft["id"]
