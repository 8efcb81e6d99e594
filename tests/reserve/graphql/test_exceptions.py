"""原则上：every recorded exception is in one list, with who approved it, and stays shown where its record is."""

from __future__ import annotations

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, PLAN, TODAY, Reserve, credit_code, of

LIST = """query($f: ExceptionFilter) { recordedExceptions(filter: $f) { totalCount edges { node {
    id kind reason approver article organization { name } project { name } plan { year } } } } }"""
EXEMPTED = {"exceptionReason": "早期试点代码", "exceptionApprover": "李主任"}


async def listed(reserve, as_=INVESTMENT, **filter):
    answer = await reserve.api(LIST, {"f": filter}, as_=as_, on=TODAY)
    return [e["node"] for e in answer["recordedExceptions"]["edges"]]


async def test_exceptions_of_units_and_plans_are_one_list_with_reason_approver_and_clause(reserve: Reserve):
    code = credit_code(81)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    unit = {"name": "试点代码公司", "category": "OWNER", "creditCode": wrong, "roles": ["OWNER"]}
    made = await reserve.done("registerOrganization", "organization { id }", INVESTMENT, **unit, **EXEMPTED)
    project = await reserve.project(name="例外入计划项目")
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    exempted = {"exceptionReason": "抢险救灾", "exceptionApprover": "王区长"}
    await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item, **exempted)
    (of_unit,) = await listed(reserve, organizationId=made["id"])
    assert of_unit == {
        "id": made["id"],
        "kind": "CREDIT_CODE",
        "reason": "早期试点代码",
        "approver": "李主任",
        "article": None,
        "organization": {"name": "试点代码公司"},
        "project": None,
        "plan": None,
    }
    (of_plan,) = await listed(reserve, projectId=project["id"])
    assert (of_plan["kind"], of_plan["article"]) == ("PLAN_WITHOUT_LIBRARY", "第六条")
    assert (of_plan["project"], of_plan["plan"]) == ({"name": "例外入计划项目"}, {"year": 2027})
    assert await listed(reserve, approver=" 王区长 ") == [of_plan]
    assert await listed(reserve, planId=plan["id"]) == [of_plan]
    assert await listed(reserve, kinds=["PLAN_WITHOUT_LIBRARY"]) == [of_plan]
    assert await listed(reserve) == [of_plan, of_unit]
    assert await listed(reserve, as_=reserve.owner) == [of_plan | {"plan": None}, of_unit]  # its plan is not out yet
    assert await listed(reserve, as_=person(Role.SPECIALIST)) == [of_unit]
    assert await listed(reserve, as_=INVESTMENT.but(division="430212")) == []
    query = "query($id: UUID!) { plan(id: $id) { items { edges { node { exception { reason approver } } } } } }"
    shown = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    assert [e["node"]["exception"] for e in shown] == [{"reason": "抢险救灾", "approver": "王区长"}]
