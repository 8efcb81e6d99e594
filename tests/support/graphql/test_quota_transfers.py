"""Transfers, the year's end and corrections of quota accounts through the endpoint (第十五条)."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.land_world import ACCOUNT, LandDistrict, refused
from tests.support.world import DAY, ok

YEARS = iter(range(2005, 2090, 3))  # each test has accounts of its own


@pytest.fixture
async def district(api) -> LandDistrict:
    return await LandDistrict(api).told()


@pytest.fixture
def year() -> int:
    return next(YEARS)


FOREST = [
    {"code": "place", "value": "示例村1林班"},
    {"code": "woodland", "value": "ARBOR"},
    {"code": "class", "value": "COMMODITY"},
]
STATEMENT = """query($r: [_Any!]!, $from: Date!, $to: Date!) { _entities(representations: $r) { ... on QuotaAccount {
    statement(from: $from, to: $to) { opening { available } complete closing { allocated reserved committed available }
        lines { seq kindName amount said after { available } } } } } }"""


async def statement(district: LandDistrict, account: dict, since: date, until: date) -> dict:
    asked = {"r": [{"__typename": "QuotaAccount", "id": account["id"]}], "from": since.isoformat()}
    found = await district.api(STATEMENT, asked | {"to": until.isoformat()}, as_=district.officer)
    return found["_entities"][0]["statement"]


async def test_a_transfer_asked_by_one_and_approved_by_another_is_in_both_ledgers(district, year):
    source, target = await district.quota("100", year), await district.quota("0", year + 1)
    asked = (await district.asked(source, target, "40"))["transfer"]
    assert (asked["state"], asked["fromAccount"]["available"]) == ("ASKED", "100")
    done = await district.decided(asked)
    assert (done["transfer"]["state"], done["transfer"]["fromAccount"]["available"]) == ("APPROVED", "60")
    for account, allocated in ((source, "60"), (target, "40")):
        now = await district.of(account)
        assert (now["allocated"], now["proof"]["holds"]) == (allocated, True)
    again = await district.decided(done["transfer"])
    assert refused(again) == {"TRANSFER_ENDED": "第十五条"}


async def test_who_asked_cannot_approve_and_who_has_not_asked_cannot_withdraw(district, year):
    source, target = await district.quota("100", year), await district.quota("0", year + 1)
    asked = (await district.asked(source, target, "40"))["transfer"]
    assert refused(await district.decided(asked, district.officer)) == {"SAME_PERSON": "第十五条"}
    assert refused(await district.decided(asked, approved=False)) == {"TEXT_MISSING": "第十五条"}
    withdraw = ("withdrawQuotaTransfer", "WithdrawQuotaTransferInput", "transfer { state note }")
    seen = {"transferId": asked["id"], "expectedVersion": asked["version"], "note": "不再需要"}
    assert refused(await district.api.do(*withdraw, district.colleague, **seen)) == {"NOT_THE_ASKER": "第十五条"}
    done = await district.api.do(*withdraw, district.officer, **seen)
    assert done["transfer"] == {"state": "WITHDRAWN", "note": "不再需要"}
    assert (await district.of(source))["available"] == "100"


async def test_a_refused_transfer_books_nothing_and_says_why(district, year):
    source, target = await district.quota("10", year), await district.quota("0", year + 1)
    asked = (await district.asked(source, target, "10"))["transfer"]
    done = await district.decided(asked, approved=False, note="本年尚需使用")
    assert (done["transfer"]["state"], done["transfer"]["note"]) == ("REFUSED", "本年尚需使用")
    assert (await district.of(source))["available"] == "10"


@pytest.mark.parametrize(("amount", "taken"), [("100", True), ("100.0001", False)])
async def test_no_more_is_transferred_than_is_free(district, year, amount, taken):
    source, target = await district.quota("100", year), await district.quota("0", year + 1)
    done = await district.asked(source, target, amount)
    assert taken == (not done["userErrors"])
    assert taken or refused(done) == {"QUOTA_EXCEEDED": "第十五条"}


async def test_what_was_promised_since_it_was_asked_for_is_not_transferred(district, year):
    source, target = await district.quota("100", year), await district.quota("0", year + 1)
    asked = (await district.asked(source, target, "100"))["transfer"]
    now = await district.of(source)
    assert (await district.booked(now, "-1"))["userErrors"] == []
    assert refused(await district.decided(asked)) == {"QUOTA_EXCEEDED": "第十五条"}


async def test_kinds_and_years_are_not_mixed_and_everything_wrong_is_said_at_once(district, year):
    source, other = await district.quota("100", year), await district.quota("0", year, "LOGGING_QUOTA")
    done = await district.asked(source, other, "0", reason=" ", basis="")
    assert set(refused(done)) == {"TRANSFER_MISFIT", "QUANTITY_INVALID", "TEXT_MISSING"}
    logging = await district.quota("0", year + 1, "LOGGING_QUOTA")
    assert refused(await district.asked(other, logging, "1")) == {"TRANSFER_NOT_ALLOWED": "第十七条（一）"}
    assert refused(await district.asked(source, {"id": str(new_id())}, "1")) == {"QUOTA_ACCOUNT_UNKNOWN": "第十五条"}


async def test_the_city_moves_quota_between_districts_and_a_district_cannot(district, year):
    here = await district.quota("100", year)
    there = await LandDistrict(district.api, division="430212").told()
    account = await there.quota("0", year)
    assert refused(await district.asked(here, account, "10")) == {"QUOTA_ACCOUNT_UNKNOWN": "第十五条"}
    city = LandDistrict(district.api, division="430200")
    await city.unit(city.bureau, "市自然资源局（示例）", [Role.LAND])
    asked = await city.asked(here, account, "10", city.officer)
    assert (await city.decided(asked["transfer"], city.colleague))["transfer"]["state"] == "APPROVED"
    assert ((await district.of(here))["allocated"], (await there.of(account))["allocated"]) == ("90", "10")


async def test_the_year_is_closed_when_it_is_over_and_the_rest_is_carried_with_what_requests_hold(district, year):
    day = date(year, 12, 28)
    account = await district.quota("100", year)
    request = ok(await district.submit(on=day, quantity="30"))
    request = ok(await district.step("accept", request, on=day))
    assert set(refused(await district.closed(account, date(year, 12, 31)))) >= {"YEAR_NOT_OVER"}
    new_year = date(year + 1, 1, 1)
    missing = await district.closed(account, new_year)
    assert set(refused(missing)) == {"QUOTA_ACCOUNT_MISSING", "TEXT_MISSING"}
    following = await district.quota("0", year + 1)
    done = await district.closed(account, new_year, basis="湘自然资〔示例〕1号")
    assert (done["account"]["allocated"], done["account"]["closedOn"]) == ("0", new_year.isoformat())
    now = await district.of(following)
    assert (now["allocated"], now["reserved"], now["available"]) == ("100", "30", "70")
    assert now["proof"] == {"holds": True, "faults": [], "entries": 3}
    assert (await district.of(account))["proof"]["holds"]
    request = ok(await district.step("claim", request, on=date(year + 1, 1, 4)))
    granted = await district.step("decide", request, on=date(year + 1, 1, 4), outcome="GRANTED")
    assert granted["userErrors"] == []
    assert (await district.of(following))["committed"] == "30"


async def test_nothing_is_booked_in_a_closed_year(district, year):
    account, following = await district.quota("100", year), await district.quota("0", year + 1)
    done = await district.closed(account, date(year + 1, 1, 1), basis="湘自然资〔示例〕1号")
    account = done["account"]
    closed = {"QUOTA_YEAR_CLOSED": "第十五条"}
    assert refused(await district.booked(account, "10")) == closed
    assert set(refused(await district.asked(account, following, "1"))) == {"QUOTA_YEAR_CLOSED"}
    assert set(refused(await district.closed(account, date(year + 1, 1, 1)))) == {"QUOTA_YEAR_CLOSED"}


async def test_forest_quota_lapses_and_what_requests_held_is_asked_of_the_new_year(district, year):
    day = date(year, 3, 2)
    account = await district.quota("50", year, "FOREST_LAND_QUOTA")
    following = await district.quota("20", year + 1, "FOREST_LAND_QUOTA")
    request = ok(await district.submit(on=day, kind="FOREST_LAND", unit="HECTARE", quantity="30", form=FOREST))
    ok(await district.step("accept", request, on=day))
    done = await district.closed(account, date(year + 1, 1, 5))
    assert (done["account"]["allocated"], done["account"]["reserved"]) == ("0", "0")
    lines = (await statement(district, account, date(2000, 1, 1), date(2099, 12, 31)))["lines"]
    assert [(e["kindName"], e["amount"]) for e in lines][-2:] == [("释放", "30"), ("年末失效", "50")]
    assert (await district.of(following))["allocated"] == "20"


async def test_a_mistaken_allocation_is_reversed_once_with_a_reason(district, year):
    account = await district.quota("100", year)
    account = (await district.booked(account, "40"))["account"]
    correct = ("correctQuotaEntry", "CorrectQuotaEntryInput", ACCOUNT, district.officer)
    seen = {"accountId": account["id"], "expectedVersion": account["version"]}
    assert refused(await district.api.do(*correct, **seen, seq=9, reason="")) == {
        "QUOTA_ENTRY_UNKNOWN": "第十五条",
        "TEXT_MISSING": "第十五条",
    }
    done = await district.api.do(*correct, **seen, seq=2, reason="重复登记")
    assert done["account"]["allocated"] == "100"
    seen["expectedVersion"] = done["account"]["version"]
    assert refused(await district.api.do(*correct, **seen, seq=2, reason="重复")) == {
        "QUOTA_ENTRY_REVERSED": "第十五条"
    }
    assert refused(await district.api.do(*correct, **seen, seq=3, reason="重复")) == {
        "QUOTA_ENTRY_NOT_REVERSIBLE": "第十五条"
    }
    assert (await district.of(account))["proof"]["holds"]


async def test_a_mistaken_reduction_is_restored_and_one_that_is_used_up_cannot_be_taken_back(district, year):
    account = await district.quota("100", year)
    account = (await district.booked(account, "-100"))["account"]
    correct = ("correctQuotaEntry", "CorrectQuotaEntryInput", ACCOUNT, district.officer)
    seen = {"accountId": account["id"], "expectedVersion": account["version"]}
    assert refused(await district.api.do(*correct, **seen, seq=1, reason="错记")) == {"QUOTA_EXCEEDED": "第十五条"}
    done = await district.api.do(*correct, **seen, seq=2, reason="误登")
    assert done["account"]["allocated"] == "100"


async def test_a_statement_tells_opening_lines_and_closing_and_goes_out_as_a_sheet(district):
    account = await district.quota("100", 2098, on=date(2026, 1, 10))
    account = (await district.booked(account, "20", date(2026, 2, 10)))["account"]
    await district.booked(account, "-5", date(2026, 3, 10))
    told = await statement(district, account, date(2026, 2, 1), date(2026, 3, 9))
    assert (told["opening"]["available"], told["closing"]["available"], told["complete"]) == ("100", "120", True)
    assert [(e["seq"], e["kindName"], e["amount"]) for e in told["lines"]] == [(2, "下达", "20")]
    empty = await statement(district, account, date(2026, 4, 1), date(2026, 4, 1))
    assert (empty["opening"], empty["lines"]) == ({"available": "115"}, [])
    query = """query($a: UUID!) { quotaStatementFile(accountId: $a, from: "2026-01-01", to: "2026-12-31") {
        fileName size sm3 contentBase64 } }"""
    file = (await district.api(query, {"a": account["id"]}, as_=district.officer))["quotaStatementFile"]
    assert file["fileName"].endswith(".xlsx")
    assert file["size"] > 1000
    stranger = person(Role.OWNER, unit=new_id())
    assert (await district.api.raw(query, {"a": account["id"]}, as_=stranger))["errors"]
    wrong = query.replace("2026-12-31", "2025-12-31")
    assert (await district.api.raw(wrong, {"a": account["id"]}, as_=district.officer))["errors"]


async def test_many_transfers_both_ways_at_once_make_and_lose_nothing(district, year):
    one, other = await district.quota("30", year), await district.quota("30", year + 1)
    asked = [(await district.asked(*((one, other) if n % 2 else (other, one)), "10"))["transfer"] for n in range(8)]
    outcomes = await asyncio.gather(*(district.decided(transfer) for transfer in asked))
    assert {c for o in outcomes if o["userErrors"] for c in refused(o)} <= {"QUOTA_EXCEEDED", "CONFLICT"}
    now = [await district.of(one), await district.of(other)]
    assert sum(int(a["allocated"]) for a in now) == 60
    assert all(a["proof"]["holds"] for a in now)


async def test_of_two_who_decide_at_once_one_does(district, year):
    source, target = await district.quota("30", year), await district.quota("0", year + 1)
    asked = (await district.asked(source, target, "10"))["transfer"]
    outcomes = await asyncio.gather(*(district.decided(asked, approved=a, note="意见") for a in (True, False, True)))
    assert sorted(bool(o["userErrors"]) for o in outcomes) == [False, True, True]
    assert int((await district.of(target))["allocated"]) in {0, 10}


async def test_of_two_who_close_at_once_one_does_and_acceptances_meanwhile_keep_what_they_hold(district, year):
    day = date(year, 12, 30)
    account, following = await district.quota("100", year), await district.quota("0", year + 1)
    requests = [ok(await district.submit(on=day, quantity="30")) for _ in range(3)]
    version = await district.version(account)
    close = ("closeQuotaYear", "CloseQuotaYearInput", ACCOUNT, district.officer, date(year + 1, 1, 2))
    seen = {"accountId": account["id"], "expectedVersion": version, "basis": "湘自然资〔示例〕1号"}
    outcomes = await asyncio.gather(
        *(district.step("accept", r, on=day) for r in requests), *(district.api.do(*close, **seen) for _ in range(2))
    )
    closings = [o for o in outcomes if "account" in o]
    done = [o for o in closings if not o["userErrors"]]
    assert {c for o in closings if o["userErrors"] for c in refused(o)} <= {"VERSION_CONFLICT", "CONFLICT"}
    if not done:
        done = [await district.closed(account, date(year + 1, 1, 2), basis="湘自然资〔示例〕1号")]
    assert [o["userErrors"] for o in done] == [[]]
    for of in (account, following):
        assert (await district.of(of))["proof"]["holds"]
    assert (await district.of(account))["reserved"] == "0"


async def test_transfers_are_listed_newest_first_and_narrowed(district, year):
    source, target = await district.quota("100", year), await district.quota("0", year + 1)
    first = (await district.asked(source, target, "1"))["transfer"]
    second = (await district.asked(source, target, "2"))["transfer"]
    await district.decided(first)
    query = """query($f: QuotaTransferFilter) { quotaTransfers(filter: $f, first: 50) { totalCount
        edges { node { id amount state askedByName decidedByName } } } }"""
    found = await district.api(query, {"f": {"accountId": source["id"]}}, as_=district.authority, on=DAY)
    assert [e["node"]["id"] for e in found["quotaTransfers"]["edges"]] == [second["id"], first["id"]]
    asked = {"accountId": target["id"], "state": "ASKED"}
    found = await district.api(query, {"f": asked}, as_=district.officer)
    assert [e["node"]["amount"] for e in found["quotaTransfers"]["edges"]] == ["2"]
    assert (await district.api.raw(query, {}, as_=district.owner))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
