"""Special funds: budgets with their ledgers, what projects get, and what was paid."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import visible_select
from services.support.domain.funds.rulebook import CATEGORIES, category_name
from services.support.domain.funds.terms import CommitmentBasis, FundEntryKind
from services.support.graphql import fund_terms  # noqa: F401 - names the enums before they are used
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.references import Project
from services.support.store import tables
from services.support.store.narrowing import has_words, narrowest, owned_by, searched
from services.support.store.tables.funds import sees_funds


def _budgeted(self: Any) -> Decimal:
    return answer(self.approved + self.carried_in - self.carried_out)


def _available(self: Any) -> Decimal:
    return answer(self.approved + self.carried_in - self.carried_out - self.committed)


def _owed(self: Any) -> Decimal:
    return answer(self.committed - self.paid)


@strawberry.type(
    description="专项资金台账的一笔及其后的余额（万元）/ One line of a fund's ledger with the balance after it"
)
@table(tables.FundEntry)
class FundEntry:
    seq: int = strawberry.field(description="序号 / Number within the budget")
    kind: FundEntryKind = strawberry.field(description="种类 / Kind")
    amount: Decimal = strawberry.field(description="金额（恒为正）/ Amount, always positive")
    again: Decimal = strawberry.field(description="其中曾结转过的 / Of it, what had been carried over before")
    posted_on: date = strawberry.field(description="记账日期 / Business day")
    document: str | None = strawberry.field(description="文件或凭证号 / Document or voucher")
    reason: str | None = strawberry.field(description="理由 / Reason")
    reverses: int | None = strawberry.field(description="所冲回的序号 / Number of the entry that it reverses")
    commitment_id: UUID | None = strawberry.field(description="所属资金安排 / The commitment")
    payment_id: UUID | None = strawberry.field(description="所属支付 / The payment")
    other_budget_id: UUID | None = strawberry.field(description="结转的另一年度预算 / The other year's budget")
    budgeted: Decimal = sql(_budgeted, description="此后预算 / Budget after it")
    committed: Decimal = strawberry.field(description="此后已安排 / Committed after it")
    paid: Decimal = strawberry.field(description="此后已支付 / Paid after it")
    available: Decimal = sql(_available, description="此后可安排 / Available after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="经办人 / Who")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return refer(id=self.project_id)


@strawberry.type(description="一笔支付；冲销的仍在案 / A payment; a reversed one stays on record")
@table(tables.FundPayment)
class FundPayment:
    id: UUID = strawberry.field(description="编号 / Id")
    amount: Decimal = strawberry.field(description="金额（万元）/ Amount")
    voucher_number: str = strawberry.field(description="支付凭证号 / Voucher")
    paid_on: date = strawberry.field(description="支付日期 / Day of payment")
    paid_by_name: str = strawberry.field(description="登记人 / Who booked it")
    reversed_on: date | None = strawberry.field(description="冲销日期 / Day of its reversal")
    reversal_reason: str | None = strawberry.field(description="冲销理由 / Why it was reversed")

    @sql(description="附件（支付凭证等）/ Its files: vouchers")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.FUND_PAYMENT, self.id))


@strawberry.federation.type(
    keys=["id"], description="专项资金安排到项目的一笔（万元）/ Money of a special fund bound to a project (A16.1)"
)
@table(tables.FundCommitment)
class FundCommitment:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    budget_id: UUID = strawberry.field(description="所属预算 / Budget")
    category: str = strawberry.field(description="专项资金类别代码 / Code of the category")
    year: int = strawberry.field(description="预算年度 / Year of the budget")
    amount: Decimal = strawberry.field(description="安排金额 / Committed")
    paid: Decimal = strawberry.field(description="已支付 / Paid")
    basis: CommitmentBasis = strawberry.field(description="依据 / What binds it")
    basis_number: str = strawberry.field(description="合同或计划编号 / Number of the contract or plan")
    document: str = strawberry.field(description="资金安排文件 / Document of the finance department")
    purpose: str = strawberry.field(description="用途 / Purpose")
    payee: str | None = strawberry.field(description="收款单位 / Payee")
    committed_on: date = strawberry.field(description="安排日期 / Day")

    @derived("category", description="类别名称 / Name of the category")
    def category_name(self: Any) -> str:
        return category_name(self.category)

    @sql(description="尚可支付 / What can still be paid")
    def open(self: Any) -> Decimal:
        return answer(self.amount - self.paid)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="附件（合同、安排文件等）/ Its files: contract, document")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.FUND_COMMITMENT, self.id))

    @sql(description="各笔支付，先后为序 / Payments, in order")
    def payments(self: Any) -> list[FundPayment]:
        payment = tables.FundPayment
        return answer(select(payment).where(payment.commitment_id == self.id).order_by(payment.id))


@strawberry.federation.type(
    keys=["id"],
    description="年度专项资金（万元），不得超安排、超支付 / A year's special fund; never overcommitted or overpaid (A16.1)",
)
@table(tables.FundBudget)
class FundBudget:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    division: str = strawberry.field(description="区划代码 / Division")
    category: str = strawberry.field(description="类别代码 / Code of the category")
    year: int = strawberry.field(description="年度 / Year")
    approved: Decimal = strawberry.field(description="预算下达（含调整）/ Approved, with adjustments")
    carried_in: Decimal = strawberry.field(description="上年结转 / Carried over from the year before")
    carried_out: Decimal = strawberry.field(description="结转下年 / Carried over to the next year")
    budgeted: Decimal = sql(_budgeted, description="预算 / Budget in all")
    committed: Decimal = strawberry.field(description="已安排 / Committed")
    paid: Decimal = strawberry.field(description="已支付 / Paid")
    available: Decimal = sql(_available, description="可安排 / What can still be committed")
    owed: Decimal = sql(_owed, description="已安排未支付 / Committed and not paid yet")

    @derived("category", description="类别名称 / Name of the category")
    def category_name(self: Any) -> str:
        return category_name(self.category)

    @sql(description="台账，最近的在前 / The ledger, newest first")
    def entries(self: Any, first: First = None, after: After = None) -> Connection[FundEntry]:
        entry = tables.FundEntry
        return page(select(entry).where(entry.budget_id == self.id), [Key(entry.seq, descending=True)])

    @sql(description="安排到项目的各笔，新的在前 / Commitments, newest first")
    def commitments(self: Any, first: First = None, after: After = None) -> Connection[FundCommitment]:
        commitment = tables.FundCommitment
        return page(select(commitment).where(commitment.budget_id == self.id), [Key(commitment.id, descending=True)])


@strawberry.type(description="一个项目在一类一年专项资金中的合计（万元）/ What a project has from a category in a year")
class ProjectFunds:
    category: str = strawberry.field(description="类别代码 / Code of the category")
    category_name: str = strawberry.field(description="类别名称 / Name of the category")
    year: int = strawberry.field(description="预算年度 / Year of the budget")
    committed: Decimal = strawberry.field(description="已安排 / Committed")
    paid: Decimal = strawberry.field(description="已支付 / Paid")
    open: Decimal = strawberry.field(description="未支付 / Not paid yet")


@strawberry.type(description="专项资金类别（当日有效）/ A category of special funds on the day")
class FundCategory:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.input(description="专项资金筛选 / Filter of special funds")
class FundFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    category: str | None = strawberry.field(default=None, description="类别代码 / Code of the category")


@strawberry.input(description="资金安排筛选 / Filter of commitments")
class FundCommitmentFilter:
    year: int | None = strawberry.field(default=None, description="预算年度 / Year of the budget")
    category: str | None = strawberry.field(default=None, description="类别代码 / Code of the category")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    open: bool | None = strawberry.field(default=None, description="是否未付清 / Whether something is still to be paid")
    search: str | None = strawberry.field(
        default=None,
        description="在合同或计划编号、资金安排文件、用途、收款单位、项目名称中查找 / "
        "Text in the contract's number, document, purpose, payee or project",
    )


def _ways(caller: Actor, by: FundCommitmentFilter) -> list[Select[Any] | None]:
    """Return where an owner's and what is searched for are found; the rest has indexes in the order of the list."""
    row = tables.FundCommitment
    own = None if sees_funds(caller) else owned_by(row, caller)
    words = None if by.search is None else searched(row, tables.FundCommitmentSearch, by.search)
    return [own, words]


