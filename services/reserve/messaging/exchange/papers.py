"""What the provincial platform sends and is answered, as the interface describes it. Money is in 万元."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.reserve.domain.applications.state import Asked
from services.reserve.domain.applications.terms import ApplicationStatus, Channel
from services.reserve.domain.exchange.terms import Action
from services.reserve.domain.project.state import Elements, FundSource
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, ItemKind, Level

NUMBER = r"^[A-Za-z0-9._-]{1,64}$"
_PRINTED = r"^[^\x00-\x1f\x7f]*$"  # what is looked up in the database as it was written

Money = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=4, description="万元 / 10,000 CNY")]
Degrees = Annotated[Decimal, Field(ge=-180, le=180, max_digits=10, decimal_places=7)]
Text = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(max_length=400)]
Looked = Annotated[str, Field(min_length=1, max_length=200, pattern=_PRINTED)]
Number = Annotated[str, Field(pattern=NUMBER, description="申报号 / The province's number of the application")]
Year = Annotated[int, Field(ge=2004, le=2100, description="申报年度 / Year")]


class Paper(BaseModel):
    """Names are in camel case; what is not described is refused, so that a misspelt field is not lost in silence."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Source(Paper):
    """资金来源 / A source of funds."""

    source: Name
    amount: Money


class Corrected(Paper):
    """补正的项目信息，只写需要更正的 / What is corrected of a project; what is left out stays as it is."""

    name: Name | None = None
    level: Level | None = None
    category: Category | None = None
    investment_mode: InvestmentMode | None = None
    total_investment: Money | None = None
    town: Looked | None = Field(default=None, description="镇（街道）名称或信用代码 / Town, by name or credit code")
    industry_authority: Looked | None = Field(default=None, description="行业主管部门 / Industry authority, likewise")
    industry_code: Looked | None = Field(default=None, description="GB/T 4754-2017")
    approval_route: ApprovalRoute | None = None
    project_code: Looked | None = Field(default=None, description="国家项目代码 / National project code")
    function: Text | None = None
    scale: Text | None = None
    content: Text | None = None
    construction_mode: Text | None = None
    fund_sources: tuple[Source, ...] | None = Field(default=None, max_length=100)
    start_on: date | None = None
    finish_on: date | None = None
    fund_use: Text | None = None
    benefit: Text | None = None
    longitude: Degrees | None = None
    latitude: Degrees | None = None
    coordinate_system: CoordinateSystem | None = None

    def given(self) -> dict[str, Any]:
        """Return what is said of the elements, by their names; null and what is left out say nothing."""
        found = {name: getattr(self, name) for name in self.model_fields_set - {"town", "industry_authority", "secret"}}
        if (sources := found.get("fund_sources")) is not None:
            found["fund_sources"] = tuple(FundSource(s.source, s.amount) for s in sources)
        return {name: value for name, value in found.items() if value is not None}


class NewProject(Corrected):
    """项目信息；已登记的项目按项目代码或名称识别，不重复登记 / The project; one that is known is found by code or name."""

    name: Name
    category: Category
    investment_mode: InvestmentMode
    total_investment: Money
    secret: bool = Field(default=False, description="涉密项目不予受理 / Secret projects are refused")

    def elements(self, owner: UUID) -> Elements:
        """Write it as the register does."""
        said: dict[str, Any] = {"owner_id": owner, "level": Level.DISTRICT} | self.given()
        return Elements(**said)


class Owner(Paper):
    """项目业主 / The owner, who has to be in the directory."""

    credit_code: str = Field(pattern=r"^[0-9A-Z]{18}$", description="统一社会信用代码 / GB 32100-2015")


class Submission(Paper):
    """申报 / An application."""

    number: Number
    year: Year
    kind: ItemKind = Field(description="新开工、续建、前期 / Kind of item asked for")
    annual_investment: Money
    statement: Text = Field(description="申报理由 / Statement")
    owner: Owner
    project: NewProject

    def asked(self) -> Asked:
        """Write what is asked for."""
        return Asked(
            channel=Channel.PROVINCIAL_PLATFORM,
            kind=self.kind,
            annual_investment=self.annual_investment,
            statement=self.statement,
        )


class Resubmission(Paper):
    """补正重报 / A returned application, corrected."""

    version: int = Field(
        ge=1, le=2**31 - 1, description="所依据的版本，见回调或状态 / Version seen in callback or status"
    )
    kind: ItemKind | None = None
    annual_investment: Money | None = None
    statement: Text | None = None
    project: Corrected | None = None


class Withdrawal(Paper):
    """撤回 / An application is taken back."""

    reason: Text = Field(description="撤回理由 / Why")


class Told(BaseModel):
    """What is answered is written in camel case too."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Receipt(Told):
    """回执；同一内容再次发送得到同一回执 / A receipt; the same content has the same one whenever it is sent."""

    receipt_id: UUID
    number: str
    action: Action
    status: ApplicationStatus = Field(description="该次办理后的状态 / Status after the act")
    version: int
    application_id: UUID
    project_id: UUID
    project_registered: bool = Field(description="是否随本申报登记了项目 / Whether the project was registered with it")
    content_digest: str = Field(description="内容的SM3杂凑值 / SM3 digest of the content")
    at: datetime


class Missing(Told):
    """缺少的一项 / One thing that lacks."""

    code: str
    name: str
    article: str
    remedy: str | None


class Listed(Told):
    """列入的年度计划 / The issued plan that lists the project because of the application."""

    plan_id: UUID
    document_number: str | None
    issued_on: date | None


class Status(Told):
    """申报状态 / How an application stands."""

    number: str
    status: ApplicationStatus
    status_name: str
    version: int
    year: int
    application_id: UUID
    project_id: UUID
    submitted_on: date | None
    correction: str | None = Field(description="需要补正的内容 / What is to be corrected")
    correction_due_on: date | None
    correction_late: bool
    missing: list[Missing] = Field(description="退回时仍缺少的各项 / What still lacks while it is returned")
    review_reason: str | None
    withdrawn_reason: str | None
    plan: Listed | None
    receipts: list[Receipt]


class Delivery(Told):
    """我方向省平台回调的正文；按 deliveryId 去重，按 sequence 排序 / What is called back; told apart by `deliveryId`."""

    delivery_id: UUID
    sequence: int
    number: str
    kind: Literal["ACCEPTED", "RETURNED", "PASSED", "REFUSED", "WITHDRAWN", "LISTED"]
    kind_name: str
    status: ApplicationStatus
    application_id: UUID
    year: int
    version: int
    at: datetime
    reason: str | None = None
    correction: str | None = None
    correction_due_on: date | None = None
    missing: list[Missing] = []
    plan: dict[str, Any] | None = None
