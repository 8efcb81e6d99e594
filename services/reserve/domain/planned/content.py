"""What a list of planned projects must be like to be kept (第四条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach
from services.reserve.domain.planned.report import Content, Item
from services.reserve.domain.planned.rulebook import MOST_ITEMS
from services.reserve.domain.planned.terms import A4, Change
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Category, Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the register knows of a project at the time of reporting."""

    name: str
    category: Category
    library: Library | None
    town_id: UUID | None
    total_investment: Decimal
    units: frozenset[UUID]  # owner, town, industry authority, and the unit that registered it
    plan_years: tuple[int, ...] = ()  # yearly plans that it is an item of
    reported_by: str | None = None  # another unit whose list of the same month has it


def read_content(
    reading: Reading, written: Content, known: Mapping[UUID, Planned], unit_id: UUID, month: date
) -> Content:
    """第四条: read a list, take the projects' figures into it, and gather what is wrong with it."""
    items = tuple(_item(reading, at, item, known) for at, item in enumerate(written.items))
    content = replace(
        written,
        items=items,
        nothing_reason=reading.optional_text(written.nothing_reason, "无新增变化的理由", "nothingReason"),
        remark=reading.optional_text(written.remark, "备注", "remark"),
    )
    reading.breaches += content_breaches(content, known, unit_id, month)
    return content


def content_breaches(content: Content, known: Mapping[UUID, Planned], unit_id: UUID, month: date) -> list[Breach]:
    """第四条: a list says something or why not; its projects are the unit's own, each once, and none is dropped from a plan."""
    return [
        *_something(content, month),
        *_repeated(content),
        *(b for at, item in enumerate(content.items) for b in _of_item(at, item, known.get(item.project_id), unit_id)),
    ]


def with_figures(item: Item, known: Planned) -> Item:
    """第四条: take the project's figures of this moment into the list."""
    return replace(
        item,
        project_name=known.name,
        category=known.category,
        library=known.library,
        town_id=known.town_id,
        total_investment=known.total_investment,
    )


def _item(reading: Reading, at: int, item: Item, known: Mapping[UUID, Planned]) -> Item:
    read = replace(
        item,
        reason=reading.optional_text(item.reason, "不再谋划的理由", f"items.{at}.reason"),
        remark=reading.optional_text(item.remark, "备注", f"items.{at}.remark"),
    )
    project = known.get(item.project_id)
    return read if project is None else with_figures(read, project)


def _something(content: Content, month: date) -> Iterator[Breach]:
    most = MOST_ITEMS.on(month)
    if not content.items and not content.nothing_reason:
        message = "请列出本月新谋划、有变化、不再谋划的项目；确无可报的，须写明理由"
        yield Breach("PLANNED_REPORT_EMPTY", message, A4, "items")
    if content.items and content.nothing_reason:
        message = "已列有项目，不能同时申明本月无可报项目"
        yield Breach("PLANNED_NOTHING_WITH_ITEMS", message, A4, "nothingReason")
    if len(content.items) > most:
        yield Breach("PLANNED_ITEMS_TOO_MANY", f"一份月报最多列{most}个项目，现有{len(content.items)}个", A4, "items")


def _repeated(content: Content) -> Iterator[Breach]:
    seen: set[UUID] = set()
    for at, item in enumerate(content.items):
        if item.project_id in seen:
            message = f"{item.project_name or '该项目'}在本月报中重复"
            yield Breach("PLANNED_ITEM_TWICE", message, A4, f"items.{at}.projectId")
        seen.add(item.project_id)


def _of_item(at: int, item: Item, project: Planned | None, unit_id: UUID) -> Iterator[Breach]:
    field = f"items.{at}.projectId"
    if item.change is Change.DROPPED and not item.reason:
        yield Breach("PLANNED_DROP_REASON_MISSING", "不再谋划的项目须写明理由", A4, f"items.{at}.reason")
    if project is None:
        yield Breach("PLANNED_PROJECT_UNKNOWN", "没有该项目，或您无权查看", A4, field)
        return
    if unit_id not in project.units:
        message = f"{project.name}不是本单位的项目（业主、属地、行业主管或登记单位均非本单位）"
        yield Breach("PLANNED_PROJECT_NOT_YOURS", message, A4, field)
    if project.reported_by is not None:
        message = f"{project.name}已列入{project.reported_by}的同月月报"
        yield Breach("PLANNED_REPORTED_ELSEWHERE", message, A4, field)
    if item.change is Change.DROPPED and project.plan_years:
        years = "、".join(map(str, sorted(project.plan_years)))
        message = f"{project.name}已列入{years}年度计划，不能作为不再谋划的项目报送"
        yield Breach("PLANNED_DROPPED_IN_PLAN", message, A4, f"items.{at}.change")
