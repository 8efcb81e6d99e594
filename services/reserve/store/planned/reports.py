"""Loads and saves monthly reports: their content, what was handed in, their history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.planned.report import Content, Item, Report
from services.reserve.domain.planned.terms import A4, WRITING
from services.reserve.store import tables

UNKNOWN = Breach("PLANNED_REPORT_UNKNOWN", "没有该月报，或您无权查看", A4, "reportId")
NOT_YOURS = Breach("PLANNED_REPORT_NOT_YOURS", "月报由策划主体自行填报，这不是您单位的月报", A4, "reportId")


async def lock(work: Work, id: UUID) -> tables.PlannedReport | None:
    """Load a report that the actor may see, and keep others from changing it until the command ends."""
    report = tables.PlannedReport
    found = await work.session.scalars(
        visible_select(report, work.actor)
        .where(report.id == id, report.division == work.actor.division)  # a city looks, the district acts
        .with_for_update(of=report)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def exists_for(session: AsyncSession, unit_id: UUID, month: date) -> bool:
    """Whether a unit has a report of the month already."""
    report = tables.PlannedReport
    same = select(report.id).where(report.unit_id == unit_id, report.month == month)
    return bool(await session.scalar(select(exists(same))))


async def state_of(session: AsyncSession, row: tables.PlannedReport) -> Report:
    """Read a report with its content."""
    item = tables.PlannedItem
    rows = await session.scalars(
        select(item)
        .where(item.report_id == row.id, item.revision == row.content_revision)
        .order_by(item.position)
        .execution_options(populate_existing=True)
    )
    content = Content(items=tuple(_item(i) for i in rows.all()), nothing_reason=row.nothing_reason, remark=row.remark)
    return Report(
        id=row.id,
        division=row.division,
        version=row.version,
        unit_id=row.unit_id,
        month=row.month,
        due_on=row.due_on,
        status=row.status,
        revision=row.revision,
        first_submitted_on=row.first_submitted_on,
        content=content,
    )


def _item(row: tables.PlannedItem) -> Item:
    return Item(
        project_id=row.project_id,
        change=row.change,
        reason=row.reason,
        remark=row.remark,
        project_name=row.project_name,
        category=row.category,
        library=row.library,
        town_id=row.town_id,
        total_investment=row.total_investment,
    )


def digest_of(report: Report, today: date) -> str:
    """Digest what is handed in: whose list, of which month, the how manieth, on which day, with every figure."""
    said = {
        "unit_id": report.unit_id,
        "month": report.month,
        "revision": report.revision + 1,
        "submitted_on": today,
        "content": asdict(report.content),
    }
    return sm3(canonical(said))


async def insert_new(work: Work, report: Report) -> None:
    """Write a new draft."""
    work.session.add(
        tables.PlannedReport(
            id=report.id,
            division=report.division,
            unit_id=report.unit_id,
            month=report.month,
            due_on=report.due_on,
            drafted_at=work.now,
            content_revision=1,
            submitted_on=None,
            missing=None,
            returned_on=None,
            accepted_on=None,
            **_columns(report),
        )
    )
    await work.session.flush()
    await _write_items(work, report, 1)


async def save(work: Work, row: tables.PlannedReport, before: Report, after: Report, **columns: Any) -> None:
    """Write the new state over the old; the content goes where it is being worked on, or becomes the revision handed in."""
    row.content_revision = after.revision + 1 if after.status in WRITING else after.revision
    for column, value in (_columns(after) | columns).items():
        setattr(row, column, value)
    await work.session.flush()
    if after.content != before.content or after.status != before.status or after.revision != before.revision:
        await _write_items(work, after, row.content_revision)


async def freeze(work: Work, report: Report, digest: str, reason: str | None) -> None:
    """Keep what was handed in for ever."""
    work.session.add(
        tables.PlannedRevision(
            report_id=report.id,
            revision=report.revision,
            division=report.division,
            digest=digest,
            submitted_on=work.today,
            submitted_at=work.now,
            submitted_by=work.actor.name,
            reason=reason,
            nothing_reason=report.content.nothing_reason,
            remark=report.content.remark,
        )
    )
    await work.session.flush()


async def remember(work: Work, action: str, before: Report | None, after: Report, note: str | None = None) -> None:
    """Write the command into the report's history and into the audit trail."""
    work.session.add(
        tables.PlannedStep(
            id=work.new_id(),
            division=after.division,
            report_id=after.id,
            version=after.version,
            at=work.now,
            action=action,
            status=after.status,
            actor=work.actor.subject,
            actor_name=work.actor.name,
            roles=sorted(work.actor.roles),
            note=note,
        )
    )
    await work.session.flush()
    shown = None if before is None else audited(before)
    await work.audit(action, f"plannedReport/{after.id}", shown, audited(after), reason=note)


def audited(report: Report) -> Mapping[str, Any]:
    """Show a report to the audit trail."""
    return asdict(report)


def tell(work: Work, report: Report) -> None:
    """Hint to the unit and to the authority that a report has moved."""
    told = {"reportId": str(report.id), "status": report.status.value}
    work.notify(f"planned-reports:{report.unit_id}", told)
    work.notify(f"planned-reports:{report.division}", told)


def _columns(report: Report) -> dict[str, Any]:
    return {
        "version": report.version,
        "status": report.status,
        "revision": report.revision,
        "first_submitted_on": report.first_submitted_on,
        "nothing_reason": report.content.nothing_reason,
        "remark": report.content.remark,
    }


async def _write_items(work: Work, report: Report, revision: int) -> None:
    """Write the content under a revision that is not frozen yet."""
    item = tables.PlannedItem
    frozen = tables.PlannedRevision
    kept = select(frozen.revision).where(frozen.report_id == report.id, frozen.revision == revision)
    if await work.session.scalar(select(exists(kept))):
        return  # accepted or returned as it is
    await work.session.execute(delete(item).where(item.report_id == report.id, item.revision == revision))
    rows = [
        {"id": work.new_id(), "division": report.division, "report_id": report.id, "revision": revision}
        | {"position": at, **asdict(i)}
        for at, i in enumerate(report.content.items, start=1)
    ]
    if rows:
        await work.session.execute(insert(item), rows)
