"""Something of everything about money, for tests that ask whatever the schema allows (第十六条)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.support.store import tables
from tests.harness.people import Person
from tests.support.funds_world import BUDGET, COMMITMENT, DAY, DEMAND, FACTS, ISSUE, Money
from tests.support.world import District

_ENTITIES: dict[str, Any] = {
    "FundBudget": tables.FundBudget,
    "FundCommitment": tables.FundCommitment,
    "FinancingDemand": tables.FinancingDemand,
    "FinancialInstitution": tables.FinancialInstitution,
    "FinancingIssue": tables.FinancingIssue,
    "FundApplication": tables.FundApplication,
}


async def funded(district: District) -> tuple[dict[str, list[UUID]], list[Person], dict[str, str]]:
    """Let the departments of the district's division work on its project; return entities, people and arguments."""
    its = {f.name: getattr(district, f.name) for f in fields(District) if f.init}
    money = Money(**its)
    await money.departments()
    await _special(money)
    demand = await _demands(money)
    await _published(money, demand)
    application = await money.application(title="丰富专项债申报", authority="丰富省厅")
    stages: tuple[tuple[str, str | None], ...] = (("SUBMITTED", None), ("REVIEWED", None), ("LISTED", None))
    await money.advanced(application, *stages, ("GRANTED", "4000"))
    rows = {kind: [r.id for r in await money.api.rows(select(table.id))] for kind, table in _ENTITIES.items()}
    of = {kind: f'"{ids[0]}"' for kind, ids in rows.items()}
    arguments = {
        "Query.fundBudget": f"id: {of['FundBudget']}",
        "Query.fundStatement": f"budgetId: {of['FundBudget']}",
        "Query.exportFundStatement": f"budgetId: {of['FundBudget']}",
        "Query.fundCommitment": f"id: {of['FundCommitment']}",
        "Query.projectFunds": f'projectId: "{district.project}"',
        "Query.financingDemand": f"id: {of['FinancingDemand']}",
        "Query.financingIssue": f"id: {of['FinancingIssue']}",
        "Query.exportFinancingIssue": f"id: {of['FinancingIssue']}",
        "Query.fundApplication": f"id: {of['FundApplication']}",
        "Query.fundStages": "kind: SPECIAL_BOND",
    }
    return rows, [money.finance, money.financial], arguments


async def _special(money: Money) -> None:
    budget = await money.budget("1000")
    bound = await money.committed(budget, "300")
    pay = {"commitmentId": bound["id"], "amount": "100", "voucherNumber": "丰富凭证", "paidOn": str(DAY)}
    bound = await money.done("payFunds", COMMITMENT, **pay, expectedVersion=bound["version"])
    reverse = {"commitmentId": bound["id"], "paymentId": bound["payments"][0]["id"], "reason": "丰富冲销理由"}
    await money.done("reverseFundPayment", COMMITMENT, **reverse, expectedVersion=bound["version"])
    budget = await money.shown(budget)
    carry = {"budgetId": budget["id"], "expectedVersion": budget["version"], "amount": "50", "reason": "丰富结转"}
    await money.done("carryOverFunds", BUDGET, day=date(2026, 12, 1), **carry)


async def _demands(money: Money) -> dict[str, Any]:
    facts = FACTS | {"contactName": "丰富联系人", "internalNote": "丰富备注", "purpose": "丰富用途"}
    demand, bank = await money.demand(**facts), await money.institution("丰富银行")
    its: dict[str, Any] = {"demandId": demand["id"]}
    appraisal = {
        "appraiser": "丰富评估",
        "asset": "丰富资产",
        "document": "丰富报告",
        "value": "1",
        "appraisedOn": str(DAY),
    }
    await money.done("appraiseFinancingDemand", DEMAND, money.financial, **its, **appraisal)
    await money.done("keepFinancingPaper", DEMAND, money.financial, **its, kind="PLAN", content="丰富融资方案")
    match = its | {"institutionId": bank["id"], "note": "丰富推介"}
    return await money.done("introduceInstitution", DEMAND, money.financial, **match)


async def _published(money: Money, demand: dict[str, Any]) -> None:
    issue = await money.done("publishFinancingList", ISSUE, money.financial.but(name="丰富发布人"))
    gone = {"issueId": issue["id"], "demandId": demand["id"], "reason": "丰富撤下理由"}
    await money.done("withdrawFromFinancingList", ISSUE, money.financial, **gone)
