"""第四条: one unit that was entered twice becomes one; what named the duplicate names the unit that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.events import OrganizationMerged
from services.reserve.domain.directory.organization import A4, Organization, changed, listed
from services.reserve.domain.exception import Exempted
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The unit that is kept, and its duplicate as a record of what was."""

    keep: Organization
    duplicate: Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What stands between two units and their being one."""

    keep_ancestors: Sequence[UUID] = ()
    same_projects: Sequence[str] = ()  # names under which both own a project
    waiting_months: Sequence[date] = ()  # whose lists of the duplicate are handed in and not taken over yet
    both_months: Sequence[date] = ()  # whose lists are with the duplicate, while the unit kept has one of its own
    overlapping: Sequence[str] = ()  # people whose membership in the duplicate meets another of theirs in the unit kept


def merge(
    keep: Organization, duplicate: Organization, between: Between, reason: str, exempted: Exempted | None
) -> Decided[Merged] | Refusal:
    """第四条: let the kept unit stand for both, in the roles of both."""
    if keep.id == duplicate.id:
        return Refusal.of(Breach("MERGE_WITH_ITSELF", "单位不能与自身合并", A4, "duplicateId"))
    reading = Reading(A4)
    if not reading.text(reason, "合并理由", "reason"):
        reading.breaches.append(Breach("REASON_MISSING", "合并单位须写明理由", A4, "reason"))
    reading.breaches += [
        *_standing_breaches(keep, duplicate),
        *_likeness_breaches(keep, duplicate, exempted),
        *_between_breaches(duplicate, between),
    ]
    roles = tuple(sorted({*keep.roles, *duplicate.roles}))
    kept = replace(keep, roles=roles, version=keep.version + 1)
    gone = replace(duplicate, active=False, merged_into=keep.id, version=duplicate.version + 1)
    told = OrganizationMerged(
        organization_id=gone.id, merged_into=kept.id, version=gone.version, division=gone.division
    )
    return reading.judged(Decided(Merged(keep=kept, duplicate=gone), (changed(kept), changed(gone), told)))


def _standing_breaches(keep: Organization, duplicate: Organization) -> list[Breach]:
    breaches = []
    if keep.division != duplicate.division:
        breaches.append(Breach("MERGE_ACROSS_DIVISIONS", "不同行政区划的单位不能合并", A4, "duplicateId"))
    for unit, field in ((keep, "keepId"), (duplicate, "duplicateId")):
        if unit.merged_into is not None:
            breaches.append(Breach("MERGED_ALREADY", f"“{unit.name}”已并入其他单位", A4, field))
    if keep.merged_into is None and not keep.active:
        message = f"保留单位“{keep.name}”已停用，请先恢复使用"
        breaches.append(Breach("ORGANIZATION_INACTIVE", message, A4, "keepId"))
    return breaches


def _likeness_breaches(keep: Organization, duplicate: Organization, exempted: Exempted | None) -> list[Breach]:
    """第四条: two entries are of one unit when code and category agree; another code is a recorded exception."""
    breaches = []
    if keep.category is not duplicate.category:
        message = "两个单位的类别不同，请先将类别改为一致"
        breaches.append(Breach("MERGE_CATEGORIES_DIFFER", message, A4, "duplicateId"))
    if keep.credit_code != duplicate.credit_code and exempted is None:
        message = "两个单位的统一社会信用代码不同；确为同一单位的，须写明例外理由和批准人"
        breaches.append(Breach("CREDIT_CODES_DIFFER", message, A4, "exceptionReason"))
    if keep.credit_code == duplicate.credit_code and exempted is not None:
        message = "两个单位的统一社会信用代码相同，不需要例外"
        breaches.append(Breach("EXCEPTION_NOT_NEEDED", message, A4, "exceptionReason"))
    return breaches


def _between_breaches(duplicate: Organization, between: Between) -> list[Breach]:
    breaches = []
    if duplicate.id in between.keep_ancestors:
        message = "保留单位在被合并单位之下，请先改变其上级单位"
        breaches.append(Breach("PARENT_CYCLE", message, A4, "keepId"))
    if between.same_projects:
        count, names = len(between.same_projects), listed(between.same_projects)
        message = f"两个单位名下有{count}个同名项目（{names}），请先更名"
        breaches.append(Breach("PROJECT_DUPLICATE", message, A4, "duplicateId"))
    if between.overlapping:
        count, names = len(between.overlapping), listed(between.overlapping)
        message = f"{count}名人员（{names}）在两个单位的任职期间重叠，请先变更或结束其中一处任职"
        breaches.append(Breach("MEMBERSHIP_OVERLAPS", message, A4, "duplicateId"))
    return breaches + _list_breaches(between)


def _list_breaches(between: Between) -> list[Breach]:
    """第四条: a list that is still with the duplicate goes to the unit kept; what was handed in is the duplicate's for good."""
    breaches = []
    if between.waiting_months:
        message = f"被合并单位{_months(between.waiting_months)}的谋划项目月报已报送待接收，请先接收或退回"
        breaches.append(Breach("PLANNED_REPORT_WAITING", message, A4, "duplicateId"))
    if between.both_months:
        message = f"两个单位都有{_months(between.both_months)}的谋划项目月报，请先将被合并单位的报送并接收"
        breaches.append(Breach("PLANNED_REPORT_OF_BOTH", message, A4, "duplicateId"))
    return breaches


def _months(months: Sequence[date]) -> str:
    return "、".join(f"{m.year}年{m.month}月" for m in sorted(months))


def repointed(e: Elements, duplicate: UUID, keep: UUID) -> Elements:
    """Let a project name the kept unit wherever it named the duplicate; a cooperating unit is named once."""
    return replace(
        e,
        owner_id=keep if e.owner_id == duplicate else e.owner_id,
        town_id=keep if e.town_id == duplicate else e.town_id,
        industry_authority_id=keep if e.industry_authority_id == duplicate else e.industry_authority_id,
        cooperating_ids=tuple(dict.fromkeys(keep if unit == duplicate else unit for unit in e.cooperating_ids)),
    )
