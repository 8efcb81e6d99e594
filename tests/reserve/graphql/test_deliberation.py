"""A meeting passes a list with changes, through GraphQL: of a plan and of an adjustment."""

from __future__ import annotations

import json

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import ADJUSTMENT, BODIES, MIDYEAR, Adjusting, issued, item, on
from tests.reserve.life import FINANCE, INVESTMENT, PLAN, PROJECT, TODAY, Reserve, at, codes, of

MEETINGS = """deliberations { body bodyName outcome round reason seen { projects totalInvestment annualInvestment digest }
  changes { action projectId projectName reason before { ...L } after { ...L } project { name } item { annualInvestment } } }"""
LISTING = " fragment L on DeliberationListing { projectName kind annualInvestment }"
SHOWN = (
    "query($id: UUID!) { plan(id: $id) { status total { projects annualInvestment } items { edges { node "
    "{ projectName kind annualInvestment opinions { body } } } } nextDeliberation { code } consultation { missing } "
    + MEETINGS
    + " editions { digest items { totalCount } total { annualInvestment } content { text intact } } } }"
    + LISTING
)
ADJUSTED = (
    "query($id: UUID!) { adjustment(id: $id) { status changes { edges { node { projectName change kind "
    "annualInvestment opinions { body } } } } effect { category added { projects } after { annualInvestment } } "
    + MEETINGS
    + " } }"
    + LISTING
)


def off(project, reason="用地未落实"):
    return {"projectId": project["id"], "action": "REMOVE", "reason": reason}


def to(project, reason="压减投资", **values):
    return {"projectId": project["id"], "action": "CHANGE", "reason": reason} | values


def meeting(body, *changes, day=TODAY, **more):
    outcome = "PASSED_WITH_CHANGES" if changes else "PASSED"
    return {"body": body, "outcome": outcome, "heldOn": str(day), "changes": list(changes)} | more


async def plan_of(reserve: Reserve, plan, as_=INVESTMENT):
    return (await reserve.api(SHOWN, {"id": plan["id"]}, as_=as_))["plan"]


@pytest.fixture(scope="module")
async def listed(reserve: Reserve):
    """A suggested list of three projects."""
    reserve.three = [await reserve.ready(name) for name in ("甲审议项目", "乙审议项目", "丙审议项目")]
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    for project in reserve.three:
        plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))
    return await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan)))


async def test_what_a_meeting_may_not_do_is_told_at_once(reserve, listed):
    one, two, _ = reserve.three

    async def refused(*changes, **more):
        said = meeting(BODIES[0], *changes) | more
        return await reserve.refused("recordDeliberation", PLAN, INVESTMENT, **of(listed), **said)

    wrong = await refused(to(one, annualInvestment="8000.0001"), off(two, reason=" "), off({"id": listed["id"]}))
    assert [(e["code"], e["field"], e["article"]) for e in wrong] == [
        ("CHANGE_NEEDS_OPINIONS", "changes.0.annualInvestment", "第三条（四）"),
        ("REASON_MISSING", "changes.1.reason", "第三条（四）"),
        ("ITEM_UNKNOWN", "changes.2.projectId", "第三条（四）"),
    ]
    assert "甲审议项目" in wrong[0]["message"]
    assert codes(await refused(outcome="PASSED_WITH_CHANGES")) == ["CHANGES_MISSING"]
    assert codes(await refused(off(one), outcome="PASSED")) == ["CHANGES_NOT_EXPECTED"]
    assert codes(await refused(to(one, kind="CONTINUING"))) == ["KIND_DOES_NOT_FIT_LIBRARY"]
    assert "AMOUNT_NEGATIVE" in codes(await refused(to(one, annualInvestment="-1")))
    assert "TEXT_TOO_LONG" in "".join(codes(await refused(off(one, reason="长" * 2001))))
    stale = await reserve.refused(
        "recordDeliberation", PLAN, INVESTMENT, **of(listed) | {"expectedVersion": 1}, **meeting(BODIES[0], off(one))
    )
    assert codes(stale) == ["VERSION_CONFLICT"]
    document = "mutation($i: RecordDeliberationInput!) { recordDeliberation(input: $i) { userErrors { code } } }"
    given = {"i": {"idempotencyKey": "k", **of(listed), **meeting(BODIES[0], off(one))}}
    for who in (reserve.owner, FINANCE, person(Role.SPECIALIST)):
        answer = await reserve.api.raw(document, given, as_=who)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    seen = await plan_of(reserve, listed)
    assert (seen["total"], seen["deliberations"]) == ({"projects": 3, "annualInvestment": "24000"}, [])


