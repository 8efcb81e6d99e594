"""At the same moment: one command on a guide or an application wins, the others are told."""

from __future__ import annotations

import asyncio

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.filing import APPLICATION, GUIDE, Season, guide_of, this
from tests.reserve.life import INVESTMENT, PLAN, Reserve, codes, of

LOST = {"VERSION_CONFLICT", "APPLICATION_STATUS_WRONG", "CONFLICT"}


def officers(number: int):
    return [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(number)]


def parted(outcomes):
    """Return how many won, and the codes of each that lost."""
    lost = [set(codes(o["userErrors"])) for o in outcomes if o["userErrors"]]
    return len(outcomes) - len(lost), lost


async def test_of_two_submissions_at_once_one_wins(reserve: Reserve):
    season = Season(reserve, 2031)
    await season.published()
    made = await season.begun(await reserve.project(name="同时提交"))
    outcomes = await asyncio.gather(
        *(
            reserve.do("submitApplication", APPLICATION, who, on=season.today, **this(made))
            for who in (reserve.owner, *officers(2))
        )
    )
    won, lost = parted(outcomes)
    assert won == 1
    assert all(c <= LOST for c in lost)
    told = [e["data"]["applicationId"] for e in await reserve.api.events("zhongdian.reserve.application.submitted.v1")]
    assert told.count(made["id"]) == 1


async def test_the_same_submission_sent_several_times_is_carried_out_once(reserve: Reserve):
    season = Season(reserve, 2032)
    await season.published()
    made = await season.begun(await reserve.project(name="重发提交"))
    given = this(made) | {"idempotencyKey": str(new_id())}
    outcomes = await asyncio.gather(
        *(reserve.do("submitApplication", APPLICATION, reserve.owner, on=season.today, **given) for _ in range(3))
    )
    assert parted(outcomes) == (3, [])
    assert {o["application"]["version"] for o in outcomes} == {2}


async def test_of_two_applications_begun_at_once_for_a_project_one_is_there(reserve: Reserve):
    season = Season(reserve, 2033)
    project = await reserve.project(name="同时建立")
    given = season.asked() | {"projectId": project["id"], "year": 2033}
    outcomes = await asyncio.gather(
        *(
            reserve.do("createApplication", APPLICATION, who, on=season.today, **given)
            for who in (reserve.owner, INVESTMENT)
        )
    )
    assert parted(outcomes) == (1, [{"APPLICATION_EXISTS"}])


async def test_a_return_and_a_review_at_once_are_one_of_them(reserve: Reserve):
    season = Season(reserve, 2034)
    await season.published()
    made = await season.submitted(await reserve.project(name="同时退回和初审"))
    first, second = officers(2)
    outcomes = await asyncio.gather(
        reserve.do("returnApplication", APPLICATION, first, on=season.today, **this(made), correction="补"),
        reserve.do("preReviewApplication", APPLICATION, second, on=season.today, **this(made), passed=True),
    )
    won, lost = parted(outcomes)
    assert (won, len(lost)) == (1, 1)
    assert lost[0] <= LOST


async def test_a_withdrawal_and_a_listing_at_once_never_both_happen(reserve: Reserve):
    season = Season(reserve, 2035)
    await season.published()
    project = await reserve.ready("同时撤回和列入")
    made = await season.passed(project)
    plan = await season.done("draftPlan", PLAN, INVESTMENT, year=2035)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    withdrawal, listing = await asyncio.gather(
        reserve.do("withdrawApplication", APPLICATION, reserve.owner, on=season.today, **this(made), reason="缓建"),
        reserve.do("addPlanItem", PLAN, INVESTMENT, on=season.today, **of(plan), **item),
    )
    told = (codes(withdrawal["userErrors"]), codes(listing["userErrors"]))
    assert told in (([], ["APPLICATION_MISSING"]), (["APPLICATION_IN_PLAN"], []))


async def test_of_two_guides_drafted_or_published_at_once_one_is_in_force(reserve: Reserve):
    season = Season(reserve, 2036)
    outcomes = await asyncio.gather(
        *(reserve.do("draftGuide", GUIDE, o, on=season.today, year=2036) for o in officers(2))
    )
    won, lost = parted(outcomes)
    assert won == 1
    assert lost[0] <= {"GUIDE_DRAFT_EXISTS", "CONFLICT"}
    made = next(o["guide"] for o in outcomes if o["guide"])
    whole = {"supportAreas": ["甲"], "selectionStandards": ["乙"], "conditions": ["丙"]}
    window = {"opensOn": str(season.day(1)), "closesOn": str(season.day(30))}
    made = await season.done("changeGuide", GUIDE, INVESTMENT, **guide_of(made), **whole, **window)
    outcomes = await asyncio.gather(
        *(reserve.do("publishGuide", GUIDE, o, on=season.today, **guide_of(made)) for o in officers(2))
    )
    won, lost = parted(outcomes)
    assert (won, lost) == (1, [{"VERSION_CONFLICT", "GUIDE_FROZEN"}])
