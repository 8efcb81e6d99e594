"""A project's page: requests, agency, money, evaluations and incidents in one question; to each what each may see."""

from __future__ import annotations

from typing import Any

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.agency.world import Agency
from tests.support.funds_world import COMMITMENT, Money
from tests.support.services_world import Services, seen, shown
from tests.support.world import DAY

PAGE = """query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { id
  requests { id } agency { id stateName itemsTotal }
  fundCommitted fundPaid fundCommitments { id amount payments { amount } }
  fundApplications { id title granted } financingDemands { id number amount matches { id } }
  jointEvaluations { id } siteIncidents { id number } } } }"""
NOTHING = {
    "requests": [],
    "agency": None,
    "fundCommitted": None,
    "fundPaid": None,
    "fundCommitments": [],
    "fundApplications": [],
    "financingDemands": [],
    "jointEvaluations": [],
    "siteIncidents": [],
}


@pytest.fixture
async def money(api) -> Money:
    return await Money(api).told()


async def page(money: Money, who: Person, project: Any = None) -> dict[str, Any]:
    """Ask as the gateway would, for the project of the page."""
    asked = {"r": [{"__typename": "Project", "id": str(project or money.project)}]}
    (found,) = (await money.api(PAGE, asked, as_=who, on=DAY))["_entities"]
    return {name: value for name, value in found.items() if name != "id"}


async def budget_of(money: Money, category: str) -> dict[str, Any]:
    """Open the year's budget of a category, or take the one that another test has opened: a division has one."""
    asked = "query($f: FundFilter) { fundBudgets(filter: $f) { edges { node { id } } } }"
    of = {"f": {"year": DAY.year, "category": category}}
    known = (await money.api(asked, of, as_=money.finance, on=DAY))["fundBudgets"]["edges"]
    return known[0]["node"] if known else await money.budget(category=category, amount="5000")


async def filled(money: Money) -> dict[str, Any]:
    """Give the project something of everything."""
    first = await money.committed(await budget_of(money, "CONSTRUCTION"), "300")
    second = await money.committed(await budget_of(money, "PRELIMINARY"), "50.5")
    paid = {"commitmentId": first["id"], "expectedVersion": 1, "amount": "120", "paidOn": str(DAY)}
    await money.done("payFunds", COMMITMENT, voucherNumber=f"示例{new_id()}", **paid)
    agency = await Agency(money).applied()
    services = await Services.of(money, Role.ECOLOGY, Role.PUBLIC_SECURITY)
    return {
        "commitments": [second["id"], first["id"]],
        "application": (await money.application())["id"],
        "demand": (await money.demand(money.owner))["id"],
        "agency": agency.case["id"],
        "joint": shown(await services.submit_joint())["id"],
        "incident": seen(await services.report())["id"],
        "police": services.officer(Role.PUBLIC_SECURITY),
    }


async def test_an_owner_and_the_overseeing_departments_see_all_of_a_project_at_once(money):
    made = await filled(money)
    for who in (money.owner, money.agent):
        found = await page(money, who)
        assert (found["fundCommitted"], found["fundPaid"]) == ("350.5", "120")
        assert [c["id"] for c in found["fundCommitments"]] == made["commitments"]
        assert [a["id"] for a in found["fundApplications"]] == [made["application"]]
        assert [d["id"] for d in found["financingDemands"]] == [made["demand"]]
        assert (found["agency"]["id"], found["agency"]["stateName"]) == (made["agency"], "已申请，待项目服务部门答复")
        assert [j["id"] for j in found["jointEvaluations"]] == [made["joint"]]
        assert [i["id"] for i in found["siteIncidents"]] == [made["incident"]]
        assert len(found["requests"]) == 3  # the parts of the joint evaluation


async def test_each_department_sees_its_own_part_of_the_same_page_and_a_stranger_nothing(money):
    made = await filled(money)
    finance = await page(money, money.finance)
    assert (finance["fundCommitted"], len(finance["fundApplications"]), len(finance["financingDemands"])) == (
        "350.5",
        1,
        1,
    )
    assert (finance["agency"], finance["siteIncidents"], finance["jointEvaluations"]) == (None, [], [])
    financial = await page(money, money.financial)
    assert (financial["fundCommitted"], financial["fundCommitments"]) == (None, [])
    assert [d["id"] for d in financial["financingDemands"]] == [made["demand"]]
    police = await page(money, made["police"])
    assert police == NOTHING | {"siteIncidents": police["siteIncidents"]}
    assert [i["id"] for i in police["siteIncidents"]] == [made["incident"]]
    for who in (person(Role.OWNER, unit=new_id()), person(Role.TRANSPORT, unit=new_id()), person(Role.DISCIPLINE)):
        assert await page(money, who) == NOTHING


async def test_a_project_without_anything_is_an_empty_page(money):
    assert await page(money, money.owner) == NOTHING
    assert await page(money, money.agent, new_id()) == NOTHING


async def test_the_newest_agency_is_the_one_that_is_shown(money):
    first = Agency(money)
    await first.applied()
    given = {"caseId": first.case["id"], "expectedVersion": first.case["version"], "reason": "改为自办"}
    done = await first.do("declineAgency", first.agent, DAY, **given)
    assert done["userErrors"] == []
    second = Agency(money)
    await second.applied()
    assert (await page(money, money.owner))["agency"]["id"] == second.case["id"] != first.case["id"]
