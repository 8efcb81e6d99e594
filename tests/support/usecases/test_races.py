"""Many at once: quotas are never overdrawn, document numbers have neither gaps nor twins, one race one winner."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.support.store import tables
from tests.support.world import DAY, District, codes, ok


async def granted_by(district: District, request: dict, officer) -> dict:
    return await district.step("decide", request, officer, outcome="GRANTED")


async def test_many_grants_on_one_account_commit_no_more_than_the_quota(district):
    requests = [await district.claimed(quantity="15") for _ in range(12)]  # before there is quota to set aside
    await district.account("100", year=2026)
    outcomes = await asyncio.gather(*(granted_by(district, r, district.officer) for r in requests))
    granted = [o for o in outcomes if not o["userErrors"]]
    refused = [o for o in outcomes if o["userErrors"]]
    balance = await district.balance()
    assert len(granted) == 6
    assert all(set(codes(o)) <= {"QUOTA_EXCEEDED", "CONFLICT"} for o in refused)
    assert Decimal(balance["committed"]) == 90
    entries = await district.api.rows(select(tables.QuotaEntry.amount).where(tables.QuotaEntry.kind == "COMMITTED"))
    assert sum(e.amount for e in entries) == 90


async def test_accepting_many_at_once_reserves_no_more_than_the_quota(district):
    await district.account("100", year=2025)
    day = date(2025, 3, 3)
    requests = [ok(await district.submit(on=day, quantity="30")) for _ in range(8)]
    await asyncio.gather(*(district.step("accept", r, on=day) for r in requests))
    balance = await district.balance(2025)
    rows = await district.api.rows(select(tables.Request.held_amount).where(tables.Request.received_on == day))
    assert Decimal(balance["reserved"]) == 100 == sum(r.held_amount or 0 for r in rows)
    assert Decimal(balance["available"]) == 0


async def test_document_numbers_have_no_gaps_and_no_twins_although_many_decide_and_some_are_refused(district):
    requests = [await district.claimed(on=date(2024, 3, 4)) for _ in range(12)]

    async def decide(n: int, request: dict) -> dict:
        # every third asks for a grant although no account is open: refused, so its number must be free again
        values = {"outcome": "GRANTED"} if n % 3 == 0 else {"outcome": "REFUSED", "reason": "不符合规划"}
        return await district.step("decide", request, on=date(2024, 3, 5), **values)

    outcomes = await asyncio.gather(*(decide(n, r) for n, r in enumerate(requests)))
    numbers = sorted(
        int(re.fullmatch(r"株天自然资函〔2024〕(\d+)号", o["request"]["documentNumber"])[1])
        for o in outcomes
        if not o["userErrors"]
    )
    assert numbers == list(range(1, 9))


async def test_bureaus_series_and_years_are_numbered_apart(district, api):
    other = await District(api).told()
    ending = {"outcome": "REFUSED", "reason": "不符合规划"}

    async def number(place: District, on: date, **changes) -> str:
        request = await place.claimed(on=on, **changes)
        return ok(await place.step("decide", request, on=on, **ending))["documentNumber"]

    assert await number(other, DAY) == "株天自然资函〔2026〕1号"
    assert await number(other, DAY, kind="LOGGING", unit="CUBIC_METRE") == "株天林函〔2026〕1号"
    assert await number(other, date(2027, 3, 1)) == "株天自然资函〔2027〕1号"
    assert await number(other, DAY) == "株天自然资函〔2026〕2号"


async def test_an_account_opened_and_allocated_to_by_two_at_once_has_one_of_each(district):
    kind = {"kind": "FOREST_LAND_QUOTA", "year": 2021}
    told = ("OpenQuotaAccountInput", "account { id version }")
    officers = (district.officer, district.colleague)
    opened = await asyncio.gather(*(district.api.do("openQuotaAccount", *told, who, **kind) for who in officers))
    assert [set(codes(o)) <= {"QUOTA_ACCOUNT_EXISTS", "CONFLICT"} for o in opened if o["userErrors"]] == [True]
    (account,) = [o["account"] for o in opened if o["account"]]
    booked = {"accountId": account["id"], "expectedVersion": 1, "amount": "30", "basis": "示例下达文件"}
    told = ("AllocateQuotaInput", "account { allocated }")
    outcomes = await asyncio.gather(*(district.api.do("allocateQuota", *told, who, **booked) for who in officers))
    assert [codes(o) for o in outcomes if o["userErrors"]] == [{"VERSION_CONFLICT": None}]
    assert [o["account"]["allocated"] for o in outcomes if o["account"]] == ["30"]


async def test_of_two_who_act_on_the_same_version_one_wins(district):
    request = ok(await district.submit())
    outcomes = await asyncio.gather(
        district.step("accept", request),
        district.step("return", request, district.colleague, reason="缺图"),
        district.step("withdraw", request, district.owner),
    )
    assert sorted(len(o["userErrors"]) for o in outcomes) == [0, 1, 1]
    assert {c for o in outcomes for c in (codes(o) if o["userErrors"] else ())} == {"VERSION_CONFLICT"}


async def test_of_two_colleagues_who_claim_at_once_one_has_it_in_hand(district):
    request = ok(await district.submit())
    request = ok(await district.step("accept", request))
    outcomes = await asyncio.gather(
        district.step("claim", request), district.step("claim", request, district.colleague)
    )
    assert sorted(len(o["userErrors"]) for o in outcomes) == [0, 1]
    assert [codes(o) for o in outcomes if o["userErrors"]] == [{"VERSION_CONFLICT": None}]
    (row,) = await district.api.rows(select(tables.Request.claimant).where(tables.Request.id == request["id"]))
    winner = (district.officer, district.colleague)[[bool(o["userErrors"]) for o in outcomes].index(False)]
    assert row.claimant == winner.subject


async def test_a_request_that_is_granted_and_refused_at_once_is_decided_once(district):
    day = date(2023, 3, 6)
    await district.account("80", year=2023)
    request = await district.claimed(on=day)
    ends = [{"outcome": "GRANTED"}, {"outcome": "REFUSED", "reason": "不符合规划"}]
    outcomes = await asyncio.gather(*(district.step("decide", request, on=day, **end) for end in ends))
    assert sorted(len(o["userErrors"]) for o in outcomes) == [0, 1]
    (decided,) = [o["request"] for o in outcomes if o["request"]]
    committed = 80 if decided["state"] == "GRANTED" else 0
    assert Decimal((await district.balance(2023))["committed"]) == committed
    (row,) = await district.api.rows(select(tables.Request.held_amount).where(tables.Request.id == request["id"]))
    assert row.held_amount is None
    told = [e["data"] for e in await district.api.events("zhongdian.support.request.decided.v1")]
    assert [d["documentNumber"] for d in told if d["requestId"] == request["id"]] == [decided["documentNumber"]]


async def test_a_decision_sent_several_times_at_once_takes_one_number_and_commits_once(district):
    day = date(2022, 3, 7)
    await district.account("200", year=2022)
    request, key = await district.claimed(on=day), str(new_id())
    sent = (district.step("decide", request, on=day, outcome="GRANTED", idempotencyKey=key) for _ in range(4))
    outcomes = await asyncio.gather(*sent)
    assert [o["userErrors"] for o in outcomes] == [[]] * 4
    assert {o["request"]["documentNumber"] for o in outcomes} == {"株天自然资函〔2022〕1号"}
    assert Decimal((await district.balance(2022))["committed"]) == 80


async def test_of_many_requests_for_one_node_at_once_one_stays_open(district):
    node = await district.node()
    outcomes = await asyncio.gather(*(district.submit(node) for _ in range(4)))
    assert sum(not o["userErrors"] for o in outcomes) == 1
    assert {c for o in outcomes if o["userErrors"] for c in codes(o)} <= {"REQUEST_ALREADY_OPEN", "CONFLICT"}


async def test_the_same_command_sent_at_once_is_carried_out_once(district):
    node = await district.node()
    key = str(new_id())
    sent = (district.submit(node, idempotencyKey=key) for _ in range(4))
    outcomes = await asyncio.gather(*sent)
    assert len({o["request"]["id"] for o in outcomes if o["request"]}) == 1
    assert not [o for o in outcomes if o["userErrors"]]


@pytest.mark.parametrize("values", [{"committed": 1_000_000}, {"reserved": -1}, {"allocated": 0, "reserved": 1}])
async def test_the_database_itself_refuses_an_overdrawn_account(district, values):
    async with district.api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(IntegrityError, match="ck_quota_accounts"):
            await session.execute(update(tables.QuotaAccount).values(**values))


async def test_ledger_and_history_can_only_grow(district):
    for change in (update(tables.QuotaEntry).values(amount=1), update(tables.Step).values(note="")):
        async with district.api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(change)
