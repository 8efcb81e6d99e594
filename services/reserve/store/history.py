"""The history of projects: who changed what, in what roles, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from services.chassis.work import Audited, Work
from services.reserve.store.tables import ProjectChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be remembered of one accepted command on a project."""

    project_id: UUID
    version: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str | None = None
    approver: str | None = None


async def remember(work: Work, entry: Entry) -> None:
    """Write the command into the project's history and into the audit trail."""
    work.session.add(ProjectChange(**_row(work, entry)))
    await work.audit(entry.action, _subject(entry), entry.before, entry.after, reason=entry.reason)


async def remember_all(work: Work, entries: Sequence[Entry]) -> None:
    """Write commands on many projects into the history of each and into the audit trail, by one statement for each of the two."""
    if not entries:
        return
    await work.session.execute(insert(ProjectChange), [_row(work, entry) for entry in entries])
    await work.audit_all(
        [
            Audited(action=e.action, subject=_subject(e), before=e.before, after=e.after, reason=e.reason)
            for e in entries
        ]
    )


def _subject(entry: Entry) -> str:
    return f"project/{entry.project_id}"


def _row(work: Work, entry: Entry) -> dict[str, Any]:
    return {
        "id": work.new_id(),
        "division": work.actor.division,
        "project_id": entry.project_id,
        "version": entry.version,
        "at": work.now,
        "action": entry.action,
        "actor": work.actor.subject,
        "actor_name": work.actor.name,
        "roles": sorted(work.actor.roles),
        "reason": entry.reason,
        "approver": entry.approver,
        "changes": differences(entry.before or {}, entry.after or {}),
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Name the fields that differ, with both values as text.

    >>> differences({"scale": "小", "name": "甲"}, {"scale": "大", "name": "甲"})
    [{'field': 'scale', 'before': '小', 'after': '大'}]
    """
    return [
        {"field": field, "before": shown(before.get(field)), "after": shown(after.get(field))}
        for field in dict.fromkeys([*before, *after])
        if shown(before.get(field)) != shown(after.get(field))
    ]


def shown(value: Any) -> str | None:
    """Write a value of the record as the history keeps it: equal values alike, and nothing as nothing.

    >>> shown(Decimal("189000.0000")), shown([UUID(int=1)]), shown([])
    ('189000', '00000000-0000-0000-0000-000000000001', None)
    """
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (list, tuple)):
        return "；".join(map(str, value)) or None
    return None if value is None else str(value)
