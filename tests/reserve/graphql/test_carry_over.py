"""What was not finished in one year's plan enters the next year's draft, through GraphQL."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from tests.reserve.adjusting import BUILD, issue, issued, item
from tests.reserve.life import INVESTMENT, PLAN, PROJECT, Reserve, at, codes, documents, of

AUTUMN = date(2027, 11, 2)
QUERY = """query($id: UUID!) { plan(id: $id) { version
  items { edges { node { projectName kind annualInvestment } } }
  carryOvers { totalCount edges { node { projectName outcome evidenceId fromPlanId exception { reason approver } } } }
  left: carryOvers(outcomes: [FINISHED, EXCEPTED]) { totalCount } } }"""


async def test_unfinished_projects_come_over_each_once(reserve: Reserve):
    going, done, out, early = [await reserve.ready(n) for n in ("续建项目", "竣工项目", "整合项目", "前期项目")]
    going = await reserve.prove(going, *BUILD)
    await reserve.done("convertProject", PROJECT, INVESTMENT, **at(going), toLibrary="CONSTRUCTION")
    last = await issued(reserve, item(going), item(done), item(out), item(early, "PRELIMINARY", "0"))
    acceptance = [documents("COMPLETION_ACCEPTANCE")[0] | {"issuedOn": "2027-10-20"}]
    await reserve.done("recordEvidence", PROJECT, reserve.owner, on=AUTUMN, **at(done), evidence=acceptance)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, on=AUTUMN, year=2028)

    left_out = {"projectId": out["id"], "reason": "并入其他项目", "approver": "王区长"}
    over = {"fromPlanId": last["id"], "toPlanId": plan["id"]}

    async def carry(version, **more):
        return await reserve.done("carryOver", PLAN, INVESTMENT, on=AUTUMN, **over, expectedVersion=version, **more)

    refused = await reserve.refused(
        "carryOver", PLAN, INVESTMENT, on=AUTUMN, **over, expectedVersion=9, exceptions=[left_out | {"approver": " "}]
    )
    assert codes(refused) == ["VERSION_CONFLICT", "EXCEPTION_INCOMPLETE"]
    plan = await carry(plan["version"], exceptions=[left_out])
    seen = (await reserve.api(QUERY, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert [e["node"] for e in seen["items"]["edges"]] == [
        {"projectName": "续建项目", "kind": "CONTINUING", "annualInvestment": "0"}
    ]
    lines = {e["node"]["projectName"]: e["node"] for e in seen["carryOvers"]["edges"]}
    assert {n: line["outcome"] for n, line in lines.items()} == {
        "续建项目": "CARRIED",
        "竣工项目": "FINISHED",
        "整合项目": "EXCEPTED",
    }
    assert lines["竣工项目"]["evidenceId"] is not None
    assert lines["整合项目"]["exception"] == {"reason": "并入其他项目", "approver": "王区长"}
    assert seen["left"]["totalCount"] == 2
    hidden = await reserve.api(QUERY, {"id": plan["id"]}, as_=reserve.owner)
    assert hidden["plan"] is None

    plan = await carry(plan["version"], exceptions=[left_out])
    again = (await reserve.api(QUERY, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert (again["items"], again["carryOvers"]["totalCount"]) == (seen["items"], 3)
    assert {e["node"]["outcome"] for e in again["carryOvers"]["edges"]} == {"CARRIED", "FINISHED", "EXCEPTED"}

    plan = await carry(plan["version"])  # the exception is given up, and the project comes after all
    again = (await reserve.api(QUERY, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert {e["node"]["projectName"]: e["node"]["kind"] for e in again["items"]["edges"]} == {
        "续建项目": "CONTINUING",
        "整合项目": "NEW_START",
    }
    assert again["left"]["totalCount"] == 1

    refused = await reserve.refused("suggestPlan", PLAN, INVESTMENT, on=AUTUMN, **of(await reserve.consult(plan)))
    assert codes(refused) == ["ANNUAL_INVESTMENT_NOT_SET"]
    plan = await carry(plan["version"] + 4)
    for project, kind in ((going, "CONTINUING"), (out, "NEW_START")):
        plan = await reserve.done("removePlanItem", PLAN, INVESTMENT, on=AUTUMN, **of(plan), projectId=project["id"])
        plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, on=AUTUMN, **of(plan), **item(project, kind, "100"))
    plan = await issue(reserve, plan, number=3, day=AUTUMN)
    assert plan["status"] == "ISSUED"


async def test_figures_of_the_year_may_be_given_at_once(reserve: Reserve):
    plans = await reserve.api("{ plans { edges { node { id year version } } } }", as_=INVESTMENT)
    of_year = {e["node"]["year"]: e["node"] for e in plans["plans"]["edges"]}
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, on=date(2028, 11, 2), year=2029)
    query = "query($id: UUID!) { plan(id: $id) { items { edges { node { projectId projectName } } } } }"
    last = (await reserve.api(query, {"id": of_year[2028]["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    annual = [{"projectId": e["node"]["projectId"], "annualInvestment": "50.5"} for e in last]
    over = {"fromPlanId": of_year[2028]["id"], "toPlanId": plan["id"], "expectedVersion": plan["version"]}
    too_much = [{"projectId": annual[0]["projectId"], "annualInvestment": "189001"}]
    refused = await reserve.refused("carryOver", PLAN, INVESTMENT, **over, annualInvestments=too_much)
    assert codes(refused) == ["ANNUAL_EXCEEDS_TOTAL"]
    plan = await reserve.done("carryOver", PLAN, INVESTMENT, **over, annualInvestments=annual)
    seen = (await reserve.api(QUERY, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert {e["node"]["annualInvestment"] for e in seen["items"]["edges"]} == {"50.5"}
    back = {"fromPlanId": plan["id"], "toPlanId": of_year[2028]["id"], "expectedVersion": 0}
    refused = await reserve.refused("carryOver", PLAN, INVESTMENT, **back)
    assert codes(refused) == ["VERSION_CONFLICT", "PLAN_NOT_ISSUED", "CARRY_OVER_YEARS_WRONG", "PLAN_ISSUED"]
    nowhere = over | {"fromPlanId": str(new_id())}
    refused = await reserve.refused("carryOver", PLAN, INVESTMENT, **nowhere)
    assert [(e["code"], e["field"]) for e in refused] == [("PLAN_UNKNOWN", "fromPlanId")]


async def test_a_part_is_left_out_and_named_where_next_year_has_its_package(reserve: Reserve):
    plans = await reserve.api("{ plans { edges { node { id year version } } } }", as_=INVESTMENT)
    last = next(e["node"] for e in plans["plans"]["edges"] if e["node"]["year"] == 2028)
    query = """query($id: UUID!) { plan(id: $id) { items { edges { node { projectId projectName
      project { id version } } } } } }"""
    listed = (await reserve.api(query, {"id": last["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    part = next(e["node"]["project"] for e in listed if e["node"]["projectName"] == "整合项目")
    package = await reserve.ready("片区打包项目", level="DISTRICT")
    packed = {"packageId": package["id"], "reason": "打包实施"}
    await reserve.done("addToPackage", PROJECT, INVESTMENT, **at(part), **packed)
    plan = next(e["node"] for e in plans["plans"]["edges"] if e["node"]["year"] == 2029)
    off = {"projectId": part["id"], "reason": "并入打包项目"}
    plan = await reserve.done("removePlanItem", PLAN, INVESTMENT, **of(plan), **off)
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(package))
    over = {"fromPlanId": last["id"], "toPlanId": plan["id"], "expectedVersion": plan["version"]}
    plan = await reserve.done("carryOver", PLAN, INVESTMENT, **over)
    query = """query($id: UUID!) { plan(id: $id) { items { totalCount }
      carryOvers(outcomes: [BESIDE_PACKAGE]) { edges { node { projectName outcome beside { name } } } } } }"""
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert seen["items"]["totalCount"] == 2
    assert [e["node"] for e in seen["carryOvers"]["edges"]] == [
        {"projectName": "整合项目", "outcome": "BESIDE_PACKAGE", "beside": {"name": "片区打包项目"}}
    ]
