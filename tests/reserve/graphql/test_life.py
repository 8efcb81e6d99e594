"""The Songjing coatings project from its registration to the issued plan, step by step."""

from __future__ import annotations

from tests.reserve.life import FIVE, INVESTMENT, ONE, PLAN, PROJECT, THREE, TODAY, at, codes, of


async def test_the_songjing_project_goes_from_registration_to_the_issued_plan(reserve):
    project = await reserve.done("registerProject", PROJECT, reserve.owner, **reserve.elements())
    assert project["library"] is None
    project = await reserve.prove(project, *FIVE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")

    missing = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="THREE_YEAR")
    assert [(e["code"], e["article"]) for e in missing] == [
        ("SPATIAL_PLANNING_MISSING", "第五条（二）"),
        ("SCHEME_FIXED_MISSING", "第五条（二）"),
        ("NECESSITY_MISSING", "第五条（二）"),
        ("PLAN_OR_INTENT_MISSING", "第五条（二）"),
    ]
    project = await reserve.prove(project, *THREE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="THREE_YEAR")
    project = await reserve.prove(project, *ONE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="ONE_YEAR")
    assert project["library"] == "ONE_YEAR"

    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027, minimumTotalInvestment="10000")
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "80000"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    plan = await reserve.consult(plan, without="LAND")
    refused = await reserve.refused("suggestPlan", PLAN, INVESTMENT, **of(plan))
    assert [(e["code"], e["field"], e["article"]) for e in refused] == [
        ("OPINION_MISSING", "opinions.LAND", "第三条（四）")
    ]
    plan = await reserve.consult(plan)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))

    meeting = {"outcome": "PASSED", "heldOn": str(TODAY)}
    early = await reserve.refused(
        "recordDeliberation", PLAN, INVESTMENT, **of(plan), body="STANDING_COMMITTEE", **meeting
    )
    assert codes(early) == ["DELIBERATION_OUT_OF_ORDER"]
    number = {"documentNumber": "株高管发〔2026〕15号"}
    assert codes(await reserve.refused("issuePlan", PLAN, INVESTMENT, **of(plan), **number)) == ["PLAN_STATUS_WRONG"]
    for body in ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE"):
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), body=body, **meeting)
    plan = await reserve.done("issuePlan", PLAN, INVESTMENT, **of(plan), **number)
    assert (plan["status"], plan["documentNumber"]) == ("ISSUED", "株高管发〔2026〕15号")

    await _nothing_moves_an_issued_plan(reserve, plan, project)
    await _the_others_are_told(reserve, plan, project)


async def _nothing_moves_an_issued_plan(reserve, plan, project):
    refused = await reserve.refused("removePlanItem", PLAN, INVESTMENT, **of(plan), projectId=project["id"])
    assert [(e["code"], e["article"]) for e in refused] == [("PLAN_ISSUED", "第十一条")]
    refused = await reserve.refused(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR", reason="暂缓"
    )
    assert codes(refused) == ["PROJECT_IN_PLAN"]


async def _the_others_are_told(reserve, plan, project):
    converted = await reserve.api.events("zhongdian.reserve.project.converted.v1")
    assert [e["data"]["toLibrary"] for e in converted] == ["FIVE_YEAR", "THREE_YEAR", "ONE_YEAR"]
    (issued,) = await reserve.api.events("zhongdian.reserve.plan-item.issued.v1")
    assert issued["subject"] == project["id"]
    assert issued["time"].startswith("2026-11-2")
    assert issued["data"] == {
        "planId": plan["id"],
        "planVersion": plan["version"],
        "year": 2027,
        "documentNumber": "株高管发〔2026〕15号",
        "projectId": project["id"],
        "projectName": "松井汽车涂料建设项目",
        "kind": "NEW_START",
        "totalInvestment": "189000",
        "annualInvestment": "80000",
        "ownerId": reserve.owner_id,
        "townId": reserve.town_id,
        "industryAuthorityId": reserve.authority_id,
        "issuedOn": "2026-11-24",
        "division": "430211",
    }
    changed = await reserve.api.events("zhongdian.reserve.project.changed.v1")
    assert changed[-1]["data"]["version"] == project["version"], "read models hold the newest version"
    accepted = [row.action for row in await reserve.api.audit()]
    assert accepted.count("convertProject") == 3
    assert accepted[-1] == "issuePlan"
