"""第十五条：a factor request moves on at its bureau; a node that waits for it is freed when it is granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.schedule.store import copies


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTold:
    """How a request stands, as support tells it; `changes` are the facts that this step brings."""

    id: UUID
    division: str
    project_id: UUID
    node_id: UUID | None
    state: str
    changes: Mapping[str, Any]


async def follow_request(work: Work, told: RequestTold) -> None:
    """Keep how the request stands. Whether its node still waits is derived from that, so that order cannot matter."""
    await copies.keep_request(
        work.session,
        id=told.id,
        division=told.division,
        project_id=told.project_id,
        node_id=told.node_id,
        state=told.state,
        **told.changes,
    )
    work.notify(f"schedule:{told.project_id}", {"projectId": str(told.project_id), "nodeId": str(told.node_id)})
