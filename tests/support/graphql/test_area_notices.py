"""Notices of land, money, joint matters, incidents and agencies: told to whom they concern, once, and to nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.domain.notices import NOTICES
from tests.harness.people import person
from tests.support.agency.world import SUPERVISION, Agency
from tests.support.funds_world import COMMITMENT, DEMAND, INSTITUTION, Money
from tests.support.land_world import LandDistrict
from tests.support.rest_world import Planning, kinds_told, told
from tests.support.services_world import Services, seen, shown
from tests.support.world import DAY, District

APRIL = date(2027, 4, 12)
DIVISIONS = iter(range(20, 99))


@pytest.fixture
def division() -> str:
    """A division of its own: what a role is told, all who hold it there are told."""
    return f"4303{next(DIVISIONS):02d}"


@pytest.fixture
async def land(api, division) -> Planning:
    return Planning(await LandDistrict(api, division=division).told(), APRIL)


@pytest.fixture
async def money(api, division) -> Money:
    return await Money(api, division=division).told()


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.ECOLOGY, Role.PUBLIC_SECURITY)


@pytest.fixture
async def agency(district: District) -> Agency:
    return Agency(district)


async def test_the_departments_hear_of_each_others_steps_and_units_of_what_is_theirs(land):
    district, api = land.district, land.district.api
    land_, requisition, owner = district.officer, district.requisitioner, district.owner
    plan = await land.on_plan("confirmLandPlan", await land.planned(2027), party="LAND")
    assert await kinds_told(api, requisition, APRIL, plan["id"]) == {"land-plan.confirmed"}
    plan = await land.on_plan("confirmLandPlan", plan, requisition, party="REQUISITION")
    for who in (land_, requisition):  # neither waits for a confirmation any more
        assert await kinds_told(api, who, APRIL, plan["id"]) == set()
    plan = await land.on_plan("issueLandPlan", plan, number="示例地〔2027〕1号")
    assert await kinds_told(api, land_, APRIL, plan["id"], past=True) == {"land-plan.confirmed"}
    assert await kinds_told(api, requisition, APRIL, plan["id"], past=True) == {
        "land-plan.confirmed",
        "land-plan.issued",
    }
    assert await kinds_told(api, land_, APRIL, plan["id"]) == set()  # confirmed and issued: nothing waits any more
    assert await told(api, owner, APRIL) == {
        ("land-plan.carried-out", plan["id"]): "2027年度用地和征拆供地计划（示例地〔2027〕1号）有1项由本单位负责"
    }
    await land.on_plan("reviseLandPlan", plan, reason="项目调整")
    assert "land-plan.revised" in await kinds_told(api, requisition, APRIL, plan["id"])
    assert "land-plan.revised" not in await kinds_told(api, land_, APRIL, plan["id"])


async def test_a_decision_is_told_to_its_unit_when_the_minutes_are_frozen_and_its_end_to_the_departments(land):
    district, api = land.district, land.district.api
    meeting = await land.opened(date(2027, 4, 1))
    item = await land.decided(meeting, date(2027, 4, 20))
    assert await told(api, district.owner, APRIL) == {}
    await land.closed(meeting)
    (text,) = (await told(api, district.owner, APRIL)).values()
    assert text == "2027-04用地保障会商议定由本单位办理，期限2027-04-20：协调调整规划"
    of_meeting = await kinds_told(api, district.requisitioner, APRIL, meeting["id"])
    assert of_meeting == {"land-consultation.opened", "land-consultation.closed"}
    assert await kinds_told(api, district.officer, APRIL, meeting["id"]) == set()
    given = {"itemId": item["id"], "expectedVersion": item["version"], "doneOn": str(APRIL), "text": "已调整"}
    await land.do("reportLandAgendaItem", "item { id }", district.owner, **given)
    assert await told(api, district.owner, APRIL) == {}  # done
    for who in (district.officer, district.requisitioner):
        assert "land-decision.done" in await kinds_told(api, who, APRIL, meeting["id"])


async def test_a_transfer_is_told_to_the_bureau_and_its_outcome_to_who_asked(land):
    district, api = land.district, land.district.api
    source, target = await district.quota("100", 2030), await district.quota("0", 2031)
    transfer = (await district.asked(source, target, "30"))["transfer"]
    assert await kinds_told(api, district.colleague, DAY, transfer["id"]) == {"quota-transfer.asked"}
    assert await kinds_told(api, district.requisitioner, DAY, transfer["id"]) == set()
    await district.decided(transfer, approved=False, note="指标已有安排")
    assert (await told(api, district.officer, DAY))[("quota-transfer.decided", transfer["id"])] == (
        "您申请的指标调剂（30）未获批准：指标已有安排"
    )
    assert await kinds_told(api, district.colleague, DAY, transfer["id"]) == set()


async def test_an_owner_hears_of_its_money_and_no_other_owner(money):
    api, commitment = money.api, await money.committed(await money.budget())
    pay = {"commitmentId": commitment["id"], "amount": "100", "voucherNumber": "示例凭证1", "paidOn": str(DAY)}
    paid = await money.done("payFunds", COMMITMENT, expectedVersion=1, **pay)
    back = {"commitmentId": commitment["id"], "expectedVersion": paid["version"], "reason": "账号有误"}
    back |= {"paymentId": paid["payments"][0]["id"]}
    await money.done("reverseFundPayment", COMMITMENT, **back)
    found = await told(api, money.owner, DAY)
    assert [found[kind, commitment["id"]] for kind in ("fund.committed", "fund.paid", "fund.payment-reversed")] == [
        "项目“示例涂料项目”获专项资金安排300万元（示例财建〔2026〕2号）",
        "项目“示例涂料项目”已支付专项资金100万元（凭证示例凭证1）",
        "项目“示例涂料项目”的一笔支付100万元已冲销：账号有误",
    ]
    for who in (money.finance, money.financial, person(Role.OWNER, unit=new_id(), division=money.division)):
        assert await told(api, who, DAY) == {}


async def test_a_demand_goes_to_and_fro_and_each_side_hears_of_the_other(money):
    api, owner, bureau = money.api, money.owner, money.financial
    demand = await money.demand(owner)
    on = {"demandId": demand["id"]}
    assert await kinds_told(api, bureau, DAY, demand["id"]) == {"financing.submitted"}
    assert await kinds_told(api, owner, DAY, demand["id"]) == set()
    back = {"accept": False, "reason": "补充担保"}
    demand = await money.done("reviewFinancingDemand", DEMAND, bureau, expectedVersion=1, **on, **back)
    assert await kinds_told(api, bureau, DAY, demand["id"]) == set()
    assert await told(api, owner, DAY) == {
        ("financing.returned", demand["id"]): f"项目“示例涂料项目”的融资需求{demand['number']}被退回：补充担保"
    }
    facts = {"amount": "5200", "purpose": "厂房", "termMonths": 36, "form": "BANK_LOAN", "collateral": "土地抵押"}
    seen_ = {"expectedVersion": demand["version"]}
    demand = await money.done("amendFinancingDemand", DEMAND, owner, facts=facts, **on, **seen_)
    assert await kinds_told(api, owner, DAY, demand["id"]) == set()  # it has answered
    assert await kinds_told(api, bureau, DAY, demand["id"]) == {"financing.submitted"}
    seen_ = {"expectedVersion": demand["version"]}
    await money.done("reviewFinancingDemand", DEMAND, bureau, accept=True, **on, **seen_)
    bank = await money.done(
        "registerFinancialInstitution", INSTITUTION, bureau, name=f"示例银行{new_id()}", kind="BANK"
    )
    await money.done("introduceInstitution", DEMAND, bureau, institutionId=bank["id"], **on)
    await money.done("publishFinancingList", "issue { id }", bureau)
    assert await kinds_told(api, owner, DAY, demand["id"]) == {
        "financing.accepted",
        "financing.introduced",
        "financing.published",
    }
    assert await kinds_told(api, money.finance, DAY, demand["id"]) == set()


async def test_an_application_is_told_to_its_owner_and_a_return_to_finance_as_well(money):
    api = money.api
    application = await money.application()
    application = await money.advanced(application, ("SUBMITTED", None))
    id_ = application["id"]
    back = {"applicationId": id_, "expectedVersion": application["version"], "on": str(DAY), "reason": "缺可研批复"}
    application = await money.done("returnFundApplication", "application { id version stage }", **back)
    assert await kinds_told(api, money.owner, DAY, id_) == {"fund-application.advanced", "fund-application.returned"}
    assert await kinds_told(api, money.finance, DAY, id_) == {"fund-application.returned"}
    assert await kinds_told(api, money.financial, DAY, id_) == set()
    application = await money.advanced(
        application, ("SUBMITTED", None), ("REVIEWED", None), ("LISTED", None), ("GRANTED", "4000")
    )
    found = await told(api, money.owner, DAY)
    assert ("fund-application.returned", id_) not in found
    assert found["fund-application.granted", id_].startswith("“示例园区基础设施专项债”已获批准4000万元")
    assert await kinds_told(api, money.finance, DAY, id_) == set()


def of(services: Services) -> dict[str, str]:
    """Ask for what is told of the district's own project."""
    return {"projectId": str(services.district.project)}


