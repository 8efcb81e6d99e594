"""第三条（一）: the yearly guide."""

from __future__ import annotations

from datetime import date

from services.chassis.digest import canonical, sm3
from tests.reserve.filing import GUIDE, WHOLE, Season, guide_of
from tests.reserve.life import INVESTMENT, codes

SAID = """supportAreas selectionStandards conditions minimumTotalInvestment categories requiredElements requiredElementNames
  libraries opensOn closesOn correctionReason publishedOn publishedBy digest withdrawnOn withdrawnReason open status number"""


async def guide(season, made, as_=INVESTMENT, on=None):
    query = f"query($id: UUID!) {{ guide(id: $id) {{ {SAID} }} }}"
    return (await season.reserve.api(query, {"id": made["id"]}, as_=as_, on=on or season.today))["guide"]


async def test_all_that_a_guide_lacks_is_told_when_it_is_published(reserve):
    season = Season(reserve, 2031)
    made = await season.done("draftGuide", GUIDE, INVESTMENT, year=2031)
    refused = await season.refused("publishGuide", GUIDE, INVESTMENT, **guide_of(made))
    assert codes(refused) == [
        "GUIDE_AREAS_MISSING",
        "GUIDE_STANDARDS_MISSING",
        "GUIDE_CONDITIONS_MISSING",
        "GUIDE_OPENING_MISSING",
        "GUIDE_CLOSING_MISSING",
    ]
    assert {e["article"] for e in refused} == {"第三条（一）"}


async def test_contents_are_judged_when_they_are_written(reserve):
    season = Season(reserve, 2031)
    wrong = {
        "minimumTotalInvestment": "0",
        "requiredElements": ["function", "colour"],
        "opensOn": "2030-11-02",
        "closesOn": "2030-11-01",
        "supportAreas": ["\u0007"],
    }
    refused = await season.refused("draftGuide", GUIDE, INVESTMENT, year=2033, **wrong)
    assert codes(refused) == [
        "GUIDE_YEAR_INVALID",
        "MINIMUM_INVALID",
        "GUIDE_ELEMENT_UNKNOWN",
        "GUIDE_WINDOW_REVERSED",
        "TEXT_CONTROL_CHARACTER",
    ]


async def test_a_published_guide_is_frozen_with_the_digest_of_what_it_says(reserve):
    season = Season(reserve, 2032)
    asked = {
        "minimumTotalInvestment": "5000.50",
        "categories": ["INDUSTRY", "ECOLOGY"],
        "requiredElements": ["project_code", "timing"],
        "libraries": ["ONE_YEAR"],
    }
    made = await season.drafted(**asked)
    assert await guide(season, made, reserve.owner) is None
    made = await season.done("publishGuide", GUIDE, INVESTMENT, **guide_of(made))
    seen = await guide(season, made, reserve.owner)
    assert (seen["status"], seen["open"], seen["number"]) == ("PUBLISHED", True, 1)
    assert seen["requiredElementNames"] == ["国家项目代码", "建设时序（计划开工、完工时间）"]
    told = {
        "support_areas": WHOLE["supportAreas"],
        "selection_standards": WHOLE["selectionStandards"],
        "conditions": WHOLE["conditions"],
        "minimum_total_investment": "5000.5",
        "categories": ["INDUSTRY", "ECOLOGY"],
        "required_elements": ["project_code", "timing"],
        "libraries": ["ONE_YEAR"],
        "opens_on": "2031-11-01",
        "closes_on": "2031-11-30",
        "division": "430211",
        "year": 2032,
        "number": 1,
        "correction_reason": None,
        "published_on": "2031-11-24",
    }
    assert seen["digest"] == sm3(canonical(told))
    refused = await season.refused("changeGuide", GUIDE, INVESTMENT, **guide_of(made), supportAreas=["别的"])
    assert codes(refused) == ["GUIDE_FROZEN"]
    assert codes(await season.refused("publishGuide", GUIDE, INVESTMENT, **guide_of(made))) == ["GUIDE_FROZEN"]
    (event,) = [
        e["data"] for e in await reserve.api.events("zhongdian.reserve.guide.published.v1") if e["data"]["year"] == 2032
    ]
    assert (event["guideId"], event["digest"], event["opensOn"]) == (made["id"], seen["digest"], "2031-11-01")


async def test_a_guide_is_corrected_by_a_new_version_with_a_reason(reserve):
    season = Season(reserve, 2034)
    first = await season.published()
    assert codes(await season.refused("draftGuide", GUIDE, INVESTMENT, year=2034, **WHOLE)) == ["REASON_MISSING"]
    second = await season.drafted(correctionReason="支持领域漏列", supportAreas=["先进硬质材料", "轨道交通"])
    refused = await season.refused("draftGuide", GUIDE, INVESTMENT, year=2034, correctionReason="再更正")
    assert codes(refused) == ["GUIDE_DRAFT_EXISTS"]
    assert (second["number"], second["status"]) == (2, "DRAFT")
    second = await season.done("publishGuide", GUIDE, INVESTMENT, **guide_of(second))
    assert (await guide(season, first))["status"] == "SUPERSEDED"
    query = "query { guides(year: 2034) { totalCount edges { node { number status } } } }"
    found = (await reserve.api(query, as_=reserve.town))["guides"]
    assert found["totalCount"] == 2
    assert [e["node"] for e in found["edges"]] == [
        {"number": 2, "status": "PUBLISHED"},
        {"number": 1, "status": "SUPERSEDED"},
    ]
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.guide.published.v1")]
    assert [t["replacesId"] for t in told if t["year"] == 2034] == [None, first["id"]]


async def test_a_guide_is_withdrawn_with_a_reason_and_another_may_follow(reserve):
    season = Season(reserve, 2035)
    made = await season.published()
    assert codes(await season.refused("withdrawGuide", GUIDE, INVESTMENT, **guide_of(made), reason=" ")) == [
        "REASON_MISSING"
    ]
    made = await season.done("withdrawGuide", GUIDE, INVESTMENT, **guide_of(made), reason="政策调整")
    seen = await guide(season, made, reserve.owner)
    assert (seen["status"], seen["withdrawnOn"], seen["open"]) == ("WITHDRAWN", str(season.today), False)
    again = await season.refused("withdrawGuide", GUIDE, INVESTMENT, **guide_of(made), reason="再次")
    assert codes(again) == ["GUIDE_STATUS_WRONG"]
    assert (await season.published())["number"] == 2


async def test_a_guide_whose_window_is_over_is_not_published_and_on_its_last_day_it_is(reserve):
    season = Season(reserve, 2036)
    made = await season.drafted(closesOn=str(season.day(23)))
    assert codes(await season.refused("publishGuide", GUIDE, INVESTMENT, **guide_of(made))) == ["GUIDE_WINDOW_OVER"]
    last_day = date(2035, 11, 23)
    made = await season.done("publishGuide", GUIDE, INVESTMENT, on=last_day, **guide_of(made))
    for day, is_open in (
        (date(2035, 10, 31), False),
        (date(2035, 11, 1), True),
        (last_day, True),
        (season.today, False),
    ):
        assert (await guide(season, made, on=day))["open"] is is_open


async def test_only_the_investment_authority_writes_guides(reserve):
    for who in (reserve.owner, reserve.town, reserve.authority):
        mutation = "mutation($i: DraftGuideInput!) { draftGuide(input: $i) { guide { id } } }"
        answer = await reserve.api.raw(mutation, {"i": {"idempotencyKey": "k" * 20, "year": 2027}}, as_=who)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
