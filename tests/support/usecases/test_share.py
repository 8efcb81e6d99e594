"""第十五条（优先安排）：who was accepted first is first served, also when the quota comes or becomes free later."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from services.support.store import tables
from tests.support.world import District, ok

YEARS = iter(range(2005, 2050, 3))  # each test has accounts of its own


@pytest.fixture
def day() -> date:
    return date(next(YEARS), 3, 1)


async def accepted(district: District, on: date, *quantities: str) -> list[dict]:
    """Requests that were accepted one day after the other, submitted in the opposite order."""
    submitted = [ok(await district.submit(on=on, quantity=q)) for q in reversed(quantities)][::-1]
    return [ok(await district.step("accept", r, on=on + timedelta(days=n))) for n, r in enumerate(submitted)]


async def held(district: District, requests: list[dict]) -> list[int]:
    row = tables.Request
    found = {
        str(r.id): r.held_amount
        for r in await district.api.rows(select(row.id, row.held_amount).where(row.id.in_([q["id"] for q in requests])))
    }
    return [int(found[r["id"]] or 0) for r in requests]


async def allocated(district: District, amount: str, on: date, year: int | None = None) -> None:
    """Book an allocation on a day to that year's account, or another's; who comes too late looks again."""
    account, kind = tables.QuotaAccount, "NEW_CONSTRUCTION_LAND"
    mine = select(account.id, account.version).where(account.year == (year or on.year), account.kind == kind)
    if not await district.api.rows(mine):
        opening = {"kind": kind, "year": year or on.year}
        await district.api.do(
            "openQuotaAccount", "OpenQuotaAccountInput", "account { id }", district.officer, on, **opening
        )
    for _ in range(20):
        (row,) = await district.api.rows(mine)
        booked = {"accountId": str(row.id), "expectedVersion": row.version, "amount": amount, "basis": "示例下达文件"}
        done = await district.api.do(
            "allocateQuota", "AllocateQuotaInput", "account { available }", district.officer, on, **booked
        )
        if not done["userErrors"]:
            return
        assert [e["code"] for e in done["userErrors"]] == ["VERSION_CONFLICT"]
    raise AssertionError("twenty times too late")


async def consistent(district: District, year: int) -> bool:
    """What the account has reserved is what its open requests hold, and its ledger adds up to it."""
    account, request, entry = tables.QuotaAccount, tables.Request, tables.QuotaEntry
    (row,) = await district.api.rows(
        select(account.id, account.reserved, account.last_entry).where(account.year == year)
    )
    total = func.coalesce(func.sum(request.held_amount), 0)
    ((of_requests,),) = await district.api.rows(select(total).where(request.held_account_id == row.id))
    (last,) = await district.api.rows(
        select(entry.reserved).where(entry.account_id == row.id, entry.seq == row.last_entry)
    )
    return row.reserved == of_requests == last.reserved


async def test_an_allocation_is_set_aside_for_those_who_were_accepted_before_it(district, day):
    requests = await accepted(district, day, "30", "40", "50")
    await allocated(district, "60", day + timedelta(days=9))
    assert await held(district, requests) == [30, 30, 0]
    await allocated(district, "100", day + timedelta(days=10))
    assert await held(district, requests) == [30, 40, 50]
    late = ok(await district.submit(on=day + timedelta(days=11), quantity="80"))
    late = ok(await district.step("accept", late, on=day + timedelta(days=11)))
    assert await held(district, [late]) == [40]
    assert await consistent(district, day.year)


async def test_what_a_withdrawal_a_part_or_a_refusal_frees_goes_to_the_next_in_turn(district, day):
    await allocated(district, "100", day)
    requests = await accepted(district, day, "100", "40", "50")
    last_day = day + timedelta(days=9)
    assert await held(district, requests) == [100, 0, 0]
    first = ok(await district.step("claim", requests[0], on=last_day))
    ok(
        await district.step(
            "decide", first, on=last_day, outcome="GRANTED_IN_PART", grantedQuantity="70", reason="一期"
        )
    )
    assert await held(district, requests) == [0, 30, 0]
    ok(await district.step("withdraw", requests[1], district.owner, last_day))
    assert await held(district, requests) == [0, 0, 30]
    assert await consistent(district, day.year)


async def test_quota_set_aside_later_changes_no_version_and_leaves_a_trace(district, day):
    (request,) = await accepted(district, day, "30")
    await allocated(district, "10", day + timedelta(days=1))
    ok(await district.step("claim", request, on=day + timedelta(days=2)))  # at the version that was seen before
    trail = [a for a in await district.api.audit() if a.subject == f"request/{request['id']}"]
    assert [a.action for a in trail] == ["submitRequest", "acceptRequest", "allocateQuota", "claimRequest"]
    assert trail[2].before_digest == trail[1].after_digest != trail[2].after_digest == trail[3].before_digest


@pytest.mark.parametrize(("shift", "kept"), [(-1, 0), (0, 30), (1, 0)], ids=["last year", "this year", "next year"])
async def test_only_this_years_quota_is_set_aside(district, day, shift, kept):
    requests = await accepted(district, day, "30")
    await allocated(district, "60", day + timedelta(days=1), day.year + shift)
    assert await held(district, requests) == [kept]


async def test_however_many_act_at_once_what_is_reserved_is_what_is_held(district, day):
    await allocated(district, "50", day)
    waiting = await accepted(district, day, "30", "30", "30", "30")
    coming = [ok(await district.submit(on=day, quantity="30")) for _ in range(3)]
    after = day + timedelta(days=9)
    await asyncio.gather(
        allocated(district, "45", after),
        district.step("withdraw", waiting[0], district.owner, after),
        district.step("withdraw", waiting[1], district.owner, after),
        *(district.step("accept", r, on=after) for r in coming),
        *(district.step("claim", r, on=after) for r in waiting[2:]),
    )
    assert await consistent(district, day.year)
    amounts = await held(district, waiting[2:] + coming)
    assert sum(amounts) <= 95
    assert max(amounts) <= 30
