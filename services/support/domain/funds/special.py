"""第十六条（一）：special funds by category, year by year — budget, commitment to a project, payment, carrying over.

Nothing is committed beyond the budget, nothing paid beyond its commitment. Whoever errs reverses on record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Refusal
from services.law.money import LARGEST
from services.support.domain.funds.balance import Balance, applied
from services.support.domain.funds.findings import ZERO, Findings, money
from services.support.domain.funds.rulebook import CARRY_OVER, category_name, category_on
from services.support.domain.funds.terms import SPECIAL, CommitmentBasis
from services.support.domain.funds.terms import FundEntryKind as Kind
from services.support.domain.keeping import FIRST_YEAR, LAST_YEAR
from services.support.domain.wording import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The special fund of one category that a division has for a year."""

    id: UUID
    division: str
    category: str
    year: int
    balance: Balance = field(default_factory=Balance)

    @property
    def title(self) -> str:
        """How it is called."""
        return f"{self.year} 年度“{category_name(self.category)}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a fund owes a project by a contract or plan."""

    id: UUID
    budget_id: UUID
    project_id: UUID
    amount: Decimal
    paid: Decimal = ZERO
    committed_on: date

    @property
    def open(self) -> Decimal:
        """What can still be paid."""
        return self.amount - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line for the ledger."""

    kind: Kind
    amount: Decimal
    again: Decimal = ZERO
    document: str | None = None
    reason: str | None = None
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A budget after an entry."""

    budget: Budget
    entry: Entry


def post(budget: Budget, entry: Entry) -> Posted:
    """Change a balance by an entry that was decided on."""
    after = applied(budget.balance, entry.kind, entry.amount, entry.again)
    return Posted(replace(budget, balance=after), entry)


def open_budget(
    id: UUID, division: str, category: str, year: int, amount: Decimal, document: str, *, today: date, exists: bool
) -> Posted | Refusal:
    """第十六条（一）：take up the budget of a category for a year by the document that approves it."""
    found = Findings(SPECIAL)
    known = category_on(category, today)
    found.unless(known is not None, "FUND_CATEGORY_UNKNOWN", f"没有专项资金类别 {quoted(category)}", "category")
    in_years = FIRST_YEAR <= year <= LAST_YEAR
    found.unless(in_years, "YEAR_INVALID", f"年度须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", "year")
    name = known.name if known else quoted(category)
    found.unless(not exists, "BUDGET_EXISTS", f"{year} 年度“{name}”预算已经登记，请用调整", "category")
    size, basis = found.amount(amount), found.text(document, "预算文件", "document")
    if found.refusal:
        return found.refusal
    budget = Budget(id=id, division=division, category=category, year=year)
    return post(budget, Entry(kind=Kind.APPROVED, amount=size, document=basis))


