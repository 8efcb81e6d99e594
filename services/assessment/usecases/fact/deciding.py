"""What the commands that decide on facts have in common (A18)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.assessment.domain.fact.decide import DecisionKind, Grounds, Known, Span
from services.assessment.store import decisions, tables
from services.assessment.store.decisions import About
from services.chassis.work import Work

Units = Mapping[UUID, Decimal | None]  # the units that a decision names, with their shares


async def known(work: Work, about: About | None) -> Known:
    """Say what is known of a record, for the decision to be judged."""
    units = await decisions.units(work.session, work.actor.division)
    return Known(found=about is not None, is_project=about is not None and about.is_project, units=units)


def grounds(work: Work, reason: str, approver: str, document: str) -> Grounds:
    """Say on what grounds the actor records a decision."""
    return Grounds(reason=reason, approver=approver, document=document, recorder=work.actor.name)


def new_row(
    work: Work, kind: DecisionKind, record_id: UUID, about: About, kept: Grounds, span: Span
) -> tables.FactDecision:
    """Write a new decision down; the identity of its facts follows."""
    decision_id = work.new_id()
    return tables.FactDecision(
        id=decision_id,
        division=work.actor.division,
        version=1,
        kind=kind,
        standing=True,
        service=about.service,
        record_id=record_id,
        project_id=about.project_id,
        event_id=decision_id,
        since=span.since,
        until=span.until,
        reason=kept.reason,
        approver=kept.approver,
        document=kept.document,
        recorded_at=work.now,
        recorded_by=work.actor.name,
    )


def told(row: tables.FactDecision, unit_id: UUID, reason: str) -> dict[str, Any]:
    """Say what every event of a decision says to one unit."""
    return {
        "decision_id": row.id,
        "unit_id": unit_id,
        "service": row.service,
        "record_id": row.record_id,
        "project_id": row.project_id,
        "reason": reason,
        "division": row.division,
    }
