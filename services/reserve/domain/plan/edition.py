"""第三条、第十一条: an edition 版次 of a plan is what was issued, word for word; later editions leave it as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.reserve.domain import rulebook
from services.reserve.domain.plan.state import Deliberation, Item, Opinion, Plan
from services.reserve.domain.plan.totals import Figures, by_category
from services.reserve.domain.terms import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """第十一条（实时转）: a preliminary item that became a new start after an edition was issued, and is in the next."""

    project_id: UUID
    from_kind: ItemKind
    kind: ItemKind
    annual_investment_before: Decimal
    annual_investment: Decimal
    converted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Under which number and on which day an edition was issued, after which meetings and which edition."""

    number: int
    document_number: str
    issued_on: date
    previous_digest: str | None = None
    major_decision: bool = False
    deliberations: tuple[Deliberation, ...] = ()
    decision_steps: tuple[str, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    conversions: tuple[Conversion, ...] = ()


def first(plan: Plan) -> Issue:
    """The issue of a plan, of which the first edition is made."""
    return Issue(
        number=1,
        document_number=plan.document_number or "",
        issued_on=plan.issued_on or plan.drafted_on,
        major_decision=plan.major_decision,
        deliberations=plan.deliberations,
        decision_steps=plan.decision_steps,
    )


def content(plan: Plan, issue: Issue) -> dict[str, Any]:
    """Write an edition down: the same history gives the same content, whatever the order in which rows are read."""
    places = rulebook.SHARE_PLACES.on(plan.drafted_on)
    figures = [Figures(i.category, i.total_investment, i.annual_investment) for i in plan.items]
    return {
        "plan": {
            "id": plan.id,
            "division": plan.division,
            "year": plan.year,
            "drafted_on": plan.drafted_on,
            "guide": asdict(plan.guide),
        },
        "edition": {
            "number": issue.number,
            "document_number": issue.document_number,
            "issued_on": issue.issued_on,
            "previous_digest": issue.previous_digest,
            "major_decision": issue.major_decision,
            "decision_steps": sorted(issue.decision_steps),
        },
        "items": [_item(i) for i in sorted(plan.items, key=_place)],
        "totals": [asdict(t) for t in by_category(figures, places)],
        "total": {
            "projects": len(figures),
            "total_investment": sum((f.total_investment for f in figures), Decimal(0)),
            "annual_investment": sum((f.annual_investment for f in figures), Decimal(0)),
        },
        "deliberations": [_meeting(d) for d in issue.deliberations],
        "changes": sorted(issue.changes, key=lambda c: str(c["project_id"])),
        "conversions": [asdict(c) for c in _in_order(issue.conversions)],
    }


def _item(item: Item) -> dict[str, Any]:
    """Write an item with all its parts; asdict would copy every value, which takes seconds for thousands of items."""
    written = {name: getattr(item, name) for name in _ITEM}
    exempted = item.exempted and asdict(item.exempted)
    return {**written, "exempted": exempted, "opinions": [{n: getattr(o, n) for n in _OPINION} for o in item.opinions]}


_ITEM = tuple(f.name for f in fields(Item))
_OPINION = tuple(f.name for f in fields(Opinion))


def _place(item: Item) -> str:
    return str(item.project_id)


def _meeting(held: Deliberation) -> dict[str, Any]:
    """Write a meeting down; one that changed nothing is written as before there were changes, to the same digest."""
    written = asdict(held)
    if not held.changes:
        del written["changes"]
    return written


def _in_order(conversions: Sequence[Conversion]) -> list[Conversion]:
    return sorted(conversions, key=lambda c: (c.converted_on, str(c.project_id)))
