"""第十四条（一网通办）: the province asks support under its own number, and hears what becomes of it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from tests.support.provincial.world import HOST, OPERATOR, PREFIX, World
from tests.support.world import DAY, ok

FRIDAY = date(2026, 3, 6)


async def received(province: World, **changes: Any) -> dict[str, Any]:
    """Let the province submit a request that must be taken; return the receipt."""
    await province.here.node()
    answer = await province.submit(**changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_request_is_received_under_our_number_and_its_states_are_called_back(province):
    receipt = await received(province)
    assert (receipt["action"], receipt["state"], receipt["version"]) == ("SUBMIT", "SUBMITTED", 1)
    here, request = province.here, {"id": receipt["requestId"], "version": 1}
    for verb, values in (
        ("accept", {}),
        ("claim", {}),
        ("decide", {"outcome": "REFUSED", "reason": "不符合规划"}),
    ):
        request = ok(await here.step(verb, request, on=FRIDAY, **values))
    heard = await province.heard(3)
    assert [(told["sequence"], told["kind"], told["state"]) for told in heard] == [
        (1, "RECEIVED", "SUBMITTED"),
        (2, "ACCEPTED", "ACCEPTED"),
        (3, "DECIDED", "REFUSED"),
    ]
    assert heard[0]["dueOn"] == "2026-03-23"
    assert (heard[2]["documentNumber"], heard[2]["outcome"]) == (request["documentNumber"], "REFUSED")
    status = (await province.send("GET", f"/requests/{province.paper()['number']}")).json()
    assert (status["state"], status["documentNumber"]) == ("REFUSED", request["documentNumber"])
    assert [r["receiptId"] for r in status["receipts"]] == [receipt["receiptId"]]


async def test_the_same_content_has_the_same_receipt_and_another_is_refused(province):
    receipt = await received(province)
    again = await province.submit(quantity="80.00")
    assert (again.status_code, again.json()["receiptId"]) == (200, receipt["receiptId"])
    other = await province.submit(quantity="81")
    assert (other.status_code, other.json()["code"], other.json()["article"]) == (409, "NUMBER_REUSED", "第十四条")


async def test_of_two_at_once_one_is_received(province):
    await province.here.node()
    answers = await asyncio.gather(province.submit(), province.submit())
    assert sorted(a.status_code for a in answers) == [200, 201]
    assert len({a.json()["receiptId"] for a in answers}) == 1


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"number": "坏"}, 422, "VALUE_INVALID", "number"),
        ({"purpos": "x"}, 422, "FIELD_UNKNOWN", "purpos"),
        ({"owner": {"creditCode": "9" * 18}}, 422, "OWNER_UNKNOWN", "owner.creditCode"),
        ({"project": "没有的项目"}, 422, "PROJECT_UNKNOWN", "project"),
        ({"kind": "NOTHING"}, 422, "KIND_UNKNOWN", "kind"),
        ({"node": "没有的节点"}, 422, "NODE_UNKNOWN", "node"),
        ({"bureau": "9" * 18}, 422, "BUREAU_UNKNOWN", "bureau"),
        ({"unit": "HECTARE"}, 422, "UNIT_MISMATCH", "unit"),
        ({"attachments": [{"name": "a", "size": 0, "sm3": "x"}]}, 422, "VALUE_INVALID", "attachments.0.size"),
    ],
)
async def test_what_is_wrong_is_named_and_changes_nothing(province, changes, status, code, field):
    await province.here.node()
    answer = await province.submit(**changes)
    found = answer.json()
    assert (answer.status_code, found["code"], found["field"]) == (status, code, field)
    assert (await province.send("GET", f"/requests/{province.paper()['number']}")).status_code == 404


async def test_an_unsigned_request_is_not_let_in(province):
    answer = await province.api.http.post(f"{HOST}{PREFIX}/requests", json=province.paper())
    assert (answer.status_code, answer.json()["code"]) == (401, "SIGNATURE_MISSING")


async def test_a_returned_request_is_corrected_in_the_version_that_was_seen(province):
    receipt, here = await received(province), province.here
    request = {"id": receipt["requestId"], "version": 1}
    returned = ok(await here.step("return", request, reason="缺勘测定界图"))
    number = province.paper()["number"]
    paper = {"version": 1, "purpose": "补正后的用途", "quantity": "80", "unit": "MU"}
    stale = await province.send("POST", f"/requests/{number}/resubmission", paper)
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_CONFLICT")
    paper |= {"version": returned["version"]}
    done = await province.send("POST", f"/requests/{number}/resubmission", paper)
    assert (done.status_code, done.json()["state"]) == (200, "SUBMITTED")
    gone = await province.send("POST", f"/requests/{number}/withdrawal", {"reason": "方案调整"})
    assert gone.json()["state"] == "WITHDRAWN"
    heard = await province.heard(4)
    assert [told["kind"] for told in heard] == ["RECEIVED", "RETURNED", "RECEIVED", "WITHDRAWN"]
    assert (heard[1]["reason"], heard[1]["dueOn"], heard[3]["reason"]) == ("缺勘测定界图", None, "方案调整")


async def test_what_does_not_arrive_is_a_dead_letter_that_is_resent_in_order(province):
    province.simulator.moods.extend(["fail"] * 3)
    receipt = await received(province)
    ok(await province.here.step("accept", {"id": receipt["requestId"], "version": 1}))
    dead, waits = await province.gone("DEAD", "PENDING")
    assert (dead["attempts"], waits["kind"]) == (3, "ACCEPTED")
    given = {"callbackId": dead["id"], "expectedVersion": dead["version"]}
    name = "resendProvincialCallback"
    done = await province.api.do(name, "ResendProvincialCallbackInput", "callback { id }", OPERATOR, DAY, **given)
    assert done["userErrors"] == []
    await province.gone("DELIVERED", "DELIVERED")
    assert [told["kind"] for told in await province.heard(2)] == ["RECEIVED", "ACCEPTED"]
    again = await province.api.do(
        name,
        "ResendProvincialCallbackInput",
        "callback { id }",
        OPERATOR,
        DAY,
        **(given | {"expectedVersion": dead["version"] + 1}),
    )
    assert [e["code"] for e in again["userErrors"]] == ["CALLBACK_DELIVERED"]


async def test_what_is_lost_on_the_way_back_is_told_twice_and_told_apart(province):
    province.simulator.moods.append("lose")
    before = province.simulator.repeats
    await received(province)
    await province.gone("DELIVERED")
    assert province.simulator.repeats == before + 1


async def test_the_department_sees_what_came_and_a_stranger_does_not(province):
    await received(province)
    query = """query($n: String!) { provincialRequests(number: $n) {
        edges { node { number attachments request { state } receipts { edges { node { action } } } } } } }"""
    number = {"n": province.paper()["number"]}
    shown = await province.api(query, number, as_=province.here.agent)
    assert shown["provincialRequests"]["edges"][0]["node"]["request"] == {"state": "SUBMITTED"}
    stranger = province.here.owner.but(unit=province.here.bureau, subject="stranger")
    hidden = await province.api(query, number, as_=stranger.but(unit=None))
    assert hidden["provincialRequests"]["edges"] == []
