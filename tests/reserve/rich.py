"""Reserve with a directory, projects and a plan that came back once, for tests that ask whatever the schema allows."""

from __future__ import annotations

from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.api import Api
from tests.harness.differential import Ground, ground
from tests.harness.people import person
from tests.reserve.life import FINANCE, INVESTMENT, PLAN, TODAY, Reserve, at, of

MEETING = {"body": "WORKING_COMMITTEE", "heldOn": str(TODAY)}
ITEM = {"kind": "NEW_START", "annualInvestment": "80000.5"}


async def rich(api: Api) -> Ground:
    """Make projects with documents and history, and a plan that a meeting has returned once."""
    reserve = Reserve(api)
    reserve.owner_id = await reserve.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    reserve.town_id = await reserve.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    reserve.authority_id = await reserve.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    ready = await reserve.ready("示例 100%_项目\\", cooperatingIds=[reserve.authority_id, reserve.town_id])
    other = await reserve.project(name="无库项目", townId=None, industryAuthorityId=None, fundSources=[], function=None)
    changed = {"scale": "二期", "reason": "扩大规模"}
    other = await reserve.done("changeProject", "project { id version }", reserve.owner, **at(other), **changed)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027, majorDecision=True)
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=ready["id"], **ITEM)
    plan = await reserve.done(
        "giveOpinion", PLAN, FINANCE, **of(plan), body="FINANCE", outcome="OPPOSE", text="资金未落实"
    )
    plan = await reserve.consult(plan)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    returned = MEETING | {"outcome": "RETURNED", "reason": "再议"}
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **returned)
    exempted = {"exceptionReason": "抢险", "exceptionApprover": "王区长"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=other["id"], **ITEM, **exempted)
    plan = await reserve.consult(plan)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **MEETING, outcome="PASSED")
    step = {"step": "PUBLIC_PARTICIPATION", "doneOn": str(TODAY), "document": "公众参与记录"}
    await reserve.done("recordDecisionStep", PLAN, INVESTMENT, **of(plan), **step)
    rows = {
        table: [str(row.id) for row in await reserve.api.rows(select(table.id).order_by(table.id))]
        for table in (tables.Organization, tables.Project, tables.Plan)
    }
    return await ground(
        reserve.api,
        entities={
            "Project": [*rows[tables.Project], new_id()],
            "Organization": [*rows[tables.Organization], new_id()],
            "Viewer": [new_id()],
        },
        people=[INVESTMENT, reserve.owner, reserve.town, person(Role.OWNER, unit=new_id()), person(Role.SPECIALIST)],
        on=TODAY,
        arguments={
            "Query.organization": f'id: "{rows[tables.Organization][0]}"',
            "Query.project": f'id: "{rows[tables.Project][0]}"',
            "Query.plan": f'id: "{rows[tables.Plan][0]}"',
        },
    )
