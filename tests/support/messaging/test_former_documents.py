"""第四条：what a merged bureau had decided is delivered, reviewed and corrected by the people of the unit that stands for it."""

from __future__ import annotations

import re

from services.law.parties import Role
from tests.support.life_world import Life
from tests.support.messaging.test_merged import merge, survivor
from tests.support.world import DAY, codes, ok


async def test_the_survivor_delivers_reviews_and_corrects_and_its_numbers_go_on(district):
    life = await Life(district).told()
    request, keep = await life.decided(outcome="REFUSED"), await survivor(district, Role.LAND)
    theirs = life.of(keep, Role.LAND, "科员丁")
    handed = {"method": "IN_PERSON", "recipient": "业主经办人"}
    early = await life.step("deliverRequest", request, theirs, **handed)
    assert set(codes(early)) == {"REQUEST_UNKNOWN"}
    await merge(life.api, district.bureau, keep, [Role.LAND])
    request = ok(await life.step("deliverRequest", request, theirs, DAY, **handed))
    request = ok(await life.step("askReview", request, district.owner, grounds="规划已调整"))
    request = ok(await life.step("decideReview", request, theirs, outcome="UPHELD", reason="未调整"))
    slip = {"wrong": "示例路西侧", "right": "示例路东侧", "reason": "笔误"}
    request = ok(await life.step("correctDecision", request, theirs, **slip))
    issued = [request["documentNumber"], request["review"]["documentNumber"], request["corrections"][0]["number"]]
    numbers = [int(re.search(r"〕(\d+)号", written)[1]) for written in issued]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