async def test_the_list_is_changed_and_goes_on_and_the_record_says_what_each_body_saw(reserve, listed):
    one, two, three = reserve.three
    changes = (
        off(two),
        to(one, annualInvestment="7000.5", projectName="甲审议项目（一期）"),
        to(three, kind="PRELIMINARY"),
    )
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(listed), **meeting(BODIES[0], *changes))
    assert plan["status"] == "SUGGESTED"
    seen = await plan_of(reserve, plan)
    assert seen["nextDeliberation"] == {"code": BODIES[1]}
    assert {c["missing"] for c in seen["consultation"]} == {0}
    assert seen["total"] == {"projects": 2, "annualInvestment": "15000.5"}
    assert [(e["node"]["projectName"], e["node"]["kind"]) for e in seen["items"]["edges"]] == [
        ("丙审议项目", "PRELIMINARY"),
        ("甲审议项目（一期）", "NEW_START"),
    ]
    assert all(len(e["node"]["opinions"]) == 4 for e in seen["items"]["edges"])
    (held,) = seen["deliberations"]
    assert (held["bodyName"], held["outcome"], held["seen"]["projects"], held["seen"]["annualInvestment"]) == (
        "工委委员会",
        "PASSED_WITH_CHANGES",
        3,
        "24000",
    )
    gone, cut, other = held["changes"]
    assert (gone["action"], gone["after"], gone["item"], gone["project"]) == (
        "REMOVE",
        None,
        None,
        {"name": "乙审议项目"},
    )
    assert gone["before"] == {"projectName": "乙审议项目", "kind": "NEW_START", "annualInvestment": "8000"}
    assert cut["after"] == {"projectName": "甲审议项目（一期）", "kind": "NEW_START", "annualInvestment": "7000.5"}
    assert (cut["item"], cut["reason"], other["after"]["kind"]) == (
        {"annualInvestment": "7000.5"},
        "压减投资",
        "PRELIMINARY",
    )
    found = await reserve.api(
        'query($id: UUID!) { plan(id: $id) { items(search: "一期") { totalCount } } }',
        {"id": plan["id"]},
        as_=INVESTMENT,
    )
    assert found["plan"]["items"]["totalCount"] == 1

    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **meeting(BODIES[1]))
    last = meeting(BODIES[2], to(one, annualInvestment="8000"), reason="恢复会商时投资")
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **last)
    assert plan["status"] == "APPROVED"
    first, second, third = (await plan_of(reserve, plan))["deliberations"]
    assert (second["seen"]["projects"], second["seen"]["annualInvestment"]) == (2, "15000.5")
    assert second["seen"] == third["seen"] != first["seen"]
    assert (third["reason"], [c["projectId"] for c in third["changes"]]) == ("恢复会商时投资", [one["id"]])
    await history_tells_of_it(reserve, one, two)
    await the_edition_is_what_was_issued(reserve, plan)


async def history_tells_of_it(reserve, one, two):
    query = """query($id: UUID!) { project(id: $id) { id version history(first: 2) { edges { node
      { action reason changes { field before after } } } } } }"""
    seen = (await reserve.api(query, {"id": two["id"]}, as_=INVESTMENT))["project"]
    told = seen["history"]["edges"][0]["node"]
    assert (told["action"], told["reason"]) == ("recordDeliberation", "用地未落实")
    assert told["changes"] == [
        {"field": "plan", "before": "WORKING_COMMITTEE 乙审议项目 NEW_START 8000", "after": None}
    ]
    done = await reserve.done("returnProject", PROJECT, INVESTMENT, **at(seen), toLibrary="THREE_YEAR", reason="缓建")
    assert done["library"] == "THREE_YEAR"  # what a meeting took off is free again
    theirs = (await reserve.api(query, {"id": one["id"]}, as_=reserve.owner))["project"]
    assert [e["node"]["action"] for e in theirs["history"]["edges"]] == ["recordDeliberation", "recordDeliberation"]


