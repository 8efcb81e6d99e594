"""第八条: hand out the charts of a site as PDF with all pages, or as SVG page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File
from services.law.document import written
from services.schedule.domain.node import state as node_state
from services.schedule.domain.site.terms import SiteParty
from services.schedule.store import site as sites
from services.schedule.store import tables

FEW = 60  # nodes or posts that are drawn in a moment, sooner than a process starts
PDF, SVG = "application/pdf", "image/svg+xml"


class ChartFormat(StrEnum):
    """As what a chart is handed out."""

    PDF = "PDF"
    SVG = "SVG"


class Paper(StrEnum):
    """On what it is printed, landscape."""

    A3 = "A3"
    A4 = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a chart is wanted; `page` is for SVG, from 1."""

    format: ChartFormat
    paper: Paper
    page: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that was drawn; no file where there is no such page."""

    file: File | None
    pages: int


async def organization_file(site: sites.Site, asked: Asked) -> Chart | None:
    """Draw the organisation of the site; None while nobody has said it."""
    kept = site.organization
    if kept is None:
        return None
    titled = _titled(site, "项目管理架构图", kept.set_on, f"第{kept.version}版")
    return await _drawn(draw_organization, len(site.posts), site.posts, titled, asked)


async def schedule_file(
    site: sites.Site, nodes: Sequence[tuple[tables.Node, Any, str | None]], asked: Asked, today: date
) -> Chart:
    """Draw the plan in force as it stands on the day."""
    version = f"第{site.schedule.plan_version}版" if site.schedule.plan_version else "尚无"
    titled = _titled(site, "施工进度计划表", today, version)
    bars = [_bar(node, state, unit, today) for node, state, unit in nodes]
    return await _drawn(draw_schedule, len(bars), bars, titled, asked, today)


async def _drawn(draw: Callable[..., Chart], many: int, *given: Any) -> Chart:
    """Draw beside the loop, which goes on meanwhile; a large chart in a process of its own."""
    async with turn():
        if many > FEW:
            return await apart(draw, *given)
        return await asyncio.to_thread(draw, *given)


def draw_organization(posts: Any, titled: dict[str, Any], asked: Asked) -> Chart:
    """Draw and write; its libraries take a while to load, which a start need not wait for."""
    from services.schedule.usecases.site.organization_chart import organization_chart  # noqa: PLC0415
    from services.schedule.usecases.site.sheet import Titled  # noqa: PLC0415

    return _written(organization_chart(posts, Titled(**titled), asked.paper), titled, asked)


def draw_schedule(bars: list[dict[str, Any]], titled: dict[str, Any], asked: Asked, today: date) -> Chart:
    """Draw and write."""
    from services.schedule.usecases.site.schedule_chart import Bar, schedule_chart  # noqa: PLC0415
    from services.schedule.usecases.site.sheet import Titled  # noqa: PLC0415

    made = [Bar(**bar) for bar in bars]
    return _written(schedule_chart(made, Titled(**titled), asked.paper, today), titled, asked)


def _written(drawings: list[Any], titled: dict[str, Any], asked: Asked) -> Chart:
    from services.schedule.usecases.site.sheet import as_pdf, as_svg  # noqa: PLC0415

    name, pages = f"{titled['project']}{titled['title']}", len(drawings)
    if asked.format is ChartFormat.PDF:
        return Chart(File(f"{name}.pdf", PDF, as_pdf(drawings, name)), pages)
    if not 1 <= asked.page <= pages:
        return Chart(None, pages)
    numbered = f"{name}-{asked.page}" if pages > 1 else name
    return Chart(File(f"{numbered}.svg", SVG, as_svg(drawings[asked.page - 1])), pages)


def _titled(site: sites.Site, title: str, day: date, version: str) -> dict[str, Any]:
    owner = next((p for p in site.posts if p.party is SiteParty.OWNER and p.person), None)
    answers = site.owner_name or "建设单位"
    return {
        "title": title,
        "project": site.schedule.project_name,
        "code": site.code,
        "day": written(day),
        "version": version,
        "answers": f"{answers}（{owner.person}）" if owner else answers,
    }


def _bar(node: tables.Node, state: Any, unit: str | None, today: date) -> dict[str, Any]:
    light = node_state.light(state, today)
    first = None
    if node.baseline_start_on is not None and node.baseline_due_on is not None:
        first = (node.baseline_start_on, node.baseline_due_on)
    return {
        "code": node.code,
        "name": node.name,
        "answers": f"{unit}（{node.responsible_person}）" if unit else node.responsible_person,
        "start_on": node.start_on,
        "due_on": node.due_on,
        "baseline": first,
        "completed_on": node.completed_on,
        "critical": node.critical,
        "state": state,
        "state_name": light.name,
        "colour": light.colour,
    }
