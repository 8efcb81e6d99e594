"""Financing demands through the endpoint: from the owner's telling to what was drawn down (第十六条（二）)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.funds_world import DAY, DEMAND, FACTS, INSTITUTION

AFTER = date(2026, 3, 10)
LOG = """query($id: UUID!) { financingDemand(id: $id) { contactName contactPhone internalNote purpose
    appraisals { appraiser value } papers { kind edition content } matches { state institution { name } }
    steps(first: 50) { edges { node { action state amount matchState note } } } } }"""


async def log(money, demand, as_=None):
    return (await money.api(LOG, {"id": demand["id"]}, as_=as_ or money.financial, on=AFTER))["financingDemand"]


def seen(demand):
    return {"demandId": demand["id"], "expectedVersion": demand["version"]}


async def test_an_owners_demand_waits_for_the_department_and_goes_back_and_forth(money):
    demand = await money.demand(money.owner)
    assert (demand["state"], demand["number"]) == ("SUBMITTED", "XQ2026-00001")
    assert await money.refused("reviewFinancingDemand", DEMAND, money.financial, **seen(demand), accept=False) == {
        "TEXT_MISSING"
    }
    returned = {"accept": False, "reason": "请补充担保措施"}
    demand = await money.done("reviewFinancingDemand", DEMAND, money.financial, **seen(demand), **returned)
    assert (demand["state"], demand["reason"]) == ("RETURNED", "请补充担保措施")
    facts = FACTS | {"amount": "6000"}
    demand = await money.done("amendFinancingDemand", DEMAND, money.owner, **seen(demand), facts=facts)
    assert (demand["state"], demand["amount"]) == ("SUBMITTED", "6000")
    demand = await money.done("reviewFinancingDemand", DEMAND, money.financial, **seen(demand), accept=True)
    assert demand["state"] == "ACCEPTED"
    actions = [e["node"]["action"] for e in (await log(money, demand))["steps"]["edges"]]
    assert actions == ["SUBMITTED", "RETURNED", "AMENDED", "ACCEPTED"]


async def test_what_the_department_enters_is_on_the_list_at_once(money):
    assert (await money.demand())["state"] == "ACCEPTED"
    assert (await money.demand())["number"] == "XQ2026-00002"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("purpose", "一期厂房，联系 138 0013 8000"),
        ("collateral", "房产抵押，0731-28881234"),
        ("purpose", "联系人：张某"),
        ("purpose", "请发 someone@example.org"),
        ("purpose", "１３８００１３８０００"),
    ],
)
async def test_texts_that_will_be_public_may_not_lead_to_a_person(money, field, text):
    given = {"projectId": str(money.project), "facts": FACTS | {field: text}}
    codes = await money.refused("submitFinancingDemand", DEMAND, money.owner, **given)
    assert codes == {"PERSONAL_DATA_IN_PUBLIC_TEXT"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"termMonths": 0}, "TERM_INVALID"),
        ({"termMonths": 601}, "TERM_INVALID"),
        ({"amount": "0"}, "AMOUNT_NOT_POSITIVE"),
        ({"purpose": " "}, "TEXT_MISSING"),
        ({"neededBy": "2026-03-01"}, "DATE_PASSED"),
        ({"neededBy": "2101-01-01"}, "YEAR_INVALID"),
    ],
)
async def test_what_is_malformed_is_refused(money, facts, code):
    given = {"projectId": str(money.project), "facts": FACTS | facts}
    assert await money.refused("submitFinancingDemand", DEMAND, money.owner, **given) == {code}


async def test_strangers_see_nothing_and_may_do_nothing(money):
    demand = await money.demand(money.owner)
    stranger = person(Role.OWNER, unit=new_id(), division=money.division)
    assert await log(money, demand, stranger) is None
    given = {"projectId": str(money.project), "facts": FACTS}
    assert await money.refused("submitFinancingDemand", DEMAND, stranger, **given) == {"NOT_CONCERNED"}
    assert await money.refused("withdrawFinancingDemand", DEMAND, stranger, **seen(demand), reason="由") == {
        "DEMAND_UNKNOWN"
    }
    with pytest.raises(Refused, match="FORBIDDEN"):
        await money.do("reviewFinancingDemand", DEMAND, money.owner, **seen(demand), accept=True)


async def test_appraisals_analyses_and_plans_are_kept_edition_after_edition(money):
    demand = await money.demand(money.owner)
    appraisal = {
        "demandId": demand["id"],
        "appraiser": "示例资产评估公司",
        "asset": "厂房在建工程",
        "document": "示例评字〔2026〕8号",
        "value": "8000",
        "appraisedOn": str(DAY),
    }
    assert await money.refused("appraiseFinancingDemand", DEMAND, money.owner, **appraisal) == {"STATE_NOT_ALLOWED"}
    await money.done("reviewFinancingDemand", DEMAND, money.financial, **seen(demand), accept=True)
    await money.done("appraiseFinancingDemand", DEMAND, money.owner, **appraisal)
    for kind, content in (("ANALYSIS", "需求测算"), ("PLAN", "方案一"), ("PLAN", "方案二")):
        paper = {"demandId": demand["id"], "kind": kind, "content": content}
        await money.done("keepFinancingPaper", DEMAND, money.financial, **paper)
    note = {"demandId": demand["id"], "on": str(DAY), "note": "已电话沟通"}
    await money.done("trackFinancingDemand", DEMAND, money.financial, **note)
    shown = await log(money, demand, money.owner)
    assert shown["appraisals"] == [{"appraiser": "示例资产评估公司", "value": "8000"}]
    assert [(p["kind"], p["edition"]) for p in shown["papers"]] == [("ANALYSIS", 1), ("PLAN", 1), ("PLAN", 2)]
    assert [e["node"]["action"] for e in shown["steps"]["edges"]][2:] == [
        "APPRAISED",
        "PAPER_KEPT",
        "PAPER_KEPT",
        "PAPER_KEPT",
        "TRACKED",
    ]


async def matched(money):
    demand, bank = await money.demand(), await money.institution()
    given = {"demandId": demand["id"], "institutionId": bank["id"]}
    demand = await money.done("introduceInstitution", DEMAND, money.financial, **given)
    return demand, given


async def move(money, demand, to, refused=False, **more):
    match = demand["matches"][-1]
    given = {"matchId": match["id"], "expectedVersion": match["version"], "to": to, "on": str(DAY)} | more
    asked = money.refused if refused else money.done
    return await asked("moveFinancingMatch", DEMAND, money.financial, **given)


async def draw(money, demand, amount, refused=False, **more):
    match = demand["matches"][-1]
    given = {"matchId": match["id"], "expectedVersion": match["version"], "amount": amount, "on": str(DAY)}
    asked = money.refused if refused else money.done
    return await asked("recordFinancingDraw", DEMAND, money.financial, **given, document="放款凭证1", **more)


async def test_talks_go_from_introduction_to_drawing_down_never_more_than_signed(money):
    demand, given = await matched(money)
    assert await money.refused("introduceInstitution", DEMAND, money.financial, **given) == {"MATCH_EXISTS"}
    demand = await move(money, demand, "TALKING")
    assert await move(money, demand, "INTRODUCED", refused=True) == {"STATE_NOT_ALLOWED"}
    assert await move(money, demand, "AGREED", refused=True) == {"AMOUNT_MISSING"}
    demand = await move(money, demand, "AGREED", amount="5000")
    assert await draw(money, demand, "1", refused=True) == {"STATE_NOT_ALLOWED"}
    assert await move(money, demand, "SIGNED", refused=True, amount="4500") == {"TEXT_MISSING"}
    demand = await move(money, demand, "SIGNED", amount="4500", document="示例借字1号")
    assert await draw(money, demand, "4500.0001", refused=True) == {"DRAW_EXCEEDS_SIGNED"}
    demand = await draw(money, demand, "4500")
    assert (demand["drawn"], demand["matches"][0]["state"]) == ("4500", "DRAWN_DOWN")
    assert await move(money, demand, "REFUSED", refused=True, reason="由") == {"STATE_NOT_ALLOWED"}
    assert await draw(money, demand, "-500", refused=True) == {"TEXT_MISSING"}
    demand = await draw(money, demand, "-500", reason="凭证重复登记")
    assert demand["drawn"] == "4000"
    assert await money.refused("closeFinancingDemand", DEMAND, money.financial, **seen(demand)) == {"REASON_MISSING"}
    demand = await money.done("closeFinancingDemand", DEMAND, money.financial, **seen(demand), reason="余额自筹")
    assert demand["state"] == "MET"


async def test_talks_that_fail_say_why_and_may_begin_anew(money):
    demand, given = await matched(money)
    assert await move(money, demand, "REFUSED", refused=True) == {"TEXT_MISSING"}
    demand = await move(money, demand, "REFUSED", reason="授信额度不足")
    demand = await money.done("introduceInstitution", DEMAND, money.financial, **given)
    assert [m["state"] for m in demand["matches"]] == ["REFUSED", "INTRODUCED"]


async def test_an_institution_is_registered_once_changed_by_version_and_no_longer_introduced_when_inactive(money):
    bank = await money.institution()
    facts = {"name": bank["name"], "kind": "BANK"}
    assert await money.refused("registerFinancialInstitution", INSTITUTION, money.financial, **facts) == {
        "INSTITUTION_EXISTS"
    }
    change = facts | {"institutionId": bank["id"], "expectedVersion": bank["version"], "active": False}
    bank = await money.done("registerFinancialInstitution", INSTITUTION, money.financial, **change)
    assert bank["active"] is False
    assert await money.refused("registerFinancialInstitution", INSTITUTION, money.financial, **change) == {
        "VERSION_CONFLICT"
    }
    given = {"demandId": (await money.demand())["id"], "institutionId": bank["id"]}
    assert await money.refused("introduceInstitution", DEMAND, money.financial, **given) == {"INSTITUTION_INACTIVE"}
    listed = await money.api(
        "{ financialInstitutions(active: false) { edges { node { name } } } }", as_=money.owner, on=DAY
    )
    assert [e["node"]["name"] for e in listed["financialInstitutions"]["edges"]] == [bank["name"]]


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ({"state": "SUBMITTED"}, 1),
        ({"form": "BOND"}, 1),
        ({"amountFrom": "5000.0001"}, 0),
        ({"state": "MET"}, 0),
        ({}, 2),
    ],
)
async def test_demands_are_listed_by_what_is_asked(money, filter, found):
    await money.demand(money.owner, form="BOND")
    await money.demand()
    query = "query($f: FinancingDemandFilter) { financingDemands(filter: $f) { totalCount edges { node { number } } } }"
    listed = (await money.api(query, {"f": filter}, as_=money.financial, on=DAY))["financingDemands"]
    assert (listed["totalCount"], len(listed["edges"])) == (found, found)


async def test_the_department_and_the_owner_are_told_what_to_do(money):
    async def asked(who):
        return {t["kind"] for t in await todos(money.api, who, DAY, "supportTodos")}

    assert await asked(money.financial) == {"FINANCING_LIST_DUE"}
    demand = await money.demand(money.owner)
    assert await asked(money.financial) == {"FINANCING_TO_REVIEW", "FINANCING_LIST_DUE"}
    assert await asked(money.owner) == set()
    await money.done("reviewFinancingDemand", DEMAND, money.financial, **seen(demand), accept=False, reason="缺")
    assert await asked(money.owner) == {"FINANCING_RETURNED"}
    assert await asked(money.financial) == {"FINANCING_LIST_DUE"}
    other = person(Role.FINANCIAL_SERVICES, unit=new_id(), subject="elsewhere", division=money.division)
    assert await asked(other) == set()
