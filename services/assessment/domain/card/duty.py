"""第二十一条：a carded unit does its duties by a day and shows it; the authority confirms them, or asks for more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.assessment.domain.card.model import OPEN_DUTY, DutyKind, DutyStatus
from services.assessment.domain.card.rulebook import A21, DAYS_AFTER_REVIEW, DUTY_DAYS, RETURN_DAYS, REVIEW_WITHIN
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.law.workdays import WorkCalendar

LONGEST_TEXT = 10_000
LONGEST_REASON = 1000
NAMES: Mapping[DutyKind, str] = {
    DutyKind.STATEMENT_IN_PERSON: "季讲评现场表态发言",
    DutyKind.STATEMENT_IN_WRITING: "季讲评书面表态发言",
    DutyKind.REPORT_IN_WRITING: "主要负责人书面情况汇报",
}


def due_on(kind: DutyKind, issued_on: date, review_on: date | None, calendar: WorkCalendar) -> date:
    """第二十一条：until when a duty is done: by the day of the quarterly review once it is set, else some working days after
    the card. A card that comes after the review (by a correction) has days of its own.
    """
    if review_on is None or review_on < issued_on:
        return calendar.add(issued_on, DUTY_DAYS.on(issued_on))
    days = DAYS_AFTER_REVIEW.on(issued_on)[kind]
    return calendar.add(review_on, days) if days else review_on


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What the unit did: who spoke or signed, in words, and how many files go with it."""

    person: str
    text: str
    files: int


def fulfil(status: DutyStatus, asked: Fulfilment) -> Fulfilment | Refusal:
    """第二十一条：a unit does a duty that is open, also after its day: late is better than never, and is shown as late."""
    breaches = []
    if status not in OPEN_DUTY:
        breaches.append(_not_open(status))
    person = clean_name(asked.person, "表态人（签署人）", "person")
    text = clean_text(asked.text, "表态（汇报）内容", "text", LONGEST_TEXT)
    breaches += [said for said in (person, text) if isinstance(said, Breach)]
    if not text and not asked.files:
        breaches.append(Breach("EVIDENCE_MISSING", "请填写表态（汇报）内容，或附上文件", A21, "text"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(person, str)
    assert isinstance(text, str)
    return Fulfilment(person, text, asked.files)


def may_confirm(status: DutyStatus, fulfilled_by: str | None, actor: str) -> tuple[Breach, ...]:
    """第二十一条：what the unit says that it did is confirmed by somebody else. Empty when it may be."""
    return (*_not_fulfilled(status), *_by_oneself(fulfilled_by, actor))


def give_back(status: DutyStatus, reason: str, fulfilled_by: str | None, actor: str) -> str | Refusal:
    """第二十一条：ask for a duty to be done again, for a reason that the unit is told; return the reason."""
    breaches = [*_not_fulfilled(status), *_by_oneself(fulfilled_by, actor)]
    said = clean_text(reason, "退回理由", "reason", LONGEST_REASON) or Breach(
        "REASON_MISSING", "退回须写明理由", A21, "reason"
    )
    if isinstance(said, Breach):
        breaches.append(said)
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(said, str)
    return said


def due_again(due: date, today: date, calendar: WorkCalendar) -> date:
    """第二十一条：until when a duty that was returned is done again; never sooner than before."""
    return max(due, calendar.add(today, RETURN_DAYS.on(today)))


def _not_fulfilled(status: DutyStatus) -> tuple[Breach, ...]:
    if status is DutyStatus.FULFILLED:
        return ()
    if status in OPEN_DUTY:
        return (Breach("DUTY_NOT_FULFILLED", "该单位尚未履行该义务", A21, "dutyId"),)
    return (_not_open(status),)


def _by_oneself(fulfilled_by: str | None, actor: str) -> tuple[Breach, ...]:
    if fulfilled_by != actor:
        return ()
    return (Breach("CONFIRMED_BY_ONESELF", "填报人本人不得确认或退回", A21),)


def _not_open(status: DutyStatus) -> Breach:
    said = {
        DutyStatus.FULFILLED: ("DUTY_FULFILLED", "该义务已履行，正待确认"),
        DutyStatus.CONFIRMED: ("DUTY_CONFIRMED", "该义务已确认履行"),
        DutyStatus.LAPSED: ("DUTY_LAPSED", "红黄牌已撤回，该义务已终止"),
    }
    code, message = said[status]
    return Breach(code, message, A21, "dutyId")


def may_set_review(review_on: date, published_on: date | None, today: date) -> tuple[Breach, ...]:
    """第二十一条：the day of the quarterly review is set for a published quarter, and lies ahead, though no more than a
    quarter: what cards ask is due by it. Empty when it may be.
    """
    breaches = []
    if published_on is None:
        breaches.append(Breach("NOT_PUBLISHED", "结果尚未发布，不能确定季讲评日", A21, "quarter"))
    if review_on < today:
        breaches.append(Breach("REVIEW_IN_THE_PAST", "季讲评日不能早于今日", A21, "reviewOn"))
    latest = today + timedelta(days=REVIEW_WITHIN.on(today))
    if review_on > latest:
        breaches.append(Breach("REVIEW_TOO_LATE", f"讲评每季一次，季讲评日不能晚于 {latest}", A21, "reviewOn"))
    return tuple(breaches)
