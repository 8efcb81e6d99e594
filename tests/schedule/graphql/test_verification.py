"""第九条 through the endpoint: completions are verified or taken back, by somebody else, and of two at once one wins."""

from __future__ import annotations

import asyncio
from datetime import date

from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import NODE, TODAY, Life, codes, opened
from tests.schedule.specialist_life import judge_node

ASKED = "query($f: NodesToVerifyFilter) { nodesToVerify(filter: $f) { totalCount edges { node { id } } } }"
STEPS = "query($id: UUID!) { nodeJudgements(nodeId: $id) { edges { node { version step completedOn reason by } } } }"
BATCH = "batch { id accepted refused rows { what id accepted faults { code message } } }"


async def completed(life: Life) -> dict:
    planned = await life.plan()
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    return (await life.complete(node))["node"]


async def waiting(life: Life) -> list[str]:
    asked = {"f": {"projectId": str(life.project)}}
    found = await life.api(ASKED, asked, as_=life.authority, on=TODAY)
    return [e["node"]["id"] for e in found["nodesToVerify"]["edges"]]


async def test_a_completed_node_waits_until_it_is_verified(api):
    life = await opened(api)
    node = await completed(life)
    assert await waiting(life) == [node["id"]]
    done = (await judge_node(life, "verify", node))["node"]
    assert (done["verifiedOn"], done["completedOn"], done["version"]) == (
        "2027-01-11",
        "2027-01-11",
        node["version"] + 1,
    )
    assert await waiting(life) == []
    assert codes(await judge_node(life, "verify", done)) == ["NODE_ALREADY_VERIFIED"]
    (event,) = [e for e in await api.events("zhongdian.schedule.node.verified.v1") if e["subject"] == str(life.project)]
    assert event["data"]["nodeId"] == node["id"]


async def test_a_returned_completion_opens_the_node_again_and_everything_stays_on_record(api):
    life = await opened(api)
    node = await completed(life)
    assert codes(await judge_node(life, "return", node, reason=" ")) == ["REASON_MISSING"]
    back = (await judge_node(life, "return", node, reason="批复不是本项目的"))["node"]
    assert (back["completedOn"], back["verifiedOn"], back["evidence"]) == (None, None, [])
    assert back["state"] not in {"DONE", "DONE_LATE"}
    assert codes(await judge_node(life, "return", back, reason="再退")) == ["NODE_NOT_COMPLETED"]
    again = (await life.complete(back))["node"]
    assert len(again["evidence"]) == 1
    await judge_node(life, "verify", again)
    steps = [e["node"] for e in (await api(STEPS, {"id": node["id"]}, as_=life.land))["nodeJudgements"]["edges"]]
    assert [(s["step"], s["reason"]) for s in steps] == [
        ("COMPLETED", None),
        ("RETURNED", "批复不是本项目的"),
        ("COMPLETED", None),
        ("VERIFIED", None),
    ]
    kinds = ("node.completed", "node.completion-returned", "node.verified")
    told = [e["type"] for e in await api.events() if e["subject"] == str(life.project)]
    assert [k for k in told if any(f"schedule.{kind}." in k for kind in kinds)] == [
        "zhongdian.schedule.node.completed.v1",
        "zhongdian.schedule.node.completion-returned.v1",
        "zhongdian.schedule.node.completed.v1",
        "zhongdian.schedule.node.verified.v1",
    ]
    actions = [r.action for r in await api.audit() if r.subject == f"node/{node['id']}"]
    assert actions == ["completeNode", "returnNode", "completeNode", "verifyNode"]


async def test_a_verified_completion_can_be_taken_back_too(api):
    life = await opened(api)
    done = (await judge_node(life, "verify", await completed(life)))["node"]
    back = await judge_node(life, "return", done, reason="复查发现材料有误")
    assert (codes(back), back["node"]["verifiedOn"]) == ([], None)
    assert await waiting(life) == []


