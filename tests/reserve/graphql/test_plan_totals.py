"""Whatever is listed, taken off, or changed by a meeting: the totals are the sums of the items, in every way of adding up."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from tests.reserve.adjusting import BODIES, Adjusting, item
from tests.reserve.life import INVESTMENT, PLAN, TODAY, Reserve, of

TOTALS = """query($id: UUID!) { plan(id: $id) { total { ...T } totals { category ...T }
  totalsByTown { key name projects totalInvestment annualInvestment }
  totalsByLevel { key projects totalInvestment annualInvestment }
  items(first: 100) { edges { node { category totalInvestment annualInvestment project { level town { id name } } } } }
  editions { total { ...T } totals { category ...T } items(first: 100) { edges { node
    { category totalInvestment annualInvestment } } } } } }
fragment T on PlanCategoryTotal { projects totalInvestment annualInvestment }"""
EFFECT = """query($id: UUID!) { adjustment(id: $id) { effect { category
  before { ...A } removed { ...A } added { ...A } revalued { ...A } after { ...A } } } }
fragment A on AdjustmentAmounts { projects totalInvestment annualInvestment }"""
NOTHING = (0, Decimal(0), Decimal(0))


def amounts(line):
    return line["projects"], Decimal(line["totalInvestment"]), Decimal(line["annualInvestment"])


def summed(nodes, key):
    sums = defaultdict(lambda: NOTHING)
    for node in nodes:
        one = 1, Decimal(node["totalInvestment"]), Decimal(node["annualInvestment"])
        sums[key(node)] = tuple(a + b for a, b in zip(sums[key(node)], one, strict=True))
    return sums


def agree(plan):
    """The totals of a plan and of each of its editions are the sums of the items."""
    for list_ in (plan, *plan["editions"]):
        nodes = [e["node"] for e in list_["items"]["edges"]]
        assert amounts(list_["total"]) == summed(nodes, lambda _: None)[None]
        of_category = summed(nodes, lambda n: n["category"])
        assert {t["category"]: amounts(t) for t in list_["totals"]} == {
            t["category"]: of_category[t["category"]] for t in list_["totals"]
        }
        assert sum(t["projects"] for t in list_["totals"]) == len(nodes)
    nodes = [e["node"] for e in plan["items"]["edges"]]
    by_town = summed(nodes, lambda n: n["project"]["town"] and n["project"]["town"]["id"])
    assert {t["key"]: amounts(t) for t in plan["totalsByTown"]} == dict(by_town)
    assert {t["key"]: amounts(t) for t in plan["totalsByLevel"]} == dict(summed(nodes, lambda n: n["project"]["level"]))


async def seen(reserve: Reserve, plan):
    shown = (await reserve.api(TOTALS, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    agree(shown)
    return shown


async def test_totals_are_sums_from_the_draft_to_the_second_edition(reserve: Reserve):
    kinds = [
        {"category": "INDUSTRY", "level": "CITY"},
        {"category": "SOCIAL", "level": "DISTRICT", "townId": None},
        {"category": "SOCIAL", "level": "PROVINCE"},
        {"category": "ECOLOGY", "level": "CITY"},
        {"category": "INFRASTRUCTURE", "level": "DISTRICT", "townId": None},
    ]
    one, two, three, four, five = [await reserve.ready(f"合计项目{n}", **k) for n, k in enumerate(kinds)]
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2026)
    empty = await seen(reserve, plan)
    assert (empty["totalsByTown"], empty["totalsByLevel"], amounts(empty["total"])) == ([], [], NOTHING)
    for project, annual in ((one, "0.0001"), (two, "8000.5"), (three, "9.9999"), (four, "100")):
        plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project, annual=annual))
        await seen(reserve, plan)
    plan = await reserve.done("removePlanItem", PLAN, INVESTMENT, **of(plan), projectId=four["id"])
    drafted = await seen(reserve, plan)
    assert {t["name"] for t in drafted["totalsByTown"]} == {"某某街道办事处", None}
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan)))
    cut = {"projectId": two["id"], "action": "CHANGE", "annualInvestment": "7000.2501", "reason": "压减"}
    held = {"body": BODIES[0], "outcome": "PASSED_WITH_CHANGES", "heldOn": str(TODAY), "changes": [cut]}
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **held)
    await seen(reserve, plan)
    for body in BODIES[1:]:
        passed = {"body": body, "outcome": "PASSED", "heldOn": str(TODAY)}
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **passed)
    plan = await reserve.done("issuePlan", PLAN, INVESTMENT, **of(plan), documentNumber="株高管发〔2026〕1号")
    before = await seen(reserve, plan)

    now = Adjusting(reserve, TODAY)
    made = await now.draft(plan, exceptionReason="追加投资", exceptionApprover="王区长")
    made = await now.do("adjustAdd", made, **item(five, annual="77.0007"))
    made = await now.do("adjustAdd", made, **item(four, annual="1"))
    made = await now.do("adjustRemove", made, projectId=one["id"], reason="停建")
    made = await now.do("adjustValue", made, projectId=two["id"], annualInvestment="7500.0001", reason="加快")
    lines = (await reserve.api(EFFECT, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]["effect"]
    for line in lines:
        was, out, came, other, after = (
            amounts(line[part]) for part in ("before", "removed", "added", "revalued", "after")
        )
        assert tuple(b - o + a + r for b, o, a, r in zip(was, out, came, other, strict=True)) == after
    assert amounts(lines[-1]["before"]) == amounts(before["total"])
    await now.issue(await now.approve(made), 9)
    after = await seen(reserve, plan)
    assert amounts(after["total"]) == amounts(lines[-1]["after"])
    assert [amounts(e["total"]) for e in after["editions"]] == [amounts(before["total"]), amounts(after["total"])]
