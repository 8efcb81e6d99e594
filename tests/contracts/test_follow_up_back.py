"""A land consultation's decision goes to the ledger, and what the ledger really tells of it comes back to the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from services.law.parties import Role
from services.schedule.store import tables as scheduled
from tests.contracts.test_chain import carried
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.support.land_world import LandDistrict
from tests.support.rest_world import Planning

DAY = date(2027, 6, 10)
ISSUE = "issue { id version state }"


async def known(schedule: Api, district: LandDistrict) -> None:
    """Let schedule know the units and the project, as reserve tells of them."""
    for unit, name, role in (
        (district.bureau, "区自然资源局（示例）", Role.LAND),
        (district.service, "区项目服务中心（示例）", Role.PROJECT_SERVICE),
        (district.owner_unit, "示例涂料有限公司", Role.OWNER),
    ):
        about = {"organizationId": str(unit), "name": name, "roles": [role.value], "category": "DEPARTMENT"}
        facts = about | {"version": 1, "active": True, "division": district.division}
        await schedule.consume("zhongdian.reserve.organization.registered.v1", facts)


async def step(schedule: Api, mutation: str, issue: dict[str, Any], who: Person, **given: Any) -> dict[str, Any]:
    type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
    seen = {"issueId": issue["id"], "expectedVersion": issue["version"]}
    done = await schedule.do(mutation, type_, ISSUE, who, DAY, **seen, **given)
    assert done["userErrors"] == [], done
    return done["issue"]


async def follow_up(land: Planning) -> dict[str, Any]:
    query = "{ myLandAgendaItems(first: 1) { edges { node { followUp { number stateName dueOn closedOn } } } } }"
    found = await land.district.api(query, as_=land.district.owner, on=DAY)
    shown: dict[str, Any] = found["myLandAgendaItems"]["edges"][0]["node"]["followUp"]
    return shown


async def test_a_decision_shows_each_state_of_its_issue_as_schedule_settles_it(service_api):
    support, schedule = await service_api("support"), await service_api("schedule")
    land = Planning(await LandDistrict(support).told(), DAY)
    district = land.district
    await known(schedule, district)
    item = await land.decided(await land.opened(date(2027, 6, 1)), date(2027, 6, 30))
    raising = {"itemId": item["id"], "expectedVersion": item["version"], "severity": "JAM"}
    await land.do("raiseLandFollowUp", "item { id }", **raising)
    await carried(support, schedule)
    ((row,),) = await schedule.rows(select(scheduled.Issue).where(scheduled.Issue.source_id == item["id"]))
    issue = {"id": str(row.id), "version": row.version}
    await carried(schedule, support)
    assert (await follow_up(land))["stateName"] == "待交办"
    service = person(Role.PROJECT_SERVICE, unit=district.service, division=district.division)
    bureau = person(Role.LAND, unit=district.bureau, division=district.division)
    issue = await step(
        schedule, "assignIssue", issue, service, to={"unitId": str(district.bureau), "person": "示例区领导"}
    )
    await carried(schedule, support)
    assigned = await follow_up(land)
    assert (assigned["stateName"], assigned["dueOn"] is not None) == ("办理中", True)
    issue = await step(schedule, "acceptIssue", issue, bureau, person="示例责任人")
    documents = [{"title": "指标批复（示例）", "datedOn": str(DAY)}]
    issue = await step(schedule, "reportIssueDone", issue, bureau, text="已追加", documents=documents)
    await carried(schedule, support)
    assert (await follow_up(land))["stateName"] == "已报办结，待核"
    await step(schedule, "verifyIssue", issue, service, note="已核")
    for _ in range(2):  # told again it changes nothing
        await carried(schedule, support)
        closed = await follow_up(land)
        assert (closed["stateName"], closed["closedOn"]) == ("已销号", str(DAY))
