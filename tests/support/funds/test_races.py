"""Many at once on one budget: never overcommitted, never overpaid, and the ledger proves every step (第十六条（一）)."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from sqlalchemy import func, select

from services.support.store import funds, tables
from tests.support.funds_world import COMMITMENT, DAY

AT_ONCE = 40  # so that requests wait for locks and not for connections


async def all_of(calls):
    """Start calls, so many at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(call):
        async with gate:
            return await call()

    return await asyncio.gather(*(one(call) for call in calls))


async def proven(money, budget):
    async with money.api.database.session(money.division, read_only=True) as session:
        lines = await funds.lines(session, budget["id"])
        row = await session.get(tables.FundBudget, budget["id"])
        return lines, funds.balance_of(row)


async def test_of_hundreds_of_commitments_as_many_go_as_the_budget_bears(money):
    budget = await money.budget("1000")

    def commit():
        return money.do("commitFunds", COMMITMENT, **money.binding(budget, "7.5"))

    outcomes = await all_of([commit] * 200)
    codes = [e["code"] for o in outcomes for e in o["userErrors"]]
    assert (len(outcomes) - len(codes), set(codes)) == (133, {"BUDGET_EXCEEDED"})
    lines, balance = await proven(money, budget)
    assert balance.committed == Decimal("997.5") == sum(line.amount for line in lines[1:])
    assert [line.seq for line in lines] == list(range(1, 135))
    shown = await money.api(
        "query($id: UUID!) { fundStatement(budgetId: $id) { proven } }", {"id": budget["id"]}, as_=money.finance, on=DAY
    )
    assert shown["fundStatement"]["proven"] is True


async def test_of_many_payments_on_one_commitment_seen_at_one_version_one_goes(money):
    budget = await money.budget("1000")
    bound = await money.committed(budget, "300")

    def pay(n):
        given = {"commitmentId": bound["id"], "expectedVersion": 1, "amount": "200", "voucherNumber": f"PZ-{n}"}
        return lambda: money.do("payFunds", COMMITMENT, **given, paidOn=str(DAY))

    outcomes = await all_of([pay(n) for n in range(20)])
    assert sum(not o["userErrors"] for o in outcomes) == 1
    assert {e["code"] for o in outcomes for e in o["userErrors"]} == {"VERSION_CONFLICT"}


async def test_commitments_payments_releases_and_adjustments_at_once_leave_a_ledger_that_proves_itself(money):
    budget = await money.budget("600")
    bound = [await money.committed(budget, "50") for _ in range(10)]

    def step(n, commitment):
        at = {"commitmentId": commitment["id"], "expectedVersion": 1}
        voucher = {"voucherNumber": f"PZ-{n}", "paidOn": str(DAY)}
        return (
            lambda: money.do("payFunds", COMMITMENT, **at, amount="30", **voucher),
            lambda: money.do("releaseFunds", COMMITMENT, **at, amount="40", reason="节余"),
            lambda: money.do("commitFunds", COMMITMENT, **money.binding(budget, "20")),
        )

    outcomes = await all_of([call for n, c in enumerate(bound) for call in step(n, c)])
    assert {e["code"] for o in outcomes for e in o["userErrors"]} <= {"VERSION_CONFLICT", "BUDGET_EXCEEDED"}
    _, balance = await proven(money, budget)
    row = tables.FundCommitment
    sums = select(func.sum(row.amount).label("amount"), func.sum(row.paid).label("paid"))
    (of_commitments,) = await money.api.rows(sums.where(row.budget_id == budget["id"]))
    assert (of_commitments.amount, of_commitments.paid) == (balance.committed, balance.paid)
    assert balance.paid <= balance.committed <= balance.budgeted
    payment = tables.FundPayment
    its = select(func.coalesce(func.sum(payment.amount), 0).label("paid")).where(payment.budget_id == budget["id"])
    (of_payments,) = await money.api.rows(its)
    assert of_payments.paid == balance.paid
    shown = await money.api(
        "query($id: UUID!) { fundStatement(budgetId: $id) { proven } }", {"id": budget["id"]}, as_=money.finance, on=DAY
    )
    assert shown["fundStatement"]["proven"] is True
