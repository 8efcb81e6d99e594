"""The published events of adjusting an issued plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.reserve.domain.adjustment import events
from services.reserve.domain.terms import ItemKind
from services.reserve.messaging.money import Money

_PLAN_SAMPLE: dict[str, Any] = {
    "planId": "01990000-0000-7000-8000-000000000003",
    "planVersion": 20,
    "year": 2027,
    "division": "430211",
}
_ITEM_SAMPLE: dict[str, Any] = _PLAN_SAMPLE | {
    "documentNumber": "株高管发〔2027〕9号",
    "projectId": "01990000-0000-7000-8000-000000000002",
    "projectName": "示例涂料建设项目",
    "kind": "NEW_START",
    "reason": "用地指标未落实",
    "issuedOn": "2027-07-10",
}


class PlanAdjusted(
    Published,
    type="zhongdian.reserve.plan.adjusted.v1",
    of=events.PlanAdjusted,
    key="plan_id",
    sample=_PLAN_SAMPLE
    | {
        "edition": 2,
        "documentNumber": "株高管发〔2027〕9号",
        "added": 2,
        "removed": 1,
        "revalued": 3,
        "issuedOn": "2027-07-10",
    },
):
    """年度计划已调整 / An issued plan was adjusted; its next edition is in force."""

    plan_id: UUID
    plan_version: int
    year: int
    edition: int
    document_number: str
    added: int
    removed: int
    revalued: int
    issued_on: date


class PlanItemRemoved(
    Published,
    type="zhongdian.reserve.plan-item.removed.v1",
    of=events.PlanItemRemoved,
    key="project_id",
    sample=_ITEM_SAMPLE,
):
    """项目已调出年度计划 / A project was taken out of an issued plan by its adjustment."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    reason: str
    issued_on: date


class PlanItemRevalued(
    Published,
    type="zhongdian.reserve.plan-item.revalued.v1",
    of=events.PlanItemRevalued,
    key="project_id",
    sample=_ITEM_SAMPLE
    | {
        "totalInvestmentBefore": "189000",
        "totalInvestment": "195000",
        "annualInvestmentBefore": "80000",
        "annualInvestment": "60000.5",
    },
):
    """计划项目投资已调整 / A project of an issued plan has other figures by its adjustment."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment_before: Money
    total_investment: Money
    annual_investment_before: Money
    annual_investment: Money
    reason: str
    issued_on: date


class PlanItemConverted(
    Published,
    type="zhongdian.reserve.plan-item.converted.v1",
    of=events.PlanItemConverted,
    key="project_id",
    sample=_PLAN_SAMPLE
    | {
        "edition": 1,
        "projectId": "01990000-0000-7000-8000-000000000002",
        "projectName": "示例涂料建设项目",
        "fromKind": "PRELIMINARY",
        "kind": "NEW_START",
        "totalInvestment": "189000",
        "annualInvestment": "30000",
        "ownerId": "01990000-0000-7000-8000-000000000001",
        "townId": None,
        "industryAuthorityId": None,
        "convertedOn": "2027-04-02",
    },
):
    """前期项目已实时转为建设项目 / A preliminary project of an issued plan became a construction project at once."""

    plan_id: UUID
    plan_version: int
    year: int
    edition: int
    project_id: UUID
    project_name: str
    from_kind: ItemKind
    kind: ItemKind
    total_investment: Money
    annual_investment: Money
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    converted_on: date


PUBLISHED = (PlanAdjusted, PlanItemRemoved, PlanItemRevalued, PlanItemConverted)