Id = Annotated[UUID, strawberry.argument(description="编号 / Id")]


@strawberry.type
class FundQuery:
    @strawberry.field(description="专项资金类别（当日有效）/ Categories of special funds on the day")
    def fund_categories(self, info: Info) -> list[FundCategory]:
        return [FundCategory(code=c.code, name=c.name) for c in CATEGORIES.on(info.context.today)]

    @sql(description="一项年度专项资金 / One budget; null when it is not there for the caller")
    def fund_budget(self: Any, id: Id) -> FundBudget | None:
        return answer(select(tables.FundBudget).where(tables.FundBudget.id == id))

    @sql(description="年度专项资金，新年度在前 / Special funds, newest year first")
    def fund_budgets(
        self: Any,
        filter: Annotated[FundFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FundBudget]:
        budget, wanted = tables.FundBudget, filter or FundFilter()
        asked = ((budget.year, wanted.year), (budget.category, wanted.category))
        query = select(budget).where(*(c == v for c, v in asked if v is not None))
        keys = [Key(budget.year, descending=True), Key(budget.category), Key(budget.division), Key(budget.id)]
        return page(query, keys)

    @sql(description="一笔资金安排 / One commitment; null when it is not there for the caller")
    def fund_commitment(self: Any, id: Id) -> FundCommitment | None:
        return answer(select(tables.FundCommitment).where(tables.FundCommitment.id == id))

    @sql(description="资金安排，新的在前；业主限本单位项目 / Commitments, newest first; owners see their own projects'")
    def fund_commitments(
        self: Any,
        info: Info,
        filter: Annotated[FundCommitmentFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FundCommitment]:
        by = filter or FundCommitmentFilter()
        row, query = narrowest(tables.FundCommitment, _ways(info.context.caller, by))
        asked = ((row.year, by.year), (row.category, by.category), (row.project_id, by.project_id))
        conditions = [c == v for c, v in asked if v is not None]
        query = query.where(*conditions or ([whole(row)] if by.open is None else []))
        if by.open is not None:
            query = query.where(row.unpaid if by.open else ~row.unpaid)
        if by.search is not None:
            texts = (row.basis_number, row.document, row.purpose, row.payee)
            query = query.where(has_words(row, info.context.caller, by.search, *texts))
        return page(query, [Key(row.id, descending=True)])

    @strawberry.field(description="一个项目的专项资金合计，按年度和类别 / What a project has, by year and category")
    async def project_funds(
        self, info: Info, project_id: Annotated[UUID, strawberry.argument(description="项目 / Project")]
    ) -> list[ProjectFunds]:
        row = tables.FundCommitment
        committed, paid = func.sum(row.amount), func.sum(row.paid)
        its = visible_select(row, info.context.caller).where(row.project_id == project_id)
        query = its.with_only_columns(row.category, row.year, committed, paid).group_by(row.category, row.year)
        async with info.context.reading() as session:
            found = (await session.execute(query.order_by(row.year, row.category))).all()
        return [
            ProjectFunds(category=c, category_name=category_name(c), year=y, committed=a, paid=p, open=a - p)
            for c, y, a, p in found
        ]