def adjust(budget: Budget, amount: Decimal, document: str, reason: str) -> Posted | Refusal:
    """第十六条（一）：raise a budget, or lower it (a negative amount) as far as it is not committed."""
    found = Findings(SPECIAL)
    size = found.amount(abs(amount))
    basis, why = found.text(document, "调整文件", "document"), found.text(reason, "调整理由", "reason")
    has = budget.balance
    if amount < 0:
        least = min(has.available, has.approved)
        message = f"{budget.title}可调减 {money(least)}，本次调减 {money(size)}；已安排到项目或结转的不能调减"
        found.unless(size <= least, "BUDGET_EXCEEDED", message, "amount")
    else:
        message = f"预算总额不能超过 {money(LARGEST)}"
        found.unless(has.approved + size <= LARGEST, "AMOUNT_TOO_LARGE", message, "amount")
    if found.refusal:
        return found.refusal
    kind = Kind.INCREASED if amount > 0 else Kind.DECREASED
    return post(budget, Entry(kind=kind, amount=size, document=basis, reason=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What binds money to a project."""

    basis: CommitmentBasis
    basis_number: str
    document: str
    purpose: str
    payee: str | None


def commit(
    id: UUID, budget: Budget, project_id: UUID, amount: Decimal, binding: Binding, today: date
) -> tuple[Posted, Commitment, Binding] | Refusal:
    """第十六条（一）：arrange money for a project by a document of the finance department, against a contract or plan."""
    found = Findings(SPECIAL)
    size = found.amount(amount)
    clean = Binding(
        basis=binding.basis,
        basis_number=found.text(binding.basis_number, "合同或计划编号", "basisNumber", 200),
        document=found.text(binding.document, "资金安排文件", "document"),
        purpose=found.text(binding.purpose, "用途", "purpose", 2000),
        payee=found.optional(binding.payee, "收款单位", "payee"),
    )
    over = f"{budget.title}已过年度，不能再安排；未安排的资金请先结转到下一年度"
    found.unless(today.year <= budget.year, "BUDGET_YEAR_OVER", over, "budgetId")
    left = budget.balance.available
    message = (
        f"{budget.title}可安排 {money(left)}，本次安排 {money(size)}，超出 {money(size - left)}"
        f"（预算 {money(budget.balance.budgeted)}，已安排 {money(budget.balance.committed)}）"
    )
    found.unless(size <= left, "BUDGET_EXCEEDED", message, "amount")
    if found.refusal:
        return found.refusal
    made = Commitment(id=id, budget_id=budget.id, project_id=project_id, amount=size, committed_on=today)
    return post(budget, Entry(kind=Kind.COMMITTED, amount=size, document=clean.document)), made, clean


def release(
    budget: Budget, commitment: Commitment, amount: Decimal, reason: str
) -> tuple[Posted, Commitment] | Refusal:
    """第十六条（一）：give back what a project does not need; what is paid stays bound."""
    found = Findings(SPECIAL)
    size, why = found.amount(amount), found.text(reason, "退回理由", "reason")
    message = f"该项安排未支付 {money(commitment.open)}，不能退回 {money(size)}"
    found.unless(size <= commitment.open, "RELEASE_EXCEEDS_OPEN", message, "amount")
    if found.refusal:
        return found.refusal
    after = replace(commitment, amount=commitment.amount - size)
    return post(budget, Entry(kind=Kind.RELEASED, amount=size, reason=why)), after


def pay(
    budget: Budget, commitment: Commitment, amount: Decimal, voucher: str, on: date, *, today: date, used: bool
) -> tuple[Posted, Commitment, str] | Refusal:
    """第十六条（一）：pay against a commitment, by a voucher. used: the voucher's number is taken in its year."""
    found = Findings(SPECIAL)
    size, number = found.amount(amount), found.text(voucher, "支付凭证号", "voucherNumber", 100)
    found.day(on, today, "paidOn", commitment.committed_on, "资金安排")
    found.unless(not used, "VOUCHER_USED", f"{on.year} 年凭证号 {number} 已登记过支付", "voucherNumber")
    message = (
        f"该项安排 {money(commitment.amount)}，已支付 {money(commitment.paid)}，"
        f"还可支付 {money(commitment.open)}，本次支付 {money(size)}"
    )
    found.unless(size <= commitment.open, "PAYMENT_EXCEEDS_COMMITMENT", message, "amount")
    if found.refusal:
        return found.refusal
    after = replace(commitment, paid=commitment.paid + size)
    return post(budget, Entry(kind=Kind.PAID, amount=size, document=number)), after, number


def reverse_payment(
    budget: Budget, commitment: Commitment, amount: Decimal, reason: str, *, reversed_: bool
) -> tuple[Posted, Commitment, str] | Refusal:
    """第十六条（一）：take back a payment that was booked in error or came back; both stay on record."""
    found = Findings(SPECIAL)
    why = found.text(reason, "冲销理由", "reason")
    found.unless(not reversed_, "PAYMENT_REVERSED_BEFORE", "该笔支付已经冲销", "paymentId")
    if found.refusal:
        return found.refusal
    after = replace(commitment, paid=commitment.paid - amount)
    return post(budget, Entry(kind=Kind.PAYMENT_REVERSED, amount=amount, reason=why)), after, why


def carry_over(
    budget: Budget, following: Budget, amount: Decimal, reason: str, today: date
) -> tuple[Posted, Posted] | Refusal:
    """第十六条（一）：take what is not committed into the next year, within the days and as often as the rule says."""
    found = Findings(SPECIAL)
    size, why = found.amount(amount), found.text(reason, "结转理由", "reason")
    rule = CARRY_OVER.on(today)
    opens, closes = date(budget.year, *rule.opens), date(budget.year + 1, *rule.closes)
    message = f"{budget.title}的结转在 {opens} 至 {closes} 间办理"
    found.unless(opens <= today <= closes, "CARRY_OVER_NOT_OPEN", message)
    has = budget.balance
    message = f"{budget.title}可结转 {money(has.carriable)}，本次 {money(size)}"
    if has.expiring:
        message += f"；另有 {money(has.expiring)} 已连续结转 {rule.times} 年，按结余资金管理，不能再结转"
    found.unless(size <= has.carriable, "CARRY_OVER_EXCEEDS", message, "amount")
    if found.refusal:
        return found.refusal
    again = has.again(size)
    out = post(budget, Entry(kind=Kind.CARRIED_OUT, amount=size, again=again, reason=why))
    return out, post(following, Entry(kind=Kind.CARRIED_IN, amount=size, again=again, reason=why))


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry that took money out of a budget."""

    seq: int
    amount: Decimal
    again: Decimal
    reversed: bool


def reverse_carry_over(
    budget: Budget, following: Budget, carried: Carried, reason: str
) -> tuple[Posted, Posted] | Refusal:
    """第十六条（一）：bring back what was carried over, as far as the next year has not committed it."""
    found = Findings(SPECIAL)
    why = found.text(reason, "冲回理由", "reason")
    found.unless(not carried.reversed, "CARRY_OVER_REVERSED_BEFORE", "该笔结转已经冲回", "seq")
    has = following.balance
    message = f"{following.title}可用 {money(has.available)}，不足以冲回 {money(carried.amount)}"
    enough = carried.reversed or (carried.amount <= has.available and carried.amount <= has.carried_in)
    found.unless(enough, "BUDGET_EXCEEDED", message, "seq")
    if found.refusal:
        return found.refusal
    back = Entry(kind=Kind.CARRY_IN_REVERSED, amount=carried.amount, again=carried.again, reason=why)
    in_ = post(following, back)
    out = post(budget, replace(back, kind=Kind.CARRY_OUT_REVERSED, reverses=carried.seq))
    return out, in_
