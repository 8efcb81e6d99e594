"""What the commands on financing demands take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.support.domain.funds.demand import Asked
from services.support.domain.funds.terms import FinancingForm, InstitutionKind, MatchState, PaperKind
from services.support.graphql import fund_terms  # noqa: F401 - names the enums before they are used

_KEY = "幂等键 / Idempotency key"
_VERSION = "所依据的版本 / The version that was seen"
_DEMAND = "融资需求 / Demand"


@strawberry.input(
    description="融资需求的内容；标明公开的将对外发布 / What is needed; what is marked public will be published"
)
class FinancingFactsInput:
    amount: Decimal = strawberry.field(description="融资金额（万元，公开）/ Amount; public")
    purpose: str = strawberry.field(description="资金用途（公开，不得含个人信息）/ What it is for; public")
    term_months: int = strawberry.field(description="期限（月，公开）/ Term in months; public")
    form: FinancingForm = strawberry.field(description="融资方式（公开）/ Form; public")
    collateral: str | None = strawberry.field(
        default=None, description="担保或增信措施（公开，不得含个人信息）/ Collateral; public"
    )
    needed_by: date | None = strawberry.field(default=None, description="资金需求日期（公开）/ Needed by; public")
    contact_name: str | None = strawberry.field(default=None, description="联系人（不公开）/ Contact; never published")
    contact_phone: str | None = strawberry.field(default=None, description="联系电话（不公开）/ Phone; never published")
    internal_note: str | None = strawberry.field(default=None, description="内部备注（不公开）/ Note; never published")


def asked_of(facts: FinancingFactsInput) -> Asked:
    """Read what is needed."""
    return Asked(
        amount=facts.amount,
        purpose=facts.purpose,
        term_months=facts.term_months,
        form=facts.form,
        collateral=facts.collateral,
        needed_by=facts.needed_by,
        contact_name=facts.contact_name,
        contact_phone=facts.contact_phone,
        internal_note=facts.internal_note,
    )


@strawberry.input(description="填报融资需求 / Tell what a project needs")
class SubmitFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    facts: FinancingFactsInput = strawberry.field(description="内容 / What is needed")


@strawberry.input(description="修改融资需求，或答复退回 / Change a demand, or answer a return")
class AmendFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    expected_version: int = strawberry.field(description=_VERSION)
    facts: FinancingFactsInput = strawberry.field(description="内容 / What is needed")


@strawberry.input(description="审核融资需求：列入或退回 / Put a demand on the list, or return it")
class ReviewFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    expected_version: int = strawberry.field(description=_VERSION)
    accept: bool = strawberry.field(description="是否列入 / Whether it is put on the list")
    reason: str | None = strawberry.field(default=None, description="退回理由，退回时必填 / Reason of a return")


@strawberry.input(description="撤回融资需求 / Take a demand back")
class WithdrawFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    expected_version: int = strawberry.field(description=_VERSION)
    reason: str = strawberry.field(description="撤回理由 / Reason")


@strawberry.input(description="办结融资需求 / Close a demand")
class CloseFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    expected_version: int = strawberry.field(description=_VERSION)
    reason: str | None = strawberry.field(
        default=None, description="说明；放款不足时必填 / Note; needed when less was drawn"
    )


@strawberry.input(description="登记资产评估 / Keep an appraisal of assets")
class AppraiseFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    appraiser: str = strawberry.field(description="评估机构 / Appraiser")
    asset: str = strawberry.field(description="评估资产 / What was appraised")
    document: str = strawberry.field(description="评估报告文号 / Report")
    value: Decimal = strawberry.field(description="评估价值（万元）/ Value")
    appraised_on: date = strawberry.field(description="评估日期 / Day")


@strawberry.input(description="登记资金需求分析或融资方案 / Keep a demand analysis or a financing plan")
class KeepFinancingPaperInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    kind: PaperKind = strawberry.field(description="种类 / Kind")
    content: str = strawberry.field(description="内容 / Content")


@strawberry.input(description="登记跟踪情况 / Note how a demand goes on")
class TrackFinancingDemandInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    on: date = strawberry.field(description="日期 / Day")
    note: str = strawberry.field(description="情况 / What is the state")


@strawberry.input(description="登记或修改金融机构 / Register an institution, or change one")
class RegisterFinancialInstitutionInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    name: str = strawberry.field(description="名称 / Name")
    kind: InstitutionKind = strawberry.field(description="种类 / Kind")
    products: str | None = strawberry.field(default=None, description="产品说明 / What it offers")
    active: bool = strawberry.field(default=True, description="是否在用 / Whether it takes part")
    institution_id: UUID | None = strawberry.field(default=None, description="要修改的机构 / The one to change")
    expected_version: int | None = strawberry.field(default=None, description=_VERSION)


@strawberry.input(description="向机构推介需求 / Bring a demand and an institution together")
class IntroduceInstitutionInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    demand_id: UUID = strawberry.field(description=_DEMAND)
    institution_id: UUID = strawberry.field(description="机构 / Institution")
    note: str | None = strawberry.field(default=None, description="说明 / Note")


@strawberry.input(description="登记对接进展 / Book how the talks go on")
class MoveFinancingMatchInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    match_id: UUID = strawberry.field(description="对接 / Match")
    expected_version: int = strawberry.field(description=_VERSION)
    to: MatchState = strawberry.field(description="进展到 / The next state")
    on: date = strawberry.field(description="日期 / Day")
    amount: Decimal | None = strawberry.field(
        default=None, description="意向或签约金额（万元）/ Amount agreed or signed"
    )
    document: str | None = strawberry.field(default=None, description="合同或协议编号 / Contract")
    reason: str | None = strawberry.field(default=None, description="未达成的原因或说明 / Reason or note")


@strawberry.input(description="登记放款，负数为更正 / Book what was drawn down; a negative amount corrects")
class RecordFinancingDrawInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    match_id: UUID = strawberry.field(description="对接 / Match")
    expected_version: int = strawberry.field(description=_VERSION)
    amount: Decimal = strawberry.field(description="金额（万元）/ Amount")
    on: date = strawberry.field(description="日期 / Day")
    document: str = strawberry.field(description="放款凭证 / Voucher")
    reason: str | None = strawberry.field(default=None, description="更正理由 / Reason of a correction")


@strawberry.input(description="发布一期清单 / Publish an issue of the list")
class PublishFinancingListInput:
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="从已发布清单撤下一项 / Take an item out of a published issue")
class WithdrawFromFinancingListInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    issue_id: UUID = strawberry.field(description="期 / Issue")
    demand_id: UUID = strawberry.field(description=_DEMAND)
    reason: str = strawberry.field(description="撤下理由 / Reason")
