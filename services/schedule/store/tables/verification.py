"""What the authority said of completed nodes, and of many rows at once (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.domain.node.judging import NodeStep
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule


@visible(of_known_schedule)
class NodeJudgement(Base):
    """A completion, its verification or its return, in the node's version that it led to; rows are never changed."""

    __tablename__ = "node_judgements"

    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    step: Mapped[NodeStep] = mapped_column(stored(NodeStep))
    completed_on: Mapped[date]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_subject: Mapped[str]
    by_unit_id: Mapped[UUID | None]


@visible(lambda actor, batch: batch.by_subject == actor.subject)
class VerificationBatch(Base):
    """What one person verified in one go, and what became of each row."""

    __tablename__ = "verification_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    by_subject: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    accepted: Mapped[int]
    refused: Mapped[int]
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"what", "id", "accepted", "breaches": […]}]

    __table_args__ = (Index("ix_verification_batches_by", "by_subject", "id"),)
