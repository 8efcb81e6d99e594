"""Financing demands with what is worked out for them, institutions and the talks with them (第十六条（二）)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, containing, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.support.domain.funds.terms import (
    DemandAction,
    DemandState,
    FinancingForm,
    InstitutionKind,
    MatchState,
    PaperKind,
)
from services.support.graphql import fund_terms  # noqa: F401 - names the enums before they are used
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.references import Project
from services.support.store import tables
from services.support.store.narrowing import at_least, has_words, in_order, narrowest, owned_by, searched
from services.support.store.tables.financing import sees_demands


@strawberry.type(description="资产评估（万元）/ An appraisal of assets")
@table(tables.FinancingAppraisal)
class FinancingAppraisal:
    id: UUID = strawberry.field(description="编号 / Id")
    appraiser: str = strawberry.field(description="评估机构 / Appraiser")
    asset: str = strawberry.field(description="评估资产 / What was appraised")
    document: str = strawberry.field(description="评估报告文号 / Report")
    value: Decimal = strawberry.field(description="评估价值 / Value")
    appraised_on: date = strawberry.field(description="评估日期 / Day")


@strawberry.type(description="资金需求分析或融资方案的一稿 / An edition of a demand analysis or financing plan")
@table(tables.FinancingPaper)
class FinancingPaper:
    id: UUID = strawberry.field(description="编号 / Id")
    kind: PaperKind = strawberry.field(description="种类 / Kind")
    edition: int = strawberry.field(description="第几稿 / Edition")
    content: str = strawberry.field(description="内容 / Content")
    kept_on: date = strawberry.field(description="登记日期 / Day")
    kept_by_name: str = strawberry.field(description="登记人 / Who")


@strawberry.federation.type(keys=["id"], description="金融机构名录的一家 / An institution that finances projects")
@table(tables.FinancialInstitution)
class FinancialInstitution:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    name: str = strawberry.field(description="名称 / Name")
    kind: InstitutionKind = strawberry.field(description="种类 / Kind")
    products: str | None = strawberry.field(description="产品说明 / What it offers")
    active: bool = strawberry.field(description="是否在用 / Whether it takes part")


@strawberry.type(description="与一家机构的对接（万元）/ The talks with an institution")
@table(tables.FinancingMatch)
class FinancingMatch:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    state: MatchState = strawberry.field(description="状态 / State")
    introduced_on: date = strawberry.field(description="推介日期 / Day of introduction")
    moved_on: date = strawberry.field(description="最近进展日期 / Day of the last step")
    agreed: Decimal | None = strawberry.field(description="意向金额 / Agreed")
    signed: Decimal | None = strawberry.field(description="签约金额 / Signed")
    drawn: Decimal = strawberry.field(description="放款金额 / Drawn down")
    reason: str | None = strawberry.field(description="未达成的原因或说明 / Reason or note")

    @sql(description="机构 / The institution")
    def institution(self: Any) -> FinancialInstitution | None:
        return answer(select(tables.FinancialInstitution).where(tables.FinancialInstitution.id == self.institution_id))


@strawberry.type(description="融资需求的一条跟踪记录 / One entry of the tracking log")
@table(tables.FinancingStep)
class FinancingStep:
    seq: int = strawberry.field(description="序号 / Number")
    action: DemandAction = strawberry.field(description="步骤 / What was done")
    state: DemandState = strawberry.field(description="此后状态 / State after it")
    on: date = strawberry.field(description="日期 / Day")
    match_id: UUID | None = strawberry.field(description="所属对接 / The match")
    match_state: MatchState | None = strawberry.field(description="此后对接状态 / State of the match after it")
    amount: Decimal | None = strawberry.field(description="金额（万元）/ Amount")
    document: str | None = strawberry.field(description="文件、凭证或期号 / Document, voucher or issue")
    note: str | None = strawberry.field(description="说明 / Note")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="经办人 / Who")


@strawberry.federation.type(keys=["id"], description="融资需求（万元）/ A financing demand of a project (A16.2)")
@table(tables.FinancingDemand)
class FinancingDemand:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    number: str = strawberry.field(description="需求编号 / Number")
    state: DemandState = strawberry.field(description="状态 / State")
    amount: Decimal = strawberry.field(description="融资金额（公开）/ Amount; public")
    purpose: str = strawberry.field(description="资金用途（公开）/ What it is for; public")
    term_months: int = strawberry.field(description="期限（月，公开）/ Term in months; public")
    form: FinancingForm = strawberry.field(description="融资方式（公开）/ Form; public")
    collateral: str | None = strawberry.field(description="担保或增信措施（公开）/ Collateral; public")
    needed_by: date | None = strawberry.field(description="资金需求日期（公开）/ Day by which it is needed; public")
    contact_name: str | None = strawberry.field(description="联系人（不公开）/ Contact; never published")
    contact_phone: str | None = strawberry.field(description="联系电话（不公开）/ Phone; never published")
    internal_note: str | None = strawberry.field(description="内部备注（不公开）/ Internal note; never published")
    submitted_on: date = strawberry.field(description="填报日期 / Day of submission")
    drawn: Decimal = strawberry.field(description="已放款 / Drawn down")
    reason: str | None = strawberry.field(description="退回、撤回或办结的理由 / Reason of the last return or end")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="附件，不公开 / Its files, which are never published")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.FINANCING_DEMAND, self.id))

    @sql(description="资产评估，先后为序 / Appraisals, in order")
    def appraisals(self: Any) -> list[FinancingAppraisal]:
        row = tables.FinancingAppraisal
        return answer(select(row).where(row.demand_id == self.id).order_by(row.id))

    @sql(description="资金需求分析和融资方案，先后为序 / Analyses and plans, in order")
    def papers(self: Any) -> list[FinancingPaper]:
        row = tables.FinancingPaper
        return answer(select(row).where(row.demand_id == self.id).order_by(row.id))

    @sql(description="与各机构的对接，先后为序 / Talks with institutions, in order")
    def matches(self: Any) -> list[FinancingMatch]:
        row = tables.FinancingMatch
        return answer(select(row).where(row.demand_id == self.id).order_by(row.id))

    @sql(description="跟踪记录，先后为序 / The tracking log, in order")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[FinancingStep]:
        step = tables.FinancingStep
        return page(select(step).where(step.demand_id == self.id), [Key(step.seq)])


@strawberry.input(description="融资需求筛选 / Filter of financing demands")
class FinancingDemandFilter:
    state: DemandState | None = strawberry.field(default=None, description="状态 / State")
    form: FinancingForm | None = strawberry.field(default=None, description="融资方式 / Form")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    amount_from: Decimal | None = strawberry.field(default=None, description="金额不低于（万元）/ Amount at least")
    number: str | None = strawberry.field(default=None, description="需求编号 / Number")
    needed_until: date | None = strawberry.field(
        default=None,
        description="资金需求日期不晚于（未定日期的不在其中）/ Needed by this day or before; none without a day",
    )
    search: str | None = strawberry.field(
        default=None, description="在需求编号、资金用途、项目名称中查找 / Text in number, purpose or project"
    )


@strawberry.enum(name="FinancingDemandSort", description="融资需求排序 / Orders of financing demands")
class DemandSort(Enum):
    NEWEST = strawberry.enum_value("NEWEST", description="新的在前 / The newest first")
    AMOUNT = strawberry.enum_value("AMOUNT", description="金额大的在前 / The largest amount first")
    NEEDED = strawberry.enum_value(
        "NEEDED", description="需求日期近的在前，未定日期的最后 / The nearest day of need first, those without one last"
    )


_KEYS: dict[DemandSort, Callable[[Any], tuple[Any, ...]]] = {
    DemandSort.NEWEST: lambda row: (row.id,),
    DemandSort.AMOUNT: lambda row: (row.amount_order, row.id),
    DemandSort.NEEDED: lambda row: (row.needed_order, row.id),
}


@strawberry.type
class FinancingQuery:
    @sql(description="一项融资需求 / One demand; null when it is not there for the caller")
    def financing_demand(
        self: Any, id: Annotated[UUID, strawberry.argument(description="编号 / Id")]
    ) -> FinancingDemand | None:
        return answer(select(tables.FinancingDemand).where(tables.FinancingDemand.id == id))

    @sql(description="融资需求，新的在前；业主限本单位项目 / Demands, newest first; owners see their own projects'")
    def financing_demands(
        self: Any,
        info: Info,
        filter: Annotated[FinancingDemandFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        sort: Annotated[DemandSort, strawberry.argument(description="排序 / Order")] = DemandSort.NEWEST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FinancingDemand]:
        by = filter or FinancingDemandFilter()
        keys = _KEYS[sort]
        row, query = narrowest(
            tables.FinancingDemand, _ways(info.context.caller, by, sort), *keys(tables.FinancingDemand)
        )
        asked = ((row.state, by.state), (row.form, by.form), (row.project_id, by.project_id), (row.number, by.number))
        conditions = [c == v for c, v in asked if v is not None]
        if sort is not DemandSort.NEWEST or not conditions:
            conditions.append(whole(row))
        if by.amount_from is not None:
            conditions += at_least(row.amount, row.amount_order, by.amount_from)
        if by.needed_until is not None:
            conditions.append(row.needed_order <= by.needed_until)
        if by.search is not None:
            conditions.append(has_words(row, info.context.caller, by.search, row.number, row.purpose))
        ordered = [Key(column, descending=sort is not DemandSort.NEEDED) for column in keys(row)]
        return page(query.where(*conditions), ordered)

    @sql(description="金融机构名录 / The register of institutions")
    def financial_institutions(
        self: Any,
        active: Annotated[bool | None, strawberry.argument(description="是否在用 / Taking part, or not")] = None,
        kind: Annotated[InstitutionKind | None, strawberry.argument(description="种类 / Kind")] = None,
        search: Annotated[str | None, strawberry.argument(description="在名称中查找 / Text in the name")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[FinancialInstitution]:
        row = tables.FinancialInstitution
        query = select(row) if active is None else select(row).where(row.active if active else ~row.active)
        if kind is not None:
            query = query.where(row.kind == kind)
        if search is not None:
            query = query.where(containing(row.name, search))
        return page(query, [Key(row.name), Key(row.id)])


def _ways(caller: Actor, by: FinancingDemandFilter, sort: DemandSort) -> list[Select[Any] | None]:
    """Return where an owner's, what is searched for, and what has no index in the order asked for are found."""
    row = tables.FinancingDemand
    ways = [None if sees_demands(caller) else owned_by(row, caller)]
    if by.search is not None:
        ways.append(searched(row, tables.FinancingDemandSearch, by.search))
    if sort is not DemandSort.NEWEST:
        asked = ((row.number, by.number), (row.project_id, by.project_id), (row.form, by.form), (row.state, by.state))
        ways += [in_order(row, column == value) for column, value in asked if value is not None]
    if by.needed_until is not None and sort is not DemandSort.NEEDED:
        ways.append(in_order(row, row.needed_order <= by.needed_until, whole(row), by=(row.needed_order,)))
    if by.amount_from is not None and sort is not DemandSort.AMOUNT:
        above = at_least(row.amount, row.amount_order, by.amount_from)
        ways.append(in_order(row, *above, whole(row), by=(row.amount_order,)))
    return ways