async def test_nobody_verifies_the_own_completion(api):
    life = await opened(api)
    both = person(Role.INVESTMENT_AUTHORITY, Role.LAND, unit=life.land_unit)
    planned = await life.plan()
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    done = (await life.complete(node, as_=both))["node"]
    assert codes(await judge_node(life, "verify", done, as_=both)) == ["OWN_COMPLETION"]
    assert codes(await judge_node(life, "return", done, as_=both, reason="自查")) == ["OWN_COMPLETION"]
    assert codes(await judge_node(life, "verify", done)) == []


async def test_only_the_authority_judges(api):
    life = await opened(api)
    node = await completed(life)
    answer = await api.raw(
        f"mutation($i: VerifyNodeInput!) {{ verifyNode(input: $i) {{ {NODE} }} }}",
        {"i": {"idempotencyKey": "k-1", "nodeId": node["id"], "expectedVersion": node["version"]}},
        as_=life.land,
    )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_of_two_who_judge_at_once_one_wins_and_the_other_hears_who_did_what(api):
    life = await opened(api)
    node = await completed(life)
    other = life.authority.but(subject="second", name="核实员乙")
    first, second = await asyncio.gather(
        judge_node(life, "verify", node), judge_node(life, "return", node, as_=other, reason="材料有误")
    )
    lost = first if codes(first) else second
    assert [] in (codes(first), codes(second))
    assert codes(lost)[0] == "VERSION_CONFLICT"
    assert codes(lost)[1] in {"NODE_ALREADY_VERIFIED", "NODE_ALREADY_RETURNED"}
    assert "已于2027-01-11" in lost["userErrors"][1]["message"]


async def test_many_are_verified_at_once_each_for_itself(api):
    life = await opened(api)
    await life.set_task()
    node = await completed(life)
    report = (await life.report())["progressReport"]
    rest = (await life.look("nodes { edges { node { id version completedOn } } }"))["nodes"]["edges"]
    open_ = next(e["node"] for e in rest if e["node"]["completedOn"] is None)
    rows = {
        "nodes": [{"id": n["id"], "expectedVersion": n["version"]} for n in (node, open_)],
        "reports": [{"id": report["id"], "expectedVersion": report["version"]}],
    }
    day = date(2027, 2, 2)
    key = {"idempotencyKey": "batch-1"}
    done = await api.do("verifyMany", "VerifyManyInput", BATCH, life.authority, day, **rows, **key)
    batch = done["batch"]
    assert (batch["accepted"], batch["refused"]) == (2, 1)
    assert [(r["what"], r["accepted"], [f["code"] for f in r["faults"]]) for r in batch["rows"]] == [
        ("NODE", True, []),
        ("NODE", False, ["NODE_NOT_COMPLETED"]),
        ("REPORT", True, []),
    ]
    again = await api.do("verifyMany", "VerifyManyInput", BATCH, life.authority, day, **rows, **key)
    assert again["batch"] == batch
    seen = await life.look("progressReports { edges { node { status } } }")
    assert [e["node"]["status"] for e in seen["progressReports"]["edges"]] == ["VERIFIED"]
    other = life.authority.but(subject="second")
    asked = await api("query($id: UUID!) { verificationBatch(id: $id) { id } }", {"id": batch["id"]}, as_=other)
    assert asked["verificationBatch"] is None


async def test_a_batch_has_one_to_two_hundred_rows_and_none_twice(api):
    life = await opened(api)
    node = await completed(life)
    row = {"id": node["id"], "expectedVersion": node["version"]}
    for rows, code in (([], "BATCH_SIZE"), ([row] * 201, "BATCH_SIZE"), ([row] * 2, "BATCH_REPEATS")):
        done = await api.do("verifyMany", "VerifyManyInput", BATCH, life.authority, TODAY, nodes=rows)
        assert codes(done) == [code]


async def test_who_comes_second_to_a_report_hears_who_did_what(api):
    life = await opened(api)
    await life.set_task()
    report = (await life.report())["progressReport"]
    await life.judge("verify", report)
    lost = await life.judge("return", report, as_=life.authority.but(subject="second"), reason="有误")
    assert codes(lost) == ["VERSION_CONFLICT"]
    assert "已于2027-02-02核实" in lost["userErrors"][0]["message"]
