"""第十二条：the projects and their figures are handed to the statistics office as a file that is kept byte by byte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.digest import sm3
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.lists.month import MONTHS, Month
from services.schedule.domain.statistics.exchange import EXPORT_HEADINGS, written
from services.schedule.domain.statistics.recording import A12
from services.schedule.domain.statistics.terms import StatisticsKind
from services.schedule.store import tables
from services.schedule.store.statistics import board


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStatistics:
    """The command: figures up to which month."""

    year: int
    month: int


async def export_statistics(work: Work, command: ExportStatistics) -> UUID | Refusal:
    """Write the file and keep it; the id is the export's."""
    year, month, today = command.year, command.month, work.today
    if not 1 <= month <= MONTHS or not 2004 <= year <= 2200:  # noqa: PLR2004 - of the calendar
        return Refusal.of(Breach("MONTH_INVALID", f"年月不正确：{year}年{month}月", A12, "month"))
    if Month(year, month) > Month.of(today):
        return Refusal.of(Breach("MONTH_IN_FUTURE", f"{year}年{month}月尚未开始", A12, "month"))
    lock = func.pg_advisory_xact_lock(func.hashtext("statistics_exports"), func.hashtext(work.actor.division))
    await work.session.execute(select(lock))
    found = await board.projects(work.session, work.actor, Month(year, month), today)
    if not found:
        return Refusal.of(Breach("EXPORT_EMPTY", "没有可导出的重点建设项目", A12, "month"))
    ids = {u for p in found for u in (p.owner_id, p.town_id, p.industry_authority_id) if u}
    names = await board.names(work.session, work.actor, ids)
    export = tables.StatisticsExport
    last = await work.session.scalar(select(func.max(export.number)).where(export.division == work.actor.division))
    number, export_id = (last or 0) + 1, work.new_id()
    content = written(EXPORT_HEADINGS, [_row(export_id, p, names) for p in found])
    row = tables.StatisticsExport(
        id=export_id,
        division=work.actor.division,
        number=number,
        year=year,
        month=month,
        file_name=f"statistics-{work.actor.division}-{year}{month:02d}-{number:04d}.csv",
        digest=sm3(content),
        projects=len(found),
        content=content,
        exported_at=work.now,
        exported_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    after = {"number": number, "digest": row.digest, "projects": row.projects}
    await work.audit("exportStatistics", f"statisticsExport/{export_id}", None, after)
    return export_id


def _row(export_id: UUID, p: board.Project, names: Mapping[UUID, str]) -> list[object]:
    entry, reporting = (p.entries.get(kind) for kind in StatisticsKind)
    units = [names.get(u) if u else None for u in (p.owner_id, p.town_id, p.industry_authority_id)]
    return [
        export_id,
        p.project_id,
        p.name,
        *units,
        _amount(p.total_investment),
        _amount(p.annual_investment),
        p.started_on,
        entry.number if entry else None,
        entry.on if entry else None,
        reporting.on if reporting else None,
        *(_amount(a) for a in (p.statistical_month, p.statistical, p.verified, p.physical)),
    ]


def _amount(value: Decimal | None) -> Decimal | str | None:
    """Write a figure with all its places and no needless zero."""
    if value is None:
        return None
    plain = f"{value:f}"
    return Decimal(plain.rstrip("0").rstrip(".")) if "." in plain else value
