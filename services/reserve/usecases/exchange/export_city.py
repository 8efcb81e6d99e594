"""第五条、第六条: hand the library to the city's reserve library, as a file that is kept byte by byte."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.digest import sm3
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.exchange.city import A5
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import LIBRARY_NAMES, Level, Library
from services.reserve.store import tables
from services.reserve.store.documents import projects_by_id, unit_names
from services.reserve.store.exchange import city
from services.reserve.usecases.exchange.city_file import EXPORT, close

MOST = 20_000  # projects of one file
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCity:
    """Which projects: of these libraries, and of these levels where any is named."""

    libraries: tuple[Library, ...]
    levels: tuple[Level, ...] = ()


async def export_city(work: Work, command: ExportCity) -> UUID | Refusal:
    """Write the file and keep it; return the id of the export."""
    await city.hold(work.session, work.actor.division)
    ids = await city.chosen(work.session, work.actor, command.libraries, command.levels, MOST)
    if not ids:
        return Refusal.of(Breach("CITY_EXPORT_EMPTY", "所选范围内没有在库项目，请调整库别或级别", A5, "libraries"))
    if len(ids) > MOST:
        message = f"一次最多导出{MOST}个项目，请按库别或级别分批导出"
        return Refusal.of(Breach("EXPORT_TOO_LARGE", message, A5, "libraries"))
    number, export_id = await city.next_number(work.session, work.actor.division), work.new_id()
    head = {
        "kind": EXPORT,
        "exportId": export_id,
        "number": number,
        "division": work.actor.division,
        "exportedAt": work.now,
        "projects": len(ids),
    }
    lines = [line for start in range(0, len(ids), BATCH) for line in await _lines(work, ids[start : start + BATCH])]
    content = await asyncio.to_thread(close, head, lines)
    row = tables.CityExport(
        id=export_id,
        division=work.actor.division,
        number=number,
        file_name=f"city-library-{work.actor.division}-{work.today:%Y%m%d}-{number:04d}.jsonl",
        digest=sm3(content),
        projects=len(ids),
        packed=await asyncio.to_thread(zlib.compress, content),
        exported_at=work.now,
        exported_by=work.actor.name,
        sent_at=None,
        last_error=None,
    )
    work.session.add(row)
    await work.session.flush()
    after = {"number": number, "digest": row.digest, "projects": row.projects}
    await work.audit("exportCityLibrary", f"cityExport/{export_id}", None, after)
    return export_id


async def _lines(work: Work, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    found = await projects_by_id(work.session, work.actor, ids)
    elements = [p.elements for p in found]
    units = {u for e in elements for u in (e.owner_id, e.town_id, e.industry_authority_id) if u}
    names = await unit_names(work.session, work.actor, units)
    codes = await city.codes_of(work.session, {e.owner_id for e in elements})
    standing = await city.standings(work.session, ids)
    return [_line(p, names, codes) | _city(standing.get(p.id)) for p in found]


def _line(project: Project, names: dict[UUID, str], codes: dict[UUID, str]) -> dict[str, Any]:
    e = project.elements
    return {
        "projectId": project.id,
        "version": project.version,
        "name": e.name,
        "owner": {"name": names.get(e.owner_id), "creditCode": codes.get(e.owner_id)},
        "town": names.get(e.town_id) if e.town_id else None,
        "industryAuthority": names.get(e.industry_authority_id) if e.industry_authority_id else None,
        "library": project.library,
        "libraryName": LIBRARY_NAMES[project.library] if project.library else None,
        "level": e.level,
        "category": e.category,
        "industryCode": e.industry_code,
        "investmentMode": e.investment_mode,
        "approvalRoute": e.approval_route,
        "projectCode": e.project_code,
        "totalInvestment": f"{e.total_investment.normalize():f}",
        "fundSources": [{"source": s.source, "amount": f"{s.amount.normalize():f}"} for s in e.fund_sources],
        "function": e.function,
        "scale": e.scale,
        "content": e.content,
        "constructionMode": e.construction_mode,
        "startOn": e.start_on,
        "finishOn": e.finish_on,
        "fundUse": e.fund_use,
        "benefit": e.benefit,
        "longitude": e.longitude,
        "latitude": e.latitude,
        "coordinateSystem": e.coordinate_system,
        "packageId": project.package_id,
    }


def _city(standing: Any) -> dict[str, Any]:
    if standing is None:
        return {"cityCode": None, "cityStatus": None}
    return {"cityCode": standing.code, "cityStatus": standing.status}
