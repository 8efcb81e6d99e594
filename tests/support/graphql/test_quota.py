"""Quota accounts and their ledgers through the endpoint."""

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.world import DAY, codes, ok

OPEN = ("openQuotaAccount", "OpenQuotaAccountInput", "account { id version division unitName kindName available }")
ALLOCATE = ("allocateQuota", "AllocateQuotaInput", "account { id version allocated available }")
LEDGER = """query($year: Int!) { quotaAccounts(filter: {year: $year}) { totalCount edges { node {
    allocated reserved committed available
    entries(first: 10) { edges { node { seq kind amount basis requestId allocated reserved committed available actorName } } }
} } } }"""


async def test_the_bureau_opens_an_account_in_the_unit_of_its_kind(district):
    done = await district.api.do(*OPEN, district.officer, kind="FOREST_LAND_QUOTA", year=2026)
    account = done["account"]
    assert (account["unitName"], account["kindName"], account["available"]) == ("公顷", "占用征收林地定额", "0")
    assert account["division"] == "430211"
    again = await district.api.do(*OPEN, district.officer, kind="FOREST_LAND_QUOTA", year=2026)
    assert codes(again) == {"QUOTA_ACCOUNT_EXISTS": "第十七条（一）"}


@pytest.mark.parametrize(("year", "opens"), [(2003, False), (2004, True), (2100, True), (2101, False)])
async def test_an_account_is_of_a_year_in_which_the_platform_can_work(district, year, opens):
    done = await district.api.do(*OPEN, district.officer, kind="LOGGING_QUOTA", year=year)
    assert bool(done["account"]) is opens
    assert opens or codes(done) == {"YEAR_INVALID": "第十七条（一）"}


async def test_an_unknown_kind_is_refused_with_those_that_exist(district):
    done = await district.api.do(*OPEN, district.officer, kind="AIR", year=2026)
    assert codes(done) == {"QUOTA_KIND_UNKNOWN": "第十五条"}
    assert "NEW_CONSTRUCTION_LAND" in done["userErrors"][0]["message"]


async def test_only_a_registered_land_bureau_keeps_quotas(district):
    unknown_unit = person(Role.LAND, unit=new_id())
    done = await district.api.do(*OPEN, unknown_unit, kind="LOGGING_QUOTA", year=2030)
    assert codes(done) == {"NOT_THE_BUREAU": "第十七条（一）"}
    mutation = "mutation($input: OpenQuotaAccountInput!) { openQuotaAccount(input: $input) { account { id } } }"
    asked = {"input": {"idempotencyKey": "k", "kind": "LOGGING_QUOTA", "year": 2030}}
    answer = await district.api.raw(mutation, asked, as_=district.agent)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_allocations_and_reductions_keep_to_what_is_free(district):
    account = await district.account("100", year=2031)
    refused = await district.api.do(
        *ALLOCATE,
        district.officer,
        accountId=account["id"],
        expectedVersion=account["version"],
        amount="-100.0001",
        basis="调减",
    )
    assert codes(refused) == {"QUOTA_EXCEEDED": "第十五条"}
    reduced = await district.allocate(account, "-100")
    assert reduced["allocated"] == "0"


async def test_an_allocation_needs_an_amount_and_its_document_and_the_current_version(district):
    account = await district.account("100", year=2032)
    given = {"accountId": account["id"], "expectedVersion": account["version"]}
    refused = await district.api.do(*ALLOCATE, district.officer, **given, amount="0", basis=" ")
    assert codes(refused) == {"QUANTITY_INVALID": "第十五条", "TEXT_MISSING": "第十五条"}
    stale = await district.api.do(
        *ALLOCATE, district.officer, **given | {"expectedVersion": 1}, amount="1", basis="文件"
    )
    assert codes(stale) == {"VERSION_CONFLICT": None}
    unknown = await district.api.do(
        *ALLOCATE, district.officer, **given | {"accountId": str(new_id())}, amount="1", basis="文件"
    )
    assert codes(unknown) == {"QUOTA_ACCOUNT_UNKNOWN": "第十五条"}


async def test_the_ledger_tells_every_change_with_the_balance_after_it(district):
    from datetime import date

    await district.account("100", year=2024)
    request = await district.claimed(on=date(2024, 3, 4))
    ok(
        await district.step(
            "decide", request, on=date(2024, 3, 5), outcome="GRANTED_IN_PART", grantedQuantity="30", reason="一期"
        )
    )
    page = (await district.api(LEDGER, {"year": 2024}, as_=district.authority, on=DAY))["quotaAccounts"]
    assert page["totalCount"] == 1
    account = page["edges"][0]["node"]
    told = [
        (e["node"]["seq"], e["node"]["kind"], e["node"]["amount"], e["node"]["available"], e["node"]["requestId"])
        for e in account["entries"]["edges"]
    ]
    assert told == [
        (4, "COMMITTED", "30", "70", request["id"]),
        (3, "RELEASED", "80", "100", request["id"]),
        (2, "RESERVED", "80", "20", request["id"]),
        (1, "ALLOCATED", "100", "100", None),
    ]
    assert (account["allocated"], account["reserved"], account["committed"]) == ("100", "0", "30")


async def test_owners_do_not_read_quotas_and_other_divisions_see_none(district):
    answer = await district.api.raw("{ quotaAccounts { totalCount } }", as_=district.owner)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    elsewhere = person(Role.INVESTMENT_AUTHORITY, unit=new_id(), division="430212")
    assert (await district.api("{ quotaAccounts { totalCount } }", as_=elsewhere))["quotaAccounts"]["totalCount"] == 0


async def test_the_rules_in_force_can_be_read(district):
    query = "{ supportRequestKinds { code workingDays warningDays unit quotaKind article source } quotaKinds { code unitName } }"
    told = await district.api(query, as_=district.owner, on=DAY)
    land = told["supportRequestKinds"][0]
    assert (land["code"], land["workingDays"], land["unit"], land["article"]) == ("LAND_QUOTA", 15, "MU", "第十五条")
    assert len(told["quotaKinds"]) == 4
