"""第五条、第六条: how a project stands for its next library, today and on every day to come while its record stays as it is.

Documents end, a planned start comes near, an entry grows stale, a rule takes effect: each happens on a day that is known
beforehand. So the verdict is worked out once for spans of days, and a question about any day finds its span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.law.dated import Dated
from services.reserve.domain import rulebook
from services.reserve.domain.library import settings
from services.reserve.domain.library.criteria import Verdict, months_after, readiness
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.state import Project
from services.reserve.domain.rulebook import ByStart, Party
from services.reserve.domain.terms import Library, after

RULES: tuple[Dated[object], ...] = (
    rulebook.ENTRY_CRITERIA,
    rulebook.EVIDENCE_KINDS,
    settings.EXPIRING_WITHIN_DAYS,
    settings.FRESH_FOR,
)  # type: ignore[assignment]  # values of different kinds, of which only the first days matter here
DAY = timedelta(days=1)
MONTH_END = 3  # a day of a shorter month stands for up to four of a longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How a project stands for its next library.

    gaps: the criteria that are not simply met, in order.
    ends_on: the first last valid day among the documents that criteria are met by; date.max where none ends.
    fresh_until: the last day on which the entry counts as up to date; date.max where it is in no library.
    """

    aim: Library
    asked: int
    met: int
    gaps: tuple[tuple[str, Verdict], ...]
    ends_on: date
    stale: bool
    responsible: Party | None

    @property
    def ready(self) -> bool:
        """Whether every criterion is met."""
        return self.met == self.asked

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the codes of the criteria in this state."""
        return tuple(code for code, v in self.gaps if v is verdict)


@dataclass(frozen=True, slots=True)
class Span:
    """The days, both ends included, on which an assessment holds."""

    since: date
    until: date
    assessment: Assessment


def assess(project: Project, evidence: Sequence[Evidence], updated_on: date, day: date) -> Assessment | None:
    """第五条、第六条: judge a project for its next library; None where none follows."""
    aim = after(project.library)
    if aim is None:
        return None
    judged = readiness(project, evidence, aim, day)
    ends = [j.evidence.valid_until for j in judged if j.met and j.evidence and j.evidence.valid_until]
    fresh = settings.FRESH_FOR.on(day).get(project.library) if project.library else None
    return Assessment(
        aim=aim,
        asked=len(judged),
        met=sum(j.met for j in judged),
        gaps=tuple((j.criterion.code, j.verdict) for j in judged if j.verdict is not Verdict.MET),
        ends_on=min(ends, default=date.max),
        stale=fresh is not None and day > months_after(updated_on, fresh.months),
        responsible=fresh.by if fresh else None,
    )


def forecast(project: Project, evidence: Sequence[Evidence], updated_on: date, today: date) -> tuple[Span, ...]:
    """Return the spans from today on, in order and without a gap. The first reaches back: what went before is not kept."""
    spans: list[Span] = []
    for day in (today, *sorted(d for d in set(_turns(project, evidence, updated_on)) if d > today)):
        found = assess(project, evidence, updated_on, day)
        if found is None:
            return ()
        if spans and spans[-1].assessment == found:
            continue
        if spans:
            spans[-1] = replace(spans[-1], until=day - DAY)
        spans.append(Span(day if spans else date.min, date.max, found))
    return tuple(spans)


def _turns(project: Project, evidence: Sequence[Evidence], updated_on: date) -> Iterator[date]:
    """Yield every day on which the assessment may change; a day too many does no harm."""
    yield from (e.since for rule in RULES for e in rule.entries)
    warnings = {e.value for e in settings.EXPIRING_WITHIN_DAYS.entries}
    for document in evidence:
        yield document.issued_on
        if document.valid_until is not None:
            yield from _following(document.valid_until)
            yield from (_before(document.valid_until, days) for days in warnings)
    for entry in settings.FRESH_FOR.entries:
        for fresh in entry.value.values():
            yield from _following(months_after(updated_on, fresh.months))
    if project.elements.start_on is not None:
        yield from _near(project.elements.start_on)


def _near(start_on: date) -> Iterator[date]:
    """Yield the days from which a planned start lies within the months that some criterion asks for."""
    criteria = (c for e in rulebook.ENTRY_CRITERIA.entries for asked in e.value.values() for c in asked)
    for months in {c.judge.months for c in criteria if isinstance(c.judge, ByStart)}:
        first = months_after(start_on, -months)
        yield from (first + n * DAY for n in range(MONTH_END + 1) if first <= date.max - n * DAY)


def _following(day: date) -> Iterator[date]:
    if day < date.max:
        yield day + DAY


def _before(day: date, days: int) -> date:
    return day - timedelta(days=days) if (day - date.min).days > days else date.min
