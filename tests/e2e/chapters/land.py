"""The node gets its land: a request in the bureau's queue, seen live, sent back, decided against a quota (A15, A17)."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

from tests.e2e.story import Story, input_of, seen
from tests.harness.people import Person
from tests.harness.waiting import eventually

REQUEST = """request {
  id version state documentNumber dueOn grantedQuantity clock { running provisional workingDaysUsed workingDaysLeft }
}"""
NUMBER = "株天自然资函〔2027〕1号"
NOT_HEARD_YET = {"NODE_UNKNOWN", "PROJECT_UNKNOWN", "BUREAU_UNKNOWN", "BUREAU_MISSING"}


async def tell(story: Story) -> None:
    await quota_of_150_mu(story, date(2027, 1, 8))
    await bureau_sees_the_request_come(story, date(2027, 1, 18))
    await returned_and_resubmitted(story)
    await granted(story)
    await second_request_beyond_the_quota(story)
    await node_is_free(story)


async def quota_of_150_mu(story: Story, on: date) -> None:
    land = story.of("land")
    given: dict[str, Any] = {"kind": "NEW_CONSTRUCTION_LAND", "year": 2027}
    account = (await story.done("openQuotaAccount", "account { id version }", land, on, **given))["account"]
    allocated = {"amount": "150", "basis": "示例下达文件〔2027〕1号"}
    await story.done("allocateQuota", "account { available }", land, on, **seen(account, "accountId"), **allocated)


async def bureau_sees_the_request_come(story: Story, on: date) -> None:
    bureau = story.units["land"]
    queue = f'subscription {{ requestQueueChanged(bureauId: "{bureau}") {{ action request {{ id }} }} }}'
    async with story.live.listening(queue, story.of("land")) as heard:
        assert await change(heard) == {"action": None, "request": None}, "the queue is listened to from now on"
        await submitted(story, on)
        assert await change(heard) == {"action": "SUBMITTED", "request": {"id": story.request["id"]}}


async def change(heard: asyncio.Queue[Any]) -> Any:
    """Return the next change of the queue."""
    payload = (await asyncio.wait_for(heard.get(), 15))["payload"]
    assert "errors" not in payload, payload
    return payload["data"]["requestQueueChanged"]


async def submitted(story: Story, on: date) -> None:
    """Submit as soon as the bureau's service knows the node, which it learns by event."""
    asked = {**needed(story), "purpose": "一期厂房用地", "quantity": "130", "unit": "MU"}
    call = ("submitRequest", input_of("submitRequest"), REQUEST, story.of("owner"), on)

    async def accepted() -> Any:
        done = await story.live.do(*call, **asked)
        assert {e["code"] for e in done["userErrors"]} <= NOT_HEARD_YET
        return done["request"]

    story.request = await eventually(accepted)


async def returned_and_resubmitted(story: Story) -> None:
    """The clock of 15 working days stops while the owner corrects."""
    due_before = story.request["dueOn"]
    await step(story, "returnRequest", date(2027, 1, 22), story.of("land"), reason="请补充勘测定界图")
    assert story.request["clock"]["running"] is False
    asked = {"purpose": "一期厂房用地", "quantity": "130", "unit": "MU"}
    await step(story, "resubmitRequest", date(2027, 2, 2), story.of("owner"), **asked)
    assert story.request["clock"]["running"] is True
    assert story.request["dueOn"] > due_before, "the days of the correction do not count"


async def granted(story: Story) -> None:
    land = story.of("land")
    await step(story, "acceptRequest", date(2027, 2, 2), land)
    await step(story, "claimRequest", date(2027, 2, 3), land)
    await step(story, "decideRequest", date(2027, 3, 1), land, outcome="GRANTED", reason="符合供地计划")
    assert story.request["documentNumber"] == NUMBER
    assert Decimal(story.request["grantedQuantity"]) == 130


async def second_request_beyond_the_quota(story: Story) -> None:
    """A second request asks for more than the 20 mu that are left."""
    land, second = story.of("land"), Story(story.live, story.units)
    asked = {**needed(story), "purpose": "二期用地", "quantity": "40", "unit": "MU"}
    await step(second, "submitRequest", date(2027, 3, 2), story.of("owner"), **asked)
    await step(second, "acceptRequest", date(2027, 3, 2), land)
    await step(second, "claimRequest", date(2027, 3, 2), land)
    decided = {**seen(second.request, "requestId"), "outcome": "GRANTED", "reason": "同意"}
    decide = ("decideRequest", input_of("decideRequest"), REQUEST, land, date(2027, 3, 3))
    (refusal,) = (await story.live.do(*decide, **decided))["userErrors"]
    assert (refusal["code"], refusal["article"]) == ("QUOTA_EXCEEDED", "第十五条")
    assert "20" in refusal["message"]


async def node_is_free(story: Story) -> None:
    """The schedule hears of the decision, and the node can be completed."""
    query = "query($id: UUID!) { node(id: $id) { id version waiting requests { documentNumber } } }"
    asked = {"id": story.nodes["LAND"]["node"]["id"]}
    land = story.of("land")

    async def freed() -> Any:
        found = (await story.live(query, asked, as_=land, on=date(2027, 3, 4)))["node"]
        return None if found["waiting"] else found

    node = await eventually(freed)
    assert NUMBER in {r["documentNumber"] for r in node["requests"]}
    dated = {"number": "示例〔2027〕9号", "datedOn": "2027-03-05"}
    documents = [{"proves": "用地手续文件", "title": "建设用地批准书", **dated}]
    on, given = date(2027, 3, 5), {**seen(node, "nodeId"), "documents": documents}
    done = await story.done("completeNode", "node { state completedOn }", land, on, **given)
    assert done["node"]["state"] == "DONE"


def needed(story: Story) -> dict[str, Any]:
    """Return what the land is needed for."""
    return {"projectId": story.project["id"], "nodeId": story.nodes["LAND"]["node"]["id"], "kind": "LAND_QUOTA"}


async def step(story: Story, mutation: str, on: date, who: Person, **given: Any) -> None:
    """Take the request one step on."""
    request = seen(story.request, "requestId") if story.request else {}
    story.request = (await story.done(mutation, REQUEST, who, on, **request, **given))["request"]
