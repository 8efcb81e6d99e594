"""A period as it is on record, and what may be done with it next: compute, correct (A19, A21). Its review is in `review/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.events import ResultPublished
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import GroupRule, Scheme
from services.assessment.domain.score.rank import Standing, place
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.money import round_half_up
from services.law.parties import UnitCategory
from services.law.text import clean_name, clean_text

A18 = Article(18)
A19 = Article(19)
A21 = Article(21)
LONGEST_REASON = 1000
LONGEST_APPROVER = 60


class Status(StrEnum):
    """How far a period has come."""

    COMPUTED = "COMPUTED"  # 已计算（可重算）
    PROVISIONAL = "PROVISIONAL"  # 已公示（可提出异议）
    PUBLISHED = "PUBLISHED"  # 已发布（冻结）


@dataclass(frozen=True, slots=True)
class Recorded:
    """A computed period on record."""

    period: Period
    status: Status
    digest: str
    corrected: bool  # whether a score was corrected by hand since it was computed
    objections_until: date | None = None  # last day for objections, while it is provisional


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's result on record. computed: the score that the facts gave, to which parted_by belongs."""

    id: UUID
    unit_id: UUID
    group: UnitCategory
    score: Decimal
    computed: Decimal
    parted_by: tuple[Decimal, ...]
    rank: int
    last: int | None

    @property
    def standing(self) -> Standing:
        """What it is ranked by: a score corrected by hand has nothing that parts it from equals (A21)."""
        return Standing(self.unit_id, self.score, self.parted_by if self.score == self.computed else None)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was accepted: the group's results as they are now, and the texts as they are kept."""

    results: tuple[Result, ...]
    reason: str
    approver: str


def may_compute(
    period: Period,
    recorded: Recorded | None,
    scheme: Scheme | None,
    today: date,
    *,
    discard_corrections: bool,
    reason: str | None = None,
) -> tuple[Breach, ...]:
    """第十九条：a period that has begun is computed as often as need be, until it is published; once it was announced, only
    with a reason, and it is announced anew. Empty when it may be.
    """
    breaches = []
    if scheme is None:
        breaches.append(Breach("SCHEME_MISSING", f"{period.year} 年考核细则尚未制定，请先制定", A18, "year"))
    if today < period.first_day:
        breaches.append(Breach("QUARTER_NOT_BEGUN", f"{period}尚未开始，不能计算", A19, "quarter"))
    if recorded and recorded.status is Status.PUBLISHED:
        message = f"{period}考核结果已发布，不得重算；确有错误的，按程序更正得分"
        breaches.append(Breach("ALREADY_PUBLISHED", message, A19, "quarter"))
        return tuple(breaches)
    if recorded and recorded.status is Status.PROVISIONAL:
        breaches += faults_of_reason(reason, f"{period}考核结果已公示，重算须写明理由；重算后须重新公示")
    if recorded and recorded.corrected and not discard_corrections:
        message = "重算会使已作的人工更正失效；如确需重算，请选择放弃更正（更正记录仍保留）"
        breaches.append(Breach("CORRECTIONS_WOULD_BE_LOST", message, A19, "discardCorrections"))
    return tuple(breaches)


def faults_of_reason(reason: str | None, why: str, field: str = "reason") -> list[Breach]:
    """Ask for a reason where one is due; `why` says what it is for."""
    written = clean_text(reason or "", "理由", field, LONGEST_REASON)
    if isinstance(written, Breach):
        return [written]
    return [] if written else [Breach("REASON_MISSING", why, A19, field)]


@dataclass(frozen=True, slots=True)
class Correction:
    """What is asked: another score for a unit, why, who approved it, and who writes it down."""

    unit_id: UUID
    score: Decimal
    reason: str
    approver: str
    recorder: str
    overtaken: bool = (
        False  # a quarter that the result counted was corrected since: that it stands is put on record too
    )


def correct(asked: Correction, group: Sequence[Result], scheme: Scheme, period: Period) -> Corrected | Refusal:
    """Correct one unit's score by hand: with a reason and someone who answers for it. The whole group is ranked anew."""
    of_unit = next(r for r in group if r.unit_id == asked.unit_id)
    rule = scheme.rule_of(of_unit.group)
    assert rule is not None, "a group is on record only under a rule"
    breaches = list(_faults_of_score(of_unit, asked, scheme))
    reason = clean_text(asked.reason, "更正理由", "reason", LONGEST_REASON) or Breach(
        "REASON_MISSING", "更正得分须写明理由", A19, "reason"
    )
    approver = clean_name(asked.approver, "批准人", "approver", LONGEST_APPROVER)
    breaches += [text for text in (reason, approver) if isinstance(text, Breach)]
    if approver == clean_name(asked.recorder, "经办人"):
        breaches.append(Breach("APPROVER_IS_RECORDER", "批准人不得是经办人本人", A19, "approver"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(reason, str)
    assert isinstance(approver, str)
    score = round_half_up(asked.score, scheme.places)  # it has no more places: equal scores are written alike
    changed = tuple(replace(r, score=score) if r.unit_id == asked.unit_id else r for r in group)
    return Corrected(_ranked(changed, rule, scheme, period.last_day), reason, approver)


def _faults_of_score(of_unit: Result, asked: Correction, scheme: Scheme) -> Iterator[Breach]:
    score = asked.score
    if of_unit.score == score and not asked.overtaken:
        yield Breach("SCORE_UNCHANGED", "更正后的得分与原得分相同", A19, "score")
    if not 0 <= score <= scheme.highest:
        yield Breach("SCORE_OUT_OF_RANGE", f"得分须在 0 与上限 {scheme.highest} 之间", A18, "score")
    elif score != round(score, scheme.places):
        yield Breach("SCORE_TOO_PRECISE", f"得分至多保留 {scheme.places} 位小数", A18, "score")


def _ranked(group: Sequence[Result], rule: GroupRule, scheme: Scheme, day: date) -> tuple[Result, ...]:
    last_places = rulebook.LAST_PLACES.on(day)
    placed = {p.unit_id: p for p in place([r.standing for r in group], last_places, scheme.ties, rule.small_group)}
    return tuple(replace(r, rank=placed[r.unit_id].rank, last=placed[r.unit_id].last) for r in group)


def published_event(
    result: Result, period: Period, division: str, *, overtakes_id: UUID | None = None
) -> ResultPublished:
    """Say that a unit's result is public. overtakes_id: the published year's result that counts another score of it."""
    return ResultPublished(
        result_id=result.id,
        year=period.year,
        quarter=period.number,
        period=str(period),
        group=result.group,
        unit_id=result.unit_id,
        score=result.score,
        rank=result.rank,
        overtakes_id=overtakes_id,
        division=division,
    )
