"""第三条（二）（三）: what a project is listed by where the year has a published guide, and what became of it."""

from __future__ import annotations

from datetime import date

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import Adjusting
from tests.reserve.filing import APPLICATION, GUIDE, Season, guide_of, this
from tests.reserve.life import FINANCIAL, INVESTMENT, PLAN, PROJECT, Reserve, at, codes, of

ASSESSMENT = "assessment { id conclusion }"
GROUNDS = {
    "grounds": "省“十五五”规划重大工程",
    "conclusion": "MAJOR",
    "opinion": "对全区发展具有重大影响",
    "assessedBy": "区发改局专家组",
}
BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")


def item(project, **changes):
    return {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"} | changes


async def drafted(season: Season):
    return await season.done("draftPlan", PLAN, INVESTMENT, year=season.year)


async def issued(season: Season, plan):
    bodies = {"INDUSTRY_AUTHORITY": season.reserve.authority, "FINANCE": person(Role.FINANCE)}
    bodies |= {"LAND": person(Role.LAND), "FINANCIAL_SERVICES": FINANCIAL}
    for body, who in bodies.items():
        plan = await season.done("giveOpinion", PLAN, who, **of(plan), body=body, outcome="SUPPORT")
    plan = await season.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    for body in BODIES:
        held = {"body": body, "outcome": "PASSED", "heldOn": str(season.today)}
        plan = await season.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **held)
    number = f"株高管发〔{season.year - 1}〕1号"
    return await season.done("issuePlan", PLAN, INVESTMENT, **of(plan), documentNumber=number)


async def test_an_item_rests_on_an_application_that_passed_and_is_told_what_became_of_it(reserve: Reserve):
    season = Season(reserve, 2031)
    await season.published()
    listed, failed, ignored = [await reserve.ready(f"列入依据项目{n}") for n in range(3)]
    plan = await drafted(season)
    refused = await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(listed))
    assert [(e["code"], e["article"]) for e in refused] == [("APPLICATION_MISSING", "第三条（二）")]
    made = await season.submitted(listed)
    refused = await season.refused(
        "addPlanItem", PLAN, INVESTMENT, **of(plan), **item(listed, applicationId=made["id"])
    )
    assert codes(refused) == ["APPLICATION_MISSING"]
    assert "已申报" in refused[0]["message"]
    made = await season.done("preReviewApplication", APPLICATION, INVESTMENT, **this(made), passed=True)
    other = await season.submitted(failed)
    no = {"passed": False, "reason": "不属支持领域"}
    other = await season.done("preReviewApplication", APPLICATION, INVESTMENT, **this(other), **no)
    for wrong in (other["id"], failed["id"]):
        given = item(listed, applicationId=wrong)
        assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **given)) == [
            "APPLICATION_MISSING"
        ]
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(failed))) == [
        "APPLICATION_MISSING"
    ]
    passed = await season.passed(ignored)
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(listed))
    refused = await season.refused("withdrawApplication", APPLICATION, reserve.owner, **this(made), reason="缓建")
    assert [(e["code"], e["article"]) for e in refused] == [("APPLICATION_IN_PLAN", "第三条（四）")]
    shown = "outcome planItem { projectId plan { year } }"
    assert await season.seen(made, shown) == {
        "outcome": None,
        "planItem": {"projectId": listed["id"], "plan": {"year": 2031}},
    }
    assert (await season.seen(made, "planItem { plan { year } }", reserve.owner))["planItem"] == {"plan": None}
    await issued(season, plan)
    for application, outcome in ((made, "LISTED"), (passed, "NOT_LISTED"), (other, "NOT_LISTED")):
        for who in (INVESTMENT, reserve.owner):
            assert (await season.seen(application, "outcome", who))["outcome"] == outcome
    late = await season.begun(await reserve.project(name="未提交的申报"))
    assert (await season.seen(late, "outcome"))["outcome"] is None


async def test_a_removed_item_frees_its_application(reserve: Reserve):
    season = Season(reserve, 2032)
    await season.published()
    project = await reserve.ready("移出项目")
    made, plan = await season.passed(project), await drafted(season)
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project, applicationId=made["id"]))
    await season.done("removePlanItem", PLAN, INVESTMENT, **of(plan), projectId=project["id"])
    assert (await season.seen(made, "planItem { id }"))["planItem"] is None
    made = await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(made), reason="缓建")
    assert made["status"] == "WITHDRAWN"


