"""原则上：what an adjustment or a year carried over lets pass is on the list of exceptions with its reason and approver."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import Adjusting, issued, item
from tests.reserve.life import INVESTMENT, PLAN, TODAY, of

LISTED = """query($f: ExceptionFilter) { recordedExceptions(filter: $f) { edges { node {
    kind reason approver article plan { year } project { id } } } } }"""


async def test_exceptions_of_adjustments_and_of_years_carried_over_are_on_the_list(reserve):
    stays, out = await reserve.ready("例外留用项目"), await reserve.ready("例外不结转项目")
    comes = await reserve.project(name="例外调入项目", longitude=None, latitude=None)
    plan = await issued(reserve, item(stays), item(out), year=2026)
    early = Adjusting(reserve, TODAY)
    turn = {"exceptionReason": "追加投资", "exceptionApprover": "王区长"}
    made = await early.draft(plan, **turn)
    library = {"exceptionReason": "抢险救灾", "exceptionApprover": "李区长"}
    await early.do("adjustAdd", made, **item(comes), **library)
    next_ = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    left_out = {"projectId": out["id"], "reason": "并入其他项目", "approver": "赵区长"}
    over = {"fromPlanId": plan["id"], "toPlanId": next_["id"], "expectedVersion": of(next_)["expectedVersion"]}
    await reserve.done("carryOver", PLAN, INVESTMENT, **over, exceptions=[left_out])

    async def listed(as_: Any = INVESTMENT, **filter: Any) -> list[dict[str, Any]]:
        answer = await reserve.api(LISTED, {"f": filter}, as_=as_)
        return [e["node"] for e in answer["recordedExceptions"]["edges"]]

    of_plan = {"plan": {"year": 2026}, "article": "第十一条"}
    turned = {"kind": "ADJUSTMENT_OUT_OF_TURN", "reason": "追加投资", "approver": "王区长", "project": None, **of_plan}
    taken = {"kind": "PLAN_WITHOUT_LIBRARY", "reason": "抢险救灾", "approver": "李区长", "article": "第六条"}
    found = await listed(planId=plan["id"])
    assert len(found) == 2
    assert turned in found
    assert taken | {"plan": {"year": 2026}, "project": {"id": comes["id"]}} in found
    carried = {"kind": "NOT_CARRIED_OVER", "reason": "并入其他项目", "approver": "赵区长", "article": "第十一条"}
    assert await listed(kinds=["NOT_CARRIED_OVER"], planId=next_["id"]) == [
        carried | {"plan": {"year": 2027}, "project": {"id": out["id"]}}
    ]
    assert await listed(person(Role.OWNER, unit=new_id()), planId=plan["id"]) == []
    assert await listed(INVESTMENT.but(division="430212"), planId=plan["id"]) == []
