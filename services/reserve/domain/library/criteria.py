"""第五条（一）（二）（三）、第六条: each entry criterion of a library judged from what is on record, one by one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum

from services.law.breach import Breach
from services.reserve.domain import rulebook
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.library.settings import EXPIRING_WITHIN_DAYS
from services.reserve.domain.project.state import Project
from services.reserve.domain.rulebook import OWNER, ByElement, ByEvidence, ByStart, Criterion, EvidenceKind, Party
from services.reserve.domain.terms import Library


class Verdict(StrEnum):
    """How a criterion stands on a day."""

    MET = "MET"  # 满足
    EXPIRING = "EXPIRING"  # 满足，材料临近届满
    MISSING = "MISSING"  # 缺
    EXPIRED = "EXPIRED"  # 曾满足，材料已过有效期


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go on: who has to see to what; `kind` is None where it is an element of the project."""

    by: Party
    kind: EvidenceKind | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion with its verdict.

    evidence: the document that it is met by; where that has expired, the one that did so last.
    remedy: what would meet it, or keep it met; `steps` are the ways, any one of which is enough.
    """

    criterion: Criterion
    verdict: Verdict
    evidence: Evidence | None = None
    remedy: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def met(self) -> bool:
        """A document that is about to end still counts."""
        return self.verdict in {Verdict.MET, Verdict.EXPIRING}

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
        return Judged(criterion, Verdict.MET) if met else _of_owner(criterion, "请在项目信息中补充该要素")
    if isinstance(judge, ByStart):
        return _by_start(criterion, judge, project.elements.start_on, today)
    return _by_evidence(criterion, judge, project, evidence, today)


def _of_owner(criterion: Criterion, remedy: str) -> Judged:
    return Judged(criterion, Verdict.MISSING, remedy=remedy, steps=(Step(OWNER),))


def _by_start(criterion: Criterion, judge: ByStart, start_on: date | None, today: date) -> Judged:
    last = months_after(today, judge.months)
    if start_on is None:
        return _of_owner(criterion, f"请填写计划开工时间（不晚于{last}）")
    if start_on <= last:
        return Judged(criterion, Verdict.MET)
    return _of_owner(criterion, f"计划开工时间为{start_on}，应不晚于{last}")


def _by_evidence(
    criterion: Criterion, judge: ByEvidence, project: Project, evidence: Sequence[Evidence], today: date
) -> Judged:
    route = project.elements.approval_route
    if judge.by_route and route is None:
        return _of_owner(criterion, "请先明确立项方式（审批、核准或备案）")
    codes = (*judge.kinds, *(kind for r, kind in judge.by_route if r == route))
    known = {k.code: k for k in rulebook.EVIDENCE_KINDS.on(today)}
    its = [e for e in evidence if e.kind in codes and not e.withdrawn]
    found = [e for e in its if e.holds(today)]
    if found:
        return _met(criterion, max(found, key=_lasting), known, today)
    steps = tuple(Step(known[c].by, known[c]) for c in codes)
    remedy = f"请登记{'或'.join(known[c].name for c in codes)}"
    lapsed = [e for e in its if e.lapsed(today)]
    if lapsed:
        last = max(lapsed, key=_lasting)
        return Judged(
            criterion, Verdict.EXPIRED, last, f"{remedy}（已登记的已过有效期，止于{last.valid_until}）", steps
        )
    return Judged(criterion, Verdict.MISSING, None, remedy, steps)


def _met(criterion: Criterion, by: Evidence, known: dict[str, EvidenceKind], today: date) -> Judged:
    """第五条: met by the document that lasts longest; to be renewed when even that one ends soon."""
    kind = known.get(by.kind)
    if by.valid_until is None or (by.valid_until - today).days > EXPIRING_WITHIN_DAYS.on(today):
        return Judged(criterion, Verdict.MET, by)
    steps = (Step(kind.by, kind),) if kind else ()
    return Judged(criterion, Verdict.EXPIRING, by, f"“{by.title}”有效期至{by.valid_until}，请在此前更新", steps)


def _lasting(e: Evidence) -> tuple[date, date, str]:
    return (e.valid_until or date.max, e.issued_on, str(e.id))


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later, or the month's last day where it has no such day.

    >>> months_after(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not 1 <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))
