"""The finance department's commands on special funds (第十六条（一）)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.support.domain.funds.special import Binding
from services.support.domain.funds.terms import CommitmentBasis
from services.support.graphql.arguments import COMMAND
from services.support.graphql.funds import FundBudget, FundCommitment
from services.support.usecases.funds.special.adjust import AdjustFundBudget, adjust
from services.support.usecases.funds.special.carry_over import CarryOverFunds, carry_over
from services.support.usecases.funds.special.commit import CommitFunds, commit
from services.support.usecases.funds.special.open_budget import OpenFundBudget, open_budget
from services.support.usecases.funds.special.pay import PayFunds, pay
from services.support.usecases.funds.special.release import ReleaseFunds, release
from services.support.usecases.funds.special.reverse_carry_over import ReverseFundCarryOver, reverse_carry_over
from services.support.usecases.funds.special.reverse_payment import ReverseFundPayment, reverse_payment

_KEY = "幂等键 / Idempotency key"
_VERSION = "所依据的版本 / The version that was seen"
_AMOUNT = "金额（万元，精确到元）/ Amount in 10,000 yuan, exact to the yuan"


@strawberry.type(description="预算操作结果 / Result of a command on a budget")
class FundBudgetPayload:
    budget: FundBudget | None = strawberry.field(description="操作后的预算 / The budget after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="资金安排操作结果 / Result of a command on a commitment")
class FundCommitmentPayload:
    commitment: FundCommitment | None = strawberry.field(description="操作后的安排 / The commitment after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.input(description="登记年度专项资金预算 / Take up a year's budget of a category")
class OpenFundBudgetInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    category: str = strawberry.field(description="类别代码，如 CONSTRUCTION / Code of the category")
    year: int = strawberry.field(description="年度 / Year")
    amount: Decimal = strawberry.field(description=_AMOUNT)
    document: str = strawberry.field(description="预算文件 / The document that approves it")


@strawberry.input(description="调整预算：正数调增，负数调减 / Raise a budget, or lower it by a negative amount")
class AdjustFundBudgetInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    budget_id: UUID = strawberry.field(description="预算 / Budget")
    expected_version: int = strawberry.field(description=_VERSION)
    amount: Decimal = strawberry.field(description=_AMOUNT)
    document: str = strawberry.field(description="调整文件 / The document that says so")
    reason: str = strawberry.field(description="调整理由 / Reason")


@strawberry.input(description="把专项资金安排到项目 / Bind money of a fund to a project")
class CommitFundsInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    budget_id: UUID = strawberry.field(description="预算 / Budget")
    project_id: UUID = strawberry.field(description="项目 / Project")
    amount: Decimal = strawberry.field(description=_AMOUNT)
    basis: CommitmentBasis = strawberry.field(description="依据 / What binds it")
    basis_number: str = strawberry.field(description="合同或计划编号 / Number of the contract or plan")
    document: str = strawberry.field(description="资金安排文件 / Document of the finance department")
    purpose: str = strawberry.field(description="用途 / Purpose")
    payee: str | None = strawberry.field(default=None, description="收款单位 / Payee")


@strawberry.input(description="退回不需要的安排 / Give back what is not needed")
class ReleaseFundsInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    commitment_id: UUID = strawberry.field(description="资金安排 / Commitment")
    expected_version: int = strawberry.field(description=_VERSION)
    amount: Decimal = strawberry.field(description=_AMOUNT)
    reason: str = strawberry.field(description="退回理由 / Reason")


@strawberry.input(description="登记支付 / Book a payment against a commitment")
class PayFundsInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    commitment_id: UUID = strawberry.field(description="资金安排 / Commitment")
    expected_version: int = strawberry.field(description=_VERSION)
    amount: Decimal = strawberry.field(description=_AMOUNT)
    voucher_number: str = strawberry.field(description="支付凭证号，一年内不重复 / Voucher, once a year")
    paid_on: date = strawberry.field(description="支付日期 / Day of payment")


@strawberry.input(description="冲销一笔支付 / Reverse a payment")
class ReverseFundPaymentInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    commitment_id: UUID = strawberry.field(description="资金安排 / Commitment")
    expected_version: int = strawberry.field(description=_VERSION)
    payment_id: UUID = strawberry.field(description="支付 / Payment")
    reason: str = strawberry.field(description="冲销理由 / Reason")


@strawberry.input(description="未安排的资金结转下年 / Carry what is not committed over to the next year")
class CarryOverFundsInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    budget_id: UUID = strawberry.field(description="预算 / Budget")
    expected_version: int = strawberry.field(description=_VERSION)
    amount: Decimal = strawberry.field(description=_AMOUNT)
    reason: str = strawberry.field(description="结转理由 / Reason")


@strawberry.input(description="冲回一笔结转 / Bring back what was carried over")
class ReverseFundCarryOverInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    budget_id: UUID = strawberry.field(description="结转出的预算 / The budget that it was taken from")
    expected_version: int = strawberry.field(description=_VERSION)
    seq: int = strawberry.field(description="该笔结转在台账中的序号 / Number of its entry in the ledger")
    reason: str = strawberry.field(description="冲回理由 / Reason")


async def _budget(info: Info, done: Performed) -> FundBudgetPayload:
    return FundBudgetPayload(budget=await fetch(info, FundBudget, done.id), user_errors=done.user_errors)


async def _commitment(info: Info, done: Performed) -> FundCommitmentPayload:
    return FundCommitmentPayload(commitment=await fetch(info, FundCommitment, done.id), user_errors=done.user_errors)


@strawberry.type
class FundMutation:
    @strawberry.mutation(description="登记年度专项资金预算 / Take up a year's budget (A16.1)")
    async def open_fund_budget(self, info: Info, input: Annotated[OpenFundBudgetInput, COMMAND]) -> FundBudgetPayload:
        command = OpenFundBudget(category=input.category, year=input.year, amount=input.amount, document=input.document)
        return await _budget(info, await perform(info, "openFundBudget", input, command, open_budget))

    @strawberry.mutation(description="调整预算 / Raise or lower a budget (A16.1)")
    async def adjust_fund_budget(
        self, info: Info, input: Annotated[AdjustFundBudgetInput, COMMAND]
    ) -> FundBudgetPayload:
        command = AdjustFundBudget(
            budget_id=input.budget_id,
            expected_version=input.expected_version,
            amount=input.amount,
            document=input.document,
            reason=input.reason,
        )
        return await _budget(info, await perform(info, "adjustFundBudget", input, command, adjust))

    @strawberry.mutation(
        description="安排到项目，不得超预算 / Bind money to a project, never beyond the budget (A16.1)"
    )
    async def commit_funds(self, info: Info, input: Annotated[CommitFundsInput, COMMAND]) -> FundCommitmentPayload:
        binding = Binding(
            basis=input.basis,
            basis_number=input.basis_number,
            document=input.document,
            purpose=input.purpose,
            payee=input.payee,
        )
        command = CommitFunds(
            budget_id=input.budget_id, project_id=input.project_id, amount=input.amount, binding=binding
        )
        return await _commitment(info, await perform(info, "commitFunds", input, command, commit))

    @strawberry.mutation(description="退回不需要的安排 / Give back what a project does not need (A16.1)")
    async def release_funds(self, info: Info, input: Annotated[ReleaseFundsInput, COMMAND]) -> FundCommitmentPayload:
        command = ReleaseFunds(
            commitment_id=input.commitment_id,
            expected_version=input.expected_version,
            amount=input.amount,
            reason=input.reason,
        )
        return await _commitment(info, await perform(info, "releaseFunds", input, command, release))

    @strawberry.mutation(description="登记支付，不得超安排 / Pay, never beyond the commitment (A16.1)")
    async def pay_funds(self, info: Info, input: Annotated[PayFundsInput, COMMAND]) -> FundCommitmentPayload:
        command = PayFunds(
            commitment_id=input.commitment_id,
            expected_version=input.expected_version,
            amount=input.amount,
            voucher_number=input.voucher_number,
            paid_on=input.paid_on,
        )
        return await _commitment(info, await perform(info, "payFunds", input, command, pay))

    @strawberry.mutation(description="冲销支付，两笔均在案 / Reverse a payment; both stay on record (A16.1)")
    async def reverse_fund_payment(
        self, info: Info, input: Annotated[ReverseFundPaymentInput, COMMAND]
    ) -> FundCommitmentPayload:
        command = ReverseFundPayment(
            commitment_id=input.commitment_id,
            expected_version=input.expected_version,
            payment_id=input.payment_id,
            reason=input.reason,
        )
        return await _commitment(info, await perform(info, "reverseFundPayment", input, command, reverse_payment))

    @strawberry.mutation(description="结转下年，返回结转出的预算 / Carry over; answers with the budget it left (A16.1)")
    async def carry_over_funds(self, info: Info, input: Annotated[CarryOverFundsInput, COMMAND]) -> FundBudgetPayload:
        command = CarryOverFunds(
            budget_id=input.budget_id,
            expected_version=input.expected_version,
            amount=input.amount,
            reason=input.reason,
        )
        return await _budget(info, await perform(info, "carryOverFunds", input, command, carry_over))

    @strawberry.mutation(description="冲回结转 / Bring back what was carried over (A16.1)")
    async def reverse_fund_carry_over(
        self, info: Info, input: Annotated[ReverseFundCarryOverInput, COMMAND]
    ) -> FundBudgetPayload:
        command = ReverseFundCarryOver(
            budget_id=input.budget_id,
            expected_version=input.expected_version,
            seq=input.seq,
            reason=input.reason,
        )
        return await _budget(info, await perform(info, "reverseFundCarryOver", input, command, reverse_carry_over))
