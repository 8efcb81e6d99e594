"""第五条（一）（二）（三）、第六条: each entry criterion of a library judged from what is on record, one by one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach
from services.reserve.domain import rulebook
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.state import Project
from services.reserve.domain.rulebook import ByElement, ByEvidence, ByStart, Criterion
from services.reserve.domain.terms import Library


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion with its verdict: met by which document, or what would meet it."""

    criterion: Criterion
    met: bool
    evidence: Evidence | None
    remedy: str | None

    def breach(self) -> Breach:
        """Say in a refusal what is missing."""
        return Breach(
            f"{self.criterion.code}_MISSING", f"未满足“{self.criterion.name}”：{self.remedy}", self.criterion.article
        )


def readiness(project: Project, evidence: Sequence[Evidence], library: Library, today: date) -> tuple[Judged, ...]:
    """Judge every criterion that the library asks of a project of this investment mode, in order."""
    asked = rulebook.ENTRY_CRITERIA.on(today)[library]
    mode = project.elements.investment_mode
    return tuple(_judge(c, project, evidence, today) for c in asked if c.mode in {None, mode})


def _judge(criterion: Criterion, project: Project, evidence: Sequence[Evidence], today: date) -> Judged:
    judge = criterion.judge
    if isinstance(judge, ByElement):
        met = project.elements.states(judge.element)
        return Judged(criterion, met, None, None if met else "请在项目信息中补充该要素")
    if isinstance(judge, ByStart):
        return _by_start(criterion, judge, project.elements.start_on, today)
    return _by_evidence(criterion, judge, project, evidence, today)


def _by_start(criterion: Criterion, judge: ByStart, start_on: date | None, today: date) -> Judged:
    last = months_after(today, judge.months)
    if start_on is None:
        return Judged(criterion, met=False, evidence=None, remedy=f"请填写计划开工时间（不晚于{last}）")
    met = start_on <= last
    remedy = None if met else f"计划开工时间为{start_on}，应不晚于{last}"
    return Judged(criterion, met, None, remedy)


def _by_evidence(
    criterion: Criterion, judge: ByEvidence, project: Project, evidence: Sequence[Evidence], today: date
) -> Judged:
    route = project.elements.approval_route
    if judge.by_route and route is None:
        return Judged(criterion, met=False, evidence=None, remedy="请先明确立项方式（审批、核准或备案）")
    kinds = (*judge.kinds, *(kind for r, kind in judge.by_route if r == route))
    found = [e for e in evidence if e.kind in kinds and e.holds(today)]
    if found:
        latest = max(found, key=lambda e: (e.issued_on, str(e.id)))
        return Judged(criterion, met=True, evidence=latest, remedy=None)
    names = {k.code: k.name for k in rulebook.EVIDENCE_KINDS.on(today)}
    lapsed = any(e.kind in kinds and not e.withdrawn for e in evidence)
    remedy = f"请登记{'或'.join(names[k] for k in kinds)}" + ("（已登记的已过有效期）" if lapsed else "")
    return Judged(criterion, met=False, evidence=None, remedy=remedy)


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later, or the month's last day where it has no such day.

    >>> months_after(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
