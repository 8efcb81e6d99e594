"""An owner's progress in its score: what it does not report is not done."""

from __future__ import annotations

from tests.assessment.district import NODES, District

MONEY = {
    "code": "MONEY",
    "name": "投资完成率",
    "measure": "PHYSICAL_PROGRESS",
    "formula": "CAPPED_LINEAR",
    "weight": "40",
    "cap": "1",
}


async def test_of_an_owners_projects_the_silent_one_counts_with_its_plan_and_with_what_was_verified_before(
    district: District,
):
    await district.adopt(indicators=[NODES, MONEY])
    owner = await district.unit("OWNER")
    told, silent = await district.tasked(owner), await district.tasked(owner)
    await district.verified(owner, told, 12, "120", "120")
    await district.verified(owner, silent, 9, "60", "90")  # the quarter before
    await district.compute()
    (result,) = await district.results(group="OWNER")
    assert float(result["score"]) == 75  # (120 + 60) of (120 + 120)


async def test_an_owner_that_reports_nothing_is_ranked_and_not_idle(district: District):
    await district.adopt(indicators=[NODES, MONEY])
    owner = await district.unit("OWNER")
    await district.tasked(owner)
    quarter = (await district.compute())["period"]
    assert quarter["idleUnits"] == []
    (result,) = await district.results(group="OWNER")
    assert float(result["score"]) == 0
