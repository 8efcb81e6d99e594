"""Reserve with a directory, projects and a plan that came back once, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.api import Api
from tests.harness.differential import Ground, ground
from tests.harness.noticed import with_notices
from tests.harness.people import person
from tests.reserve.adjusting import adjusted_plan
from tests.reserve.directory import UNIT, as_it_is, enter, join, pair
from tests.reserve.exchanging import exchanged
from tests.reserve.files import attach_some
from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.importing import imports
from tests.reserve.life import FINANCE, INVESTMENT, PLAN, TODAY, Reserve, at, of
from tests.reserve.looked_back import looked_back
from tests.reserve.planned_life import REPORT, seen
from tests.reserve.views import kept_views

JOINED = "organization { id }"
DECEMBER = date(2026, 12, 28)
MEETING = {"body": "WORKING_COMMITTEE", "heldOn": str(TODAY)}
ITEM = {"kind": "NEW_START", "annualInvestment": "80000.5"}


async def rich(api: Api) -> Ground:
    """Make projects with documents and history, and a plan that a meeting has returned once."""
    reserve = Reserve(api)
    reserve.owner_id = await reserve.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    reserve.town_id = await reserve.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    reserve.authority_id = await reserve.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    joined = await _directory(reserve)
    ready = await reserve.ready("示例 100%_项目\\", cooperatingIds=[reserve.authority_id, reserve.town_id])
    other = await reserve.project(name="无库项目", townId=None, industryAuthorityId=None, fundSources=[], function=None)
    changed = {"scale": "二期", "reason": "扩大规模"}
    other = await reserve.done("changeProject", "project { id version }", reserve.owner, **at(other), **changed)
    await _package(reserve)
    adjusted, adjustment = await adjusted_plan(reserve)
    guide, application = await _filing(reserve, ready, other)
    monthly = await _monthly(reserve, ready)
    view = await kept_views(reserve)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027, majorDecision=True)
    plan = await looked_back(reserve, adjusted, plan)
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
    attachment = await attach_some(reserve, ready["id"], application)
    export = await exchanged(reserve, application)
    run = await imports(reserve)
    await with_notices(reserve.api, "Reserve", INVESTMENT, TODAY, muted="plan.adjusted")
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
            "Query.member": f'id: "{joined}"',
            "Query.savedView": f'id: "{view}"',
            "Query.plannedReport": f'id: "{monthly}"',
            "Query.expectedReports": 'month: "2026-12-01"',
            "Query.plannedSummary": 'month: "2026-11-01"',
            "Query.guide": f'id: "{guide}"',
            "Query.application": f'id: "{application}"',
            "Query.cityExportFile": f'exportId: "{export}"',
            "Query.attachment": f'id: "{attachment}"',
            "Query.importRun": f'id: "{run["id"]}"',
            "Query.organization": f'id: "{rows[tables.Organization][0]}"',
            "Query.project": f'id: "{rows[tables.Project][0]}"',
            "Query.projectDuplicates": f'input: {{name: "示例片区开发项目", ownerId: "{reserve.owner_id}", longitude: "113.1", latitude: "27.8"}}',
            "Project.at": f'moment: "{TODAY}T23:59:59+08:00"',
            "Project.diff": f'from: "2026-01-01T00:00:00+08:00", to: "{TODAY}T23:59:59+08:00"',
            "Query.plan": f'id: "{rows[tables.Plan][-1]}"',
            "Query.planEdition": f'planId: "{adjusted}", number: 2',
            "Query.adjustment": f'id: "{adjustment}"',
            "Query.adjustments": f'planId: "{adjusted}"',
        },
    )


async def _directory(reserve: Reserve) -> str:
    """Rename a unit, merge another into it, and have people act for it; return a membership."""
    keep = await enter(reserve, "原名 100%_公司")
    duplicate = await enter(reserve, "重复的公司")
    await reserve.done("changeOrganization", UNIT, INVESTMENT, **as_it_is(keep, name="现名公司", reason="更名"))
    joined = await join(reserve, duplicate, INVESTMENT.subject, phone="13800000000")
    await join(reserve, keep, "p-past", untilOn="2026-06-30", phone="0731-28000000")
    payload = await reserve.do("mergeOrganizations", JOINED, INVESTMENT, **pair(keep | {"version": 2}, duplicate))
    assert payload["userErrors"] == []
    return joined["id"]


async def _filing(reserve: Reserve, project: dict[str, str], other: dict[str, str]) -> tuple[str, str]:
    """Publish a guide and correct it, return an application, withdraw one, assess a project; return guide and application."""
    season = Season(reserve, 2026)
    guide = await season.published(requiredElements=["project_code"], categories=["INDUSTRY"], libraries=["ONE_YEAR"])
    begun = await season.begun(project)
    await season.done(
        "guideApplication", APPLICATION, reserve.town, applicationId=begun["id"], text="请补充 100%_项目代码"
    )
    await season.published(correctionReason="漏列", minimumTotalInvestment="1000.5")
    made = await season.done("submitApplication", APPLICATION, reserve.owner, **this(begun))
    await season.done("returnApplication", APPLICATION, INVESTMENT, **this(made), correction="请补充用地说明")
    given_up = await season.begun(other, kind="PRELIMINARY", annualInvestment="0", statement=None)
    await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(given_up), reason="缓建")
    said = {"grounds": "规划", "conclusion": "MAJOR", "opinion": "重大影响", "assessedBy": "专家组"}
    await season.done("assessInfluence", "assessment { id }", INVESTMENT, projectId=other["id"], year=2026, **said)
    return guide["id"], made["id"]


async def _package(reserve: Reserve) -> None:
    """Pack a project into another of a like name at the same place, with which it shares its project code."""
    code = {"projectCode": "2111-522323-04-01-342068"}
    shared = code | {"codeExceptionReason": "分期建设", "codeExceptionApprover": "王区长"}
    package = await reserve.project(name="示例片区开发项目", **code)
    half = [{"source": "企业自筹", "amount": "89000.5"}]
    changes = {"totalInvestment": "89000.5", "fundSources": half, "level": "DISTRICT"} | shared
    part = await reserve.project(name="示例片区开发道路项目", **changes)
    packed = {"packageId": package["id"], "reason": "打包实施"}
    await reserve.done("addToPackage", "project { id }", INVESTMENT, **at(part), **packed)


async def _monthly(reserve: Reserve, project: dict[str, str]) -> str:
    """Hand a month's list in, return it, correct another one and remind who has none; return a report."""
    listed = {"projectId": project["id"], "change": "CHANGED", "remark": "100%_重点"}
    lists = []
    for who, month in ((reserve.town, "2026-11-01"), (reserve.authority, "2026-12-01")):
        made = await reserve.done("draftPlannedReport", REPORT, who, on=DECEMBER, month=month, items=[listed])
        lists.append(await reserve.done("submitPlannedReport", REPORT, who, on=DECEMBER, **seen(made)))
    returned, corrected = lists
    await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=DECEMBER, **seen(returned), missing="缺投资测算")
    nothing = {"nothingReason": "经核实无变化", "reason": "误报"}
    await reserve.done("correctPlannedReport", REPORT, reserve.authority, on=DECEMBER, **seen(corrected), **nothing)
    await reserve.done("remindPlanningParties", "round { id }", INVESTMENT, on=DECEMBER, month="2026-12-01")
    return corrected["id"]
