"""第四条至第六条: a unit that no longer acts is deactivated once nothing depends on it, and takes up nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.organization import A4, Organization, changed, listed
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading

_NAMED = (
    ("ownerId", "owner_id", "项目业主", Article(3, 2)),
    ("townId", "town_id", "所属镇（街道）", A4),
    ("industryAuthorityId", "industry_authority_id", "行业主管部门", Article(2)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependents:
    """What depends on a unit: the names of all, the first ones first."""

    projects: Sequence[str] = ()  # in a library, whose owner, town or industry authority it is
    plan_items: Sequence[str] = ()  # of plans that are not issued yet
    children: Sequence[str] = ()  # units below it that are active
    applications: Sequence[str] = ()  # projects that are applied for, the application not over yet
    changes: Sequence[str] = ()  # projects that an adjustment in preparation has in hand
    members: Sequence[str] = ()  # whose membership has not ended


def deactivate(unit: Organization, on: Dependents, reason: str) -> Decided[Organization] | Refusal:
    """第四条: let a unit take up nothing new; refused while something depends on it."""
    reading = Reading(A4)
    reading.breaches += _reason(reading, reason, "停用单位")
    if unit.merged_into is not None:
        reading.breaches.append(Breach("ORGANIZATION_MERGED", "该单位已并入其他单位，已经停用", A4, "organizationId"))
    elif not unit.active:
        reading.breaches.append(Breach("ALREADY_INACTIVE", "该单位已经停用", A4, "organizationId"))
    for code, names, article, words in (
        ("UNIT_HAS_PROJECTS", on.projects, Article(5), "个在库项目（{}）以其为业主、属地或行业主管部门，请先变更项目"),
        ("UNIT_HAS_PLAN_ITEMS", on.plan_items, Article(3), "个未下达的计划项目（{}）涉及该单位，请先移出或变更"),
        ("UNIT_HAS_APPLICATIONS", on.applications, Article(3, 2), "个未办结的申报（{}）涉及该单位，请先办结或变更项目"),
        ("UNIT_HAS_ADJUSTMENTS", on.changes, Article(11), "个未下达的计划调整事项（{}）涉及该单位，请先撤销或办结"),
        ("UNIT_HAS_CHILDREN", on.children, A4, "个下级单位（{}）仍在用，请先停用或改变其上级单位"),
        ("UNIT_HAS_MEMBERS", on.members, A4, "名人员（{}）的任职尚未结束，请先结束任职"),
    ):
        if names:
            message = f"有{len(names)}{words.format(listed(names))}"
            reading.breaches.append(Breach(code, message, article, "organizationId"))
    after = replace(unit, active=False, version=unit.version + 1)
    return reading.judged(Decided(after, (changed(after),)))


def reactivate(unit: Organization, reason: str, *, parent_active: bool) -> Decided[Organization] | Refusal:
    """第四条: let a unit act again, unless another one stands for it now or the unit above does not act."""
    reading = Reading(A4)
    reading.breaches += _reason(reading, reason, "恢复使用单位")
    if unit.merged_into is not None:
        message = "该单位已并入其他单位，不能恢复使用"
        reading.breaches.append(Breach("ORGANIZATION_MERGED", message, A4, "organizationId"))
    elif unit.active:
        reading.breaches.append(Breach("ALREADY_ACTIVE", "该单位在用，不需要恢复", A4, "organizationId"))
    if not parent_active:
        reading.breaches.append(Breach("PARENT_INACTIVE", "上级单位已停用，请先恢复上级单位", A4, "organizationId"))
    after = replace(unit, active=True, version=unit.version + 1)
    return reading.judged(Decided(after, (changed(after),)))


def _reason(reading: Reading, written: str, what: str) -> list[Breach]:
    if reading.text(written, "理由", "reason"):
        return []
    return [Breach("REASON_MISSING", f"{what}须写明理由", A4, "reason")]


def inactive_breaches(e: Elements, units: dict[UUID, Unit], before: Elements | None = None) -> list[Breach]:
    """第四条、第五条: whom a project newly names is active. before: the project's elements, which may stay as they are."""
    newly = [
        (field, label, article, getattr(e, element))
        for field, element, label, article in _NAMED
        if getattr(e, element) != getattr(before, element, None)
    ]
    kept = before.cooperating_ids if before else ()
    newly += [
        (f"cooperatingIds.{at}", "配合单位", Article(2), further)
        for at, further in enumerate(e.cooperating_ids)
        if further not in kept
    ]
    return [
        Breach(
            "ORGANIZATION_INACTIVE", f"单位“{units[unit].name}”已停用或已并入其他单位，不能作为{label}", article, field
        )
        for field, label, article, unit in newly
        if unit in units and not units[unit].active
    ]