async def the_edition_is_what_was_issued(reserve, plan):
    plan = await reserve.done("issuePlan", PLAN, INVESTMENT, **of(plan), documentNumber="株高管发〔2026〕1号")
    seen = await plan_of(reserve, plan)
    (edition,) = seen["editions"]
    assert (edition["items"]["totalCount"], edition["total"]["annualInvestment"]) == (2, "16000")
    assert edition["content"]["intact"] is True
    held = json.loads(edition["content"]["text"])["deliberations"]
    assert [len(d.get("changes", ())) for d in held] == [3, 0, 1]
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.plan-item.issued.v1")]
    assert {(d["projectName"], d["annualInvestment"]) for d in told} == {
        ("甲审议项目（一期）", "8000"),
        ("丙审议项目", "8000"),
    }
    theirs = await plan_of(reserve, plan, as_=reserve.owner)  # changes of meetings are the authorities' papers
    assert [d["changes"] for d in theirs["deliberations"]] == [[], [], []]
    assert [d["seen"]["projects"] for d in theirs["deliberations"]] == [3, 2, 2]


async def test_changes_of_an_adjustment_are_struck_or_given_other_figures(reserve: Reserve):
    stays, goes, comes, other = [await reserve.ready(n) for n in ("调整甲", "调整乙", "调整丙", "调整丁")]
    plan = await issued(reserve, item(stays), item(goes), year=2026, number=7)
    now = Adjusting(reserve, TODAY)
    made = await now.draft(plan, exceptionReason="追加投资", exceptionApprover="王区长")
    made = await now.do("adjustAdd", made, **item(comes, annual="500"))
    made = await now.do("adjustAdd", made, **item(other, annual="600"))
    made = await now.do("adjustRemove", made, projectId=goes["id"], reason="停建")
    made = await now.do("adjustValue", made, projectId=stays["id"], annualInvestment="9000", reason="加快")
    made = await now.do("suggestAdjustment", await now.consult(made))
    wrong = meeting(BODIES[0], to(goes, annualInvestment="1"), to(stays, annualInvestment="8000"))
    refused = await now.refused("recordAdjustmentDeliberation", made, **wrong)
    assert [(e["code"], e["article"]) for e in refused] == [
        ("CHANGE_NOT_FOR_THIS_ITEM", "第十一条"),
        ("NOTHING_CHANGED", "第十一条"),
    ]
    changes = (off(goes, "继续实施"), off(other), to(comes, annualInvestment="400"), to(stays, annualInvestment="8500"))
    made = await now.do("recordAdjustmentDeliberation", made, **meeting(BODIES[0], *changes))
    seen = (await reserve.api(ADJUSTED, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert {e["node"]["projectName"]: e["node"]["annualInvestment"] for e in seen["changes"]["edges"]} == {
        "调整丙": "400",
        "调整甲": "8500",
    }
    assert all(len(e["node"]["opinions"]) == 4 for e in seen["changes"]["edges"])
    assert (seen["effect"][-1]["added"], seen["effect"][-1]["after"]) == (
        {"projects": 1},
        {"annualInvestment": "16900"},
    )
    (held,) = seen["deliberations"]
    assert (held["seen"]["projects"], [c["action"] for c in held["changes"]]) == (
        4,
        ["REMOVE", "REMOVE", "CHANGE", "CHANGE"],
    )
    assert [c["item"] and c["item"]["annualInvestment"] for c in held["changes"]] == ["8000", None, None, "8000"]
    made = await now.issue(await now.deliberate(made, *BODIES[1:]), 8)
    assert made["status"] == "ISSUED"
    after = await plan_of(reserve, plan)
    assert {e["node"]["projectName"]: e["node"]["annualInvestment"] for e in after["items"]["edges"]} == {
        "调整甲": "8500",
        "调整乙": "8000",
        "调整丙": "400",
    }
    assert after["editions"][1]["total"]["annualInvestment"] == "16900"
    returned = await reserve.refused(
        "recordAdjustmentDeliberation", ADJUSTMENT, INVESTMENT, on=MIDYEAR, **on(made), **meeting(BODIES[0], off(stays))
    )
    assert codes(returned)[0] == "ADJUSTMENT_ISSUED"