async def test_an_item_of_major_influence_rests_on_the_recorded_assessment(reserve: Reserve):
    season = Season(reserve, 2033)
    await season.published()
    project, plan = await reserve.ready("重大影响项目"), await drafted(season)
    by = item(project, basis="ASSESSMENT", assessment="口头评估")
    refused = await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **by)
    assert [(e["code"], e["article"]) for e in refused] == [("ASSESSMENT_MISSING", "第三条（三）")]
    about = GROUNDS | {"projectId": project["id"], "year": 2033}
    blank = about | {"grounds": "", "opinion": " ", "assessedBy": "", "assessedOn": str(season.day(25))}
    assert codes(await season.refused("assessInfluence", ASSESSMENT, INVESTMENT, **blank)) == [
        "ASSESSED_IN_FUTURE",
        "GROUNDS_MISSING",
        "OPINION_MISSING",
        "ASSESSORS_MISSING",
    ]
    minor = await season.done("assessInfluence", ASSESSMENT, INVESTMENT, **about | {"conclusion": "NOT_MAJOR"})
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **by)) == ["ASSESSMENT_MISSING"]
    await season.done("assessInfluence", ASSESSMENT, INVESTMENT, **about)
    named = by | {"influenceAssessmentId": minor["id"]}
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **named)) == ["ASSESSMENT_MISSING"]
    mixed = item(project, basis="ASSESSMENT", applicationId=minor["id"])
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **mixed)) == [
        "APPLICATION_NOT_NEEDED"
    ]
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project, basis="ASSESSMENT"))
    query = "query($id: UUID!) { plan(id: $id) { items { edges { node { basis assessment } } } } }"
    (listed,) = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    assert listed["node"] == {"basis": "ASSESSMENT", "assessment": GROUNDS["opinion"]}
    found = "query($p: UUID) { influenceAssessments(projectId: $p, year: 2033) { totalCount edges { node { conclusion assessedOn } } } }"
    seen = (await reserve.api(found, {"p": project["id"]}, as_=INVESTMENT))["influenceAssessments"]
    assert [e["node"] for e in seen["edges"]] == [
        {"conclusion": "MAJOR", "assessedOn": str(season.today)},
        {"conclusion": "NOT_MAJOR", "assessedOn": str(season.today)},
    ]
    seen = (await reserve.api(found, {"p": project["id"]}, as_=reserve.owner))["influenceAssessments"]
    assert seen["totalCount"] == 0


async def test_where_no_guide_is_published_items_are_listed_as_before(reserve: Reserve):
    season = Season(reserve, 2034)
    project, other = await reserve.ready("无指南项目"), await reserve.ready("无指南评估项目")
    guide, plan = await season.published(), await drafted(season)
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))) == [
        "APPLICATION_MISSING"
    ]
    await season.done("withdrawGuide", GUIDE, INVESTMENT, **guide_of(guide), reason="政策调整")
    named = item(project, applicationId=other["id"])
    assert codes(await season.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **named)) == ["APPLICATION_MISSING"]
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))
    by = item(other, basis="ASSESSMENT", assessment="区长办公会评估")
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **by)
    assert plan["version"] == 3


async def test_the_guide_of_another_year_asks_nothing(reserve: Reserve):
    await Season(reserve, 2036).published()
    season = Season(reserve, 2035)
    project, plan = await reserve.ready("别年指南项目"), await drafted(season)
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))
    assert plan["version"] == 2


async def test_an_application_of_another_year_or_project_does_not_count(reserve: Reserve):
    one, two = Season(reserve, 2037), Season(reserve, 2038)
    project, other = await reserve.ready("跨年项目"), await reserve.ready("跨项目")
    for season in (one, two):
        await season.published()
    of_last_year, of_another = await one.passed(project), await two.passed(other)
    plan = await drafted(two)
    for wrong in (None, of_last_year["id"], of_another["id"]):
        given = item(project) if wrong is None else item(project, applicationId=wrong)
        assert codes(await two.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **given)) == ["APPLICATION_MISSING"]
    assert date(2037, 11, 24) == two.today


async def test_a_project_changed_after_its_review_is_listed_with_its_figures_of_the_day(reserve: Reserve):
    season = Season(reserve, 2039)
    await season.published()
    project = await reserve.ready("调概申报项目")
    await season.passed(project)
    funds = [{"source": "企业自筹", "amount": "190000"}]
    changed = {"totalInvestment": "190000", "fundSources": funds, "reason": "调概"}
    await reserve.done("changeProject", PROJECT, reserve.owner, **at(project), **changed)
    plan = await drafted(season)
    plan = await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))
    query = "query($id: UUID!) { plan(id: $id) { total { totalInvestment } } }"
    total = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["total"]["totalInvestment"]
    assert float(total) == 190000


async def test_an_application_that_an_adjustment_in_hand_rests_on_is_not_withdrawn(reserve: Reserve):
    season = Season(reserve, 2040)
    await season.published()
    listed, added = [await reserve.ready(f"年中调入依据{n}") for n in range(2)]
    await season.passed(listed)
    made, plan = await season.passed(added), await drafted(season)
    plan = await issued(season, await season.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(listed)))
    now = Adjusting(reserve, date(2040, 7, 1))
    change = await now.do("adjustAdd", await now.draft(plan), **item(added, applicationId=made["id"]))
    given = {"on": now.day, "reason": "缓建", **this(made)}
    refused = await season.refused("withdrawApplication", APPLICATION, reserve.owner, **given)
    assert [(e["code"], e["article"]) for e in refused] == [("APPLICATION_IN_PLAN", "第三条（四）")]
    await now.do("cancelAdjustment", change, reason="不再调整")
    assert (await season.done("withdrawApplication", APPLICATION, reserve.owner, **given))["status"] == "WITHDRAWN"