async def test_a_joint_matter_is_told_once_and_its_parts_are_not_told_besides(services):
    api, district, officer = services.api, services.district, services.officer(Role.ECOLOGY)
    joint = shown(await services.submit_joint())
    assert set(await told(api, officer, DAY, **of(services))) == {("joint.submitted", joint["id"])}
    assert await told(api, district.owner, DAY, **of(services)) == {}
    joint = shown(await services.joint("returnJointEvaluation", joint, reason="缺图"))
    assert set(await told(api, district.owner, DAY, **of(services))) == {("joint.returned", joint["id"])}
    joint = shown(await services.joint("resubmitJointEvaluation", joint, district.owner, purpose="补正"))
    assert await told(api, district.owner, DAY, **of(services)) == {}
    joint = shown(await services.joint("acceptJointEvaluation", joint))
    joint = shown(await services.joint("claimJointEvaluation", joint))
    joint = shown(await services.joint("recordJointMeeting", joint, **services.meeting()))
    joint = shown(await services.joint("decideJointEvaluation", joint, outcome="GRANTED"))
    assert set(await told(api, district.owner, DAY, **of(services))) == {
        ("joint.discussed", joint["id"]),
        ("joint.decided", joint["id"]),
    }
    assert await told(api, officer, DAY, **of(services)) == {}
    assert await told(api, services.officer(Role.PUBLIC_SECURITY), DAY, **of(services)) == {}


