"""第三条（二）（四）: the province is told what becomes of its applications: all of it, in order, at least once."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import func, select

from infra.simulators.provincial import CALLBACKS, Province, keys_of, platform
from infra.simulators.serving import served
from services.chassis.exchange import sender
from services.chassis.exchange.deliveries import Deliveries
from services.law.callbacks import CallbackStatus
from services.reserve.store import tables
from tests.harness.api import running
from tests.harness.waiting import eventually
from tests.reserve.adjusting import Adjusting, issued, item
from tests.reserve.exchange.world import OPERATOR, SM3, World, as_seen, client
from tests.reserve.filing import APPLICATION, this
from tests.reserve.life import INVESTMENT, codes

CALLBACK = "callback { id version status attempts }"


async def turn_back(exchange: World, receipt, correction="请补充") -> dict:
    return await exchange.season.done(
        "returnApplication", APPLICATION, INVESTMENT, **as_seen(receipt), correction=correction
    )


async def resubmit(exchange: World, receipt, version: int) -> dict:
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", {"version": version})
    assert answer.status_code == 200, answer.text
    return answer.json()


def seen(callback: dict) -> dict:
    return {"callbackId": callback["id"], "expectedVersion": callback["version"]}


async def passed(exchange: World, receipt, version: int = 2) -> None:
    made = {"id": receipt["applicationId"], "version": version}
    await exchange.season.done(
        "preReviewApplication", APPLICATION, INVESTMENT, **this(made), passed=True, reason="符合"
    )


async def test_the_province_hears_the_whole_life_of_an_application_in_order(exchange: World):
    project = await exchange.reserve.ready("一生项目")
    receipt = await exchange.submitted("一生项目")
    await turn_back(exchange, receipt, "请补充资金投向\n和投资效益")
    again = await resubmit(exchange, receipt, 3)
    await passed(exchange, receipt, again["version"])
    later = await exchange.reserve.ready("年中调入项目")
    added = await exchange.submitted("年中调入项目")
    await passed(exchange, added)
    plan = await issued(exchange.reserve, item(project, annual="80000.5"))
    heard = await exchange.heard(receipt["number"], 5)
    assert [h["kind"] for h in heard] == ["ACCEPTED", "RETURNED", "ACCEPTED", "PASSED", "LISTED"]
    assert [h["sequence"] for h in heard] == [1, 2, 3, 4, 5]
    assert heard[1]["correction"] == "请补充资金投向\n和投资效益"
    assert (heard[1]["version"], heard[1]["missing"]) == (3, [])
    assert heard[3]["reason"] == "符合"
    assert heard[4]["plan"] == {
        "planId": plan["id"],
        "documentNumber": "株高管发〔2026〕1号",
        "issuedOn": str(exchange.season.today),
        "itemKind": "NEW_START",
        "annualInvestment": "80000.5",
    }
    assert exchange.province.forged == 0
    assert (await exchange.status(receipt["number"]))["plan"]["planId"] == plan["id"]
    refused = await exchange.send("POST", f"/applications/{receipt['number']}/withdrawal", {"reason": "缓建"})
    assert refused.json()["code"] == "APPLICATION_IN_PLAN"
    adjusting = Adjusting(exchange.reserve)
    draft = await adjusting.do("adjustAdd", await adjusting.draft(plan), **item(later), reason="新开工")
    approved = await adjusting.approve(draft)
    named = {"documentNumber": "株高管发〔2027〕9号", "expectedPlanVersion": approved["planVersion"]}
    await adjusting.do("issueAdjustment", approved, **named)
    heard = await exchange.heard(added["number"], 3)
    assert [h["kind"] for h in heard] == ["ACCEPTED", "PASSED", "LISTED"]
    assert len(exchange.province.of(receipt["number"])) == 5, "what was listed before is not told again"


async def test_what_is_missing_is_in_the_return(exchange: World):
    from tests.reserve.life import PROJECT, at

    receipt = await exchange.submitted("退回缺项")
    found = await exchange.reserve.api(
        "query($id: UUID!) { project(id: $id) { id version } }", {"id": receipt["projectId"]}, as_=INVESTMENT
    )
    smaller = {"totalInvestment": "100", "fundSources": [], "reason": "核减"}
    await exchange.reserve.done("changeProject", PROJECT, INVESTMENT, **at(found["project"]), **smaller)
    await turn_back(exchange, receipt)
    _, told = await exchange.heard(receipt["number"], 2)
    (lacks,) = told["missing"]
    assert (lacks["code"], lacks["article"]) == ("ANNUAL_EXCEEDS_TOTAL", "第三条（二）")
    assert "80000" in lacks["remedy"]


async def test_a_failed_review_and_a_withdrawal_are_told_with_the_reason(exchange: World):
    failed, given_up = await exchange.submitted("不通过"), await exchange.submitted("撤回告知")
    await exchange.season.done(
        "preReviewApplication", APPLICATION, INVESTMENT, **as_seen(failed), passed=False, reason="不符合布局"
    )
    await exchange.season.done(
        "withdrawApplication", APPLICATION, exchange.reserve.owner, **as_seen(given_up), reason="缓建"
    )
    assert [(h["kind"], h["reason"]) for h in await exchange.heard(failed["number"], 2)][1] == ("REFUSED", "不符合布局")
    assert [(h["kind"], h["reason"]) for h in await exchange.heard(given_up["number"], 2)][1] == ("WITHDRAWN", "缓建")


async def test_nothing_is_told_of_applications_that_did_not_come_from_the_province(exchange: World):
    count = select(func.count()).select_from(tables.Callback)
    before = (await exchange.reserve.api.rows(count))[0][0]
    made = await exchange.season.submitted(await exchange.reserve.project(name="直接申报"))
    entered = await exchange.season.submitted(
        await exchange.reserve.project(name="代录省平台申报"), channel="PROVINCIAL_PLATFORM"
    )
    for one in (made, entered):
        await exchange.season.done("returnApplication", APPLICATION, INVESTMENT, **this(one), correction="补")
    assert (await exchange.reserve.api.rows(count))[0][0] == before


async def test_a_refused_command_tells_nothing(exchange: World):
    receipt = await exchange.submitted("拒绝不告知")
    stale = {"applicationId": receipt["applicationId"], "expectedVersion": 1}
    await exchange.season.refused("returnApplication", APPLICATION, INVESTMENT, **stale, correction="补")
    assert [c["kind"] for c in await exchange.gone(receipt["number"], "DELIVERED")] == ["ACCEPTED"]


async def test_what_does_not_arrive_is_tried_again_and_every_try_is_on_record(exchange: World):
    exchange.province.moods.extend(["fail", "refuse"])
    receipt = await exchange.submitted("重试项目")
    (told,) = await exchange.gone(receipt["number"], "DELIVERED")
    assert told["attempts"] == 3
    tries = (
        await exchange.callbacks(receipt["number"], "tries { edges { node { number outcome httpStatus detail } } }")
    )[0]
    assert [e["node"] for e in reversed(tries["tries"]["edges"])] == [
        {"number": 1, "outcome": "REFUSED", "httpStatus": 500, "detail": "暂不可用"},
        {"number": 2, "outcome": "REFUSED", "httpStatus": 422, "detail": "暂不可用"},
        {"number": 3, "outcome": "DELIVERED", "httpStatus": 204, "detail": None},
    ]


async def test_what_arrives_and_is_not_acknowledged_is_sent_again_under_the_same_delivery(exchange: World):
    repeats = exchange.province.repeats
    exchange.province.moods.append("lose")
    receipt = await exchange.submitted("丢失应答")
    (told,) = await exchange.gone(receipt["number"], "DELIVERED")
    assert exchange.province.repeats == repeats + 1
    (heard,) = exchange.province.of(receipt["number"])
    assert heard["deliveryId"] == told["id"]


async def test_a_sender_that_dies_between_sending_and_noting_sends_again(exchange: World, monkeypatch):
    note, died = Deliveries.note, []

    async def die_once(*args, **kwargs):
        if not died:
            died.append(True)
            raise ConnectionError("killed")
        return await note(*args, **kwargs)

    monkeypatch.setattr(sender, "LEASE_AFTER_TIMEOUT", -9.5)  # the lease is half a second, not half a minute
    monkeypatch.setattr(Deliveries, "note", die_once)
    repeats = exchange.province.repeats
    receipt = await exchange.submitted("中途终止")
    await exchange.gone(receipt["number"], "DELIVERED")
    assert died
    assert exchange.province.repeats == repeats + 1
    assert len(exchange.province.of(receipt["number"])) == 1


async def dead(exchange: World, name: str) -> dict:
    """Submit while the province fails until the callback is a dead letter; return the receipt."""
    exchange.province.moods.extend(["fail"] * 3)
    receipt = await exchange.submitted(name)
    await exchange.gone(receipt["number"], "DEAD")
    return receipt


async def test_a_dead_letter_holds_back_what_follows_until_it_is_resent(exchange: World):
    receipt = await dead(exchange, "死信项目")
    await turn_back(exchange, receipt)
    other = await exchange.submitted("不受影响")
    await exchange.gone(other["number"], "DELIVERED")
    first, second = await exchange.gone(receipt["number"], "DEAD", "PENDING")
    assert (first["attempts"], second["attempts"]) == (3, 0)
    done = await exchange.reserve.done("resendCallback", CALLBACK, OPERATOR, **seen(first))
    assert (done["version"], done["attempts"]) == (2, 0) or done["status"] == "DELIVERED"
    await exchange.gone(receipt["number"], "DELIVERED", "DELIVERED")
    assert [h["kind"] for h in exchange.province.of(receipt["number"])] == ["ACCEPTED", "RETURNED"]
    trail = [r for r in await exchange.reserve.api.audit() if r.action == "resendCallback"]
    assert trail[-1].subject == f"callback/{first['id']}"


async def test_a_dead_letter_that_is_given_up_lets_the_following_go_out(exchange: World):
    receipt = await dead(exchange, "放弃项目")
    await turn_back(exchange, receipt)
    first, second = await exchange.gone(receipt["number"], "DEAD", "PENDING")
    nothing = await exchange.reserve.refused("giveUpCallback", CALLBACK, INVESTMENT, **seen(first), reason=" ")
    assert codes(nothing) == ["REASON_MISSING"]
    waiting = await exchange.reserve.refused("giveUpCallback", CALLBACK, INVESTMENT, **seen(second), reason="不等")
    assert codes(waiting) == ["CALLBACK_NOT_DEAD"]
    done = await exchange.reserve.done("giveUpCallback", CALLBACK, INVESTMENT, **seen(first), reason="已电话告知")
    assert done["status"] == "GIVEN_UP"
    await exchange.gone(receipt["number"], "GIVEN_UP", "DELIVERED")
    assert [h["kind"] for h in exchange.province.of(receipt["number"])] == ["RETURNED"]
    back = await exchange.reserve.done("resendCallback", CALLBACK, INVESTMENT, **seen(done))
    assert back["version"] == 3
    await exchange.gone(receipt["number"], "DELIVERED", "DELIVERED")


async def test_what_arrived_is_not_resent_and_an_older_version_is_refused(exchange: World):
    receipt = await exchange.submitted("已送达")
    (told,) = await exchange.gone(receipt["number"], "DELIVERED")
    assert codes(await exchange.reserve.refused("resendCallback", CALLBACK, OPERATOR, **seen(told))) == [
        "CALLBACK_DELIVERED"
    ]
    older = {"callbackId": told["id"], "expectedVersion": 7}
    reasons = codes(await exchange.reserve.refused("resendCallback", CALLBACK, OPERATOR, **older))
    assert set(reasons) == {"VERSION_CONFLICT", "CALLBACK_DELIVERED"}
    unknown = {"callbackId": receipt["applicationId"], "expectedVersion": 1}
    assert codes(await exchange.reserve.refused("resendCallback", CALLBACK, OPERATOR, **unknown)) == [
        "CALLBACK_UNKNOWN"
    ]


async def test_of_two_who_resend_at_once_one_wins(exchange: World):
    receipt = await dead(exchange, "同时重发")
    (told,) = await exchange.gone(receipt["number"], "DEAD")
    outcomes = await asyncio.gather(
        *(exchange.reserve.do("resendCallback", CALLBACK, who, **seen(told)) for who in (OPERATOR, INVESTMENT))
    )
    assert sorted(bool(o["userErrors"]) for o in outcomes) == [False, True]
    (lost,) = [o for o in outcomes if o["userErrors"]]
    assert "VERSION_CONFLICT" in codes(lost["userErrors"])


async def test_only_the_authority_and_operators_look_after_callbacks(exchange: World):
    asked = "{ callbacks { totalCount } }"
    for who in (exchange.reserve.owner, exchange.reserve.authority):
        answer = await exchange.reserve.api.raw(asked, as_=who)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    elsewhere = INVESTMENT.but(division="430203", subject="elsewhere")
    assert (await exchange.reserve.api(asked, as_=elsewhere))["callbacks"]["totalCount"] == 0
    assert (await exchange.reserve.api(asked, as_=OPERATOR))["callbacks"]["totalCount"] > 0
    given_up = 'mutation { giveUpCallback(input: {idempotencyKey: "x", callbackId: "%s", expectedVersion: 1, reason: "无"}) { userErrors { code } } }'
    answer = await exchange.reserve.api.raw(given_up % exchange.reserve.owner_id, as_=OPERATOR)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_callbacks_are_found_by_status_kind_and_application(exchange: World):
    receipt = await exchange.submitted("筛选回调")
    await exchange.gone(receipt["number"], "DELIVERED")
    query = "query($f: CallbackFilter) { callbacks(filter: $f) { totalCount edges { node { number content nextTryAt application { id } } } } }"
    own = {"applicationId": receipt["applicationId"]}
    for wanted, count in (
        (own, 1),
        (own | {"statuses": ["DELIVERED"], "kinds": ["ACCEPTED"]}, 1),
        (own | {"statuses": ["PENDING", "DEAD"]}, 0),
        (own | {"kinds": ["LISTED"]}, 0),
        ({"number": "nothing"}, 0),
    ):
        found = await exchange.reserve.api(query, {"f": wanted}, as_=INVESTMENT)
        assert found["callbacks"]["totalCount"] == count
    found = await exchange.reserve.api(query, {"f": own}, as_=INVESTMENT)
    node = found["callbacks"]["edges"][0]["node"]
    assert json.loads(node["content"])["number"] == receipt["number"]
    assert (node["nextTryAt"], node["application"]["id"]) == (None, receipt["applicationId"])


async def test_a_province_that_is_down_hears_everything_when_it_is_back(exchange: World):
    exchange.write(client("away", SM3, callbackUrl="http://127.0.0.1:9/callbacks"))
    away = Province("away", keys_of(exchange.file, "away"))
    paper = exchange.paper("对方宕机")
    assert (await exchange.submit(paper, as_=away)).status_code == 201
    (told,) = await exchange.gone(paper["number"], "DEAD")
    tries = await exchange.callbacks(paper["number"], "lastError tries { edges { node { outcome } } }")
    assert {e["node"]["outcome"] for e in tries[0]["tries"]["edges"]} == {"UNREACHABLE"}
    async with served(platform(away)) as address:
        exchange.write(client("away", SM3, callbackUrl=f"{address}{CALLBACKS}"))
        await exchange.reserve.done("resendCallback", CALLBACK, OPERATOR, **seen(told))
        await eventually(lambda: away.of(paper["number"]))
        await exchange.gone(paper["number"], "DELIVERED")


async def silent(exchange: World, name: str) -> tuple[Province, dict]:
    """Submit as a client that has no address; return it and the receipt."""
    exchange.write(client("silent", SM3))
    unheard, paper = Province("silent", keys_of(exchange.file, "silent")), exchange.paper(name)
    answer = await exchange.submit(paper, as_=unheard)
    assert answer.status_code == 201, answer.text
    return unheard, answer.json()


async def test_without_an_address_nothing_is_tried_and_what_happened_is_on_record(exchange: World):
    _, receipt = await silent(exchange, "无回调地址")
    await exchange.gone(receipt["number"], "NO_ADDRESS")
    await turn_back(exchange, receipt, "请补充")
    await exchange.gone(receipt["number"], "NO_ADDRESS", "NO_ADDRESS")
    first, second = await exchange.callbacks(
        receipt["number"], "kind attempts nextTryAt lastError content tries { totalCount }"
    )
    assert (first["kind"], second["kind"]) == ("ACCEPTED", "RETURNED")
    assert json.loads(second["content"])["correction"] == "请补充"
    for one in (first, second):
        assert (one["attempts"], one["nextTryAt"], one["lastError"], one["tries"]["totalCount"]) == (0, None, None, 0)
    listed = await exchange.reserve.api(
        "query($id: UUID!) { callbacks(filter: {applicationId: $id, statuses: [NO_ADDRESS]}) { totalCount } }",
        {"id": receipt["applicationId"]},
        as_=INVESTMENT,
    )
    assert listed["callbacks"]["totalCount"] == 2


async def test_once_there_is_an_address_it_hears_what_is_new_and_what_is_resent(exchange: World):
    unheard, receipt = await silent(exchange, "后设回调地址")
    (first,) = await exchange.gone(receipt["number"], "NO_ADDRESS")
    async with served(platform(unheard)) as address:
        exchange.write(client("silent", SM3, callbackUrl=f"{address}{CALLBACKS}"))
        await turn_back(exchange, receipt)
        await exchange.gone(receipt["number"], "NO_ADDRESS", "DELIVERED")
        assert [h["kind"] for h in unheard.of(receipt["number"])] == ["RETURNED"], "what is new does not wait"
        done = await exchange.reserve.done("resendCallback", CALLBACK, OPERATOR, **seen(first))
        assert done["version"] == 2
        await exchange.gone(receipt["number"], "DELIVERED", "DELIVERED")
        assert {h["sequence"] for h in unheard.of(receipt["number"])} == {1, 2}


async def test_resent_without_an_address_it_is_kept_again_and_giving_it_up_is_refused(exchange: World):
    _, receipt = await silent(exchange, "仍无回调地址")
    (first,) = await exchange.gone(receipt["number"], "NO_ADDRESS")
    refused = await exchange.reserve.refused("giveUpCallback", CALLBACK, INVESTMENT, **seen(first), reason="不必")
    assert codes(refused) == ["CALLBACK_NOT_DEAD"]
    again = await exchange.reserve.done("resendCallback", CALLBACK, INVESTMENT, **seen(first))
    await exchange.gone(receipt["number"], "NO_ADDRESS")
    (kept,) = await exchange.callbacks(receipt["number"], "version attempts")
    assert kept == {"version": again["version"], "attempts": 0}


async def test_a_client_that_is_known_no_more_is_missed_and_its_callback_dies(exchange: World):
    _, receipt = await silent(exchange, "客户端已撤销")
    (first,) = await exchange.gone(receipt["number"], "NO_ADDRESS")
    exchange.write()
    await exchange.reserve.done("resendCallback", CALLBACK, OPERATOR, **seen(first))
    await exchange.gone(receipt["number"], "DEAD")
    (told,) = await exchange.callbacks(receipt["number"], "lastError tries { edges { node { outcome } } }")
    assert {e["node"]["outcome"] for e in told["tries"]["edges"]} == {"NOT_CONFIGURED"}
    assert "未配置" in told["lastError"]


async def test_several_processes_share_the_work_and_send_nothing_twice(exchange: World):
    repeats, calls = exchange.province.repeats, exchange.province.calls
    api = exchange.reserve.api
    jobs = api.settings.model_copy(update={"parts": "jobs"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZD_PROVINCIAL_CLIENTS", str(exchange.file))
        async with running(api.service, jobs), running(api.service, jobs):
            receipts = await asyncio.gather(*(exchange.submitted(f"多进程{n}") for n in range(8)))
            for receipt in receipts:
                await turn_back(exchange, receipt)
            for receipt in receipts:
                await exchange.gone(receipt["number"], "DELIVERED", "DELIVERED")
    assert exchange.province.repeats == repeats
    assert exchange.province.calls == calls + 16
    for receipt in receipts:
        assert [h["sequence"] for h in exchange.province.of(receipt["number"])] == [1, 2]


async def test_nothing_is_left_behind(exchange: World):
    left = select(func.count()).select_from(tables.Callback).where(tables.Callback.status == CallbackStatus.PENDING)

    async def look() -> bool:
        return (await exchange.reserve.api.rows(left))[0][0] == 0

    await eventually(look)
