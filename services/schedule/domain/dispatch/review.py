"""第十条（季讲评）：which units the rules name for an interview in a quarter, and on which grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.money import percentage
from services.law.text import clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.dispatch.facts import Facts, ProjectFact
from services.schedule.domain.dispatch.rulebook import INTERVIEW_LIMITS, INTERVIEWED_CATEGORIES, PLACES, Limits
from services.schedule.domain.dispatch.terms import A10, CandidateDecision, ReviewState

MONTHS_OF_QUARTER = 3
REVIEW_UNKNOWN = Breach("REVIEW_UNKNOWN", "没有该季讲评，或不在您的查看范围内", A10, "reviewId")
REVIEW_CLOSED = Breach("REVIEW_CLOSED", "该季讲评已办结，不能再更改", A10, "reviewId")
REVIEW_NOT_JOINED = Breach("REVIEW_NOT_JOINED", "须由督查室联合开展后方可决定约谈", A10, "reviewId")
CANDIDATE_UNKNOWN = Breach("CANDIDATE_UNKNOWN", "没有该约谈建议，或不在您的查看范围内", A10, "candidateId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground: its code, words for it, what was measured against which limit, the source of the limit, the records."""

    code: str
    told: str
    measured: str
    limit: str
    source: str
    rows: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit that the rules name."""

    unit_id: UUID
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """The command: review a quarter."""

    year: int
    quarter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReview:
    """The command: an inspector joins (text: for which office), or the review closes (text: its findings)."""

    review_id: UUID
    text: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCandidate:
    """The command: spare a candidate, with a reason. Who is not spared is invited."""

    candidate_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCandidate:
    """The command: name a unit that no rule names, for a reason."""

    review_id: UUID
    unit_id: UUID
    reason: str
    expected_version: int


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Give the first and the last day of a quarter.

    >>> [day.isoformat() for day in quarter_days(2027, 4)]
    ['2027-10-01', '2027-12-31']
    """
    first = date(year, MONTHS_OF_QUARTER * (quarter - 1) + 1, 1)
    months = year * 12 + MONTHS_OF_QUARTER * quarter
    return first, date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def check_quarter(command: OpenReview, today: date) -> Refusal | None:
    """A quarter is reviewed when it is over."""
    if not 1 <= command.quarter <= 4 or not 2004 <= command.year <= 2200:  # noqa: PLR2004 - quarters, years with calendars
        return Refusal.of(Breach("QUARTER_INVALID", "季度须为1至4，年度须有效", A10, "quarter"))
    _, last = quarter_days(command.year, command.quarter)
    if today <= last:
        message = f"该季度于{last.isoformat()}结束，次日起方可讲评"
        return Refusal.of(Breach("QUARTER_NOT_OVER", message, A10, "quarter"))
    return None


def candidates(facts: Facts) -> list[Named]:
    """第十条：name towns, industry authorities and state platforms that are slow, and departments whose service is weak."""
    limits, categories = INTERVIEW_LIMITS.on(facts.as_of), INTERVIEWED_CATEGORIES.on(facts.as_of)
    source = INTERVIEW_LIMITS.entry_on(facts.as_of).source
    found: dict[UUID, list[Ground]] = {}
    for unit, ground in (
        *_behind(facts, limits, source),
        *_late_nodes(facts, limits, source),
        *_overdue_issues(facts, limits, source),
        *_late_requests(facts, limits, source),
    ):
        if facts.categories.get(unit) in categories:
            found.setdefault(unit, []).append(ground)
    ordered = sorted(found, key=lambda u: (-len(found[u]), facts.unit(u), str(u)))
    return [Named(unit_id=unit, grounds=tuple(found[unit])) for unit in ordered]


def _behind(facts: Facts, limits: Limits, source: str) -> Iterator[tuple[UUID, Ground]]:
    """Progress is slow where less than the limit of the task up to the quarter's end was verified."""
    groups: dict[UUID, dict[UUID, ProjectFact]] = {}
    for project in facts.projects:
        if project.kind.construction:
            # a project that names the same unit twice is its project once
            for unit in {project.town_id, project.authority_id, project.owner_id} - {None}:
                assert unit is not None, "None was taken out"
                groups.setdefault(unit, {})[project.id] = project
    for unit, projects in groups.items():
        planned = sum((p.planned_to(facts.month) for p in projects.values()), Decimal(0))
        done = sum((p.verified_to(facts.month) for p in projects.values()), Decimal(0))
        # compared exactly; rounding would let 79.96 per cent pass for 80
        if planned and done * 100 < planned * limits.behind_percent:
            share = percentage(done, planned, PLACES.on(facts.as_of).percent)
            yield (
                unit,
                Ground(
                    code="PROGRESS_BEHIND",
                    told=f"截至{facts.month}月经核实完成投资{done.normalize():f}万元，为序时计划{planned.normalize():f}万元的{share}%，"
                    f"低于{limits.behind_percent}%",
                    measured=f"{share}%",
                    limit=f"{limits.behind_percent}%",
                    source=source,
                    rows=tuple(sorted(projects, key=str)),
                ),
            )


