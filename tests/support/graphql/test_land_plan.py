"""The yearly land plan through the endpoint: compiled by two, issued when both have confirmed, compared by month (第十五条)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.land_world import LandDistrict, refused
from tests.support.world import DAY

YEARS = iter(range(2027, 2100))  # one plan a year
PLAN = "plan { id version state edition number issuedOn landConfirmedByName requisitionConfirmedByName revisionReason }"
ITEM = "item { id version position area kindName unitName late supplyDoneOn removedOn plan { version } }"


@pytest.fixture
async def district(api) -> LandDistrict:
    return await LandDistrict(api).told()


@pytest.fixture
def year() -> int:
    return next(YEARS)


class Planning:
    """What the two departments do with a plan."""

    def __init__(self, district: LandDistrict) -> None:
        self.district = district

    async def do(self, verb: str, selection: str, as_=None, on: date = DAY, **given) -> dict:
        name = f"{verb[0].upper()}{verb[1:]}Input"
        return await self.district.api.do(verb, name, selection, as_ or self.district.officer, on, **given)

    async def begun(self, year: int) -> dict:
        done = await self.do("createLandPlan", PLAN, year=year)
        assert done["userErrors"] == []
        return done["plan"]

    def entry(self, **changes) -> dict:
        entry = {"projectId": str(self.district.project), "kind": "NEW_CONSTRUCTION_LAND", "area": "80.5"}
        entry |= {"responsibleUnitId": str(self.district.requisition), "requisitionMonth": 3, "demolitionMonth": 5}
        return entry | {"supplyMonth": 8, "note": "一期厂房"} | changes

    async def added(self, plan: dict, **changes) -> dict:
        return await self.do("addLandPlanItem", ITEM, planId=plan["id"], entry=self.entry(**changes))

    async def of(self, plan: dict, selection: str = "version", as_=None, on: date = DAY) -> dict:
        query = f"query($id: UUID!) {{ landPlan(id: $id) {{ {selection} }} }}"
        found = await self.district.api(query, {"id": plan["id"]}, as_=as_ or self.district.officer, on=on)
        return found["landPlan"]

    async def confirmed(self, plan: dict, party: str, as_=None) -> dict:
        seen = {"planId": plan["id"], "expectedVersion": (await self.of(plan))["version"]}
        return await self.do("confirmLandPlan", PLAN, as_, party=party, **seen)

    async def issued(self, plan: dict, number: str = "株天自然资〔示例〕5号") -> dict:
        seen = {"planId": plan["id"], "expectedVersion": (await self.of(plan))["version"]}
        return await self.do("issueLandPlan", PLAN, number=number, **seen)

    async def ready(self, year: int) -> tuple[dict, dict]:
        plan = await self.begun(year)
        item = (await self.added(plan))["item"]
        assert (await self.confirmed(plan, "LAND"))["userErrors"] == []
        assert (await self.confirmed(plan, "REQUISITION", self.district.requisitioner))["userErrors"] == []
        done = await self.issued(plan)
        assert done["userErrors"] == []
        return done["plan"], item

    async def reported(self, item: dict, stage: str, as_=None, on: date = DAY, **given) -> dict:
        seen = {"itemId": item["id"], "expectedVersion": item["version"], "stage": stage}
        return await self.do("reportLandPlanStage", ITEM, as_, on, **seen | given)


@pytest.fixture
def planning(district) -> Planning:
    return Planning(district)


async def test_a_plan_is_issued_under_a_number_when_both_have_confirmed_it(planning, district, year):
    plan = await planning.begun(year)
    assert refused(await planning.issued(plan)) == {"LAND_PLAN_EMPTY": "第十五条", "NOT_CONFIRMED": "第十五条"}
    assert refused(await planning.confirmed(plan, "LAND")) == {"LAND_PLAN_EMPTY": "第十五条"}
    item = (await planning.added(plan))["item"]
    assert (item["position"], item["area"], item["kindName"], item["unitName"]) == (
        1,
        "80.5",
        "新增建设用地计划指标",
        "亩",
    )
    done = await planning.confirmed(plan, "LAND")
    assert done["plan"]["landConfirmedByName"] == "科员乙"
    refusal = await planning.issued(plan)
    assert "征地部门尚未确认" in refusal["userErrors"][0]["message"]
    assert refused(await planning.confirmed(plan, "LAND")) == {"CONFIRMED_ALREADY": "第十五条"}
    assert refused(await planning.confirmed(plan, "REQUISITION")) == {"NOT_A_PARTY": "第十五条"}
    await planning.confirmed(plan, "REQUISITION", district.requisitioner)
    issued = (await planning.issued(plan))["plan"]
    assert (issued["state"], issued["number"], issued["issuedOn"]) == (
        "ISSUED",
        "株天自然资〔示例〕5号",
        DAY.isoformat(),
    )
    assert refused(await planning.added(plan, kind="FOREST_LAND_QUOTA")) == {"LAND_PLAN_ISSUED": "第十五条"}


async def test_one_person_does_not_confirm_for_both(planning, district, year):
    plan = await planning.begun(year)
    await planning.added(plan)
    both = new_id()
    await district.unit(both, "区自然资源和征地局（示例）", [Role.LAND, Role.REQUISITION])
    person_of_both = person(Role.LAND, Role.REQUISITION, unit=both, division=district.division)
    assert (await planning.confirmed(plan, "LAND", person_of_both))["userErrors"] == []
    assert refused(await planning.confirmed(plan, "REQUISITION", person_of_both)) == {"SAME_PERSON": "第十五条"}
    other = person_of_both.but(subject="somebody else")
    assert (await planning.confirmed(plan, "REQUISITION", other))["userErrors"] == []


async def test_a_change_takes_the_confirmations_back(planning, district, year):
    plan = await planning.begun(year)
    item = (await planning.added(plan))["item"]
    await planning.confirmed(plan, "LAND")
    seen = {"itemId": item["id"], "expectedVersion": item["version"]}
    wrong = seen | {"entry": planning.entry(area="0"), "reason": "勘测\u200b后调整"}
    refusal = refused(await planning.do("editLandPlanItem", ITEM, **wrong))
    assert set(refusal) == {"QUANTITY_INVALID", "TEXT_INVISIBLE_CHARACTER"}
    done = await planning.do(
        "editLandPlanItem", ITEM, district.requisitioner, **seen, entry=planning.entry(area="90"), reason="勘测后调整"
    )
    assert done["item"]["area"] == "90"
    named = "items { edges { node { projectName } } }"
    told = await planning.of(plan, named, district.requisitioner)
    assert [e["node"]["projectName"] for e in told["items"]["edges"]] == ["示例涂料项目"]
    now = await planning.of(
        plan, "landConfirmedByName steps(first: 1) { edges { node { action reason said actorName } } }"
    )
    assert now["landConfirmedByName"] is None
    step = now["steps"]["edges"][0]["node"]
    assert (step["action"], step["reason"], step["said"]) == ("editLandPlanItem", "勘测后调整", '{"area":"90.0000"}')


async def test_an_entry_is_judged_as_a_whole(planning, district, year):
    plan = await planning.begun(year)
    wrong = await planning.added(
        plan, projectId=str(new_id()), responsibleUnitId=str(new_id()), kind="LOGGING_QUOTA", supplyMonth=13
    )
    assert set(refused(wrong)) == {"PROJECT_UNKNOWN", "UNIT_UNKNOWN", "QUOTA_KIND_UNKNOWN", "MONTH_INVALID"}
    assert all("LOGGING_QUOTA（" not in e["message"] for e in wrong["userErrors"])  # which is measured in no area
    assert refused(await planning.added(plan, supplyMonth=4)) == {"MONTHS_OUT_OF_ORDER": "第十五条"}
    none = {"requisitionMonth": None, "demolitionMonth": None, "supplyMonth": None}
    assert refused(await planning.added(plan, **none)) == {"MONTH_MISSING": "第十五条"}
    assert refused(await planning.added(plan, area="0")) == {"QUANTITY_INVALID": "第十五条"}
    assert (await planning.added(plan, supplyMonth=5))["userErrors"] == []
    assert refused(await planning.added(plan)) == {"LAND_PLAN_ITEM_TWICE": "第十五条"}
    assert (await planning.added(plan, kind="CULTIVATED_LAND_BALANCE"))["item"]["position"] == 2


async def test_there_is_one_plan_a_year_and_only_the_two_departments_compile_it(planning, district, year):
    await planning.begun(year)
    assert refused(await planning.do("createLandPlan", PLAN, year=year)) == {"LAND_PLAN_EXISTS": "第十五条"}
    unregistered = person(Role.LAND, unit=new_id())
    assert refused(await planning.do("createLandPlan", PLAN, unregistered, year=next(YEARS))) == {
        "NOT_A_PARTY": "第十五条"
    }
    mutation = "mutation($i: CreateLandPlanInput!) { createLandPlan(input: $i) { plan { id } } }"
    asked = {"i": {"idempotencyKey": "k", "year": year}}
    answer = await district.api.raw(mutation, asked, as_=district.agent)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_an_issued_plan_is_changed_by_the_next_edition_and_the_first_stays(planning, district, year):
    plan, item = await planning.ready(year)
    seen = {"planId": plan["id"], "expectedVersion": plan["version"]}
    assert refused(await planning.do("reviseLandPlan", PLAN, **seen, reason="")) == {"TEXT_MISSING": "第十五条"}
    revised = (await planning.do("reviseLandPlan", PLAN, **seen, reason="省厅追加指标"))["plan"]
    assert (revised["state"], revised["edition"], revised["landConfirmedByName"]) == ("DRAFT", 2, None)
    gone = {"itemId": item["id"], "expectedVersion": item["version"]}
    assert refused(await planning.do("removeLandPlanItem", PLAN, **gone, reason=" ")) == {"TEXT_MISSING": "第十五条"}
    assert (await planning.do("removeLandPlanItem", PLAN, **gone, reason="项目调出"))["userErrors"] == []
    assert refused(await planning.do("removeLandPlanItem", PLAN, **gone, reason="项目调出")) == {
        "LAND_PLAN_ITEM_UNKNOWN": "第十五条"
    }
    await planning.added(plan, area="66")
    await planning.confirmed(plan, "LAND")
    await planning.confirmed(plan, "REQUISITION", district.requisitioner)
    assert (await planning.issued(plan, "株天自然资〔示例〕6号"))["plan"]["edition"] == 2
    told = await planning.of(
        plan,
        "editions { edition number reason contentSm3 items } items { totalCount } removed: items(filter: {removed: true}) "
        "{ edges { node { removedReason } } }",
    )
    assert [(e["edition"], e["number"], e["reason"]) for e in told["editions"]] == [
        (2, "株天自然资〔示例〕6号", "省厅追加指标"),
        (1, "株天自然资〔示例〕5号", None),
    ]
    assert '"area":"80.5000"' in told["editions"][1]["items"]
    assert len({e["contentSm3"] for e in told["editions"]}) == 2
    assert told["removed"]["edges"][0]["node"]["removedReason"] == "项目调出"


async def test_open_land_requests_that_are_not_planned_are_taken_over(planning, district, year):
    await district.submit(quantity="30")
    await district.submit(quantity="12.5")
    plan = await planning.begun(year)
    seen = {"planId": plan["id"], "expectedVersion": plan["version"]}
    assert refused(await planning.do("importLandRequests", PLAN, **seen, supplyMonth=0)) == {
        "MONTH_INVALID": "第十五条"
    }
    done = await planning.do("importLandRequests", PLAN, **seen, supplyMonth=9)
    assert done["userErrors"] == []
    filter_ = f'(filter: {{projectId: "{district.project}"}})'
    told = await planning.of(
        plan,
        f"version items{filter_} {{ edges {{ node {{ area kind supplyMonth requestId responsibleUnit {{ id }} }} }} }}",
    )
    (item,) = [e["node"] for e in told["items"]["edges"]]
    assert (item["area"], item["kind"], item["supplyMonth"]) == ("42.5", "NEW_CONSTRUCTION_LAND", 9)
    assert item["responsibleUnit"]["id"] == str(district.owner_unit)
    again = seen | {"expectedVersion": told["version"]}
    assert refused(await planning.do("importLandRequests", PLAN, **again)) == {"NOTHING_TO_IMPORT": "第十五条"}


@pytest.mark.parametrize(("on", "late"), [(31, False), (32, True)], ids=["last day of the month", "the day after"])
async def test_a_stage_is_late_when_its_month_is_over(planning, district, year, on, late):
    plan, item = await planning.ready(year)
    day = date(year, 3, 31) if on == 31 else date(year, 4, 1)
    told = await planning.of(plan, "items { edges { node { late } } }", on=day)
    assert told["items"]["edges"][0]["node"]["late"] is late
    narrowed = await planning.of(plan, "items(filter: {late: true, month: 3}) { totalCount }", on=day)
    assert narrowed["items"]["totalCount"] == int(late)
    assert item["late"] is False


async def test_what_was_done_is_compared_with_what_was_planned_by_month(planning, district, year):
    plan, item = await planning.ready(year)
    day = date(year, 6, 1)
    done = await planning.reported(item, "REQUISITION", district.requisitioner, day, doneOn=f"{year}-04-02")
    item = done["item"]
    assert refused(await planning.reported(item, "REQUISITION", on=day, doneOn=f"{year}-04-03")) == {
        "TEXT_MISSING": "第十五条"
    }
    assert refused(await planning.reported(item, "SUPPLY", on=day, doneOn=f"{year}-06-02")) == {
        "DATE_IN_FUTURE": "第十五条"
    }
    assert refused(await planning.reported(item, "SUPPLY", on=day)) == {"DATE_MISSING": "第十五条"}
    assert refused(await planning.reported(item, "SUPPLY", district.owner, on=day, doneOn=f"{year}-05-02")) == {
        "LAND_PLAN_ITEM_UNKNOWN": "第十五条"
    }
    told = await planning.of(plan, "months { month stage planned plannedAreas { unit area } done doneAreas { area } }")
    assert len(told["months"]) == 36
    of = {(m["month"], m["stage"]): m for m in told["months"]}
    assert (of[3, "REQUISITION"]["planned"], of[3, "REQUISITION"]["done"]) == (1, 0)
    assert (of[4, "REQUISITION"]["planned"], of[4, "REQUISITION"]["done"]) == (0, 1)
    assert of[3, "REQUISITION"]["plannedAreas"] == [{"unit": "MU", "area": "80.5"}]
    done = await planning.reported(item, "REQUISITION", on=day, reason="登记有误")
    assert done["userErrors"] == []
    told = await planning.of(plan, "months { done }")
    assert sum(m["done"] for m in told["months"]) == 0


async def test_a_draft_has_no_progress(planning, district, year):
    plan = await planning.begun(year)
    item = (await planning.added(plan, demolitionMonth=None))["item"]
    assert refused(await planning.reported(item, "DEMOLITION", doneOn="2026-01-05")) == {
        "LAND_PLAN_NOT_ISSUED": "第十五条",
        "STAGE_NOT_PLANNED": "第十五条",
    }


async def test_plans_are_listed_searched_and_exported(planning, district, year):
    plan, _ = await planning.ready(year)
    query = "query($f: LandPlanFilter) { landPlans(filter: $f, first: 5) { edges { node { id year items { totalCount } } } } }"
    found = await district.api(query, {"f": {"year": year, "state": "ISSUED"}}, as_=district.authority)
    assert [e["node"] for e in found["landPlans"]["edges"]] == [
        {"id": plan["id"], "year": year, "items": {"totalCount": 1}}
    ]
    for words, count in (("示例涂料", 1), ("一期", 1), ("没有的", 0)):
        told = await planning.of(plan, f'items(filter: {{search: "{words}"}}) {{ totalCount }}')
        assert told["items"]["totalCount"] == count, words
    file = await district.api(
        "query($id: UUID!) { landPlanFile(id: $id) { fileName size mediaType } }",
        {"id": plan["id"]},
        as_=district.officer,
    )
    assert file["landPlanFile"]["fileName"].startswith(f"{year}年度重点项目建设用地和征拆供地计划")
    stranger = person(Role.OWNER, unit=new_id())
    assert (await district.api.raw(query, {}, as_=stranger))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_unit_sees_and_reports_what_it_is_responsible_for(planning, district, year):
    _, item = await planning.ready(year)
    query = "{ myLandPlanItems { edges { node { id plan { id } } } } }"
    mine = await district.api(query, as_=person(Role.PLANNING_PARTY, unit=district.requisition))
    assert item["id"] in [e["node"]["id"] for e in mine["myLandPlanItems"]["edges"]]
    assert {e["node"]["plan"] for e in mine["myLandPlanItems"]["edges"]} == {None}
    unit = person(Role.PLANNING_PARTY, unit=district.requisition)
    done = await planning.reported(item, "SUPPLY", unit, date(year, 9, 1), doneOn=f"{year}-08-30")
    assert done["item"]["supplyDoneOn"] == f"{year}-08-30"


async def test_a_stale_version_loses(planning, district, year):
    plan, item = await planning.ready(year)
    seen = {"planId": plan["id"], "expectedVersion": plan["version"] - 1}
    assert refused(await planning.do("reviseLandPlan", PLAN, **seen, reason="追加")) == {"VERSION_CONFLICT": None}
    stale = item | {"version": 9}
    assert refused(await planning.reported(stale, "SUPPLY", doneOn="2026-01-01")) == {"VERSION_CONFLICT": None}
