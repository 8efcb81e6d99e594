"""Special funds through the endpoint: budget, commitment, payment, release, carrying over, reversal (第十六条（一）)."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.store import tables
from tests.harness.api import Refused
from tests.harness.people import person
from tests.support.funds_world import BUDGET, COMMITMENT, DAY

DECEMBER = date(2026, 12, 1)
STATEMENT = """query($id: UUID!, $since: Date, $until: Date) { fundStatement(budgetId: $id, since: $since, until: $until) {
    title proven firstFault opening { available } closing { budgeted committed paid available }
    lines { seq kind amount project document reason after { available } } } }"""


async def paid(money, commitment, amount="100", voucher="PZ-1", on=DAY):
    given = {"commitmentId": commitment["id"], "expectedVersion": commitment["version"], "amount": amount}
    return await money.done("payFunds", COMMITMENT, day=on, **given, voucherNumber=voucher, paidOn=str(on))


async def test_a_budget_is_committed_and_paid_and_what_is_not_needed_comes_back(money):
    budget = await money.budget("1000.5")
    assert (budget["budgeted"], budget["available"]) == ("1000.5", "1000.5")
    commitment = await money.committed(budget, "300")
    commitment = await paid(money, commitment)
    given = {"commitmentId": commitment["id"], "expectedVersion": commitment["version"]}
    assert await money.refused("releaseFunds", COMMITMENT, **given, amount="200.0001", reason="结算节余") == {
        "RELEASE_EXCEEDS_OPEN"
    }
    commitment = await money.done("releaseFunds", COMMITMENT, **given, amount="200", reason="结算节余")
    assert (commitment["amount"], commitment["paid"], commitment["open"]) == ("100", "100", "0")
    budget = await money.shown(budget)
    assert (budget["committed"], budget["paid"], budget["available"], budget["owed"]) == ("100", "100", "900.5", "0")


@pytest.mark.parametrize(("amount", "goes"), [("999.9999", True), ("1000", True), ("1000.0001", False)])
async def test_no_more_is_committed_than_the_budget_has(money, amount, goes):
    budget = await money.budget("1000")
    if goes:
        assert (await money.committed(budget, amount))["amount"] == amount
    else:
        assert await money.refused("commitFunds", COMMITMENT, **money.binding(budget, amount)) == {"BUDGET_EXCEEDED"}


@pytest.mark.parametrize(("amount", "goes"), [("299.9999", True), ("300", True), ("300.0001", False)])
async def test_no_more_is_paid_than_was_committed(money, amount, goes):
    commitment = await money.committed(await money.budget())
    given = {"commitmentId": commitment["id"], "expectedVersion": commitment["version"], "amount": amount}
    asked = {**given, "voucherNumber": "PZ-1", "paidOn": str(DAY)}
    if goes:
        assert (await money.done("payFunds", COMMITMENT, **asked))["paid"] == amount
    else:
        assert await money.refused("payFunds", COMMITMENT, **asked) == {"PAYMENT_EXCEEDS_COMMITMENT"}


async def test_a_payment_is_refused_with_everything_that_is_wrong_with_it(money):
    commitment = await money.committed(await money.budget())
    commitment = await paid(money, commitment)
    given = {"commitmentId": commitment["id"], "expectedVersion": commitment["version"], "amount": "-5"}
    codes = await money.refused("payFunds", COMMITMENT, **given, voucherNumber="PZ-1", paidOn="2026-03-03")
    assert codes == {"AMOUNT_NEGATIVE", "VOUCHER_USED", "DATE_IN_FUTURE"}
    codes = await money.refused("payFunds", COMMITMENT, **given, voucherNumber=" ", paidOn="2026-03-01")
    assert codes == {"AMOUNT_NEGATIVE", "TEXT_MISSING", "DATE_TOO_EARLY"}


async def test_a_reversed_payment_stays_on_record_and_its_voucher_is_free_again(money):
    commitment = await paid(money, await money.committed(await money.budget()))
    (payment,) = commitment["payments"]
    given = {"commitmentId": commitment["id"], "paymentId": payment["id"], "reason": "收款账户有误"}
    at = {"expectedVersion": commitment["version"]}
    commitment = await money.done("reverseFundPayment", COMMITMENT, **given, **at)
    assert (commitment["paid"], commitment["open"]) == ("0", "300")
    assert commitment["payments"][0]["reversalReason"] == "收款账户有误"
    at = {"expectedVersion": commitment["version"]}
    assert await money.refused("reverseFundPayment", COMMITMENT, **given, **at) == {"PAYMENT_REVERSED_BEFORE"}
    assert (await paid(money, commitment))["paid"] == "100"
    told = await money.api.events()
    kinds = [e["type"].split("support.")[1] for e in told if e["division"] == money.division]
    assert kinds == ["fund.paid.v1", "fund.payment-reversed.v1", "fund.paid.v1"]


@pytest.mark.parametrize(("amount", "code"), [("-700", None), ("-700.0001", "BUDGET_EXCEEDED"), ("50", None)])
async def test_a_budget_is_lowered_as_far_as_it_is_not_committed(money, amount, code):
    budget = await money.budget("1000")
    await money.committed(budget, "300")
    seen = await money.shown(budget)
    given = {"budgetId": budget["id"], "expectedVersion": seen["version"], "amount": amount}
    asked = {**given, "document": "示例财预〔2026〕9号", "reason": "年中调整"}
    if code:
        assert await money.refused("adjustFundBudget", BUDGET, **asked) == {code}
    else:
        assert (await money.done("adjustFundBudget", BUDGET, **asked))["committed"] == "300"


async def test_what_is_left_goes_to_the_next_year_and_may_come_back(money):
    budget = await money.budget("1000")
    await money.committed(budget, "300")
    budget = await money.shown(budget)
    given = {"budgetId": budget["id"], "expectedVersion": budget["version"], "reason": "跨年工程"}
    codes = await money.refused("carryOverFunds", BUDGET, day=date(2026, 11, 30), **given, amount="700.0001")
    assert codes == {"CARRY_OVER_NOT_OPEN", "CARRY_OVER_EXCEEDS"}
    budget = await money.done("carryOverFunds", BUDGET, day=DECEMBER, **given, amount="700")
    assert (budget["carriedOut"], budget["available"]) == ("700", "0")
    listed = await money.api(
        "query($y: Int) { fundBudgets(filter: {year: $y}) { edges { node { id carriedIn available version } } } }",
        {"y": 2027},
        as_=money.finance,
        on=DECEMBER,
    )
    (following,) = [e["node"] for e in listed["fundBudgets"]["edges"]]
    assert (following["carriedIn"], following["available"]) == ("700", "700")
    back = {"budgetId": budget["id"], "expectedVersion": budget["version"], "seq": 3, "reason": "结转金额有误"}
    budget = await money.done("reverseFundCarryOver", BUDGET, day=DECEMBER, **back)
    assert (budget["carriedOut"], budget["available"]) == ("0", "700")
    back["expectedVersion"] = budget["version"]
    assert await money.refused("reverseFundCarryOver", BUDGET, day=DECEMBER, **back) == {"CARRY_OVER_REVERSED_BEFORE"}


async def test_money_is_carried_over_twice_and_then_stays(money):
    budget = await money.budget("100", year=2025, day=date(2025, 3, 3))
    for year in (2025, 2026):
        found = await money.api(
            "query($y: Int) { fundBudgets(filter: {year: $y}) { edges { node { id version } } } }",
            {"y": year},
            as_=money.finance,
            on=DAY,
        )
        budget = found["fundBudgets"]["edges"][0]["node"]
        given = {"budgetId": budget["id"], "expectedVersion": budget["version"], "amount": "100", "reason": "未用完"}
        await money.done("carryOverFunds", BUDGET, day=date(year, 12, 31), **given)
    found = await money.api(
        "{ fundBudgets(filter: {year: 2027}) { edges { node { id version } } } }", as_=money.finance, on=DAY
    )
    last = found["fundBudgets"]["edges"][0]["node"]
    given = {"budgetId": last["id"], "expectedVersion": last["version"], "amount": "100", "reason": "未用完"}
    assert await money.refused("carryOverFunds", BUDGET, day=date(2027, 12, 31), **given) == {"CARRY_OVER_EXCEEDS"}


async def test_a_year_that_is_over_takes_no_new_commitment_and_pays_what_it_owes(money):
    budget = await money.budget("1000")
    commitment = await money.committed(budget)
    after = date(2027, 1, 4)
    codes = await money.refused("commitFunds", COMMITMENT, day=after, **money.binding(budget, "1"))
    assert codes == {"BUDGET_YEAR_OVER"}
    assert (await paid(money, commitment, on=after))["paid"] == "100"


async def test_the_statement_shows_every_entry_and_proves_itself(money):
    budget = await money.budget("1000")
    commitment = await money.committed(budget)
    await paid(money, commitment, on=date(2026, 3, 3))
    told = (await money.api(STATEMENT, {"id": budget["id"]}, as_=money.finance, on=DAY))["fundStatement"]
    assert [line["kind"] for line in told["lines"]] == ["APPROVED", "COMMITTED", "PAID"]
    assert told["proven"] is True
    assert told["lines"][1]["project"] == "示例涂料项目"
    later = {"id": budget["id"], "since": "2026-03-03", "until": "2026-03-03"}
    told = (await money.api(STATEMENT, later, as_=money.finance, on=DAY))["fundStatement"]
    assert (told["opening"]["available"], told["closing"]["paid"], len(told["lines"])) == ("700", "100", 1)


async def test_a_ledger_that_was_tampered_with_is_found_out(money):
    budget = await money.budget("1000")
    await money.committed(budget)
    async with money.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(
            update(tables.FundBudget).where(tables.FundBudget.id == budget["id"]).values(approved=2000)
        )
        await session.commit()
    told = (await money.api(STATEMENT, {"id": budget["id"]}, as_=money.finance, on=DAY))["fundStatement"]
    assert (told["proven"], told["firstFault"]) == (False, 0)


async def test_the_statement_is_a_sheet_with_the_same_figures(money):
    budget = await money.budget("1000")
    await money.committed(budget)
    query = "query($id: UUID!) { exportFundStatement(budgetId: $id) { fileName contentBase64 sm3 size } }"
    file = (await money.api(query, {"id": budget["id"]}, as_=money.finance, on=DAY))["exportFundStatement"]
    sheet = load_workbook(BytesIO(base64.b64decode(file["contentBase64"]))).active
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=5)]
    assert [r[6] for r in rows] == [None, 1000, 300, None]
    assert rows[-1][7:11] == [1000, 300, 0, 700]


async def test_a_project_shows_what_it_has(money):
    await paid(money, await money.committed(await money.budget()))
    query = "query($p: UUID!) { projectFunds(projectId: $p) { category categoryName year committed paid open } }"
    for who in (money.finance, money.owner, money.agent):
        (funds,) = (await money.api(query, {"p": str(money.project)}, as_=who, on=DAY))["projectFunds"]
        assert (funds["committed"], funds["paid"], funds["open"]) == ("300", "100", "200")
    stranger = person(Role.OWNER, unit=new_id(), division=money.division)
    assert (await money.api(query, {"p": str(money.project)}, as_=stranger, on=DAY))["projectFunds"] == []


async def test_only_the_finance_department_of_the_division_keeps_funds(money):
    asked = {"category": "CONSTRUCTION", "year": 2026, "amount": "1", "document": "示例"}
    elsewhere = money.finance.but(unit=new_id(), subject="elsewhere")
    assert await money.refused("openFundBudget", BUDGET, elsewhere, **asked) == {"NOT_THE_BUREAU"}
    for who in (money.owner, money.agent, money.financial):
        with pytest.raises(Refused, match="FORBIDDEN"):
            await money.do("openFundBudget", BUDGET, who, **asked)


async def test_a_budget_is_opened_once_and_in_a_known_category(money):
    await money.budget()
    asked = {"category": "CONSTRUCTION", "year": 2026, "amount": "1", "document": "示例"}
    assert await money.refused("openFundBudget", BUDGET, **asked) == {"BUDGET_EXISTS"}
    wrong = {"category": "AIR", "year": 2003, "amount": "0.00001", "document": ""}
    codes = await money.refused("openFundBudget", BUDGET, **wrong)
    assert codes == {
        "FUND_CATEGORY_UNKNOWN",
        "YEAR_INVALID",
        "AMOUNT_TOO_PRECISE",
        "AMOUNT_NOT_POSITIVE",
        "TEXT_MISSING",
    } - {"AMOUNT_NOT_POSITIVE"}


async def test_a_command_sent_again_is_carried_out_once(money):
    budget, key = await money.budget(), str(new_id())
    asked = money.binding(budget, "300") | {"idempotencyKey": key}
    first = await money.done("commitFunds", COMMITMENT, **asked)
    assert (await money.done("commitFunds", COMMITMENT, **asked))["id"] == first["id"]
    assert (await money.shown(budget))["committed"] == "300"


@pytest.mark.parametrize(
    "values", [{"committed": 1001}, {"paid": 301}, {"approved": -1}, {"carried_out": 701}, {"carried_in_again": 1}]
)
async def test_the_database_itself_refuses_what_is_too_much(money, values):
    budget = await money.budget("1000")
    await money.committed(budget, "300")
    async with money.api.database.session(ALL_DIVISIONS) as session:
        its = tables.FundBudget.id == budget["id"]
        with pytest.raises(IntegrityError, match="ck_fund_budgets"):
            await session.execute(update(tables.FundBudget).where(its).values(**values))


async def test_a_ledger_can_only_grow(money):
    await money.budget()
    async with money.api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(update(tables.FundEntry).values(amount=1))