def _late_nodes(facts: Facts, limits: Limits, source: str) -> Iterator[tuple[UUID, Ground]]:
    late = ((n.unit_id, n.id) for n in facts.nodes if n.state == "LATE")
    return _too_many(late, limits.late_nodes, "LATE_NODES", "逾期未完成节点", source)


def _overdue_issues(facts: Facts, limits: Limits, source: str) -> Iterator[tuple[UUID, Ground]]:
    over = (
        (i.unit_id, i.id)
        for i in facts.issues
        if i.unit_id is not None and i.open and i.due_on is not None and i.due_on < facts.as_of
    )
    return _too_many(over, limits.overdue_issues, "OVERDUE_ISSUES", "逾期未销号问题", source)


def _late_requests(facts: Facts, limits: Limits, source: str) -> Iterator[tuple[UUID, Ground]]:
    """Service is weak where requests of the quarter were decided late, or are over their limit undecided."""
    late = (
        (r.bureau_id, r.id)
        for r in facts.requests
        if r.bureau_id is not None
        and r.due_on is not None
        and (
            (r.decided_on is not None and facts.first <= r.decided_on <= facts.as_of and r.decided_on > r.due_on)
            or (r.open and r.due_on < facts.as_of)
        )
    )
    return _too_many(late, limits.late_requests, "LATE_REQUESTS", "超时办结或超时未办结的要素申请", source)


def _too_many(
    found: Iterable[tuple[UUID, UUID]], limit: int, code: str, name: str, source: str
) -> Iterator[tuple[UUID, Ground]]:
    of: dict[UUID, list[UUID]] = {}
    for unit, row in found:
        of.setdefault(unit, []).append(row)
    for unit, rows in of.items():
        if len(rows) >= limit:
            yield (
                unit,
                Ground(
                    code=code,
                    told=f"{name}{len(rows)}个，达到{limit}个",
                    measured=str(len(rows)),
                    limit=str(limit),
                    source=source,
                    rows=tuple(rows),
                ),
            )


def check_join(state: ReviewState, joined_by: str | None, office: str) -> str | Refusal:
    """第十条（联合督查室）：an inspector joins once, for an office."""
    if state is ReviewState.CLOSED:
        return Refusal.of(REVIEW_CLOSED)
    if joined_by is not None:
        return Refusal.of(Breach("REVIEW_JOINED", f"{joined_by}已联合开展", A10, "reviewId"))
    return _said(office, "联合开展的部门", "office", 200)


def check_decided(
    state: ReviewState, joined_by: str | None, decision: CandidateDecision | None, reason: str
) -> str | Refusal:
    """第十条：nobody is named or spared before an inspector has joined; who was decided on stays so; there is a reason."""
    faults: list[Breach] = []
    if state is ReviewState.CLOSED:
        faults.append(REVIEW_CLOSED)
    elif joined_by is None:
        faults.append(REVIEW_NOT_JOINED)
    if decision not in {None, CandidateDecision.PENDING}:
        faults.append(Breach("CANDIDATE_DECIDED", "该约谈建议已有决定", A10, "candidateId"))
    said = _said(reason, "理由", "reason", 2000)
    if faults or isinstance(said, Refusal):
        return Refusal((*faults, *(said.breaches if isinstance(said, Refusal) else ())))
    return said


def check_review_close(state: ReviewState, joined_by: str | None, pending: int, findings: str) -> str | Refusal:
    """A review closes when every candidate is decided on, with its findings."""
    faults: list[Breach] = []
    if state is ReviewState.CLOSED:
        faults.append(REVIEW_CLOSED)
    elif joined_by is None:
        faults.append(REVIEW_NOT_JOINED)
    if pending:
        faults.append(Breach("CANDIDATES_LEFT", f"还有{pending}个约谈建议没有决定", A10, "reviewId"))
    said = _said(findings, "讲评意见", "findings", 10_000)
    if faults or isinstance(said, Refusal):
        return Refusal((*faults, *(said.breaches if isinstance(said, Refusal) else ())))
    return said


def _said(written: str, label: str, field: str, longest: int) -> str | Refusal:
    faults: list[Breach] = []
    text = kept(clean_text(written, label, field, longest), faults, "?", A10)
    if not text:
        faults.append(Breach("TEXT_MISSING", f"须写明{label}", A10, field))
    return Refusal(tuple(faults)) if faults else text
