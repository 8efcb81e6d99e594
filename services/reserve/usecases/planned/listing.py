"""What the commands of a unit have in common: its list as it was typed, and whether the report is the unit's to touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.planned.content import read_content
from services.reserve.domain.planned.report import Content, Item
from services.reserve.domain.planned.terms import Change
from services.reserve.domain.reading import Reading
from services.reserve.store import tables
from services.reserve.store.planned import projects, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One project of a list as it was typed."""

    project_id: UUID
    change: Change
    reason: str | None = None
    remark: str | None = None


def typed(items: Sequence[Line], nothing_reason: str | None, remark: str | None) -> Content:
    """Put a list together as it was typed; figures come when it is read."""
    lines = tuple(
        Item(project_id=line.project_id, change=line.change, reason=line.reason, remark=line.remark) for line in items
    )
    return Content(items=lines, nothing_reason=nothing_reason, remark=remark)


async def read(work: Work, reading: Reading, written: Content, unit_id: UUID, month: date) -> Content:
    """Read a list with the projects' figures of this moment."""
    known = await projects.known(work, [i.project_id for i in written.items], unit_id, month)
    return read_content(reading, written, known, unit_id, month)


async def own(work: Work, report_id: UUID) -> tables.PlannedReport | Breach:
    """Lock a report of the actor's own unit."""
    row = await reports.lock(work, report_id)
    if row is None:
        return reports.UNKNOWN
    return row if row.unit_id == work.actor.unit else reports.NOT_YOURS
