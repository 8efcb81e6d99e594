"""Applications for budget funds and bonds through the endpoint (第十六条（三）)."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.store import tables
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.funds_world import APPLICATION, DAY

TO_GRANT = (("SUBMITTED", None), ("REVIEWED", None), ("LISTED", None), ("GRANTED", "4000"))


def at(application, **more):
    return {"applicationId": application["id"], "expectedVersion": application["version"], "on": str(DAY)} | more


async def book(money, application, what, amount, *, refused=False, **more):
    asked = money.refused if refused else money.done
    given = at(application, what=what, amount=amount, document="示例凭证1号") | more
    return await asked("bookFundApplication", APPLICATION, **given)


async def test_a_bond_goes_stage_by_stage_from_preparation_to_the_last_payment(money):
    application = await money.application()
    assert (application["stage"], application["stageName"]) == ("PREPARING", "准备")
    application = await money.advanced(application, *TO_GRANT, ("ARRIVED", "1000"))
    application = await book(money, application, "ARRIVAL", "3000")
    application = await book(money, application, "PAYMENT", "4000")
    application = await money.advanced(application, ("CLOSED", None))
    amounts = [application[k] for k in ("asked", "granted", "arrived", "paid")]
    assert (amounts, application["state"]) == (["5000", "4000", "4000", "4000"], "CLOSED")
    told = [e["data"] for e in await money.api.events("zhongdian.support.fund-application.granted.v1")]
    assert [d["granted"] for d in told if d["applicationId"] == application["id"]] == ["4000"]
    history = """query($id: UUID!) { fundApplication(id: $id) { steps(first: 50) {
        edges { node { action stage amount document paid actorName } } } } }"""
    shown = (await money.api(history, {"id": application["id"]}, as_=money.owner, on=DAY))["fundApplication"]
    actions = [e["node"]["action"] for e in shown["steps"]["edges"]]
    assert actions == ["OPENED", *["ADVANCED"] * 5, "ARRIVED", "PAID", "CLOSED"]


async def test_no_stage_is_left_out(money):
    application = await money.application()
    given = at(application, to="REVIEWED", document="示例")
    assert await money.refused("advanceFundApplication", APPLICATION, **given) == {"STAGE_NOT_NEXT"}
    given = at(application, to="SUBMITTED", amount="1")
    codes = await money.refused("advanceFundApplication", APPLICATION, **given)
    assert codes == {"TEXT_MISSING", "AMOUNT_NOT_EXPECTED"}


async def test_an_enterprise_bond_is_registered_without_a_list(money):
    application = await money.application("ENTERPRISE_BOND")
    application = await money.advanced(application, ("SUBMITTED", None), ("REVIEWED", None), ("GRANTED", "5000"))
    assert application["stageName"] == "注册"


@pytest.mark.parametrize(("granted", "goes"), [("5000", True), ("5000.0001", False)])
async def test_no_more_is_granted_than_was_asked_unless_that_is_raised_on_record(money, granted, goes):
    application = await money.advanced(await money.application(), *TO_GRANT[:3])
    given = {"to": "GRANTED", "amount": granted, "document": "示例财债5号"}
    if not goes:
        codes = await money.refused("advanceFundApplication", APPLICATION, **at(application, **given))
        assert codes == {"AMOUNTS_OUT_OF_ORDER"}
        assert await book(money, application, "ASKED", "1", refused=True) == {"TEXT_MISSING"}
        application = await book(money, application, "ASKED", "1", reason="追加申报")
    application = await money.done("advanceFundApplication", APPLICATION, **at(application, **given))
    assert application["granted"] == granted


@pytest.mark.parametrize(
    ("what", "amount", "code"),
    [
        ("ARRIVAL", "3000", None),
        ("ARRIVAL", "3000.0001", "AMOUNTS_OUT_OF_ORDER"),
        ("PAYMENT", "1000", None),
        ("PAYMENT", "1000.0001", "AMOUNTS_OUT_OF_ORDER"),
        ("GRANTED", "-3000.0001", "AMOUNTS_OUT_OF_ORDER"),
        ("ARRIVAL", "-1000.0001", "AMOUNTS_OUT_OF_ORDER"),
    ],
)
async def test_paid_never_exceeds_arrived_nor_arrived_what_was_granted(money, what, amount, code):
    application = await money.advanced(await money.application(), *TO_GRANT, ("ARRIVED", "1000"))
    if code:
        assert await book(money, application, what, amount, refused=True, reason="更正") == {code}
    else:
        await book(money, application, what, amount)


async def test_money_is_not_booked_before_its_stage(money):
    application = await money.application()
    assert await book(money, application, "PAYMENT", "1", refused=True) == {
        "STAGE_NOT_REACHED",
        "AMOUNTS_OUT_OF_ORDER",
    }


async def test_a_returned_application_is_prepared_again_and_its_owner_is_told(money):
    application = await money.application(as_=money.owner)
    assert await money.refused("returnFundApplication", APPLICATION, **at(application, reason="缺")) == {
        "STATE_NOT_ALLOWED"
    }
    application = await money.advanced(application, *TO_GRANT[:2])
    application = await money.done("returnFundApplication", APPLICATION, **at(application, reason="缺可研批复"))
    assert (application["stage"], application["state"], application["returnedTimes"]) == ("PREPARING", "RETURNED", 1)
    assert {t["kind"] for t in await todos(money.api, money.owner, DAY, "supportTodos")} == {"APPLICATION_RETURNED"}
    application = await money.advanced(application, *TO_GRANT[:1])
    assert application["state"] == "OPEN"


async def test_an_application_is_refused_by_document_or_withdrawn_and_then_rests(money):
    application = await money.advanced(await money.application(), *TO_GRANT[:1])
    given = at(application, refused=True, reason="不符合投向")
    assert await money.refused("endFundApplication", APPLICATION, **given) == {"TEXT_MISSING"}
    application = await money.done("endFundApplication", APPLICATION, **given, document="示例复函2号")
    assert application["state"] == "REFUSED"
    codes = await money.refused("endFundApplication", APPLICATION, **at(application, refused=False, reason="由"))
    assert codes == {"STATE_NOT_ALLOWED"}
    other = await money.application()
    other = await money.done("endFundApplication", APPLICATION, **at(other, refused=False, reason="改报其他渠道"))
    assert other["state"] == "WITHDRAWN"


async def test_money_that_has_arrived_is_closed_with_a_reason_when_not_all_is_paid(money):
    application = await money.advanced(await money.application(), *TO_GRANT, ("ARRIVED", "1000"))
    codes = await money.refused("endFundApplication", APPLICATION, **at(application, refused=False, reason="由"))
    assert codes == {"STATE_NOT_ALLOWED"}
    assert await money.refused("advanceFundApplication", APPLICATION, **at(application, to="CLOSED")) == {
        "REASON_MISSING"
    }
    closed = at(application, to="CLOSED", reason="结余上缴")
    assert (await money.done("advanceFundApplication", APPLICATION, **closed))["state"] == "CLOSED"


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ({}, 3),
        ({"kind": "SPECIAL_BOND"}, 2),
        ({"year": 2025}, 1),
        ({"stage": "PREPARING"}, 3),
        ({"state": "CLOSED"}, 0),
        ({"search": "园区"}, 2),
        ({"search": "示例涂料"}, 3),
        ({"search": "寻无此处"}, 0),
        ({"askedFrom": "5000.0001"}, 0),
        ({"kind": "CENTRAL_BUDGET", "search": "厂房"}, 1),
    ],
)
async def test_applications_are_listed_searched_counted_and_exported(money, filter, found):
    await money.application()
    await money.application(year=2025)
    await money.application("CENTRAL_BUDGET", title="厂房配套", asked="100")
    query = """query($f: FundApplicationFilter) { exportFundApplications(filter: $f) { contentBase64 }
        fundApplications(filter: $f, order: OLDEST) { totalCount edges { node { title } } } }"""
    told = await money.api(query, {"f": filter}, as_=money.finance, on=DAY)
    assert (told["fundApplications"]["totalCount"], len(told["fundApplications"]["edges"])) == (found, found)
    content = base64.b64decode(told["exportFundApplications"]["contentBase64"])
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(min_row=5, values_only=True))
    assert len(rows) == found + 1


async def test_totals_are_of_what_the_caller_sees(money):
    await money.application()
    await money.application(asked="0.0001")
    query = "{ fundApplicationTotals(year: 2026) { kind kindName applications asked granted } }"
    for who in (money.finance, money.owner):
        (total,) = (await money.api(query, as_=who, on=DAY))["fundApplicationTotals"]
        assert (total["applications"], total["asked"], total["granted"]) == (2, "5000.0001", "0")
    stranger = person(Role.OWNER, unit=new_id(), division=money.division)
    assert (await money.api(query, as_=stranger, on=DAY))["fundApplicationTotals"] == []
    asked = {"projectId": str(money.project), "kind": "SPECIAL_BOND", "year": 2026, "title": "示", "authority": "示"}
    codes = await money.refused("openFundApplication", APPLICATION, stranger, **asked, asked="1")
    assert codes == {"NOT_CONCERNED"}


@pytest.mark.parametrize("values", [{"paid": 1}, {"granted": 5001}, {"arrived": 1}, {"asked": 0}])
async def test_the_database_itself_keeps_the_amounts_in_order(money, values):
    application = await money.application()
    async with money.api.database.session(ALL_DIVISIONS) as session:
        its = tables.FundApplication.id == application["id"]
        with pytest.raises(IntegrityError, match="ck_fund_applications"):
            await session.execute(update(tables.FundApplication).where(its).values(**values))
