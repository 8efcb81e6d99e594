"""What is said of a project when it is registered or changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.reserve.domain.project.state import Elements, FundSource
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level


@strawberry.input(description="资金来源及金额 / A source of funds and its amount")
class FundSourceInput:
    source: str = strawberry.field(description="来源 / Source")
    amount: Decimal = strawberry.field(description="金额（万元）/ Amount (10,000 CNY)")


_SYSTEM = "坐标系，缺省为CGCS2000；其他坐标系须先转换 / CGCS2000 when left out; others have to be converted first"
_SHARED = "与另一项目共用项目代码的例外理由 / Why the project shares its code with another"


@strawberry.input(description="登记（申报）项目 / Register a project (A3.2, A4)")
class RegisterProjectInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    name: str = strawberry.field(description="项目名称 / Name")
    owner_id: UUID = strawberry.field(description="项目业主 / Owner")
    level: Level = strawberry.field(default=Level.DISTRICT, description="项目级别 / Level")
    category: Category = strawberry.field(description="项目类别 / Category")
    investment_mode: InvestmentMode = strawberry.field(description="投资模式 / Who invests")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment (10,000 CNY)")
    secret: bool = strawberry.field(
        default=False, description="是否涉密（涉密项目不予登记）/ Secret projects are refused"
    )
    town_id: UUID | None = strawberry.field(default=None, description="所属镇（街道）/ Town")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")
    cooperating_ids: list[UUID] = strawberry.field(default_factory=list, description="其他责任单位 / Further units")
    industry_code: str | None = strawberry.field(
        default=None, description="行业代码，如C2641 / Industry (GB/T 4754-2017)"
    )
    approval_route: ApprovalRoute | None = strawberry.field(
        default=None, description="立项方式 / Way of being established"
    )
    project_code: str | None = strawberry.field(default=None, description="国家项目代码 / National project code")
    function: str | None = strawberry.field(default=None, description="功能定位 / Function")
    scale: str | None = strawberry.field(default=None, description="建设规模 / Scale")
    content: str | None = strawberry.field(default=None, description="建设内容 / Content")
    construction_mode: str | None = strawberry.field(default=None, description="建设方式 / Construction mode")
    fund_sources: list[FundSourceInput] = strawberry.field(
        default_factory=list, description="资金来源，合计须等于总投资 / Sources of funds; their sum is the total"
    )
    start_on: date | None = strawberry.field(default=None, description="计划开工 / Planned start")
    finish_on: date | None = strawberry.field(default=None, description="计划完工 / Planned completion")
    fund_use: str | None = strawberry.field(default=None, description="资金投向 / Use of funds")
    benefit: str | None = strawberry.field(default=None, description="投资效益 / Expected benefit")
    longitude: Decimal | None = strawberry.field(default=None, description="经度（CGCS2000）/ Longitude")
    latitude: Decimal | None = strawberry.field(default=None, description="纬度（CGCS2000）/ Latitude")
    coordinate_system: CoordinateSystem | None = strawberry.field(default=None, description=_SYSTEM)
    code_exception_reason: str | None = strawberry.field(default=None, description=_SHARED)
    code_exception_approver: str | None = strawberry.field(
        default=None, description="该例外的批准人 / Who approved the exception"
    )

    def elements(self) -> Elements:
        """Hand the elements to the use case."""
        return Elements(
            name=self.name,
            owner_id=self.owner_id,
            level=self.level,
            category=self.category,
            investment_mode=self.investment_mode,
            total_investment=self.total_investment,
            town_id=self.town_id,
            industry_authority_id=self.industry_authority_id,
            cooperating_ids=tuple(self.cooperating_ids),
            industry_code=self.industry_code,
            approval_route=self.approval_route,
            project_code=self.project_code,
            function=self.function,
            scale=self.scale,
            content=self.content,
            construction_mode=self.construction_mode,
            fund_sources=_sources(self.fund_sources),
            start_on=self.start_on,
            finish_on=self.finish_on,
            fund_use=self.fund_use,
            benefit=self.benefit,
            longitude=self.longitude,
            latitude=self.latitude,
            coordinate_system=self.coordinate_system,
            code_exception_reason=self.code_exception_reason,
            code_exception_approver=self.code_exception_approver,
        )


_KEPT = "未给出则不变 / left as it is when not given"


@strawberry.input(
    description="变更项目（只改给出的字段；null 清空可空字段）/ Change the given fields; null clears what may be empty"
)
class ChangeProjectInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    project_id: UUID = strawberry.field(description="项目 / Project")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    reason: str = strawberry.field(description="变更理由 / Why")
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    owner_id: UUID | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    level: Level | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    category: Category | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    investment_mode: InvestmentMode | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    total_investment: Decimal | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    town_id: UUID | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    industry_authority_id: UUID | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    cooperating_ids: list[UUID] | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    industry_code: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    approval_route: ApprovalRoute | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    project_code: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    function: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    scale: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    content: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    construction_mode: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    fund_sources: list[FundSourceInput] | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    start_on: date | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    finish_on: date | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    fund_use: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    benefit: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    longitude: Decimal | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    latitude: Decimal | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    coordinate_system: CoordinateSystem | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    code_exception_reason: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)
    code_exception_approver: str | None = strawberry.field(default=strawberry.UNSET, description=_KEPT)

    def over(self, present: Elements) -> Elements:
        """Put what is given over the present elements; null is ignored where an element cannot be empty."""
        given = {name: getattr(self, name) for name in _CHANGEABLE}
        given = {k: v for k, v in given.items() if v is not strawberry.UNSET and not (v is None and k in _NEEDED)}
        if "fund_sources" in given:
            given["fund_sources"] = _sources(given["fund_sources"] or [])
        if "cooperating_ids" in given:
            given["cooperating_ids"] = tuple(given["cooperating_ids"] or ())
        return replace(present, **given)


_CHANGEABLE = tuple(Elements.__dataclass_fields__)
_NEEDED = frozenset({"name", "owner_id", "level", "category", "investment_mode", "total_investment"})


def _sources(given: list[FundSourceInput]) -> tuple[FundSource, ...]:
    return tuple(FundSource(s.source, s.amount) for s in given)


@strawberry.input(description="一份佐证材料 / One document")
class EvidenceInput:
    kind: str = strawberry.field(description="材料类别代码，见 rulebook.evidenceKinds / Code of the kind, see rulebook")
    title: str = strawberry.field(description="材料名称 / Title")
    issuer: str = strawberry.field(description="出具单位 / Issuer")
    issued_on: date = strawberry.field(description="出具日期 / Day of issue")
    document_number: str | None = strawberry.field(default=None, description="文号（证号）/ Document number")
    valid_until: date | None = strawberry.field(default=None, description="有效期止 / Last valid day")
    note: str | None = strawberry.field(default=None, description="备注 / Note")
    file_ids: list[UUID] = strawberry.field(
        default_factory=list, description="随附的已上传文件（POST /files 的标识）/ Uploaded files that come with it"
    )
