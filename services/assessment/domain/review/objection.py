"""第十九条：a unit objects to its announced result, and the authority decides: accepted or refused, with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.assessment.domain.review.model import ObjectionStatus, Point
from services.assessment.domain.review.rulebook import MOST_OBJECTIONS
from services.assessment.domain.score.record import A19, Recorded, Status
from services.law.breach import Breach, Refusal
from services.law.text import clean_text

LONGEST_GROUNDS = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit objects to, why, and what it asks for."""

    point: Point
    grounds: str
    asks_for: str | None


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection that was taken in: its texts as they are kept."""

    grounds: str
    asks_for: str | None


def raise_objection(
    asked: Asked, period: Recorded, codes: Sequence[str], open_ones: Sequence[Point], today: date
) -> Raised | Refusal:
    """第十九条：object to an announced result within its window, once to each point.

    codes: of the indicators by which the unit's group is assessed. open_ones: what its undecided objections point at.
    """
    breaches = list(_outside_the_window(period, today))
    texts = _texts(asked)
    breaches += [text for text in texts if isinstance(text, Breach)]
    if asked.point.indicator_code is not None and asked.point.indicator_code not in codes:
        message = f"没有代码为“{asked.point.indicator_code}”的指标，可选：{'、'.join(codes)}"
        breaches.append(Breach("INDICATOR_UNKNOWN", message, A19, "indicatorCode"))
    if asked.point in open_ones:
        message = "对同一事项的异议正在办理；理由、诉求和材料可在异议期内修改、补充"
        breaches.append(Breach("OBJECTION_PENDING", message, A19, "indicatorCode"))
    most = MOST_OBJECTIONS.on(today)
    if len(open_ones) >= most:
        breaches.append(Breach("OBJECTIONS_TOO_MANY", f"未办结的异议已达 {most} 项，请待办结后再提", A19))
    if breaches:
        return Refusal(tuple(breaches))
    grounds, asks_for = texts
    assert isinstance(grounds, str)
    assert isinstance(asks_for, str)
    return Raised(grounds, asks_for or None)


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an objection says and is to say; `None` leaves a text as it is. files: how many are added to its evidence."""

    before: Raised
    grounds: str | None
    asks_for: str | None
    files: int


def amend(status: ObjectionStatus, asked: Amendment, period: Recorded, today: date) -> Raised | Refusal:
    """第十九条：while the window is open and nobody has decided, a unit says its objection better, or adds evidence.

    At what it points stays: objecting to something else is another objection.
    """
    settled = not_open(status)
    breaches = [*settled, *(() if settled else _outside_the_window(period, today, "objectionId"))]
    before = asked.before
    grounds = before.grounds if asked.grounds is None else asked.grounds
    asks_for = before.asks_for if asked.asks_for is None else asked.asks_for
    texts = _texts(Asked(Point(None, None), grounds, asks_for))
    breaches += [text for text in texts if isinstance(text, Breach)]
    if not asked.files and texts == (before.grounds, before.asks_for or ""):
        breaches.append(Breach("NOTHING_CHANGED", "理由、诉求没有变化，也没有补充材料", A19, "grounds"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(texts[0], str)
    assert isinstance(texts[1], str)
    return Raised(texts[0], texts[1] or None)


def _texts(asked: Asked) -> tuple[str | Breach, str | Breach]:
    grounds = clean_text(asked.grounds, "异议理由", "grounds", LONGEST_GROUNDS) or Breach(
        "GROUNDS_MISSING", "请写明异议的事实和理由", A19, "grounds"
    )
    return grounds, clean_text(asked.asks_for or "", "诉求", "asksFor", LONGEST_GROUNDS)


def _outside_the_window(period: Recorded, today: date, field: str = "resultId") -> Sequence[Breach]:
    if period.status is not Status.PROVISIONAL or period.objections_until is None:
        done = period.status is Status.PUBLISHED
        message = f"{period.period}考核结果{'已发布，异议期已过' if done else '尚未公示'}，不能提出或修改异议"
        return (Breach("NOT_ANNOUNCED", message, A19, field),)
    if today > period.objections_until:
        message = f"{period.period}异议期已于 {period.objections_until} 届满"
        return (Breach("OBJECTION_WINDOW_OVER", message, A19, field),)
    return ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the authority decides, why, and who; raisers: who raised and who amended it."""

    accepted: bool
    reason: str
    decider: str
    raisers: Collection[str]


def decide(status: ObjectionStatus, asked: Decision) -> str | Refusal:
    """第十九条：decide an objection that is open, with a reason, and not by who raised or amended it; return the reason."""
    breaches = list(not_open(status))
    reason = clean_text(asked.reason, "决定理由", "reason", LONGEST_GROUNDS) or Breach(
        "REASON_MISSING", "采纳或不予采纳都须写明理由", A19, "reason"
    )
    if isinstance(reason, Breach):
        breaches.append(reason)
    if asked.decider in asked.raisers:
        breaches.append(Breach("DECIDER_IS_RAISER", "提出或修改异议的本人不得决定该异议", A19))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(reason, str)
    return reason


def not_open(status: ObjectionStatus) -> Sequence[Breach]:
    """Refuse to decide or to withdraw what is settled already."""
    said = {
        ObjectionStatus.WITHDRAWN: "已撤回",
        ObjectionStatus.ACCEPTED: "已采纳",
        ObjectionStatus.REFUSED: "已作出不予采纳的决定",
    }
    return () if status not in said else (Breach("OBJECTION_SETTLED", f"该异议{said[status]}", A19, "objectionId"),)


def not_to_carry_out(status: ObjectionStatus, *, done: bool) -> tuple[Breach, ...]:
    """第十九条：only what was accepted, and is not carried out yet, is a ground of a correction. Empty when it is."""
    if status is not ObjectionStatus.ACCEPTED:
        return (Breach("OBJECTION_NOT_ACCEPTED", "只有已采纳的异议可作为更正的依据", A19, "objectionId"),)
    if done:
        return (Breach("OBJECTION_CARRIED_OUT", "该异议已经落实，另需更正的请单独写明理由", A19, "objectionId"),)
    return ()
