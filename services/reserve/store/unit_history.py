"""The history of units: who changed what, in what roles, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.reserve.store.history import differences
from services.reserve.store.tables import OrganizationChange


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """What is to be remembered of one accepted command on a unit or on its people."""

    organization_id: UUID
    version: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str | None = None
    approver: str | None = None
    exception_reason: str | None = None


def remember_unit(work: Work, entry: UnitEntry) -> None:
    """Write the command into the unit's history."""
    left_out = {"version", "sort_key"}
    before, after = ({k: v for k, v in m.items() if k not in left_out} for m in (entry.before, entry.after))
    work.session.add(
        OrganizationChange(
            id=work.new_id(),
            division=work.actor.division,
            organization_id=entry.organization_id,
            version=entry.version,
            at=work.now,
            action=entry.action,
            actor=work.actor.subject,
            actor_name=work.actor.name,
            roles=sorted(work.actor.roles),
            reason=entry.reason,
            approver=entry.approver,
            exception_reason=entry.exception_reason,
            changes=differences(_plain(before), _plain(after)),
        )
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write lists as people read them."""
    return {k: "、".join(map(str, v)) or None if isinstance(v, list) else v for k, v in values.items()}
