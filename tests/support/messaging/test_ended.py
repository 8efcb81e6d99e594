"""第十一条：the plan gives a project up: nothing new is asked for its nodes, what is open is decided, until a plan has it again."""

from __future__ import annotations

from itertools import permutations

from tests.support.world import DAY, District, codes, ok

ENDED, RESUMED = (f"zhongdian.schedule.schedule.{verb}.v1" for verb in ("ended", "resumed"))


async def test_nothing_new_is_asked_for_a_node_of_an_ended_schedule_and_the_refusal_says_why(district):
    node = await district.node()
    await district.api.consume(ENDED, district.ended_event())
    refused = await district.submit(node)
    assert codes(refused) == {"SCHEDULE_ENDED": "第十一条"}
    (told,) = refused["userErrors"]
    assert told["field"] == "nodeId"
    assert "株天高管发〔2026〕9号（示例）" in told["message"]
    assert DAY.isoformat() in told["message"]
    other = await District(district.api).told()
    assert ok(await other.submit())["state"] == "SUBMITTED"


async def test_it_is_named_beside_whatever_else_is_wrong(district):
    await district.api.consume(ENDED, district.ended_event())
    refused = await district.submit(quantity="0")
    assert set(codes(refused)) == {"SCHEDULE_ENDED", "QUANTITY_INVALID"}


async def test_a_resumed_schedule_takes_requests_again_and_may_end_again(district):
    node = await district.node()
    await district.api.consume(ENDED, district.ended_event())
    await district.api.consume(RESUMED, district.resumed_event())
    assert ok(await district.submit(node))["state"] == "SUBMITTED"
    await district.api.consume(ENDED, district.ended_event(3))
    assert set(codes(await district.submit())) == {"SCHEDULE_ENDED"}


async def test_the_order_in_which_it_is_told_does_not_matter(api):
    for last in (2, 3):
        for order in permutations(range(1, last + 1)):
            district = await District(api).told()
            for version in order:
                even = version % 2 == 0
                told = district.resumed_event(version) if even else district.ended_event(version)
                await api.consume(RESUMED if even else ENDED, told)
            asked = await district.submit()
            assert bool(asked["userErrors"]) is (last == 3), order
    assert await api.parked() == []


async def test_an_end_that_is_told_before_the_project_and_its_node_holds(api):
    district = District(api)
    await api.consume(ENDED, district.ended_event())
    await district.told()
    assert codes(await district.submit()) == {"SCHEDULE_ENDED": "第十一条"}


async def test_what_is_open_is_accepted_returned_corrected_and_decided_as_before(district):
    claimed = await district.claimed()
    returned = ok(await district.step("return", ok(await district.submit()), reason="缺图"))
    await district.api.consume(ENDED, district.ended_event())
    decided = ok(await district.step("decide", claimed, outcome="REFUSED", reason="项目已调出计划"))
    assert decided["state"] == "REFUSED"
    again = await district.step("resubmit", returned, district.owner, purpose="补正后", quantity="80", unit="MU")
    assert ok(again)["state"] == "SUBMITTED"
    assert ok(await district.step("accept", ok(again)))["state"] == "ACCEPTED"
