"""第四条: the elements of a project, each read and judged by itself, and together with those that it has to agree with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.document import amount
from services.law.money import round_half_up
from services.law.parties import Role, UnitCategory
from services.law.project_code import project_code_form
from services.reserve.domain.project.state import Elements, FundSource
from services.reserve.domain.reading import Reading
from services.reserve.domain.record.industry import read_industry
from services.reserve.domain.record.place import place_breaches, system_of
from services.reserve.domain.terms import ApprovalRoute, InvestmentMode

A2, A4, A6 = Article(2), Article(4), Article(6)
_ROUTES = {
    InvestmentMode.GOVERNMENT: (ApprovalRoute.APPROVAL,),
    InvestmentMode.ENTERPRISE: (ApprovalRoute.CONFIRMATION, ApprovalRoute.FILING),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory, as far as a project needs to know it."""

    id: UUID
    category: UnitCategory
    roles: frozenset[Role]
    name: str = ""
    active: bool = True


def read_elements(reading: Reading, written: Elements, units: dict[UUID, Unit], on: date) -> Elements:
    """第四条: read all elements by the rules of a day; `units` are those of the named units that the directory knows."""
    read = replace(
        written,
        name=reading.name(written.name, "项目名称", "name"),
        total_investment=reading.amount(written.total_investment, "totalInvestment", A2),
        fund_sources=tuple(_read_source(reading, s, at) for at, s in enumerate(written.fund_sources)),
        industry_code=(written.industry_code or "").strip().upper() or None,
        project_code=(written.project_code or "").strip() or None,
        function=reading.optional_text(written.function, "功能定位", "function"),
        scale=reading.optional_text(written.scale, "建设规模", "scale"),
        content=reading.optional_text(written.content, "建设内容", "content"),
        construction_mode=reading.optional_text(written.construction_mode, "建设方式", "constructionMode"),
        fund_use=reading.optional_text(written.fund_use, "资金投向", "fundUse"),
        benefit=reading.optional_text(written.benefit, "投资效益", "benefit"),
        longitude=_degrees(written.longitude),
        latitude=_degrees(written.latitude),
        coordinate_system=system_of(written.coordinate_system, written.longitude, written.latitude),
        code_exception_reason=reading.optional_text(written.code_exception_reason, "例外理由", "codeExceptionReason"),
        code_exception_approver=reading.optional_name(
            written.code_exception_approver, "例外批准人", "codeExceptionApprover"
        ),
    )
    reading.breaches += [
        *_investment_breaches(read),
        *_funds_breaches(read),
        *_timing_breaches(read),
        *_code_breaches(read, on),
        *_route_breaches(read),
        *place_breaches(read.longitude, read.latitude, read.coordinate_system, on),
        *_unit_breaches(read, units),
    ]
    return read


def _read_source(reading: Reading, source: FundSource, at: int) -> FundSource:
    name = reading.name(source.source, "资金来源", f"fundSources.{at}.source")
    return FundSource(name, reading.amount(source.amount, f"fundSources.{at}.amount", A4))


def _degrees(written: Decimal | None) -> Decimal | None:
    """Keep seven places: a centimetre."""
    return None if written is None else round_half_up(written, 7)


def _investment_breaches(e: Elements) -> list[Breach]:
    """第二条: a key project has some size, so at least an investment."""
    if e.total_investment == 0:
        return [Breach("TOTAL_INVESTMENT_MISSING", "总投资须大于零", A2, "totalInvestment")]
    return []


def _funds_breaches(e: Elements) -> list[Breach]:
    """第四条（资金来源）: the sources are told apart, and their sum is the total investment, to the last yuan."""
    if not e.fund_sources:
        return []
    breaches = []
    names = [s.source for s in e.fund_sources]
    for at, source in enumerate(e.fund_sources):
        if source.amount == 0:
            field = f"fundSources.{at}.amount"
            breaches.append(Breach("FUND_AMOUNT_MISSING", f"资金来源“{source.source}”的金额须大于零", A4, field))
        if source.source in names[:at]:
            field = f"fundSources.{at}.source"
            breaches.append(Breach("FUND_SOURCE_TWICE", f"资金来源“{source.source}”重复", A4, field))
    together = sum((s.amount for s in e.fund_sources), Decimal(0))
    if together != e.total_investment:
        message = f"各项资金来源合计{amount(together)}万元，与总投资{amount(e.total_investment)}万元不一致"
        breaches.append(Breach("FUNDS_DO_NOT_BALANCE", message, A4, "fundSources"))
    return breaches


def _timing_breaches(e: Elements) -> list[Breach]:
    """第四条（建设时序）: a project is not finished before it is started."""
    if e.start_on and e.finish_on and e.finish_on < e.start_on:
        message = f"计划完工时间{e.finish_on}早于开工时间{e.start_on}"
        return [Breach("TIMING_REVERSED", message, A4, "finishOn")]
    return []


def _code_breaches(e: Elements, on: date) -> list[Breach]:
    breaches = read_industry(e.industry_code, on) if e.industry_code else []
    if e.project_code and project_code_form(e.project_code) is None:
        message = "项目代码格式不正确，应如2111-522323-04-01-342068"
        breaches.append(Breach("PROJECT_CODE_MALFORMED", message, A6, "projectCode"))
    return breaches


def _route_breaches(e: Elements) -> list[Breach]:
    """第六条（审批、核准、备案）: government investment is approved, enterprise investment is confirmed or filed."""
    if e.approval_route is None or e.approval_route in _ROUTES[e.investment_mode]:
        return []
    government = e.investment_mode is InvestmentMode.GOVERNMENT
    message = "政府投资项目实行审批" if government else "企业投资项目实行核准或备案"
    return [Breach("ROUTE_DOES_NOT_FIT_MODE", message, A6, "approvalRoute")]


def _unit_breaches(e: Elements, units: dict[UUID, Unit]) -> list[Breach]:
    """第三条（二）、第四条: the units named are in the directory and are what they are named as."""
    owner, town = units.get(e.owner_id), units.get(e.town_id) if e.town_id else None
    authority = units.get(e.industry_authority_id) if e.industry_authority_id else None
    breaches = []
    if owner is None or Role.OWNER not in owner.roles:
        breaches.append(Breach("OWNER_UNKNOWN", "名录中没有该项目业主", Article(3, 2), "ownerId"))
    if e.town_id and (town is None or town.category is not UnitCategory.TOWN):
        breaches.append(Breach("TOWN_UNKNOWN", "名录中没有该镇（街道）", A4, "townId"))
    if e.industry_authority_id and (authority is None or Role.INDUSTRY_AUTHORITY not in authority.roles):
        message = "名录中没有该行业主管部门"
        breaches.append(Breach("INDUSTRY_AUTHORITY_UNKNOWN", message, A2, "industryAuthorityId"))
    for at, further in enumerate(e.cooperating_ids):
        if further not in units:
            field = f"cooperatingIds.{at}"
            breaches.append(Breach("ORGANIZATION_UNKNOWN", "名录中没有该配合单位", A2, field))
    return breaches
