"""Builds an edition anew: from the text of the one before, what the adjustment changed, and what started in between."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.reserve.domain.adjustment.changes import applied
from services.reserve.domain.adjustment.procedure import written
from services.reserve.domain.adjustment.state import Adjustment
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.edition import Conversion, Issue
from services.reserve.domain.plan.state import Guide, Item, Opinion, Plan
from services.reserve.domain.terms import Category, ItemBasis, ItemKind, OpinionOutcome, PlanStatus
from services.reserve.store.editions import frozen


def plan_told(text: str) -> Plan:
    """Read the plan as the text of an edition has it."""
    told = json.loads(text)
    plan, guide = told["plan"], told["plan"]["guide"]
    smallest = guide["minimum_total_investment"]
    return Plan(
        id=UUID(plan["id"]),
        division=plan["division"],
        version=1,
        year=plan["year"],
        status=PlanStatus.ISSUED,
        drafted_on=date.fromisoformat(plan["drafted_on"]),
        guide=Guide(**guide | {"minimum_total_investment": None if smallest is None else Decimal(smallest)}),
        items=tuple(_item(i) for i in told["items"]),
    )


def next_digest(text: str, digest: str, issued: Adjustment, conversions: Iterable[Conversion]) -> str:
    """Build the next edition of what is on record, and give its digest."""
    plan, between = plan_told(text), tuple(conversions)
    started = {c.project_id: c for c in between}
    items = [_started(i, started.get(i.project_id)) for i in plan.items]
    plan = replace(plan, items=applied(replace(plan, items=tuple(items)), issued))
    issue = Issue(
        number=json.loads(text)["edition"]["number"] + 1,
        document_number=issued.document_number or "",
        issued_on=issued.issued_on or issued.drafted_on,
        previous_digest=digest,
        major_decision=issued.major_decision,
        deliberations=issued.deliberations,
        decision_steps=issued.decision_steps,
        changes=tuple(written(c) for c in issued.changes),
        conversions=between,
    )
    return frozen(plan, issue)[1]


def _started(item: Item, conversion: Conversion | None) -> Item:
    if conversion is None:
        return item
    assert (item.kind, item.annual_investment) == (conversion.from_kind, conversion.annual_investment_before)
    return replace(item, kind=conversion.kind, annual_investment=conversion.annual_investment)


def _item(told: dict[str, Any]) -> Item:
    ids = ("owner_id", "town_id", "industry_authority_id", "application_id", "influence_assessment_id")
    exempted = told["exempted"]
    return Item(
        project_id=UUID(told["project_id"]),
        name=told["name"],
        category=Category(told["category"]),
        kind=ItemKind(told["kind"]),
        total_investment=Decimal(told["total_investment"]),
        annual_investment=Decimal(told["annual_investment"]),
        basis=ItemBasis(told["basis"]),
        assessment=told["assessment"],
        exempted=Exempted(**exempted) if exempted else None,
        opinions=tuple(
            Opinion(
                body=o["body"],
                outcome=OpinionOutcome(o["outcome"]),
                text=o["text"],
                given_on=date.fromisoformat(o["given_on"]),
            )
            for o in told["opinions"]
        ),
        **{name: None if told[name] is None else UUID(told[name]) for name in ids},
    )
