"""The history of what dispatch keeps: a step with what held after it, for each change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.chassis.digest import canonical
from services.chassis.work import Work
from services.schedule.store import tables

_SILENT = frozenset({"id", "division", "projects"})  # the list of projects is long, and kept with its bulletin


def held(row: Any) -> dict[str, Any]:
    """Say what a row holds, for its history and the audit trail."""
    return {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key not in _SILENT}


async def keep_step(
    work: Work,
    row: Any,
    action: str,
    *,
    before: Mapping[str, Any] | None,
    unit_id: UUID | None = None,
    reason: str | None = None,
) -> None:
    """Add the step that led to what the row holds now, and the audit row of the command."""
    await work.session.flush()
    after = held(row)
    told = {k: v for k, v in after.items() if before is None or before.get(k) != v}
    work.session.add(
        tables.DispatchStep(
            id=work.new_id(),
            division=row.division,
            record_id=row.id,
            version=row.version,
            unit_id=unit_id,
            action=action,
            said=json.loads(canonical(told)),
            reason=reason,
            at=work.now,
            by=work.actor.name,
            by_unit_id=work.actor.unit,
        )
    )
    await work.session.flush()
    await work.audit(action, f"{row.__tablename__}/{row.id}", before, after, reason=reason)