async def test_the_limit_of_a_joint_matter_comes_with_its_notice(services):
    joint = shown(await services.submit_joint())
    found = await told(services.api, services.officer(Role.ECOLOGY), DAY)
    assert found["joint.submitted", joint["id"]] == f"项目“示例涂料项目”提交多评合一，期限{joint['dueOn']}"


async def test_an_incident_is_told_to_public_security_and_what_becomes_of_it_to_those_who_reported_or_own(services):
    api, at, police = services.api, datetime(2026, 3, 2, 1, 0, tzinfo=UTC), services.officer(Role.PUBLIC_SECURITY)
    agent, owner = services.district.agent, services.district.owner
    incident = seen(await services.report(agent, at=at))
    id_ = incident["id"]
    found = await told(api, police, DAY)
    assert found["incident.reported", id_].startswith(
        f"项目“示例涂料项目”周边事件{incident['number']}，须于2026-03-02 "
    )
    assert await kinds_told(api, owner, DAY, id_) == {"incident.known"}
    assert await kinds_told(api, agent, DAY, id_) == set()
    incident = seen(await services.incident("takeUpSiteIncident", incident, at=at))
    assert await kinds_told(api, police, DAY, id_) == set()
    seen(await services.incident("closeSiteIncident", incident, at=at, result="已处置"))
    for who in (agent, owner):
        assert {"incident.taken-up", "incident.closed"} <= await kinds_told(api, who, DAY, id_)
    assert await kinds_told(api, services.officer(Role.ECOLOGY), DAY, id_) == set()
    words = " ".join((await told(api, owner, DAY)).values())
    assert "阻挠" not in words
    assert "已处置" not in words  # nothing that was written of it


async def test_the_parties_of_an_agency_hear_of_each_other_and_the_bureau_of_its_items(agency):
    api, district = agency.district.api, agency.district
    owner, agent = agency.owner, agency.agent
    await agency.applied()
    case = agency.case["id"]
    assert await kinds_told(api, agent, DAY, case) == {"agency.applied"}
    assert await kinds_told(api, owner, DAY, case) == set()
    given = {"agentSubject": agent.subject, "agentName": agent.name}
    await agency.on_case("acceptAgency", agent, DAY, **given)
    assert await kinds_told(api, agent, DAY, case) == set()
    assert await kinds_told(api, owner, DAY, case) == {"agency.accepted"}
    await agency.authorise(stages=["LAND_AND_PLANNING"])
    assert await kinds_told(api, owner, DAY, case) == set()
    assert await kinds_told(api, agent, DAY, case) == {"agency.authorised"}
    await agency.submit("PROJECT_FILING")
    item = await agency.item("PROJECT_FILING")
    await agency.step("recordAgencyItemReturned", "PROJECT_FILING", text="缺章程")
    assert await kinds_told(api, owner, DAY, item["id"]) == {"agency.item-returned"}
    assert await kinds_told(api, agent, DAY, item["id"]) == set()  # it has written it down itself
    await agency.step("recordAgencyItemCorrected", "PROJECT_FILING", text="已补")
    assert await kinds_told(api, owner, DAY, item["id"]) == set()
    await agency.step("recordAgencyItemDone", "PROJECT_FILING", text="", documentNumber="示例备1号")
    assert await kinds_told(api, owner, DAY, item["id"]) == {"agency.item-done"}
    await agency.revoke()
    assert await kinds_told(api, agent, DAY, case) == {"agency.authorised", "agency.revoked"}
    stranger = person(Role.OWNER, unit=new_id(), division=district.division)
    assert await told(api, stranger, DAY) == {}


async def test_a_supervised_item_is_told_to_its_owner_and_the_inspector(agency):
    api, late = agency.district.api, date(2026, 3, 17)
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    item = await agency.item("SITE_OPINION")
    opening = {"itemId": item["id"], "reason": "逾期未办"}
    opened = await agency.do("openSupervision", agency.agent, late, SUPERVISION, **opening)
    assert opened["userErrors"] == []
    for who in (agency.owner, agency.inspector.but(unit=new_id())):
        found = await told(api, who, late)
        assert "已联合督办：逾期 1 个工作日：逾期未办" in found["agency.supervision-opened", item["id"]]
    assert await kinds_told(api, agency.agent, late, item["id"]) == set()


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_every_kind_names_its_clause_and_says_something(kind):
    notice = NOTICES[kind]
    assert str(notice.article).startswith("第")
    assert notice.name
    assert len(notice.says) > 5
