"""第十八条：decisions on facts: who answers for a record by which share, and which records do not count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.assessment.domain.reading import name_of, same_person, text_of
from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.breach import Breach, Refusal

A18 = Article(18)
LONGEST_REASON = 1000
LONGEST_APPROVER = 60
SHARE_PLACES = 4
MOST_SHARES = 20


class DecisionKind(StrEnum):
    """What is decided of a record."""

    SHARE = "SHARE"  # 责任分担
    EXEMPTION = "EXEMPTION"  # 免予考核


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why, who approved it, by which document, and who writes it down."""

    reason: str
    approver: str
    document: str
    recorder: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the record: whether there are facts about it, whether it is a project, and the units of the division."""

    found: bool
    is_project: bool
    units: Collection[UUID]


def share(asked: Grounds, shares: Sequence[tuple[UUID, Decimal]], known: Known) -> Grounds | Refusal:
    """第十八条：several units answer for a record, each by its share, together the whole. Returns the texts as they are kept."""
    breaches = [*_unknown(known), *_faults_of_shares(shares, known)]
    kept = _grounds(asked, breaches, "分担理由", "分担依据")
    return Refusal(tuple(breaches)) if breaches else kept


def _faults_of_shares(shares: Sequence[tuple[UUID, Decimal]], known: Known) -> Iterator[Breach]:
    if not 1 <= len(shares) <= MOST_SHARES:
        yield Breach("SHARES_COUNT", f"分担单位须为 1 至 {MOST_SHARES} 家", A18, "shares")
        return
    units = [unit for unit, _ in shares]
    for at, (unit, part) in enumerate(shares):
        if unit not in known.units:
            yield Breach("UNIT_UNKNOWN", "本区没有该单位，或该单位已并入其他单位", A18, f"shares.{at}.unitId")
        if unit in units[:at]:
            yield Breach("UNIT_REPEATED", "同一单位不能重复列出", A18, f"shares.{at}.unitId")
        if not 0 < part <= 1 or part != round(part, SHARE_PLACES):
            message = f"分担比例须大于 0、不超过 1，至多 {SHARE_PLACES} 位小数"
            yield Breach("SHARE_OUT_OF_RANGE", message, A18, f"shares.{at}.share")
    total = sum((part for _, part in shares), Decimal(0))
    if total != 1:
        yield Breach("SHARES_NOT_WHOLE", f"各单位分担比例合计须为 1，现为 {total.normalize():f}", A18, "shares")


@dataclass(frozen=True, slots=True)
class Span:
    """Of a project: from which day on, and until when, what falls due does not count. Of one record it is all of it."""

    since: date
    until: date | None


def exempt(asked: Grounds, span: Span, known: Known, today: date, *, standing: bool) -> Grounds | Refusal:
    """第十八条：what force majeure or the like kept from being done counts for nobody. Returns the texts as they are kept."""
    breaches = [*_unknown(known), *_faults_of_span(span, known, today)]
    if standing:
        breaches.append(Breach("ALREADY_EXEMPTED", "该记录已免予考核；需变更的，请先撤销原决定", A18, "recordId"))
    kept = _grounds(asked, breaches, "免予考核的理由", "依据文件")
    return Refusal(tuple(breaches)) if breaches else kept


def _faults_of_span(span: Span, known: Known, today: date) -> Iterator[Breach]:
    if not SINCE <= span.since <= today:
        yield Breach("DAY_OUT_OF_RANGE", f"起始日期须在 {SINCE} 与今日之间", A18, "since")
    if span.until is not None and not known.is_project:
        yield Breach("UNTIL_OF_PROJECT_ONLY", "只有整个项目的免予考核有截止日期；单项记录请留空", A18, "until")
    elif span.until is not None and span.until < span.since:
        yield Breach("SPAN_REVERSED", "截止日期不能早于起始日期", A18, "until")


def revoke(asked: Grounds, kind: DecisionKind, revoked_on: date | None) -> Grounds | Refusal:
    """第十八条：an exemption is revoked once, with a reason and somebody else who approved it; shares are decided anew."""
    breaches = []
    if kind is not DecisionKind.EXEMPTION:
        breaches.append(Breach("NOT_AN_EXEMPTION", "责任分担不撤销，请另作新的分担决定", A18, "decisionId"))
    elif revoked_on is not None:
        breaches.append(Breach("ALREADY_REVOKED", f"该免予考核决定已于{revoked_on}撤销", A18, "decisionId"))
    kept = _texts(asked, breaches, "撤销理由")
    return Refusal(tuple(breaches)) if breaches else kept


def _unknown(known: Known) -> Iterator[Breach]:
    if not known.found:
        yield Breach("RECORD_UNKNOWN", "本区没有与该记录有关的考核事实", A18, "recordId")


def _grounds(asked: Grounds, breaches: list[Breach], reason: str, document: str) -> Grounds:
    kept = _texts(asked, breaches, reason)
    return replace(kept, document=name_of(asked.document, document, "document", A18, breaches))


def _texts(asked: Grounds, breaches: list[Breach], label: str) -> Grounds:
    reason = text_of(asked.reason, label, "reason", A18, breaches, LONGEST_REASON)
    approver = name_of(asked.approver, "批准人", "approver", A18, breaches, LONGEST_APPROVER)
    if same_person(approver, asked.recorder):
        breaches.append(Breach("APPROVER_IS_RECORDER", "批准人不得是经办人本人", A18, "approver"))
    return replace(asked, reason=reason, approver=approver)
